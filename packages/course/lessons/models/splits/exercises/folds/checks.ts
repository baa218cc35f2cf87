import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'folds',
    rule: 'folds',
    run: (my) => my.kFold(8, 3).map((fold) => fold.validation),
    shows: 'kFold(8, 3).map((fold) => fold.validation)',
    gives: [
      [0, 1, 2],
      [3, 4, 5],
      [6, 7],
    ],
  }),
  example('training', {
    task: 'folds',
    rule: 'each-once',
    call: 'kFold',
    args: [4, 2],
    gives: [
      { train: [2, 3], validation: [0, 1] },
      { train: [0, 1], validation: [2, 3] },
    ],
  }),
  example('one-fold', { task: 'folds', rule: 'folds', call: 'kFold', args: [5, 1], throws: true }),
  property('any-size', {
    task: 'folds',
    rule: 'each-once',
    given: (g) => {
      const k = g.integer(2, 5);
      return [k + g.size(0, 12), k];
    },
    call: 'kFold',
  }),
]);
