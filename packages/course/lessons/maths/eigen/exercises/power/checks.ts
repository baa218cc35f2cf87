import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('one-step', {
    task: 'power',
    rule: 'power',
    call: 'powerIteration',
    args: [
      [
        [2, 1],
        [1, 2],
      ],
      [1, 0],
      1,
    ],
    gives: { value: 2.8, vector: [2 / Math.sqrt(5), 1 / Math.sqrt(5)] },
  }),
  example('many-steps', {
    task: 'power',
    rule: 'rayleigh',
    call: 'powerIteration',
    args: [
      [
        [2, 1],
        [1, 2],
      ],
      [1, 0],
      60,
    ],
    gives: { value: 3, vector: [Math.SQRT1_2, Math.SQRT1_2] },
  }),
  example('negative', {
    task: 'power',
    rule: 'rayleigh',
    call: 'powerIteration',
    args: [
      [
        [-4, 0],
        [0, 1],
      ],
      [1, 1],
      40,
    ],
    gives: { value: -4, vector: [1, 0] },
  }),
  property('any-symmetric', {
    task: 'power',
    rule: 'power',
    given: (g) => [g.invertible(g.size(2, 5)), g.integer(1, 4)],
    run: (my, [A, steps]) =>
      my.powerIteration(
        A,
        A.map(() => 1),
        steps,
      ),
    shows: 'powerIteration(A, [1, …, 1], steps)',
  }),
]);
