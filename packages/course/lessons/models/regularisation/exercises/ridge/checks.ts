import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'ridge',
    rule: 'ridge',
    call: 'ridgeRegression',
    args: [[[-1], [1]], [-3, 3], 5],
    gives: [0.5],
  }),
  example('two-variables', {
    task: 'ridge',
    rule: 'ridge',
    call: 'ridgeRegression',
    args: [
      [
        [1, 1],
        [-1, 1],
        [1, -1],
        [-1, -1],
      ],
      [4, 0, 0, -4],
      3,
    ],
    gives: [0.5, 0.5],
  }),
  property('any-data', {
    task: 'ridge',
    rule: 'ridge',
    given: (g) => {
      const m = g.size(2, 6);
      const n = g.size(1, 3);
      return [g.matrix(m, n), g.vector(m), g.real(0.5, 4)];
    },
    call: 'ridgeRegression',
  }),
  property('shrinks', {
    task: 'ridge',
    says: {
      fr: 'Une pénalité plus forte donne des poids plus petits, dans leur ensemble.',
      en: 'A stronger penalty gives smaller weights, taken together.',
    },
    given: (g) => [g.matrix(5, 2), g.vector(5), g.real(0.5, 2)],
    run: (my, [X, y, lambda]) => {
      const size = (w: readonly number[]): number => w.reduce((sum, v) => sum + v * v, 0);
      return [size(my.ridgeRegression(X, y, lambda)), size(my.ridgeRegression(X, y, 2 * lambda))];
    },
    shows: '[Σ w² (λ), Σ w² (2λ)]',
    holds: (output) => Array.isArray(output) && Number(output[1]) <= Number(output[0]) + 1e-12,
  }),
]);
