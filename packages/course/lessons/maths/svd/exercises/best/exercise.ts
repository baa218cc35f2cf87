import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'best',
  title: { fr: 'La meilleure approximation', en: 'The best approximation' },
  kind: 'code',
  tier: 3,
  minutes: 18,
  tasks: [
    {
      id: 'best',
      points: 4,
      fr: 'Écrivez `bestRank(A, k)`, la meilleure approximation de rang k : k fois, trouvez la couche la plus forte de ce qui reste, ajoutez-la au résultat, retranchez-la du reste.',
      en: 'Write `bestRank(A, k)`, the best approximation of rank k: k times, find the strongest layer of what is left, add it to the result, subtract it from the rest.',
    },
  ],
  exports: ['bestRank'],
  diagnoses: [
    {
      id: 'sigma-squared',
      rule: 'eigen',
      fr: 'Vous prenez la valeur propre de AᵀA pour valeur singulière : il faut sa racine.',
      en: 'You take the eigenvalue of AᵀA for the singular value: its square root is wanted.',
    },
    {
      id: 'nothing-subtracted',
      rule: 'best',
      fr: 'Vous ne retranchez pas la couche : la même revient à chaque tour.',
      en: 'You do not subtract the layer: the same one comes back each time.',
    },
    {
      id: 'v-on-both-sides',
      rule: 'eigen',
      fr: 'Vous mettez v des deux côtés : les lignes de la couche suivent u = Av / σ.',
      en: 'You put v on both sides: the rows of the layer follow u = Av / σ.',
    },
    {
      id: 'what-is-left',
      rule: 'best',
      fr: 'Vous rendez ce qui reste au lieu de la somme des couches.',
      en: 'You return what is left instead of the sum of the layers.',
    },
  ],
});
