import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'moments',
  title: { fr: 'Moyenne, variance, corrélation', en: 'Mean, variance, correlation' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'mean',
      points: 1,
      fr: 'Écrivez `mean(x)` et `variance(x)`, en divisant par le nombre de valeurs.',
      en: 'Write `mean(x)` and `variance(x)`, dividing by the number of values.',
    },
    {
      id: 'together',
      points: 2,
      fr: 'Écrivez `covariance(x, y)` et `correlation(x, y)`. Si x ou y est constant, la corrélation lance une erreur.',
      en: 'Write `covariance(x, y)` and `correlation(x, y)`. If x or y is constant, the correlation throws an error.',
    },
  ],
  exports: ['mean', 'variance', 'covariance', 'correlation'],
  diagnoses: [
    {
      id: 'minus-one',
      rule: 'variance',
      fr: 'Vous divisez par m − 1. Ici, la variance est la moyenne des m carrés.',
      en: 'You divide by m − 1. Here, the variance is the mean of the m squares.',
    },
    {
      id: 'deviation',
      rule: 'variance',
      fr: 'Vous rendez l’écart-type : la variance est sans racine.',
      en: 'You return the standard deviation: the variance has no root.',
    },
    {
      id: 'not-centred',
      rule: 'covariance',
      fr: 'Vous multipliez les valeurs elles-mêmes. Retranchez d’abord à chacune sa moyenne.',
      en: 'You multiply the values themselves. Subtract from each its mean first.',
    },
    {
      id: 'by-variances',
      rule: 'correlation',
      fr: 'Vous divisez par les variances au lieu des écarts-types : le résultat dépend des unités.',
      en: 'You divide by the variances instead of the standard deviations: the result depends on units.',
    },
    {
      id: 'constant',
      rule: 'correlation',
      fr: 'Une grandeur constante n’a pas de corrélation : 0/0 donne NaN. Lancez une erreur.',
      en: 'A constant quantity has no correlation: 0/0 gives NaN. Throw an error.',
    },
  ],
});
