import { makeMatrix } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
/** All four [1, d]. */
export interface NormLayer {
  gamma: Matrix;
  beta: Matrix;
  mean: Matrix;
  variance: Matrix;
}
/** What the forward pass left: output and normalised [B, d], deviation [1, d]. */
export interface NormCache {
  output: Matrix;
  normalised: Matrix;
  deviation: Matrix;
}
/** Gradients: of the input [B, d], of gamma and beta [1, d]. */
export interface NormGradients {
  input: Matrix;
  gamma: Matrix;
  beta: Matrix;
}

/**
 * Back through a batch normalisation in training. With g the gradient of the output, column by column:
 * dβ = Σ g, dγ = Σ g x̂, dx = γ/σ (g − Σ g / B − x̂ Σ g x̂ / B).
 */
export function batchNormBackward(
  _layer: NormLayer,
  cache: NormCache,
  dOutput: Matrix,
): NormGradients {
  const { rows, cols } = dOutput;
  const hat = cache.normalised.data;
  const input = makeMatrix(rows, cols);
  const gamma = makeMatrix(1, cols);
  const beta = makeMatrix(1, cols);
  for (let j = 0; j < cols; j++) {
    let sum = 0;
    let sumHat = 0;
    for (let i = 0; i < rows; i++) {
      const at = i * cols + j;
      sum += dOutput.data[at]!;
      sumHat += dOutput.data[at]! * hat[at]!;
    }
    beta.data[j] = sum;
    gamma.data[j] = sumHat;
    const factor = 1 / cache.deviation.data[j]!;
    for (let i = 0; i < rows; i++) {
      const at = i * cols + j;
      input.data[at] = factor * (dOutput.data[at]! - sum / rows - (hat[at]! * sumHat) / rows);
    }
  }
  return { input, gamma, beta };
}
