import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('two-by-two', {
    task: 'determinant',
    call: 'determinant',
    args: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    gives: -2,
  }),
  example('three-by-three', {
    task: 'determinant',
    rule: 'signs',
    call: 'determinant',
    args: [
      [
        [2, 1, 0],
        [1, 3, 1],
        [4, 1, 2],
      ],
    ],
    gives: 12,
  }),
  example('by-hand', {
    task: 'inverse',
    rule: 'adjugate',
    call: 'inverse',
    args: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    gives: [
      [-2, 1],
      [1.5, -0.5],
    ],
  }),
  example('singular', {
    task: 'inverse',
    rule: 'singular',
    call: 'inverse',
    args: [
      [
        [1, 2],
        [2, 4],
      ],
    ],
    throws: true,
  }),
  property('any-determinant', {
    task: 'determinant',
    rule: 'signs',
    given: (g) => {
      const n = g.size(1, 5);
      return [g.matrix(n, n)];
    },
    call: 'determinant',
    tolerance: { relative: 1e-6, absolute: 1e-7 },
  }),
  property('any-inverse', {
    task: 'inverse',
    rule: 'adjugate',
    given: (g) => [g.invertible(g.size(1, 5))],
    call: 'inverse',
  }),
]);
