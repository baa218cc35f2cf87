import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 't',
    rule: 'standard-error',
    call: 'tStatistic',
    args: [
      [1, 2, 6],
      [3, 5, 7],
    ],
    gives: -2 / Math.sqrt(11 / 3),
  }),
  example('sizes', {
    task: 't',
    rule: 'standard-error',
    call: 'tStatistic',
    args: [
      [4, 8],
      [1, 1, 2, 4],
    ],
    gives: 4 / Math.sqrt(4.5),
  }),
  example('alone', {
    task: 't',
    rule: 'two-values',
    call: 'tStatistic',
    args: [[3], [1, 2, 4]],
    throws: true,
  }),
  example('constant', {
    task: 't',
    rule: 'two-values',
    call: 'tStatistic',
    args: [
      [2, 2],
      [5, 5, 5],
    ],
    throws: true,
  }),
  property('any-groups', {
    task: 't',
    rule: 'standard-error',
    given: (g) => [
      [7, ...g.vector(g.size(1, 6))],
      [-6, ...g.vector(g.size(1, 6))],
    ],
    call: 'tStatistic',
  }),
  property('units', {
    task: 't',
    says: {
      fr: 'Changer d’unité, la même pour les deux groupes, ne change pas t.',
      en: 'Changing units, the same for both groups, does not change t.',
    },
    given: (g) => [[7, ...g.vector(3)], [-6, ...g.vector(4)], g.integer(2, 9), g.real()],
    run: (my, [x, y, a, b]) => {
      const change = (v: number): number => a * v + b;
      return my.tStatistic(x.map(change), y.map(change)) - my.tStatistic(x, y);
    },
    shows: 'tStatistic(a·x + b, a·y + b) - tStatistic(x, y)',
    expect: () => 0,
  }),
]);
