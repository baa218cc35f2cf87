import { crossEntropyRows, forwardMlp, trainEpoch } from '@me/engine';

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
export interface CurveOptions {
  batchSize: number;
  rate: number;
  seed: number;
  epochs: number;
}
/** One measure per epoch. */
export interface Curves {
  loss: number[];
  valLoss: number[];
}

const lossOf = (model: Mlp, { x, labels }: Data): number =>
  crossEntropyRows(forwardMlp(model, x).probabilities, labels);

/** Trains in place, and measures at each epoch. */
export function trainingCurves(
  model: Mlp,
  train: Data,
  validation: Data,
  options: CurveOptions,
): Curves {
  const { batchSize, rate, seed, epochs } = options;
  const curves: Curves = { loss: [], valLoss: [] };
  for (let epoch = 0; epoch < epochs; epoch++) {
    const state = {};
    trainEpoch(model, train, { batchSize, rate, seed: seed + epoch, state });
    curves.loss.push(lossOf(model, train));
    curves.valLoss.push(lossOf(model, validation));
  }
  return curves;
}
