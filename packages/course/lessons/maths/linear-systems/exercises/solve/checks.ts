import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'solve',
    rule: 'eliminate',
    call: 'solveSystem',
    args: [
      [
        [2, 1],
        [1, 3],
      ],
      [5, 7.5],
    ],
    gives: [1.5, 2],
  }),
  example('three', {
    task: 'solve',
    rule: 'back',
    call: 'solveSystem',
    args: [
      [
        [4, 1, 1],
        [2, 5, 1],
        [1, 2, 6],
      ],
      [9, 15, 23],
    ],
    gives: [1, 2, 3],
  }),
  example('zero-pivot', {
    task: 'solve',
    rule: 'pivot',
    call: 'solveSystem',
    args: [
      [
        [0, 2],
        [3, 1],
      ],
      [4, 5],
    ],
    gives: [1, 2],
  }),
  example('tiny-pivot', {
    task: 'solve',
    rule: 'pivot',
    call: 'solveSystem',
    args: [
      [
        [1e-20, 1],
        [1, 1],
      ],
      [1, 2],
    ],
    gives: [1, 1],
  }),
  example('negative-pivot', {
    task: 'solve',
    rule: 'pivot',
    call: 'solveSystem',
    args: [
      [
        [0, 2],
        [-3, 1],
      ],
      [4, -1],
    ],
    gives: [1, 2],
  }),
  example('singular', {
    task: 'solve',
    rule: 'singular',
    call: 'solveSystem',
    args: [
      [
        [1, 2],
        [2, 4],
      ],
      [3, 6],
    ],
    throws: true,
  }),
  property('any-system', {
    task: 'solve',
    rule: 'eliminate',
    given: (g) => {
      const n = g.size(1, 7);
      return [g.invertible(n), g.vector(n)];
    },
    call: 'solveSystem',
  }),
  property('swapped-rows', {
    task: 'solve',
    rule: 'pivot',
    says: {
      fr: 'L’ordre des équations ne change pas la solution.',
      en: 'The order of the equations does not change the solution.',
    },
    given: (g) => [g.invertible(4), g.vector(4), g.permutation(4)],
    run: (my, [A, b, order]) =>
      my.solveSystem(
        order.map((k) => A[k]!),
        order.map((k) => b[k]!),
      ),
    shows: 'solveSystem(A with its rows in another order, b likewise)',
    expect: ([A, b]) => reference(A, b),
  }),
]);

/** Gauss–Jordan without swaps: enough for matrices whose diagonal dominates. */
function reference(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]!]);
  for (const [k, pivot] of rows.entries()) {
    const scaled = pivot.map((x) => x / pivot[k]!);
    rows[k] = scaled;
    for (const [i, row] of rows.entries())
      if (i !== k) rows[i] = row.map((x, j) => x - row[k]! * scaled[j]!);
  }
  return rows.map((row) => row.at(-1)!);
}
