import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'best',
    rule: 'sign',
    call: 'keptEpoch',
    args: [[0.6, 0.45, 0.4, 0.42, 0.41, 0.3], 2],
    gives: 3,
  }),
  example('always-better', {
    task: 'best',
    call: 'keptEpoch',
    args: [[3, 2, 1], 1],
    gives: 3,
  }),
  property('any', {
    task: 'best',
    rule: 'sign',
    given: (g) => [g.vector(g.size(1, 15), 0, 5), g.integer(1, 4)],
    call: 'keptEpoch',
  }),
]);
