import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'epoch',
    rule: 'weighted',
    call: 'epochLoss',
    args: [
      [1, 0.5, 0.2],
      [4, 4, 2],
    ],
    gives: 0.64,
  }),
  property('any', {
    task: 'epoch',
    rule: 'weighted',
    given: (g) => {
      const m = g.size(1, 10);
      return [g.vector(m, 0, 4), Array.from({ length: m }, () => g.integer(1, 32))];
    },
    call: 'epochLoss',
  }),
]);
