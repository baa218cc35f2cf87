import { defineChecks } from '@limpide/course/checks';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'loss',
    rule: 'loss-mean',
    call: 'crossEntropyRows',
    args: [matrix(2, 2, [0.7, 0.3, 0.4, 0.6]), [0, 1]],
    gives: 0.433_750_283_852_361,
  }),
  example('never-infinite', {
    task: 'loss',
    call: 'crossEntropyRows',
    args: [matrix(1, 2, [1, 0]), [1]],
    gives: 27.631_021_115_928_547,
  }),
  property('any-batch', {
    task: 'loss',
    rule: 'loss-mean',
    given: (g) => {
      const [n, m] = [g.size(1, 5), g.size(2, 5)];
      const rows = Array.from({ length: n }, () => g.probabilities(m));
      return [matrix(n, m, rows.flat()), g.labels(n, m)];
    },
    call: 'crossEntropyRows',
  }),
]);
