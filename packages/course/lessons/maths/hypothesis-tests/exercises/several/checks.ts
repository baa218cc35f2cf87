import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('two-tests', {
    task: 'risk',
    rule: 'family',
    says: {
      fr: 'Deux tests au seuil de 10 % : aucune alerte, 0,9 × 0,9 = 0,81.',
      en: 'Two tests at the level of 10%: no alarm, 0.9 × 0.9 = 0.81.',
    },
    call: 'familyRisk',
    args: [0.1, 2],
    gives: 0.19,
  }),
  example('four-tests', {
    task: 'bonferroni',
    rule: 'bonferroni',
    call: 'bonferroni',
    args: [[0.04, 0.001, 0.3, 0.011], 0.05],
    gives: [1, 3],
  }),
  property('any-risk', {
    task: 'risk',
    rule: 'family',
    given: (g) => [g.pick([0.01, 0.05, 0.1]), g.size(1, 30)],
    call: 'familyRisk',
  }),
  property('any-values', {
    task: 'bonferroni',
    rule: 'bonferroni',
    given: (g) => [
      Array.from({ length: g.size(1, 8) }, () => g.integer(1, 99) / 997),
      g.pick([0.05, 0.1, 0.2]),
    ],
    call: 'bonferroni',
  }),
]);
