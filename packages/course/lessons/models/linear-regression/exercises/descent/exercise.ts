import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'descent',
  title: { fr: 'La meilleure droite, par descente', en: 'The best line, by descent' },
  kind: 'code',
  tier: 1,
  minutes: 15,
  tasks: [
    {
      id: 'gradient',
      points: 2,
      fr: 'Écrivez `linearGradient(x, y, w, b)`, les deux dérivées de l’erreur quadratique moyenne : par rapport à w, puis à b.',
      en: 'Write `linearGradient(x, y, w, b)`, the two derivatives of the mean squared error: `[in w, in b]`.',
    },
    {
      id: 'descend',
      points: 2,
      fr: 'Écrivez `linearDescent(x, y, rate, steps)`, qui part de `w = b = 0` et rend la droite après `steps` pas.',
      en: 'Write `linearDescent(x, y, rate, steps)`, which starts from `w = b = 0` and returns the line after `steps` steps.',
    },
  ],
  exports: ['linearGradient', 'linearDescent'],
  diagnoses: [
    {
      id: 'sum-not-mean',
      rule: 'gradient',
      fr: 'Vous additionnez les erreurs sans diviser par le nombre d’exemples : le pas grandirait avec les données.',
      en: 'You add the errors without dividing by the number of examples: the step would grow with the data.',
    },
    {
      id: 'error-reversed',
      rule: 'gradient',
      fr: 'L’erreur est retournée : elle vaut la prédiction moins la valeur, et non l’inverse. La descente monterait.',
      en: 'The error is reversed: it is the prediction minus the value, not the other way round. The descent would climb.',
    },
    {
      id: 'bias-like-weight',
      rule: 'gradient',
      fr: 'La dérivée par rapport à b ne contient pas x : l’entrée du biais vaut toujours 1.',
      en: 'The derivative in b has no x in it: the input of the bias is always 1.',
    },
    {
      id: 'one-after-the-other',
      rule: 'step',
      fr: 'Vous déplacez w avant de calculer la dérivée par rapport à b. Les deux dérivées se prennent au même endroit.',
      en: 'You move w before computing the derivative in b. Both derivatives are taken at the same place.',
    },
  ],
});
