import { defineChecks } from '@limpide/course/checks';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('two-rows', {
    task: 'softmax',
    rule: 'softmax-rows',
    call: 'softmaxRows',
    args: [matrix(2, 2, [1, 0, 2, 2])],
    gives: matrix(2, 2, [0.731_058_578_630_004_9, 0.268_941_421_369_995_1, 0.5, 0.5]),
  }),
  example('large-scores', {
    task: 'softmax',
    rule: 'shift',
    call: 'softmaxRows',
    args: [matrix(1, 2, [1000, 1000])],
    gives: matrix(1, 2, [0.5, 0.5]),
  }),
  property('any-scores', {
    task: 'softmax',
    rule: 'softmax-rows',
    given: (g) => {
      const [n, m] = [g.size(1, 4), g.size(2, 5)];
      return [matrix(n, m, g.vector(n * m))];
    },
    call: 'softmaxRows',
  }),
  property('rows-add-up', {
    task: 'softmax',
    rule: 'softmax-rows',
    given: (g) => [matrix(3, 4, g.vector(12, -50, 50))],
    run: (my, [z]) => {
      const p = my.softmaxRows(z).data;
      return [0, 1, 2].map((i) => p.subarray(4 * i, 4 * i + 4).reduce((a, b) => a + b, 0));
    },
    shows: 'softmaxRows(z), the sum of each row',
    expect: () => [1, 1, 1],
  }),
]);
