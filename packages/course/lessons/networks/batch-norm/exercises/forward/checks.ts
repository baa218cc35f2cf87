import { defineChecks } from '@limpide/course/checks';
import type { NormLayer } from './solution.ts';

const matrix = (rows: number, cols: number, values: readonly number[]) => ({
  rows,
  cols,
  data: Float64Array.from(values),
});
const row = (values: readonly number[]) => matrix(1, values.length, values);
const layerOf = (
  gamma: readonly number[],
  beta: readonly number[],
  mean: readonly number[],
  variance: readonly number[],
): NormLayer => ({ gamma: row(gamma), beta: row(beta), mean: row(mean), variance: row(variance) });
const byHand = (): NormLayer => layerOf([2], [1], [0], [1]);
const tolerance = { absolute: 1e-4, relative: 1e-4 };

export default defineChecks<typeof import('./solution.ts')>(({ example, property }) => [
  example('by-hand', {
    task: 'normalise',
    rule: 'deviation',
    says: {
      fr: 'γ = 2, β = 1, et le lot (1, 3, 4, 5, 7), de moyenne 4 et d’écart type 2.',
      en: 'γ = 2, β = 1, and the batch (1, 3, 4, 5, 7), of mean 4 and deviation 2.',
    },
    call: 'batchNormForward',
    args: [byHand(), matrix(5, 1, [1, 3, 4, 5, 7]), true],
    gives: {
      output: matrix(5, 1, [-2, 0, 1, 2, 4]),
      normalised: matrix(5, 1, [-1.5, -0.5, 0, 0.5, 1.5]),
      deviation: matrix(1, 1, [2]),
    },
    tolerance,
    mayChange: true,
  }),
  example('two-columns', {
    task: 'normalise',
    rule: 'columns',
    says: {
      fr: 'Deux colonnes très différentes, γ = 1 et β = 0 : chacune est normalisée pour elle-même.',
      en: 'Two very different columns, γ = 1 and β = 0: each is normalised by itself.',
    },
    run: (my) => {
      const layer = layerOf([1, 1], [0, 0], [0, 0], [1, 1]);
      return my.batchNormForward(layer, matrix(2, 2, [1, 100, 3, 500]), true).output;
    },
    shows: 'batchNormForward(layer, [[1, 100], [3, 500]], true).output',
    gives: matrix(2, 2, [-1, -1, 1, 1]),
    tolerance,
  }),
  example('constant-column', {
    task: 'normalise',
    rule: 'deviation',
    says: {
      fr: 'Une colonne constante : ε évite la division par zéro, la sortie vaut β.',
      en: 'A constant column: ε avoids dividing by zero, the output is β.',
    },
    run: (my) =>
      my.batchNormForward(layerOf([3], [0.5], [0], [1]), matrix(3, 1, [4, 4, 4]), true).output,
    shows: 'batchNormForward(layer, [[4], [4], [4]], true).output',
    gives: matrix(3, 1, [0.5, 0.5, 0.5]),
  }),
  example('averages-move', {
    task: 'running',
    rule: 'running',
    says: {
      fr: 'Parties de 0 et de 1, les moyennes mobiles après un lot de moyenne 4 et de variance 4.',
      en: 'From 0 and 1, the moving averages after a batch of mean 4 and variance 4.',
    },
    run: (my) => {
      const layer = byHand();
      my.batchNormForward(layer, matrix(5, 1, [1, 3, 4, 5, 7]), true);
      return [layer.mean.data[0], layer.variance.data[0]];
    },
    shows: '[layer.mean, layer.variance]',
    gives: [0.4, 1.3],
  }),
  example('one-example', {
    task: 'evaluate',
    rule: 'evaluation',
    says: {
      fr: 'Un seul exemple, en évaluation : moyenne 4, variance 4, γ = 2, β = 1.',
      en: 'A single example, in evaluation: mean 4, variance 4, γ = 2, β = 1.',
    },
    run: (my) => my.batchNormForward(layerOf([2], [1], [4], [4]), matrix(1, 1, [10]), false).output,
    shows: 'batchNormForward(layer, [[10]], false).output',
    gives: matrix(1, 1, [7]),
    tolerance,
  }),
  example('averages-stay', {
    task: 'evaluate',
    rule: 'running',
    says: {
      fr: 'L’évaluation ne change pas les moyennes mobiles.',
      en: 'Evaluation does not change the moving averages.',
    },
    run: (my) => {
      const layer = layerOf([2], [1], [4], [4]);
      my.batchNormForward(layer, matrix(2, 1, [10, 20]), false);
      return [layer.mean.data[0], layer.variance.data[0]];
    },
    shows: '[layer.mean, layer.variance]',
    gives: [4, 4],
  }),
  ...(['normalise', 'running', 'evaluate'] as const).map((task) =>
    property(`any-${task}`, {
      task,
      rule: task === 'normalise' ? 'columns' : task === 'running' ? 'running' : 'evaluation',
      given: (g) => {
        const [rows, cols] = [g.size(2, 6), g.size(1, 4)];
        const layer = layerOf(
          g.vector(cols, 0, 3),
          g.vector(cols),
          g.vector(cols),
          g.vector(cols, 1, 4),
        );
        return [layer, matrix(rows, cols, g.vector(rows * cols))];
      },
      run: (my, [given, x]) => {
        const copy = (m: { data: Float64Array }) => row([...m.data]);
        const layer: NormLayer = {
          gamma: copy(given.gamma),
          beta: copy(given.beta),
          mean: copy(given.mean),
          variance: copy(given.variance),
        };
        const cache = my.batchNormForward(layer, x, task !== 'evaluate');
        return task === 'running' ? [layer.mean.data, layer.variance.data] : cache;
      },
      shows:
        task === 'running'
          ? '[layer.mean, layer.variance]'
          : `batchNormForward(layer, x, ${task === 'normalise'})`,
    }),
  ),
]);
