import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'descent',
  title: { fr: 'Descendre', en: 'Going down' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'descent',
      points: 3,
      fr: 'Écrivez `gradientDescent(gradient, start, rate, steps)`, qui rend tout le chemin : le départ, puis un point par pas.',
      en: 'Write `gradientDescent(gradient, start, rate, steps)`, which returns the whole path: the start, then one point per step.',
    },
    {
      id: 'rate',
      points: 1,
      fr: 'Écrivez `largestRate(curvatures)` : sur une cuvette quadratique qui a ces courbures, le taux à partir duquel la descente ne converge plus.',
      en: 'Write `largestRate(curvatures)`: on a quadratic bowl with these curvatures, the rate from which descent no longer converges.',
    },
  ],
  exports: ['gradientDescent'],
  diagnoses: [
    {
      id: 'uphill',
      rule: 'against',
      fr: 'Vous ajoutez le gradient : le chemin monte.',
      en: 'You add the gradient: the path goes up.',
    },
    {
      id: 'gradient-at-start',
      rule: 'fresh',
      fr: 'Vous gardez le gradient du départ : recalculez-le à chaque pas, au point où vous êtes.',
      en: 'You keep the gradient of the start: compute it anew at each step, where you are.',
    },
    {
      id: 'start-missing',
      rule: 'against',
      fr: 'Le chemin commence après le premier pas : le départ en fait partie.',
      en: 'The path begins after the first step: the start belongs to it.',
    },
    {
      id: 'no-rate',
      rule: 'against',
      fr: 'Vous soustrayez le gradient entier : multipliez-le par le taux.',
      en: 'You subtract the whole gradient: multiply it by the rate.',
    },
    {
      id: 'flattest',
      rule: 'rate',
      fr: 'Vous prenez la courbure la plus faible : c’est la plus forte qui diverge la première.',
      en: 'You take the weakest curvature: the strongest is the first to diverge.',
    },
    {
      id: 'one-over',
      rule: 'rate',
      fr: 'C’est le taux qui arrive au fond en un pas ; la divergence commence au double.',
      en: 'That is the rate that reaches the bottom in one step; divergence begins at twice as much.',
    },
  ],
});
