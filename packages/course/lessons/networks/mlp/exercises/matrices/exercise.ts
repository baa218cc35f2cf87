import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'matrices',
  title: { fr: 'Des matrices rapides', en: 'Fast matrices' },
  kind: 'code',
  tier: 1,
  minutes: 15,
  tasks: [
    {
      id: 'make',
      points: 1,
      fr: 'Écrivez `makeMatrix(rows, cols, values)` : une matrice rangée ligne après ligne, remplie de zéros si `values` manque. Si le nombre de valeurs n’est pas le bon, lancez une erreur.',
      en: 'Write `makeMatrix(rows, cols, values)`: a matrix laid out row after row, full of zeros if `values` is missing. If the number of values is not the right one, throw an error.',
    },
    {
      id: 'product',
      points: 3,
      fr: 'Écrivez `mulMatrix(a, b)`, le produit de deux matrices. Si les tailles ne conviennent pas, lancez une erreur.',
      en: 'Write `mulMatrix(a, b)`, the product of two matrices. If the sizes do not fit, throw an error.',
    },
    {
      id: 'bias',
      points: 1,
      fr: 'Écrivez `addBias(a, bias)` : une nouvelle matrice, où `bias` (une ligne) est ajouté à chaque ligne de `a`.',
      en: 'Write `addBias(a, bias)`: a new matrix, where `bias` (one row) is added to every row of `a`.',
    },
  ],
  exports: ['makeMatrix', 'mulMatrix', 'addBias'],
  diagnoses: [
    {
      id: 'by-columns',
      rule: 'row-major',
      fr: 'Vous lisez ou écrivez colonne après colonne : la place est i × cols + j.',
      en: 'You read or write column after column: the place is i × cols + j.',
    },
    {
      id: 'no-size-check',
      rule: 'inner',
      fr: 'Des tailles incompatibles donnent une matrice au lieu d’une erreur.',
      en: 'Sizes that do not fit give a matrix instead of an error.',
    },
    {
      id: 'overwrites',
      rule: 'product',
      fr: 'Chaque produit remplace le précédent : ils s’additionnent.',
      en: 'Each product replaces the one before: they are added up.',
    },
    {
      id: 'bias-by-row',
      rule: 'bias-rows',
      fr: 'Le biais suit les lignes : c’est la colonne, donc le neurone, qui choisit son biais.',
      en: 'The bias follows the rows: it is the column, hence the neuron, that chooses its bias.',
    },
  ],
});
