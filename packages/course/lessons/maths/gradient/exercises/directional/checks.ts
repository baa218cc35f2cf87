import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'directional',
    rule: 'directional',
    call: 'directional',
    args: [
      [7, 6],
      [3, 4],
    ],
    gives: 9,
  }),
  example('level', {
    task: 'directional',
    rule: 'directional',
    call: 'directional',
    args: [
      [3, 4],
      [4, -3],
    ],
    gives: 0,
  }),
  example('no-direction', {
    task: 'directional',
    rule: 'directional',
    call: 'directional',
    args: [
      [3, 4],
      [0, 0],
    ],
    throws: true,
  }),
  property('any-direction', {
    task: 'directional',
    rule: 'directional',
    given: (g) => {
      const n = g.size(2, 6);
      return [g.vector(n), g.vector(n, 1, 5)];
    },
    call: 'directional',
  }),
  property('steepest', {
    task: 'directional',
    rule: 'steepest',
    says: {
      fr: 'Aucune direction ne monte plus que celle du gradient.',
      en: 'No direction climbs more than that of the gradient.',
    },
    given: (g) => [g.vector(3, 1, 5), g.vector(3, 1, 5)],
    run: (my, [gradient, other]) => [
      my.directional(gradient, other),
      my.directional(gradient, gradient),
    ],
    shows: '[directional(g, other), directional(g, g)]',
    holds: (output) => Array.isArray(output) && Number(output[0]) <= Number(output[1]) + 1e-9,
  }),
]);
