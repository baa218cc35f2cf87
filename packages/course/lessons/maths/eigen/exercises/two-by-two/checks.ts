import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'values',
    rule: 'characteristic',
    call: 'eigen2',
    args: [
      [
        [2, 1],
        [1, 2],
      ],
    ],
    gives: [3, 1],
  }),
  example('not-symmetric', {
    task: 'values',
    rule: 'characteristic',
    call: 'eigen2',
    args: [
      [
        [5, 2],
        [3, 4],
      ],
    ],
    gives: [7, 2],
  }),
  example('rotation', {
    task: 'values',
    rule: 'complex',
    call: 'eigen2',
    args: [
      [
        [0, -1],
        [1, 0],
      ],
    ],
    throws: true,
  }),
  property('any-symmetric', {
    task: 'values',
    rule: 'characteristic',
    given: (g) => [g.symmetric(2)],
    call: 'eigen2',
    tolerance: { relative: 1e-6, absolute: 1e-7 },
  }),
  property('product', {
    task: 'values',
    rule: 'characteristic',
    says: {
      fr: 'Le produit des valeurs propres est le déterminant.',
      en: 'The product of the eigenvalues is the determinant.',
    },
    given: (g) => [g.symmetric(2)],
    run: (my, [A]) => my.eigen2(A).reduce((product, value) => product * value, 1),
    shows: 'product of eigen2(A)',
    expect: ([A]) => A[0]![0]! * A[1]![1]! - A[0]![1]! * A[1]![0]!,
    tolerance: { relative: 1e-6, absolute: 1e-7 },
  }),
]);
