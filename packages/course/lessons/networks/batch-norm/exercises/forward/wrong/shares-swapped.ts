import { makeMatrix } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
/** All four [1, d]: scale and shift are learnt, mean and variance are moving averages. */
export interface NormLayer {
  gamma: Matrix;
  beta: Matrix;
  mean: Matrix;
  variance: Matrix;
}
/** What the backward pass needs: output and normalised [B, d], deviation [1, d]. */
export interface NormCache {
  output: Matrix;
  normalised: Matrix;
  deviation: Matrix;
}

const EPSILON = 1e-5;
/** Share of the batch in the moving averages. */
const SHARE = 0.1;

/** Mean and variance of column j: μ = Σ xᵢ / B and Σ (xᵢ − μ)² / B. */
function momentsOf(x: Matrix, j: number): { mean: number; variance: number } {
  let mean = 0;
  for (let i = 0; i < x.rows; i++) mean += x.data[i * x.cols + j]! / x.rows;
  let variance = 0;
  for (let i = 0; i < x.rows; i++) variance += (x.data[i * x.cols + j]! - mean) ** 2 / x.rows;
  return { mean, variance };
}

/**
 * y = γ (x − μ) / σ + β, column by column: [B, d] → [B, d] (S. Ioffe, C. Szegedy, 2015). In training
 * μ and σ are the batch's, and the layer's moving averages follow; otherwise they are these averages.
 */
export function batchNormForward(layer: NormLayer, x: Matrix, training: boolean): NormCache {
  const { gamma, beta } = layer;
  const output = makeMatrix(x.rows, x.cols);
  const normalised = makeMatrix(x.rows, x.cols);
  const deviation = makeMatrix(1, x.cols);
  for (let j = 0; j < x.cols; j++) {
    let mean = layer.mean.data[j]!;
    let variance = layer.variance.data[j]!;
    if (training) {
      const batch = momentsOf(x, j);
      layer.mean.data[j] = SHARE * mean + (1 - SHARE) * batch.mean;
      layer.variance.data[j] = SHARE * variance + (1 - SHARE) * batch.variance;
      ({ mean, variance } = batch);
    }
    const sigma = Math.sqrt(variance + EPSILON);
    deviation.data[j] = sigma;
    for (let i = 0; i < x.rows; i++) {
      const at = i * x.cols + j;
      normalised.data[at] = (x.data[at]! - mean) / sigma;
      output.data[at] = gamma.data[j]! * normalised.data[at]! + beta.data[j]!;
    }
  }
  return { output, normalised, deviation };
}
