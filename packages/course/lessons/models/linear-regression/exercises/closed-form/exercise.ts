import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'closed-form',
  title: { fr: 'La meilleure droite, par la formule', en: 'The best line, by the formula' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'fit',
      points: 3,
      fr: 'Écrivez `linearRegression(x, y)`, qui rend la pente et l’ordonnée à l’origine. Si tous les x sont égaux, lancez une erreur.',
      en: 'Write `linearRegression(x, y)`, which returns the slope and the intercept. If all x are equal, throw an error.',
    },
  ],
  exports: ['linearRegression'],
  diagnoses: [
    {
      id: 'through-origin',
      rule: 'slope',
      fr: 'Votre droite passe par l’origine : les moyennes n’ont pas été retranchées.',
      en: 'Your line goes through the origin: the means were not subtracted.',
    },
    {
      id: 'wrong-axis',
      rule: 'slope',
      fr: 'Vous divisez par la dispersion de y : c’est la régression de x sur y, retournée.',
      en: 'You divide by the spread of y: that is the regression of x on y, turned around.',
    },
    {
      id: 'mean-only',
      rule: 'through-mean',
      fr: 'Votre ordonnée à l’origine est la moyenne de y. La droite y passe au-dessus de la moyenne de x, non au-dessus de 0.',
      en: 'Your intercept is the mean of y. The line is there above the mean of x, not above 0.',
    },
    {
      id: 'no-spread',
      rule: 'spread',
      fr: 'Quand tous les x sont égaux, 0/0 donne NaN. Regardez le dénominateur avant de diviser.',
      en: 'When all x are equal, 0/0 gives NaN. Look at the denominator before dividing.',
    },
  ],
});
