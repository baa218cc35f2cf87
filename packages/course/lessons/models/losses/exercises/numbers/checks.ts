import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('squares', {
    task: 'mse',
    rule: 'mse',
    call: 'meanSquaredError',
    args: [
      [0.5, -1, 3],
      [0, 0, 0],
    ],
    gives: 10.25 / 3,
  }),
  example('far', { task: 'huber', rule: 'huber', call: 'huber', args: [[3], [0], 1], gives: 2.5 }),
  example('far-below', {
    task: 'huber',
    rule: 'huber',
    call: 'huber',
    args: [[-3], [1], 2],
    gives: 6,
  }),
  example('three', {
    task: 'huber',
    rule: 'huber',
    call: 'huber',
    args: [[0.5, -1, 3], [0, 0, 0], 1],
    gives: 3.125 / 3,
  }),
  example('slopes', {
    task: 'slope',
    rule: 'huber',
    call: 'huberGradient',
    args: [[0.5, -4], [0, 0], 1],
    gives: [0.25, -0.5],
  }),
  property('any-squares', {
    task: 'mse',
    rule: 'mse',
    given: (g) => {
      const m = g.size(1, 8);
      return [g.vector(m), g.vector(m)];
    },
    call: 'meanSquaredError',
  }),
  property('any-huber', {
    task: 'huber',
    rule: 'huber',
    given: (g) => {
      const m = g.size(1, 8);
      return [g.vector(m), g.vector(m), g.real(0.5, 3)];
    },
    call: 'huber',
  }),
  gradient('finite-differences', {
    task: 'slope',
    rule: 'huber',
    given: (g) => g.vector(3, -4, 4).map((x) => x + 0.13),
    of: (my, x) => my.huber(x, [0, 1, -1], 1.5),
    by: (my, x) => my.huberGradient(x, [0, 1, -1], 1.5),
  }),
]);
