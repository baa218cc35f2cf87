import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'solve',
  title: { fr: 'L’élimination de Gauss', en: 'Gaussian elimination' },
  kind: 'code',
  tier: 2,
  minutes: 18,
  tasks: [
    {
      id: 'solve',
      points: 4,
      fr: 'Écrivez `solveSystem(A, b)`, la solution d’un système carré, en amenant à chaque colonne le plus grand pivot. Si tous les pivots possibles sont nuls, lancez une erreur.',
      en: 'Write `solveSystem(A, b)`, the solution of a square system, bringing the largest pivot to each column. If all possible pivots are zero, throw an error.',
    },
  ],
  exports: ['solveSystem'],
  diagnoses: [
    {
      id: 'no-swap',
      rule: 'pivot',
      fr: 'Vous n’échangez pas les lignes : un pivot nul ou minuscule ruine le calcul. Cherchez le plus grand de la colonne.',
      en: 'You do not swap rows: a zero or tiny pivot ruins the calculation. Look for the largest of the column.',
    },
    {
      id: 'largest-signed',
      rule: 'pivot',
      fr: 'Vous comparez les pivots avec leur signe : −8 est un meilleur pivot que 1. Prenez les valeurs absolues.',
      en: 'You compare pivots with their sign: −8 is a better pivot than 1. Take absolute values.',
    },
    {
      id: 'right-side-forgotten',
      rule: 'eliminate',
      fr: 'Vous éliminez dans A, mais pas dans b : le second membre fait partie de l’équation.',
      en: 'You eliminate in A but not in b: the right-hand side is part of the equation.',
    },
    {
      id: 'known-not-subtracted',
      rule: 'back',
      fr: 'En remontant, vous oubliez de retrancher les inconnues déjà trouvées.',
      en: 'Going back up, you forget to subtract the unknowns already found.',
    },
    {
      id: 'singular-passes',
      rule: 'singular',
      fr: 'Une matrice singulière donne des NaN ou des infinis au lieu d’une erreur.',
      en: 'A singular matrix gives NaN or infinities instead of an error.',
    },
  ],
});
