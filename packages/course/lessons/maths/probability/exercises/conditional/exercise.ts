import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'conditional',
  title: { fr: 'Compter, puis conditionner', en: 'Count, then condition' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'marginal',
      points: 1,
      fr: 'Écrivez `marginal(table)` : la probabilité de chaque ligne, quelle que soit la colonne.',
      en: 'Write `marginal(table)`: the probability of each row, whatever the column.',
    },
    {
      id: 'conditional',
      points: 2,
      fr: 'Écrivez `conditional(table, column)` : la probabilité de chaque ligne, sachant que l’on est dans cette colonne.',
      en: 'Write `conditional(table, column)`: the probability of each row, given that we are in that column.',
    },
  ],
  exports: [],
  diagnoses: [
    {
      id: 'counts',
      rule: 'marginal',
      fr: 'Vous rendez des effectifs : divisez-les par le nombre total.',
      en: 'You return counts: divide them by the total number.',
    },
    {
      id: 'joint',
      rule: 'conditional',
      fr: 'Vous divisez par l’effectif total : c’est la probabilité que les deux se produisent. On sait déjà dans quelle colonne on est.',
      en: 'You divide by the total count: that is the probability that both happen. The column is already known.',
    },
    {
      id: 'reversed',
      rule: 'conditional',
      fr: 'Vous divisez chaque case par le total de sa ligne : la condition est retournée.',
      en: 'You divide each cell by the total of its row: the condition is reversed.',
    },
  ],
});
