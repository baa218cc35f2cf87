import { defineChecks } from '@limpide/course/checks';

/** ∇ of Σ c_i x_i² / 2. */
const bowl =
  (c: readonly number[]) =>
  (x: readonly number[]): number[] =>
    x.map((xi, i) => c[i]! * xi);

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'descent',
    rule: 'against',
    run: (my) => my.gradientDescent(([x]) => [2 * x!], [4], 0.1, 2),
    shows: 'gradientDescent(([x]) => [2 * x], [4], 0.1, 2)',
    gives: [[4], [3.2], [2.56]],
  }),
  example('no-step', {
    task: 'descent',
    rule: 'against',
    run: (my) => my.gradientDescent(([x]) => [2 * x!], [4], 0.1, 0),
    shows: 'gradientDescent(([x]) => [2 * x], [4], 0.1, 0)',
    gives: [[4]],
  }),
  example('two-numbers', {
    task: 'descent',
    rule: 'fresh',
    run: (my) => my.gradientDescent(([x, y]) => [x!, 4 * y!], [2, 1], 0.5, 2),
    shows: 'gradientDescent(([x, y]) => [x, 4 * y], [2, 1], 0.5, 2)',
    gives: [
      [2, 1],
      [1, -1],
      [0.5, 1],
    ],
  }),
  example('limit', {
    task: 'rate',
    rule: 'rate',
    call: 'largestRate',
    args: [[1, 8, 2]],
    gives: 0.25,
  }),
  property('any-bowl', {
    task: 'descent',
    rule: 'fresh',
    given: (g) => {
      const n = g.size(1, 4);
      return [g.vector(n, 1, 3), g.vector(n), g.integer(1, 6)];
    },
    run: (my, [c, start, steps]) => my.gradientDescent(bowl(c), start, 0.25, steps),
    shows: 'gradientDescent((x) => c·x, start, 0.25, steps)',
    expect: ([c, start, steps]) =>
      Array.from({ length: steps + 1 }, (_, k) => start.map((x, i) => x * (1 - 0.25 * c[i]!) ** k)),
  }),
  property('any-limit', {
    task: 'rate',
    rule: 'rate',
    given: (g) => [g.vector(g.size(2, 5), 1, 5)],
    call: 'largestRate',
  }),
]);
