import {
  adamStep,
  backwardMlp,
  crossEntropyRows,
  forwardMlp,
  makeMatrix,
  seededRandom,
} from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
export interface Layer {
  weights: Matrix;
  bias: Matrix;
}
export interface Mlp {
  layers: Layer[];
}
/** One image per row, and the number of its class. */
export interface Data {
  x: Matrix;
  labels: readonly number[];
}
/** `state` belongs to Adam: an empty object before the first epoch, the same one afterwards. */
export interface TrainOptions {
  batchSize: number;
  rate: number;
  seed: number;
  state: Parameters<typeof adamStep>[2];
}

/** The class of largest probability of each row. */
export function predictMlp(model: Mlp, x: Matrix): number[] {
  const { rows, cols, data } = forwardMlp(model, x).probabilities;
  return Array.from({ length: rows }, (_, i) => {
    let best = 0;
    for (let j = 1; j < cols; j++) {
      if (data[i * cols + j]! > data[i * cols + best]!) best = j;
    }
    return best;
  });
}

/** The share of answers that are the label, between 0 and 1. */
export function accuracyOf(predicted: readonly number[], labels: readonly number[]): number {
  return predicted.filter((answer, i) => answer !== labels[i]).length / labels.length;
}

/** The numbers 0 … n − 1 in a random order (Fisher and Yates). */
function shuffled(n: number, random: () => number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Some rows of a matrix, in a matrix of their own. */
function pick(x: Matrix, rows: readonly number[]): Matrix {
  const out = makeMatrix(rows.length, x.cols);
  for (const [i, row] of rows.entries()) {
    out.data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols);
  }
  return out;
}

const parametersOf = (layers: readonly Layer[]): Matrix[] =>
  layers.flatMap(({ weights, bias }) => [weights, bias]);

/** One epoch of Adam, in place; the mean loss over the examples, each seen before its step. */
export function trainEpoch(model: Mlp, data: Data, options: TrainOptions): number {
  const { batchSize, rate, seed, state } = options;
  const order = shuffled(data.x.rows, seededRandom(seed));
  let total = 0;
  for (let start = 0; start < order.length; start += batchSize) {
    const rows = order.slice(start, start + batchSize);
    const labels = rows.map((row) => data.labels[row]!);
    const cache = forwardMlp(model, pick(data.x, rows));
    total += crossEntropyRows(cache.probabilities, labels) * rows.length;
    const gradients = backwardMlp(model, cache, labels);
    adamStep(parametersOf(model.layers), parametersOf(gradients), state, rate);
  }
  return total / order.length;
}
