import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('mean', { task: 'mean', call: 'mean', args: [[1, 2, 3, 6]], gives: 3 }),
  example('variance', {
    task: 'mean',
    rule: 'variance',
    call: 'variance',
    args: [[1, 2, 3, 6]],
    gives: 3.5,
  }),
  example('covariance', {
    task: 'together',
    rule: 'covariance',
    call: 'covariance',
    args: [
      [1, 2, 3, 6],
      [2, 1, 4, 5],
    ],
    gives: 2.5,
  }),
  example('correlation', {
    task: 'together',
    rule: 'correlation',
    call: 'correlation',
    args: [
      [1, 2, 3, 6],
      [2, 1, 4, 5],
    ],
    gives: 2.5 / Math.sqrt(8.75),
  }),
  example('constant', {
    task: 'together',
    rule: 'correlation',
    call: 'correlation',
    args: [
      [2, 2, 2],
      [1, 5, 3],
    ],
    throws: true,
  }),
  property('any-mean', { task: 'mean', given: (g) => [g.vector(g.size(1, 10))], call: 'mean' }),
  property('any-variance', {
    task: 'mean',
    rule: 'variance',
    given: (g) => [g.vector(g.size(1, 10))],
    call: 'variance',
  }),
  property('any-covariance', {
    task: 'together',
    rule: 'covariance',
    given: (g) => {
      const m = g.size(1, 10);
      return [g.vector(m), g.vector(m)];
    },
    call: 'covariance',
  }),
  property('units', {
    task: 'together',
    rule: 'correlation',
    says: {
      fr: 'Changer d’unité ne change pas la corrélation.',
      en: 'Changing units does not change the correlation.',
    },
    given: (g) => [[7, ...g.vector(4)], [-6, ...g.vector(4)], g.integer(2, 9), g.real()],
    run: (my, [x, y, a, b]) =>
      my.correlation(
        x.map((v) => a * v + b),
        y,
      ) - my.correlation(x, y),
    shows: 'correlation(a·x + b, y) - correlation(x, y)',
    expect: () => 0,
  }),
]);
