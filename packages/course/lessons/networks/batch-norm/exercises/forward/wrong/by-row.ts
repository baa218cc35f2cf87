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

/** Mean and variance of row i. */
function momentsOf(x: Matrix, i: number): { mean: number; variance: number } {
  let mean = 0;
  for (let j = 0; j < x.cols; j++) mean += x.data[i * x.cols + j]! / x.cols;
  let variance = 0;
  for (let j = 0; j < x.cols; j++) variance += (x.data[i * x.cols + j]! - mean) ** 2 / x.cols;
  return { mean, variance };
}

/** y = γ (x − μ) / σ + β, with the mean and deviation of each row. */
export function batchNormForward(layer: NormLayer, x: Matrix, training: boolean): NormCache {
  const { gamma, beta } = layer;
  const output = makeMatrix(x.rows, x.cols);
  const normalised = makeMatrix(x.rows, x.cols);
  const deviation = makeMatrix(1, x.cols);
  for (let i = 0; i < x.rows; i++) {
    const batch = momentsOf(x, i);
    for (let j = 0; j < x.cols; j++) {
      let mean = layer.mean.data[j]!;
      let variance = layer.variance.data[j]!;
      if (training) {
        layer.mean.data[j] = (1 - SHARE) * mean + SHARE * batch.mean;
        layer.variance.data[j] = (1 - SHARE) * variance + SHARE * batch.variance;
        ({ mean, variance } = batch);
      }
      const at = i * x.cols + j;
      const sigma = Math.sqrt(variance + EPSILON);
      deviation.data[j] = sigma;
      normalised.data[at] = (x.data[at]! - mean) / sigma;
      output.data[at] = gamma.data[j]! * normalised.data[at]! + beta.data[j]!;
    }
  }
  return { output, normalised, deviation };
}
