import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('mean', {
    task: 'least',
    rule: 'normal',
    call: 'leastSquares',
    args: [
      [[1], [1], [1]],
      [1, 2, 6],
    ],
    gives: [3],
  }),
  example('line', {
    task: 'least',
    rule: 'normal',
    says: {
      fr: 'La droite la plus proche de (0, 1), (1, 2), (2, 4).',
      en: 'The line nearest to (0, 1), (1, 2), (2, 4).',
    },
    call: 'leastSquares',
    args: [
      [
        [0, 1],
        [1, 1],
        [2, 1],
      ],
      [1, 2, 4],
    ],
    gives: [1.5, 5 / 6],
  }),
  property('exact', {
    task: 'least',
    says: {
      fr: 'Quand une solution exacte existe, c’est elle.',
      en: 'When there is an exact solution, it is the answer.',
    },
    given: (g) => [g.invertible(3), g.vector(3), g.vector(3)],
    run: (my, [A, extra, x]) => {
      const rows = [...A, extra];
      return my.leastSquares(
        rows,
        rows.map((row) => row.reduce((sum, a, j) => sum + a * x[j]!, 0)),
      );
    },
    shows: 'leastSquares(A, A x)',
    expect: ([, , x]) => x,
  }),
  property('orthogonal-rest', {
    task: 'least',
    rule: 'normal',
    says: {
      fr: 'Le reste b − Ax est orthogonal à chaque colonne de A.',
      en: 'The rest b − Ax is orthogonal to every column of A.',
    },
    given: (g) => [[...g.invertible(3), g.vector(3), g.vector(3)], g.vector(5)],
    run: (my, [A, b]) => {
      const x = my.leastSquares(A, b);
      const rest = A.map((row, i) => b[i]! - row.reduce((sum, a, j) => sum + a * x[j]!, 0));
      return [0, 1, 2].map((j) => A.reduce((sum, row, i) => sum + row[j]! * rest[i]!, 0));
    },
    shows: 'Aᵀ(b − A x)',
    expect: () => [0, 0, 0],
    tolerance: { relative: 1e-6, absolute: 1e-7 },
  }),
]);
