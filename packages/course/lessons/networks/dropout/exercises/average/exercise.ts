import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'average',
  title: { fr: 'Ce que reçoit le neurone suivant', en: 'What the next neuron receives' },
  kind: 'derive',
  tier: 2,
  minutes: 10,
  tasks: [
    {
      id: 'moments',
      points: 3,
      fr: 'Écrivez `droppedMoments(weights, h, rate)` : la moyenne et la variance, sur tous les masques, de la somme des contributions.',
      en: 'Write `droppedMoments(weights, h, rate)`: the mean and the variance, over all masks, of the sum of contributions.',
    },
  ],
  exports: ['droppedMoments'],
  diagnoses: [
    {
      id: 'without-division',
      rule: 'moments',
      fr: 'Vos deux nombres sont ceux d’un dropout qui ne divise pas par 1 − p.',
      en: 'Both your numbers are those of a dropout that does not divide by 1 − p.',
    },
    {
      id: 'square-of-sum',
      rule: 'moments',
      fr: 'Vous élevez la somme au carré : les tirages sont indépendants, ce sont les carrés des contributions que l’on additionne.',
      en: 'You square the sum: draws are independent, it is the squares of the contributions that are added.',
    },
    {
      id: 'upside-down',
      rule: 'moments',
      fr: 'Le rapport est retourné : sans dropout, p = 0, la variance est nulle.',
      en: 'The ratio is upside down: without dropout, p = 0, the variance is zero.',
    },
    {
      id: 'deviation',
      rule: 'moments',
      fr: 'Vous rendez l’écart type : c’est la variance qui est demandée.',
      en: 'You return the standard deviation: the variance is asked for.',
    },
  ],
});
