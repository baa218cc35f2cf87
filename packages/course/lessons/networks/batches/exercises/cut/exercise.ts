import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'cut',
  title: { fr: 'Mélanger et couper', en: 'Shuffle and cut' },
  kind: 'code',
  tier: 1,
  minutes: 15,
  tasks: [
    {
      id: 'batches',
      points: 3,
      fr: 'Écrivez `batchesOf(count, size, random)` : les numéros 0 … count − 1, mélangés, coupés en lots de `size` ; le dernier lot peut être plus petit.',
      en: 'Write `batchesOf(count, size, random)`: the numbers 0 … count − 1, shuffled, cut into batches of `size`; the last batch may be smaller.',
    },
    {
      id: 'rows',
      points: 1,
      fr: 'Écrivez `pickRows(x, rows)` : la matrice faite des lignes de `x` dont les numéros sont donnés, dans cet ordre.',
      en: 'Write `pickRows(x, rows)`: the matrix made of the rows of `x` whose numbers are given, in that order.',
    },
  ],
  exports: ['batchesOf', 'pickRows'],
  diagnoses: [
    {
      id: 'last-batch-lost',
      rule: 'all',
      fr: 'Le dernier lot, plus petit, est perdu : ses exemples ne serviraient pas.',
      en: 'The last batch, which is smaller, is lost: its examples would be of no use.',
    },
    {
      id: 'with-replacement',
      rule: 'once',
      fr: 'Vous tirez chaque numéro au hasard, sans regarder s’il est déjà sorti : certains reviennent, d’autres manquent. Mélangez-les plutôt.',
      en: 'You draw each number at random, whether or not it was drawn before: some come back, others are missing. Shuffle them instead.',
    },
    {
      id: 'not-shuffled',
      rule: 'once',
      fr: 'Les lots suivent l’ordre du fichier : le mélange manque.',
      en: 'The batches follow the order of the file: the shuffling is missing.',
    },
    {
      id: 'other-chance',
      rule: 'given-random',
      fr: 'Votre hasard ne vient pas de `random` : avec la même graine, on n’obtiendrait pas deux fois le même entraînement.',
      en: 'Your chance does not come from `random`: with the same seed, training would not be the same twice.',
    },
    {
      id: 'biased-shuffle',
      rule: 'fair',
      fr: 'Vous échangez avec une place prise parmi toutes : certains ordres sortent plus souvent que d’autres. La place j se tire entre 0 et i.',
      en: 'You swap with a place taken among all of them: some orders come out more often than others. Place j is drawn between 0 and i.',
    },
    {
      id: 'random-comparator',
      rule: 'fair',
      fr: 'Trier avec une comparaison tirée au hasard ne mélange pas bien : un tri suppose que ses comparaisons ne se contredisent pas.',
      en: 'Sorting with a random comparison does not shuffle well: a sort relies on comparisons that do not contradict each other.',
    },
    {
      id: 'first-rows',
      fr: 'Vous prenez les premières lignes de x, et non celles dont les numéros sont donnés.',
      en: 'You take the first rows of x, not those whose numbers are given.',
    },
    {
      id: 'columns',
      fr: 'Vous prenez des colonnes : un exemple est une ligne, et la ligne i commence à la place i × cols.',
      en: 'You take columns: an example is a row, and row i begins at place i × cols.',
    },
  ],
});
