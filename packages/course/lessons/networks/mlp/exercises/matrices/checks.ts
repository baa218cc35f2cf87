import { defineChecks } from '@limpide/course/checks';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('zeros', {
    task: 'make',
    call: 'makeMatrix',
    args: [2, 3],
    gives: matrix(2, 3, [0, 0, 0, 0, 0, 0]),
  }),
  example('too-few', { task: 'make', call: 'makeMatrix', args: [2, 2, [1, 2, 3]], throws: true }),
  example('by-hand', {
    task: 'product',
    rule: 'product',
    call: 'mulMatrix',
    args: [matrix(2, 3, [1, 2, 3, 4, 5, 6]), matrix(3, 2, [1, 0, 0, 1, 2, -1])],
    gives: matrix(2, 2, [7, -1, 16, -1]),
  }),
  example('sizes', {
    task: 'product',
    rule: 'inner',
    call: 'mulMatrix',
    args: [matrix(2, 3, [1, 2, 3, 4, 5, 6]), matrix(2, 2, [1, 0, 0, 1])],
    throws: true,
  }),
  example('each-row', {
    task: 'bias',
    rule: 'bias-rows',
    call: 'addBias',
    args: [matrix(2, 2, [1, 2, 3, 4]), matrix(1, 2, [10, 20])],
    gives: matrix(2, 2, [11, 22, 13, 24]),
  }),
  property('any-product', {
    task: 'product',
    rule: 'product',
    given: (g) => {
      const [n, m, p] = [g.size(1, 5), g.size(1, 5), g.size(1, 5)];
      return [matrix(n, m, g.vector(n * m)), matrix(m, p, g.vector(m * p))];
    },
    call: 'mulMatrix',
  }),
  property('any-bias', {
    task: 'bias',
    rule: 'bias-rows',
    given: (g) => {
      const [n, m] = [g.size(1, 5), g.size(1, 5)];
      return [matrix(n, m, g.vector(n * m)), matrix(1, m, g.vector(m))];
    },
    call: 'addBias',
  }),
  example('fast-enough', {
    task: 'product',
    says: {
      fr: 'Un lot de 200 images contre 64 neurones : une fraction de seconde.',
      en: 'A batch of 200 images against 64 neurons: a fraction of a second.',
    },
    run: (my) => {
      const ones = (rows: number, cols: number) =>
        matrix(rows, cols, new Array<number>(rows * cols).fill(1));
      return my.mulMatrix(ones(200, 784), ones(784, 64)).data[12_799];
    },
    shows: 'mulMatrix(ones(200, 784), ones(784, 64)).data[12799]',
    gives: 784,
  }),
]);
