import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'share',
    rule: 'accuracy',
    call: 'shareOfRight',
    args: [
      [
        [0.1, 2, -1],
        [3, 0, 1],
        [0, 1, 5],
        [4, 1, 2],
      ],
      [1, 2, 2, 0],
    ],
    gives: 0.75,
  }),
  property('any', {
    task: 'share',
    rule: 'accuracy',
    given: (g) => {
      const n = g.size(1, 12);
      const k = g.integer(2, 5);
      return [
        Array.from({ length: n }, () => g.vector(k)),
        Array.from({ length: n }, () => g.integer(0, k - 1)),
      ];
    },
    call: 'shareOfRight',
  }),
]);
