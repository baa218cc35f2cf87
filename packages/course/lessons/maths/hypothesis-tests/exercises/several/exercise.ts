import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'several',
  title: { fr: 'Vingt questions au hasard', en: 'Twenty questions to chance' },
  kind: 'code',
  tier: 1,
  minutes: 8,
  tasks: [
    {
      id: 'risk',
      points: 1,
      fr: 'Écrivez `familyRisk(alpha, tests)` : la probabilité d’au moins une fausse alerte en `tests` tests indépendants, tous sur du bruit.',
      en: 'Write `familyRisk(alpha, tests)`: the probability of at least one false alarm in `tests` independent tests, all on noise.',
    },
    {
      id: 'bonferroni',
      points: 1,
      fr: 'Écrivez `bonferroni(pValues, alpha)` : les rangs des tests qui restent significatifs après la correction de Bonferroni, dans l’ordre.',
      en: 'Write `bonferroni(pValues, alpha)`: the ranks of the tests that remain significant after Bonferroni’s correction, in order.',
    },
  ],
  exports: ['familyRisk', 'bonferroni'],
  diagnoses: [
    {
      id: 'sum',
      rule: 'family',
      fr: 'Vous additionnez les risques : à cent tests, vous dépasseriez 1. Passez par la probabilité qu’aucun n’alerte.',
      en: 'You add the risks up: with a hundred tests you would exceed 1. Go through the probability that none gives an alarm.',
    },
    {
      id: 'none',
      rule: 'family',
      fr: 'C’est la probabilité qu’il n’y ait aucune fausse alerte. On demande le contraire.',
      en: 'That is the probability of no false alarm at all. The opposite is asked for.',
    },
    {
      id: 'all',
      rule: 'family',
      fr: 'α puissance k est la probabilité que tous les tests alertent. Il suffit d’un seul.',
      en: 'α to the power k is the probability that all tests give an alarm. A single one is enough.',
    },
    {
      id: 'uncorrected',
      rule: 'bonferroni',
      fr: 'Vous comparez à α lui-même. Avec k tests, le seuil de chacun est α / k.',
      en: 'You compare with α itself. With k tests, the level of each one is α / k.',
    },
    {
      id: 'values',
      rule: 'bonferroni',
      fr: 'Vous rendez les valeurs p. On demande les rangs de ces tests, à partir de 0.',
      en: 'You return the p-values. What is asked for is the ranks of these tests, from 0.',
    },
  ],
});
