import { crossEntropyRows, earlyStopping, forwardMlp, trainEpoch } from '@me/engine';

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
/** One example per row, and the number of its class. */
export interface Data {
  x: Matrix;
  labels: readonly number[];
}
export interface StoppingOptions {
  batchSize: number;
  rate: number;
  seed: number;
  patience: number;
  /** At most so many. */
  epochs: number;
}

const copyMatrix = ({ rows, cols, data }: Matrix): Matrix => ({ rows, cols, data });

/** The same weights in arrays of their own: training one network leaves the other as it is. */
export function copyMlp(model: Mlp): Mlp {
  return {
    layers: model.layers.map(({ weights, bias }) => ({
      weights: copyMatrix(weights),
      bias: copyMatrix(bias),
    })),
  };
}

/** Writes the weights of one network into another of the same shape. */
function putBack(model: Mlp, kept: Mlp): void {
  for (const [l, { weights, bias }] of kept.layers.entries()) {
    model.layers[l]!.weights.data.set(weights.data);
    model.layers[l]!.bias.data.set(bias.data);
  }
}

const lossOf = (model: Mlp, { x, labels }: Data): number =>
  crossEntropyRows(forwardMlp(model, x).probabilities, labels);

/**
 * Trains in place until the validation loss has made no progress for `patience` epochs, or the epochs
 * are over; the model then has the weights of its best epoch. Returns the validation losses.
 */
export function trainUntilBest(
  model: Mlp,
  train: Data,
  validation: Data,
  options: StoppingOptions,
): number[] {
  const { batchSize, rate, seed, patience, epochs } = options;
  const state = {};
  const losses: number[] = [];
  let kept = copyMlp(model);
  for (let epoch = 0; epoch < epochs; epoch++) {
    trainEpoch(model, train, { batchSize, rate, seed: seed + epoch, state });
    losses.push(lossOf(model, validation));
    const { best } = earlyStopping(losses, patience, 0);
    if (best === epoch) kept = copyMlp(model);
    if (epoch - best >= patience) break;
  }
  putBack(model, kept);
  return losses;
}
