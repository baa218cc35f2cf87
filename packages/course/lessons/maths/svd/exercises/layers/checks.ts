import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('layer', {
    task: 'outer',
    rule: 'outer',
    call: 'rankOne',
    args: [2, [1, 3], [1, -1, 0]],
    gives: [
      [2, -2, 0],
      [6, -6, 0],
    ],
  }),
  example('share-by-hand', {
    task: 'share',
    rule: 'share',
    call: 'keptShare',
    args: [[4, 2, 0], 1],
    gives: 0.8,
  }),
  example('all', {
    task: 'share',
    rule: 'share',
    call: 'keptShare',
    args: [[5, 3, 1], 3],
    gives: 1,
  }),
  property('any-layer', {
    task: 'outer',
    rule: 'outer',
    given: (g) => [g.real(1, 5), g.vector(g.size(1, 5)), g.vector(g.size(1, 5))],
    call: 'rankOne',
  }),
  property('any-share', {
    task: 'share',
    rule: 'share',
    given: (g) => {
      const n = g.size(2, 6);
      return [g.vector(n, 1, 5).sort((a, b) => b - a), g.integer(1, n)];
    },
    call: 'keptShare',
  }),
]);
