import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'permutation',
  title: { fr: 'Battre les cartes', en: 'Shuffling the cards' },
  kind: 'code',
  tier: 2,
  minutes: 15,
  tasks: [
    {
      id: 'p-value',
      points: 3,
      fr: 'Écrivez `permutationTest(x, y, orders)` : la valeur p, des deux côtés, de l’écart des moyennes. Les ordres sont donnés : chacun dit dans quel ordre lire les valeurs mises bout à bout.',
      en: 'Write `permutationTest(x, y, orders)`: the two-sided p-value of the gap between the means. The orders are given: each one says in which order to read the values put end to end.',
    },
  ],
  exports: ['permutationTest'],
  diagnoses: [
    {
      id: 'one-side',
      rule: 'both-sides',
      fr: 'Vous comparez les écarts avec leur signe. Un écart aussi grand de l’autre côté compte autant : prenez les valeurs absolues.',
      en: 'You compare the gaps with their signs. A gap as large on the other side counts as much: take absolute values.',
    },
    {
      id: 'strict',
      rule: 'both-sides',
      fr: 'Vous ne comptez que les écarts strictement plus grands. Un écart égal est aussi extrême : il compte.',
      en: 'You count only strictly larger gaps. An equal gap is just as extreme: it counts.',
    },
    {
      id: 'no-plus-one',
      rule: 'plus-one',
      fr: 'Vous divisez le compte par N : la valeur p pourrait être nulle. Le partage observé compte aussi, en haut et en bas.',
      en: 'You divide the count by N: the p-value could be zero. The observed deal counts too, above and below.',
    },
    {
      id: 'middle',
      rule: 'deal',
      fr: 'Vous coupez les valeurs au milieu. Les deux groupes n’ont pas toujours la même taille : le premier a celle de x.',
      en: 'You cut the values in the middle. The two groups are not always of the same size: the first has the size of x.',
    },
    {
      id: 'no-margin',
      rule: 'margin',
      fr: 'Vous comparez sans marge : 0,1 + 0,2 + 0,3 et 0,3 + 0,2 + 0,1 diffèrent d’un arrondi, et une égalité vous échappe.',
      en: 'You compare without a margin: 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ by a rounding error, and a tie is missed.',
    },
  ],
});
