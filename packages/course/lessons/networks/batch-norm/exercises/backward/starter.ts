import { makeMatrix } from '@me/engine';

export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
export interface NormLayer {
  gamma: Matrix;
  beta: Matrix;
  mean: Matrix;
  variance: Matrix;
}
// [fr] Ce que batchNormForward a rendu, à l'entraînement.
// [en] What batchNormForward returned, in training.
export interface NormCache {
  output: Matrix;
  normalised: Matrix;
  deviation: Matrix;
}
// [fr] input [B, d] ; gamma et beta [1, d].
// [en] input [B, d]; gamma and beta [1, d].
export interface NormGradients {
  input: Matrix;
  gamma: Matrix;
  beta: Matrix;
}

// [fr] dOutput [B, d] : le gradient de la perte par rapport à la sortie.
// [en] dOutput [B, d]: the gradient of the loss with respect to the output.
export function batchNormBackward(
  layer: NormLayer,
  cache: NormCache,
  dOutput: Matrix,
): NormGradients {
  const { rows, cols } = dOutput;
  const input = makeMatrix(rows, cols);
  const gamma = makeMatrix(1, cols);
  const beta = makeMatrix(1, cols);
  throw new Error('TODO');
}
