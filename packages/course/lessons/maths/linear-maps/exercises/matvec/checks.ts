import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'matvec',
    rule: 'rows',
    call: 'matvec',
    args: [
      [
        [2, -1],
        [1, 3],
      ],
      [3, 2],
    ],
    gives: [4, 9],
  }),
  example('first-basis-vector', {
    task: 'matvec',
    rule: 'columns',
    call: 'matvec',
    args: [
      [
        [2, -1],
        [1, 3],
      ],
      [1, 0],
    ],
    gives: [2, 1],
  }),
  example('too-long', {
    task: 'matvec',
    rule: 'sizes',
    call: 'matvec',
    args: [[[1, 2]], [1, 2, 3]],
    throws: true,
  }),
  property('any-shape', {
    task: 'matvec',
    rule: 'rows',
    given: (g) => {
      const n = g.size(1, 8);
      return [g.matrix(g.size(1, 8), n), g.vector(n)];
    },
    call: 'matvec',
  }),
  property('linear', {
    task: 'matvec',
    says: { fr: 'A(x + y) = Ax + Ay.', en: 'A(x + y) = Ax + Ay.' },
    given: (g) => [g.matrix(2, 3), g.vector(3), g.vector(3)],
    run: (my, [A, x, y]) => {
      const ax = my.matvec(A, x);
      const ay = my.matvec(A, y);
      return my
        .matvec(
          A,
          x.map((value, i) => value + y[i]!),
        )
        .map((value, i) => value - ax[i]! - ay[i]!);
    },
    shows: 'A(x + y) - Ax - Ay',
    expect: () => [0, 0],
  }),
]);
