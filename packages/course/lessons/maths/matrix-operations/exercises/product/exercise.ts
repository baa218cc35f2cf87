import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'product',
  title: { fr: 'Produit et transposée', en: 'Product and transpose' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'transpose',
      points: 1,
      fr: 'Écrivez `transpose(A)` : les lignes deviennent des colonnes.',
      en: 'Write `transpose(A)`: rows become columns.',
    },
    {
      id: 'matmul',
      points: 3,
      fr: 'Écrivez `matmul(A, B)`, le produit des deux matrices. Si les tailles intérieures diffèrent, lancez une erreur.',
      en: 'Write `matmul(A, B)`, the product of the two matrices. If the inner sizes differ, throw an error.',
    },
  ],
  exports: ['transpose', 'matmul'],
  diagnoses: [
    {
      id: 'cell-by-cell',
      rule: 'cell',
      fr: 'Vous multipliez case par case. Une case du produit est la somme de toute une ligne avec toute une colonne.',
      en: 'You multiply cell by cell. A cell of the product is the sum of a whole row with a whole column.',
    },
    {
      id: 'rows-with-rows',
      rule: 'cell',
      fr: 'Vous faites le produit scalaire des lignes de A avec les lignes de B : c’est le produit avec la transposée de B.',
      en: 'You take dot products of rows of A with rows of B: that is the product with the transpose of B.',
    },
    {
      id: 'not-swapped',
      rule: 'transpose',
      fr: 'Votre transposée rend une copie de A : la case (i, j) doit aller en (j, i).',
      en: 'Your transpose returns a copy of A: cell (i, j) must go to (j, i).',
    },
    {
      id: 'no-size-check',
      rule: 'inner',
      fr: 'Des tailles intérieures différentes donnent une matrice au lieu d’une erreur.',
      en: 'Different inner sizes give a matrix instead of an error.',
    },
  ],
});
