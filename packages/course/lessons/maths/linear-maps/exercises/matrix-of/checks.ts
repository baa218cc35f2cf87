import { defineChecks } from '@limpide/course/checks';

/** The map of a matrix, written without any function of the learner. */
const mapOf =
  (A: readonly (readonly number[])[]) =>
  (x: readonly number[]): number[] =>
    A.map((row) => row.reduce((sum, a, j) => sum + a * x[j]!, 0));

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('slant', {
    task: 'matrixOf',
    rule: 'columns',
    run: (my) => my.matrixOf(([x, y]) => [x! + 2 * y!, y!], 2),
    shows: 'matrixOf(([x, y]) => [x + 2 * y, y], 2)',
    gives: [
      [1, 2],
      [0, 1],
    ],
  }),
  example('to-three-numbers', {
    task: 'matrixOf',
    rule: 'columns',
    run: (my) => my.matrixOf(([x, y]) => [x!, y!, x! - y!], 2),
    shows: 'matrixOf(([x, y]) => [x, y, x - y], 2)',
    gives: [
      [1, 0],
      [0, 1],
      [1, -1],
    ],
  }),
  example('quarter-turn', {
    task: 'rotation',
    rule: 'rotation',
    call: 'rotation',
    args: [Math.PI / 2],
    gives: [
      [0, -1],
      [1, 0],
    ],
  }),
  property('any-map', {
    task: 'matrixOf',
    rule: 'columns',
    given: (g) => [g.matrix(g.size(1, 5), g.size(1, 5))],
    run: (my, [A]) => my.matrixOf(mapOf(A), A[0]!.length),
    shows: 'matrixOf((x) => A x, n)',
    expect: ([A]) => A,
  }),
  property('any-angle', {
    task: 'rotation',
    rule: 'rotation',
    given: (g) => [g.real(-3, 3)],
    call: 'rotation',
  }),
]);
