import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'parts',
  title: { fr: 'Trois parties, une échelle', en: 'Three parts, one scale' },
  kind: 'code',
  tier: 1,
  minutes: 12,
  tasks: [
    {
      id: 'split',
      points: 2,
      fr: 'Écrivez `splitData(order, train, validation)` : les numéros de chaque partie, dans l’ordre donné.',
      en: 'Write `splitData(order, train, validation)`: the numbers of each part, in the given order.',
    },
    {
      id: 'scale',
      points: 2,
      fr: 'Écrivez `standardise(train, other)` : `other` mis à l’échelle de l’entraînement.',
      en: 'Write `standardise(train, other)`: `other` brought to the scale of training.',
    },
  ],
  exports: ['splitData', 'standardise'],
  diagnoses: [
    {
      id: 'sorted',
      rule: 'parts',
      fr: 'Vous coupez les numéros dans leur ordre naturel, sans vous servir de l’ordre mélangé.',
      en: 'You cut the numbers in their natural order, without using the shuffled order.',
    },
    {
      id: 'overlap',
      rule: 'parts',
      fr: 'La validation commence au début : des exemples sont dans deux parties.',
      en: 'Validation starts at the beginning: some examples are in two parts.',
    },
    {
      id: 'own-scale',
      rule: 'from-train',
      fr: 'Vous calculez la moyenne et l’écart-type de `other` : c’est la fuite à éviter.',
      en: 'You compute the mean and deviation of `other`: that is the leak to avoid.',
    },
    {
      id: 'not-divided',
      rule: 'from-train',
      fr: 'Vous retranchez la moyenne sans diviser par l’écart-type.',
      en: 'You subtract the mean without dividing by the standard deviation.',
    },
    {
      id: 'zero-deviation',
      rule: 'constant',
      fr: 'Un écart-type nul donne une division par zéro. Divisez alors par 1.',
      en: 'A zero deviation gives a division by zero. Divide by 1 then.',
    },
  ],
});
