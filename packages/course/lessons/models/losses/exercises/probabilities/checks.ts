import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'cross',
    rule: 'cross-entropy',
    call: 'binaryCrossEntropy',
    args: [
      [0.8, 0.4],
      [1, 0],
    ],
    gives: -(Math.log(0.8) + Math.log(0.6)) / 2,
  }),
  example('certain-and-wrong', {
    task: 'cross',
    rule: 'clip',
    call: 'binaryCrossEntropy',
    args: [[0], [1]],
    gives: -Math.log(1e-12),
  }),
  property('any-probabilities', {
    task: 'cross',
    rule: 'cross-entropy',
    given: (g) => {
      const m = g.size(1, 8);
      return [g.vector(m, 0.05, 0.95), g.labels(m, 2)];
    },
    call: 'binaryCrossEntropy',
  }),
]);
