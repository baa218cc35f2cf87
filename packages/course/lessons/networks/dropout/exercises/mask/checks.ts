import { defineChecks } from '@limpide/course/checks';
import { seededRandom } from '@me/engine';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});
/** Gives these numbers one after the other. */
function giving(...numbers: number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length]!;
}

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('by-hand', {
    task: 'mask',
    rule: 'mask',
    says: {
      fr: '`random` donne 0,3 puis 0,8 puis 0,6 puis 0,1.',
      en: '`random` gives 0.3, then 0.8, then 0.6, then 0.1.',
    },
    run: (my) => my.dropoutMask(1, 4, 0.5, giving(0.3, 0.8, 0.6, 0.1)),
    shows: 'dropoutMask(1, 4, 0.5, random)',
    gives: matrix(1, 4, [0, 2, 2, 0]),
  }),
  example('another-rate', {
    task: 'mask',
    rule: 'scale',
    says: {
      fr: '`random` donne 0,1 puis 0,9 puis 0,5 puis 0,3.',
      en: '`random` gives 0.1, then 0.9, then 0.5, then 0.3.',
    },
    run: (my) => my.dropoutMask(2, 2, 0.2, giving(0.1, 0.9, 0.5, 0.3)),
    shows: 'dropoutMask(2, 2, 0.2, random)',
    gives: matrix(2, 2, [0, 1.25, 1.25, 1.25]),
  }),
  example('nothing-left', {
    task: 'mask',
    rule: 'range',
    run: (my) => my.dropoutMask(1, 2, 1, giving(0.5)),
    shows: 'dropoutMask(1, 2, 1, random)',
    throws: true,
  }),
  example('mean-of-one', {
    task: 'mask',
    rule: 'scale',
    says: {
      fr: 'La moyenne de vingt mille nombres du masque, et la part des zéros, au centième près.',
      en: 'The mean of twenty thousand numbers of the mask, and the share of zeros, to a hundredth.',
    },
    run: (my) => {
      const { data } = my.dropoutMask(200, 100, 0.3, seededRandom(1));
      const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
      const zeros = data.filter((x) => x === 0).length / data.length;
      return [mean, zeros];
    },
    shows: '[mean, share of zeros] of dropoutMask(200, 100, 0.3, random)',
    gives: [1, 0.3],
    tolerance: { absolute: 0.015 },
  }),
  property('any-mask', {
    task: 'mask',
    rule: 'own-mask',
    given: (g) => [g.size(1, 4), g.size(1, 5), g.pick([0, 0.1, 0.25, 0.5, 0.8]), g.integer(1, 999)],
    run: (my, [rows, cols, rate, seed]) => my.dropoutMask(rows, cols, rate, seededRandom(seed)),
    shows: 'dropoutMask(rows, cols, rate, random)',
  }),
  example('training', {
    task: 'forward',
    rule: 'scale',
    says: {
      fr: '`random` donne 0,3 puis 0,8 puis 0,6 puis 0,1.',
      en: '`random` gives 0.3, then 0.8, then 0.6, then 0.1.',
    },
    run: (my) =>
      my.dropoutForward(matrix(1, 4, [2, 0, 4, 1]), 0.5, true, giving(0.3, 0.8, 0.6, 0.1)),
    shows: 'dropoutForward([[2, 0, 4, 1]], 0.5, true, random)',
    gives: { output: matrix(1, 4, [0, 0, 8, 0]), mask: matrix(1, 4, [0, 2, 2, 0]) },
  }),
  example('evaluation', {
    task: 'forward',
    rule: 'evaluation',
    run: (my) =>
      my.dropoutForward(matrix(1, 4, [2, 0, 4, 1]), 0.5, false, giving(0.3, 0.8, 0.6, 0.1)),
    shows: 'dropoutForward([[2, 0, 4, 1]], 0.5, false, random)',
    gives: { output: matrix(1, 4, [2, 0, 4, 1]), mask: matrix(1, 4, [1, 1, 1, 1]) },
  }),
  property('any-forward', {
    task: 'forward',
    rule: 'evaluation',
    given: (g) => {
      const [n, m] = [g.size(1, 4), g.size(1, 4)];
      return [matrix(n, m, g.vector(n * m)), g.pick([0, 0.2, 0.5]), g.boolean(), g.integer(1, 999)];
    },
    run: (my, [h, rate, training, seed]) =>
      my.dropoutForward(h, rate, training, seededRandom(seed)),
    shows: 'dropoutForward(h, rate, training, random)',
  }),
  example('back-through-the-mask', {
    task: 'backward',
    rule: 'backward',
    call: 'dropoutBackward',
    args: [matrix(1, 4, [1, 3, 0.5, -2]), matrix(1, 4, [0, 2, 2, 0])],
    gives: matrix(1, 4, [0, 6, 1, 0]),
  }),
  gradient('finite-differences', {
    task: 'backward',
    rule: 'backward',
    says: {
      fr: 'La perte est la somme des sorties, chacune avec son poids ; le masque ne change pas.',
      en: 'The loss is the sum of the outputs, each with its weight; the mask does not change.',
    },
    given: (g) => g.vector(6),
    of: (my, h) => {
      const { output } = my.dropoutForward(matrix(2, 3, h), 0.4, true, seededRandom(5));
      return output.data.reduce((sum, v, i) => sum + (i + 1) * v, 0);
    },
    by: (my, h) => {
      const { mask } = my.dropoutForward(matrix(2, 3, h), 0.4, true, seededRandom(5));
      return [...my.dropoutBackward(matrix(2, 3, [1, 2, 3, 4, 5, 6]), mask).data];
    },
    shows: 'dropoutBackward([[1, 2, 3], [4, 5, 6]], mask)',
  }),
]);
