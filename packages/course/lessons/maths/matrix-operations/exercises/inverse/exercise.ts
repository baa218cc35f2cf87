import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'inverse',
  title: { fr: 'Déterminant et inverse', en: 'Determinant and inverse' },
  kind: 'code',
  tier: 2,
  minutes: 15,
  tasks: [
    {
      id: 'determinant',
      points: 3,
      fr: 'Écrivez `determinant(A)` par développement le long de la première ligne. La matrice vide a pour déterminant 1.',
      en: 'Write `determinant(A)` by expansion along the first row. The empty matrix has determinant 1.',
    },
    {
      id: 'inverse',
      points: 3,
      fr: 'Écrivez `inverse(A)` par la formule des mineurs. Si le déterminant est nul, lancez une erreur.',
      en: 'Write `inverse(A)` by the formula of minors. If the determinant is zero, throw an error.',
    },
  ],
  exports: ['determinant', 'inverse'],
  diagnoses: [
    {
      id: 'all-plus',
      rule: 'signs',
      fr: 'Tous vos termes ont le signe plus : les signes alternent.',
      en: 'All your terms have a plus sign: the signs alternate.',
    },
    {
      id: 'minor-not-smaller',
      rule: 'signs',
      fr: 'Vous n’enlevez du mineur que la première ligne : enlevez aussi la colonne j, sinon chaque mineur compte des nombres de trop.',
      en: 'You remove only the first row from the minor: remove column j too, or every minor counts numbers too many.',
    },
    {
      id: 'not-transposed',
      rule: 'adjugate',
      fr: 'Vous prenez le mineur de (i, j) : pour la case (i, j) de l’inverse, c’est celui de (j, i).',
      en: 'You take the minor of (i, j): for cell (i, j) of the inverse it is that of (j, i).',
    },
    {
      id: 'not-divided',
      rule: 'adjugate',
      fr: 'Il manque la division par le déterminant.',
      en: 'The division by the determinant is missing.',
    },
    {
      id: 'singular-infinite',
      rule: 'singular',
      fr: 'Une matrice singulière donne des infinis ou des NaN au lieu d’une erreur.',
      en: 'A singular matrix gives infinities or NaN instead of an error.',
    },
  ],
});
