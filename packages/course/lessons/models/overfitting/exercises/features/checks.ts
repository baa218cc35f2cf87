import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'features',
    rule: 'features',
    call: 'polynomialFeatures',
    args: [[2, -1, 3], 3],
    gives: [
      [1, 2, 4, 8],
      [1, -1, 1, -1],
      [1, 3, 9, 27],
    ],
  }),
  example('constant', {
    task: 'features',
    rule: 'features',
    call: 'polynomialFeatures',
    args: [[5, 0], 0],
    gives: [[1], [1]],
  }),
  property('any-numbers', {
    task: 'features',
    rule: 'features',
    given: (g) => [g.vector(g.size(1, 6)), g.integer(0, 5)],
    call: 'polynomialFeatures',
  }),
]);
