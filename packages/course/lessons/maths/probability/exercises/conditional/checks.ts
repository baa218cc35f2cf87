import { defineChecks } from '@limpide/course/checks';

const table = [
  [90, 10],
  [180, 720],
];

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('sick', {
    task: 'marginal',
    rule: 'marginal',
    call: 'marginal',
    args: [table],
    gives: [0.1, 0.9],
  }),
  example('positive', {
    task: 'conditional',
    rule: 'conditional',
    call: 'conditional',
    args: [table, 0],
    gives: [1 / 3, 2 / 3],
  }),
  property('any-marginal', {
    task: 'marginal',
    rule: 'marginal',
    given: (g) => {
      const columns = g.size(1, 4);
      return [Array.from({ length: g.size(2, 4) }, () => g.labels(columns, 20).map((x) => x + 1))];
    },
    call: 'marginal',
  }),
  property('any-column', {
    task: 'conditional',
    rule: 'conditional',
    given: (g) => {
      const columns = g.size(2, 4);
      const rows = g.size(2, 4);
      return [
        Array.from({ length: rows }, () => g.labels(columns, 20).map((x) => x + 1)),
        g.integer(0, columns - 1),
      ];
    },
    call: 'conditional',
  }),
]);
