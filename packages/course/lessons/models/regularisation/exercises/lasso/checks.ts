import { defineChecks } from '@limpide/course/checks';

/** A row without zeros: no column is zero. */
const full = (n: number): number[] => Array.from({ length: n }, (_, j) => 2 + j);

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('below', {
    task: 'soft',
    rule: 'soft',
    call: 'softThreshold',
    args: [-4, 2.5],
    gives: -1.5,
  }),
  example('above', {
    task: 'soft',
    rule: 'soft',
    call: 'softThreshold',
    args: [3, 0.5],
    gives: 2.5,
  }),
  example('inside', { task: 'soft', rule: 'soft', call: 'softThreshold', args: [-1, 2], gives: 0 }),
  example('by-hand', {
    task: 'lasso',
    rule: 'coordinate',
    call: 'lasso',
    args: [[[-1], [1]], [-3, 3], 5, 1],
    gives: [0.5],
  }),
  example('two-sweeps', {
    task: 'lasso',
    rule: 'coordinate',
    call: 'lasso',
    args: [
      [
        [1, 1],
        [-1, -1],
        [1, 0],
        [-1, 0],
      ],
      [4, -4, 2, -2],
      1,
      2,
    ],
    gives: [2.25, 0.75],
  }),
  property('any-threshold', {
    task: 'soft',
    rule: 'soft',
    given: (g) => [g.real(), g.real(0, 4)],
    call: 'softThreshold',
  }),
  property('any-data', {
    task: 'lasso',
    rule: 'coordinate',
    given: (g) => {
      const m = g.size(2, 6);
      const n = g.size(1, 3);
      return [[full(n), ...g.matrix(m, n)], g.vector(m + 1), g.real(0.5, 4), g.integer(1, 4)];
    },
    call: 'lasso',
  }),
]);
