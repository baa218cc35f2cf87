import {
  type adamStep,
  backwardMlp,
  crossEntropyRows,
  forwardMlp,
  makeMatrix,
  seededRandom,
} from '@me/engine';

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
// [fr] x : une image par ligne ; labels : sa classe, un numéro.
// [en] x: one image per row; labels: its class, a number.
export interface Data {
  x: Matrix;
  labels: readonly number[];
}
// [fr] state : l'état d'Adam, un objet vide avant la première époque.
// [en] state: the state of Adam, an empty object before the first epoch.
export interface TrainOptions {
  batchSize: number;
  rate: number;
  seed: number;
  state: Parameters<typeof adamStep>[2];
}

export function predictMlp(model: Mlp, x: Matrix): number[] {
  throw new Error('TODO');
}

export function accuracyOf(predicted: readonly number[], labels: readonly number[]): number {
  throw new Error('TODO');
}

export function trainEpoch(model: Mlp, data: Data, options: TrainOptions): number {
  // [fr] 1. mélanger les numéros 0 … n − 1 avec seededRandom(options.seed)
  // [en] 1. shuffle the numbers 0 … n − 1 with seededRandom(options.seed)
  // [fr] 2. pour chaque lot : ses lignes et ses étiquettes, forwardMlp, backwardMlp, adamStep
  // [en] 2. for each batch: its rows and its labels, forwardMlp, backwardMlp, adamStep
  throw new Error('TODO');
}
