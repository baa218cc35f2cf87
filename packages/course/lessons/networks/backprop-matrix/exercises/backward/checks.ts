import { defineChecks } from '@limpide/course/checks';
import { crossEntropyRows, forwardMlp } from '@me/engine';
import type { Mlp } from './solution.ts';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});
/** A network from a flat list of parameters: weights then bias, layer after layer. */
function network(sizes: readonly number[], values: readonly number[]): Mlp {
  let at = 0;
  const take = (rows: number, cols: number) => {
    at += rows * cols;
    return matrix(rows, cols, values.slice(at - rows * cols, at));
  };
  return {
    layers: sizes.slice(1).map((m, l) => ({ weights: take(sizes[l]!, m), bias: take(1, m) })),
  };
}
const count = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((sum, m, l) => sum + (sizes[l]! + 1) * m, 0);

const sizes = [3, 4, 3];
const x = matrix(4, 3, [0.5, -1, 2, 1, 0.3, -0.7, -1.5, 0.8, 0.2, 0.9, 1.1, -0.4]);
const labels = [0, 2, 1, 2];

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('by-hand', {
    task: 'backward',
    rule: 'weights',
    call: 'backwardMlp',
    args: [
      { layers: [{ weights: matrix(2, 2, [1, -1, 0.5, 0.5]), bias: matrix(1, 2, [0, 0]) }] },
      {
        activations: [matrix(2, 2, [1, 2, 0, 1])],
        probabilities: matrix(2, 2, [0.7, 0.3, 0.4, 0.6]),
      },
      [0, 1],
    ],
    gives: [{ weights: matrix(2, 2, [-0.15, 0.15, -0.1, 0.1]), bias: matrix(1, 2, [0.05, -0.05]) }],
  }),
  property('any-network', {
    task: 'backward',
    rule: 'relu-mask',
    given: (g) => {
      const shape = [g.size(1, 3), g.size(2, 4), g.size(2, 4), g.size(2, 3)];
      const model = network(shape, g.vector(count(shape), -1, 1));
      const input = matrix(3, shape[0]!, g.vector(3 * shape[0]!));
      return [model, forwardMlp(model, input), g.labels(3, shape.at(-1)!)];
    },
    call: 'backwardMlp',
  }),
  gradient('finite-differences', {
    task: 'backward',
    says: {
      fr: 'Chaque nombre est comparé aux différences finies de la perte.',
      en: 'Each number is compared with finite differences of the loss.',
    },
    given: (g) => Array.from({ length: count(sizes) }, () => g.normal(0, 0.7)),
    of: (_, values) =>
      crossEntropyRows(forwardMlp(network(sizes, values), x).probabilities, labels),
    by: (my, values) => {
      const model = network(sizes, values);
      const layers = my.backwardMlp(model, forwardMlp(model, x), labels);
      return layers.flatMap(({ weights, bias }) => [...weights.data, ...bias.data]);
    },
    shows: 'backwardMlp(model, forwardMlp(model, x), labels)',
  }),
]);
