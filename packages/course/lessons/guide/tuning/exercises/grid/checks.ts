import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'search',
    rule: 'grid',
    call: 'searchGrid',
    args: [
      [0.1, 0.01, 0.001],
      [64, 128],
      [
        [0.9, 1.2],
        [0.35, 0.31],
        [0.4, 0.33],
      ],
    ],
    gives: [0.01, 128],
  }),
  example('interaction', {
    task: 'search',
    rule: 'grid',
    call: 'searchGrid',
    args: [
      [0.1, 0.01],
      [64, 128, 256],
      [
        [0.5, 0.8, 0.9],
        [0.6, 0.7, 0.2],
      ],
    ],
    gives: [0.01, 256],
  }),
  property('any', {
    task: 'search',
    rule: 'grid',
    given: (g) => {
      const m = g.size(1, 6);
      const n = g.integer(1, 5);
      return [
        Array.from({ length: m }, (_, i) => i + 1),
        Array.from({ length: n }, (_, j) => 10 * (j + 1)),
        // a tiny slope parts equal losses
        Array.from({ length: m }, (_, i) =>
          g.vector(n, 0, 5).map((x, j) => x + 0.001 * i + 0.0001 * j),
        ),
      ];
    },
    call: 'searchGrid',
  }),
]);
