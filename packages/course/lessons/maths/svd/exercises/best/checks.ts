import { defineChecks } from '@limpide/course/checks';

const close = { relative: 1e-6, absolute: 1e-6 };
/** U Σ Vᵀ in two dimensions, from two angles and two singular values. */
function compose(a: number, b: number, sigmas: readonly number[]): number[][] {
  const [u, v] = [
    [Math.cos(a), Math.sin(a)],
    [Math.cos(b), Math.sin(b)],
  ];
  const [u2, v2] = [
    [-u[1]!, u[0]!],
    [-v[1]!, v[0]!],
  ];
  return [0, 1].map((i) =>
    [0, 1].map((j) => sigmas[0]! * u[i]! * v[j]! + sigmas[1]! * u2[i]! * v2[j]!),
  );
}

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'best',
    rule: 'best',
    call: 'bestRank',
    args: [
      [
        [3, 0],
        [4, 5],
      ],
      1,
    ],
    gives: [
      [1.5, 1.5],
      [4.5, 4.5],
    ],
    tolerance: close,
  }),
  example('both-layers', {
    task: 'best',
    rule: 'best',
    call: 'bestRank',
    args: [
      [
        [3, 0],
        [4, 5],
      ],
      2,
    ],
    gives: [
      [3, 0],
      [4, 5],
    ],
    tolerance: close,
  }),
  example('not-square', {
    task: 'best',
    rule: 'eigen',
    call: 'bestRank',
    args: [
      [
        [4, 0],
        [0, 1],
        [0, 0],
      ],
      1,
    ],
    gives: [
      [4, 0],
      [0, 0],
      [0, 0],
    ],
    tolerance: close,
  }),
  property('known-layers', {
    task: 'best',
    rule: 'best',
    given: (g) => [g.real(0, 3), g.real(0, 1), [g.integer(4, 9), g.integer(1, 2)]],
    run: (my, [a, b, sigmas]) => my.bestRank(compose(a, b, sigmas), 1),
    shows: 'bestRank(U Σ Vᵀ, 1)',
    expect: ([a, b, sigmas]) => compose(a, b, [sigmas[0]!, 0]),
    tolerance: close,
  }),
]);
