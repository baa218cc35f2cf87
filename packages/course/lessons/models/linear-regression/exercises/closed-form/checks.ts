import { defineChecks } from '@limpide/course/checks';

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'fit',
    rule: 'slope',
    run: (my) => my.linearRegression([1, 2, 3, 4], [2, 3, 5, 6]).slope,
    shows: 'linearRegression([1, 2, 3, 4], [2, 3, 5, 6]).slope',
    gives: 1.4,
  }),
  example('by-hand-intercept', {
    task: 'fit',
    rule: 'through-mean',
    call: 'linearRegression',
    args: [
      [1, 2, 3, 4],
      [2, 3, 5, 6],
    ],
    gives: { slope: 1.4, intercept: 0.5 },
  }),
  example('one-place', {
    task: 'fit',
    rule: 'spread',
    call: 'linearRegression',
    args: [
      [2, 2, 2],
      [1, 5, 3],
    ],
    throws: true,
  }),
  property('any-points', {
    task: 'fit',
    rule: 'slope',
    given: (g) => {
      const m = g.size(2, 12);
      const x = g.vector(m);
      x[0] = 7;
      return [x, g.vector(m)];
    },
    call: 'linearRegression',
  }),
  property('residuals-cancel', {
    task: 'fit',
    rule: 'through-mean',
    says: { fr: 'La somme des résidus est nulle.', en: 'The residuals add up to zero.' },
    given: (g) => [[7, ...g.vector(5)], g.vector(6)],
    run: (my, [x, y]) => {
      const { slope, intercept } = my.linearRegression(x, y);
      return x.reduce((sum, xi, i) => sum + slope * xi + intercept - y[i]!, 0);
    },
    shows: 'Σ slope·x + intercept − y',
    expect: () => 0,
  }),
]);
