import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'matrix-of',
  title: { fr: 'La matrice d’un mouvement', en: 'The matrix of a movement' },
  kind: 'code',
  tier: 2,
  minutes: 12,
  tasks: [
    {
      id: 'matrixOf',
      points: 2,
      fr: 'Écrivez `matrixOf(f, n)`, la matrice de l’application linéaire f de n nombres : essayez f sur les vecteurs de base.',
      en: 'Write `matrixOf(f, n)`, the matrix of the linear map f of n numbers: try f on the basis vectors.',
    },
    {
      id: 'rotation',
      points: 2,
      fr: 'Écrivez `rotation(theta)`, la matrice de la rotation du plan, l’angle étant en radians.',
      en: 'Write `rotation(theta)`, the matrix of the rotation of the plane, the angle being in radians.',
    },
  ],
  exports: ['rotation'],
  diagnoses: [
    {
      id: 'images-as-rows',
      rule: 'columns',
      fr: 'Vous rangez les images des vecteurs de base en lignes : ce sont les colonnes.',
      en: 'You lay the images of the basis vectors down as rows: they are the columns.',
    },
    {
      id: 'all-ones',
      rule: 'columns',
      fr: 'Vous essayez f sur des vecteurs qui ont plus d’un 1 : on ne sait plus ce qui vient de quel axe.',
      en: 'You try f on vectors with more than one 1: what comes from which axis can no longer be told.',
    },
    {
      id: 'clockwise',
      rule: 'rotation',
      fr: 'Votre rotation tourne dans l’autre sens : le signe moins est du mauvais côté.',
      en: 'Your rotation turns the other way: the minus sign is on the wrong side.',
    },
    {
      id: 'degrees',
      rule: 'rotation',
      fr: 'Vous prenez l’angle pour des degrés : Math.cos et Math.sin attendent des radians, et theta en est déjà.',
      en: 'You take the angle for degrees: Math.cos and Math.sin expect radians, which theta already is.',
    },
  ],
});
