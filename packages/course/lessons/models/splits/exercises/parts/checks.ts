import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'split',
    rule: 'parts',
    call: 'splitData',
    args: [[4, 0, 6, 2, 5, 1, 3], 0.6, 0.2],
    gives: { train: [4, 0, 6, 2], validation: [5, 1], test: [3] },
  }),
  example('scale', {
    task: 'scale',
    rule: 'from-train',
    call: 'standardise',
    args: [
      [2, 6],
      [10, 4],
    ],
    gives: [3, 0],
  }),
  example('constant', {
    task: 'scale',
    rule: 'constant',
    call: 'standardise',
    args: [
      [3, 3],
      [3, 5],
    ],
    gives: [0, 2],
  }),
  property('any-order', {
    task: 'split',
    rule: 'parts',
    given: (g) => [g.permutation(g.size(3, 15)), g.pick([0.5, 0.6, 0.7]), g.pick([0.1, 0.2, 0.3])],
    call: 'splitData',
  }),
  property('any-values', {
    task: 'scale',
    rule: 'from-train',
    given: (g) => [g.vector(g.size(2, 8)), g.vector(g.size(1, 6))],
    call: 'standardise',
  }),
]);
