import { crossEntropyRows, earlyStopping, forwardMlp, makeMatrix, trainEpoch } from '@me/engine';

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
// [fr] x : un exemple par ligne ; labels : leurs classes, des numéros.
// [en] x: one example per row; labels: their classes, numbers.
export interface Data {
  x: Matrix;
  labels: readonly number[];
}
export interface StoppingOptions {
  batchSize: number;
  rate: number;
  seed: number;
  patience: number;
  epochs: number;
}

export function copyMlp(model: Mlp): Mlp {
  throw new Error('TODO');
}

// [fr] L'époque k (à partir de 0) est trainEpoch(model, train, { batchSize, rate, seed: seed + k, state }),
// [fr] avec un seul state, {} au départ. Il y a `epochs` époques au plus.
// [en] Epoch k (from 0) is trainEpoch(model, train, { batchSize, rate, seed: seed + k, state }),
// [en] with one and the same state, {} at first. There are at most `epochs` epochs.
export function trainUntilBest(
  model: Mlp,
  train: Data,
  validation: Data,
  options: StoppingOptions,
): number[] {
  throw new Error('TODO');
}
