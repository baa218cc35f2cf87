import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'matrix',
    rule: 'matrix',
    call: 'confusionMatrix',
    args: [[1, 0, 1, 1, 0, 0], [0.9, 0.8, 0.6, 0.4, 0.1, 0.7], 0.5],
    gives: { truePositives: 2, falsePositives: 2, falseNegatives: 1, trueNegatives: 1 },
  }),
  example('equal', {
    task: 'matrix',
    rule: 'threshold',
    call: 'confusionMatrix',
    args: [[1], [0.5], 0.5],
    gives: { truePositives: 1, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 },
  }),
  example('rates', {
    task: 'rates',
    rule: 'precision',
    call: 'precisionRecall',
    args: [{ truePositives: 8, falsePositives: 2, falseNegatives: 8, trueNegatives: 5 }],
    gives: { precision: 0.8, recall: 0.5, f1: 8 / 13 },
  }),
  example('silent', {
    task: 'rates',
    rule: 'empty',
    call: 'precisionRecall',
    args: [{ truePositives: 0, falsePositives: 0, falseNegatives: 3, trueNegatives: 5 }],
    gives: { precision: 0, recall: 0, f1: 0 },
  }),
  property('any-scores', {
    task: 'matrix',
    rule: 'matrix',
    given: (g) => {
      const m = g.size(1, 12);
      return [g.labels(m, 2), g.vector(m, 0, 1), 0.5];
    },
    call: 'confusionMatrix',
  }),
  property('any-counts', {
    task: 'rates',
    rule: 'recall',
    given: (g) => [
      {
        truePositives: g.integer(0, 9),
        falsePositives: g.integer(0, 9),
        falseNegatives: g.integer(0, 9),
        trueNegatives: g.integer(0, 9),
      },
    ],
    call: 'precisionRecall',
  }),
]);
