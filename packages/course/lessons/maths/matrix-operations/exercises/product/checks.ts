import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('rows-become-columns', {
    task: 'transpose',
    rule: 'transpose',
    call: 'transpose',
    args: [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    gives: [
      [1, 4],
      [2, 5],
      [3, 6],
    ],
  }),
  example('by-hand', {
    task: 'matmul',
    rule: 'cell',
    call: 'matmul',
    args: [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [0, 1],
        [5, -1],
      ],
    ],
    gives: [
      [10, -1],
      [20, -1],
    ],
  }),
  example('row-times-column', {
    task: 'matmul',
    rule: 'inner',
    call: 'matmul',
    args: [[[1, 2, 3]], [[4], [5], [6]]],
    gives: [[32]],
  }),
  example('sizes', {
    task: 'matmul',
    rule: 'inner',
    call: 'matmul',
    args: [
      [[1, 2, 3]],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    throws: true,
  }),
  property('any-transpose', {
    task: 'transpose',
    rule: 'transpose',
    given: (g) => [g.matrix(g.size(1, 6), g.size(1, 6))],
    call: 'transpose',
  }),
  property('any-product', {
    task: 'matmul',
    rule: 'cell',
    given: (g) => {
      const n = g.size(1, 6);
      return [g.matrix(g.size(1, 6), n), g.matrix(n, g.size(1, 6))];
    },
    call: 'matmul',
  }),
  property('transposed-product', {
    task: 'matmul',
    rule: 'transpose',
    says: {
      fr: 'La transposée retourne l’ordre du produit.',
      en: 'The transpose reverses the order of the product.',
    },
    given: (g) => [g.matrix(2, 3), g.matrix(3, 4)],
    run: (my, [A, B]) => {
      const right = my.matmul(my.transpose(B), my.transpose(A));
      return my.transpose(my.matmul(A, B)).map((row, i) => row.map((x, j) => x - right[i]![j]!));
    },
    shows: 'transpose(A B) - transpose(B) transpose(A)',
    expect: () => [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  }),
]);
