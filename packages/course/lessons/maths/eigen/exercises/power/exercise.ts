import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'power',
  title: { fr: 'La méthode de la puissance', en: 'Power iteration' },
  kind: 'code',
  tier: 2,
  minutes: 12,
  tasks: [
    {
      id: 'power',
      points: 3,
      fr: 'Écrivez `powerIteration(A, start, steps)` : après `steps` pas, la direction `vector`, de norme 1, et la valeur propre estimée `value`.',
      en: 'Write `powerIteration(A, start, steps)`: after `steps` steps, the direction `vector`, of norm 1, and the estimated eigenvalue `value`.',
    },
  ],
  exports: ['powerIteration'],
  diagnoses: [
    {
      id: 'not-normalised',
      rule: 'power',
      fr: 'Vous ne ramenez pas à la norme 1 : la longueur explose ou s’éteint.',
      en: 'You do not bring back to norm 1: the length explodes or dies out.',
    },
    {
      id: 'stretch-without-sign',
      rule: 'rayleigh',
      fr: 'Vous rendez ‖Ax‖, toujours positif : le produit scalaire de x avec Ax garde le signe de la valeur propre.',
      en: 'You return ‖Ax‖, always positive: the dot product of x with Ax keeps the sign of the eigenvalue.',
    },
    {
      id: 'divided-by-largest',
      rule: 'power',
      fr: 'Vous divisez par la plus grande composante : c’est la norme qu’il faut ramener à 1.',
      en: 'You divide by the largest component: it is the norm that must be 1.',
    },
    {
      id: 'one-too-many',
      rule: 'power',
      fr: 'Vous faites un pas de trop.',
      en: 'You take one step too many.',
    },
  ],
});
