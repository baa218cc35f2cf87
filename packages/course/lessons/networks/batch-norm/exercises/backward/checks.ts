import { defineChecks } from '@limpide/course/checks';
import { batchNormForward } from '@me/engine';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});
const row = (values: readonly number[]) => matrix(1, values.length, values);
const layerOf = (gamma: readonly number[], beta: readonly number[]) => ({
  gamma: row(gamma),
  beta: row(beta),
  mean: row(gamma.map(() => 0)),
  variance: row(gamma.map(() => 1)),
});
const tolerance = { absolute: 1e-4, relative: 1e-4 };
/** γ = 2, β = 1 and the batch (1, 3, 4, 5, 7), of which only the first output matters. */
const byHand = (): [
  ReturnType<typeof layerOf>,
  ReturnType<typeof batchNormForward>,
  ReturnType<typeof matrix>,
] => {
  const layer = layerOf([2], [1]);
  const cache = batchNormForward(layer, matrix(5, 1, [1, 3, 4, 5, 7]), true);
  return [layer, cache, matrix(5, 1, [1, 0, 0, 0, 0])];
};
/** Weights of the outputs in the loss whose gradient is compared with differences: L = Σ c tanh(y). */
const weights = [0.7, -1.2, 0.4, 1.5, -0.3, 0.9, -0.8, 0.2];
const [ROWS, COLS] = [4, 2];
/** A network of nothing but a normalisation: x [4, 2], then γ, then β, in one list. */
const parts = (values: readonly number[]) => ({
  x: matrix(ROWS, COLS, values.slice(0, ROWS * COLS)),
  layer: layerOf(values.slice(ROWS * COLS, ROWS * COLS + COLS), values.slice(ROWS * COLS + COLS)),
});

export default defineChecks<typeof import('./solution.ts')>(({ example, property, gradient }) => [
  example('parameters-by-hand', {
    task: 'parameters',
    rule: 'parameters',
    says: {
      fr: 'L’exemple de la leçon, g = (1, 0, 0, 0, 0) : les gradients de β, puis de γ.',
      en: 'The example of the lesson, g = (1, 0, 0, 0, 0): the gradients of β, then of γ.',
    },
    run: (my) => {
      const { gamma, beta } = my.batchNormBackward(...byHand());
      return [beta.data[0], gamma.data[0]];
    },
    shows: 'batchNormBackward(layer, cache, dOutput)',
    gives: [1, -1.5],
    tolerance,
  }),
  example('input-by-hand', {
    task: 'input',
    rule: 'three-paths',
    says: {
      fr: 'Le même exemple : le gradient de l’entrée.',
      en: 'The same example: the gradient of the input.',
    },
    run: (my) => my.batchNormBackward(...byHand()).input,
    shows: 'batchNormBackward(layer, cache, dOutput).input',
    gives: matrix(5, 1, [0.35, -0.35, -0.2, -0.05, 0.25]),
    tolerance,
  }),
  ...(['parameters', 'input'] as const).map((task) =>
    property(`any-${task}`, {
      task,
      rule: task === 'input' ? 'three-paths' : 'parameters',
      given: (g) => {
        const [rows, cols] = [g.size(2, 6), g.size(1, 4)];
        const layer = layerOf(g.vector(cols, 0.5, 3), g.vector(cols));
        const x = matrix(
          rows,
          cols,
          Array.from({ length: rows * cols }, () => g.normal()),
        );
        const cache = batchNormForward(layer, x, true);
        return [layer, cache, matrix(rows, cols, g.vector(rows * cols, -1, 1))];
      },
      run: (my, [layer, cache, dOutput]) => {
        const { input, gamma, beta } = my.batchNormBackward(layer, cache, dOutput);
        return task === 'input' ? input : { gamma, beta };
      },
      shows: `batchNormBackward(layer, cache, dOutput)${task === 'input' ? '.input' : ''}`,
    }),
  ),
  gradient('finite-differences', {
    task: 'input',
    rule: 'three-paths',
    says: {
      fr: 'Les gradients de l’entrée, de γ et de β, comparés aux différences finies d’une perte.',
      en: 'The gradients of the input, of γ and of β, compared with finite differences of a loss.',
    },
    given: (g) => Array.from({ length: ROWS * COLS + 2 * COLS }, () => g.normal()),
    of: (_, values) => {
      const { layer, x } = parts(values);
      const { output } = batchNormForward(layer, x, true);
      return output.data.reduce((sum, y, i) => sum + weights[i]! * Math.tanh(y), 0);
    },
    by: (my, values) => {
      const { layer, x } = parts(values);
      const cache = batchNormForward(layer, x, true);
      const slopes = [...cache.output.data].map((y, i) => weights[i]! * (1 - Math.tanh(y) ** 2));
      const { input, gamma, beta } = my.batchNormBackward(layer, cache, matrix(ROWS, COLS, slopes));
      return [...input.data, ...gamma.data, ...beta.data];
    },
    tolerance: { absolute: 1e-5, relative: 1e-3 },
    shows: 'batchNormBackward(layer, cache, dOutput)',
  }),
]);
