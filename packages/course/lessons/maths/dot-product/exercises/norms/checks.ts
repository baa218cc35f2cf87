import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('three-four-five', {
    task: 'norm',
    rule: 'norm',
    call: 'norm',
    args: [[3, 4]],
    gives: 5,
  }),
  example('signs', { task: 'norm', rule: 'norm', call: 'norm', args: [[-2, 1, 2]], gives: 3 }),
  example('apart', {
    task: 'distance',
    rule: 'distance',
    call: 'distance',
    args: [
      [1, 1],
      [4, 5],
    ],
    gives: 5,
  }),
  example('same-length-other-place', {
    task: 'distance',
    rule: 'distance',
    call: 'distance',
    args: [
      [1, 0],
      [0, 1],
    ],
    gives: Math.SQRT2,
  }),
  property('any-norm', {
    task: 'norm',
    rule: 'norm',
    given: (g) => [g.vector(g.size(1, 10))],
    call: 'norm',
  }),
  property('any-distance', {
    task: 'distance',
    rule: 'distance',
    given: (g) => {
      const n = g.size(1, 10);
      return [g.vector(n), g.vector(n)];
    },
    call: 'distance',
  }),
  property('triangle', {
    task: 'distance',
    says: {
      fr: 'Un détour n’est jamais plus court : d(a, c) ≤ d(a, b) + d(b, c).',
      en: 'A detour is never shorter: d(a, c) ≤ d(a, b) + d(b, c).',
    },
    given: (g) => [g.vector(3), g.vector(3), g.vector(3)],
    run: (my, [a, b, c]) => [my.distance(a, c), my.distance(a, b) + my.distance(b, c)],
    shows: '[distance(a, c), distance(a, b) + distance(b, c)]',
    holds: (output) =>
      Array.isArray(output) && Number(output[0]) <= Number(output[1]) * (1 + 1e-12) + 1e-12,
  }),
]);
