import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'laws',
  title: { fr: 'Deux lois', en: 'Two laws' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'density',
      points: 2,
      fr: 'Écrivez `gaussianDensity(x, mu, sigma)`, la hauteur de la courbe en x.',
      en: 'Write `gaussianDensity(x, mu, sigma)`, the height of the curve at x.',
    },
    {
      id: 'draw',
      points: 2,
      fr: 'Écrivez `bernoulli(p, u)` et `gaussianSample(mu, sigma, u1, u2)`, qui font un tirage à partir de nombres uniformes donnés.',
      en: 'Write `bernoulli(p, u)` and `gaussianSample(mu, sigma, u1, u2)`, which make a draw from given uniform numbers.',
    },
  ],
  exports: ['gaussianDensity', 'bernoulli', 'gaussianSample'],
  diagnoses: [
    {
      id: 'no-half',
      rule: 'density',
      fr: 'Il manque le 2 au dénominateur de l’exposant.',
      en: 'The 2 in the denominator of the exponent is missing.',
    },
    {
      id: 'not-normalised',
      rule: 'density',
      fr: 'La courbe n’est pas mise à l’échelle : son aire n’est pas 1.',
      en: 'The curve is not brought to scale: its area is not 1.',
    },
    {
      id: 'sigma-not-squared',
      rule: 'density',
      fr: 'Dans l’exposant, l’écart est au carré, mais pas σ.',
      en: 'In the exponent the gap is squared, but σ is not.',
    },
    {
      id: 'other-side',
      rule: 'bernoulli',
      fr: 'Vous rendez 1 quand u dépasse p : cela arrive avec la probabilité 1 − p.',
      en: 'You return 1 when u exceeds p: that happens with probability 1 − p.',
    },
    {
      id: 'by-variance',
      rule: 'sample',
      fr: 'Vous multipliez par la variance. L’étalement se règle par l’écart-type.',
      en: 'You multiply by the variance. The spread is set by the standard deviation.',
    },
  ],
});
