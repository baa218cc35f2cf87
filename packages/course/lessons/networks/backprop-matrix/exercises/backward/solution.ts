import { makeMatrix } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
/** weights: [inputs, outputs]; bias: [1, outputs]; a gradient has the same shapes */
export interface Layer {
  weights: Matrix;
  bias: Matrix;
}
export interface Mlp {
  layers: Layer[];
}
/** The input of each layer, and the probabilities [B, classes]. */
export interface Cache {
  activations: Matrix[];
  probabilities: Matrix;
}

/** D = (P − Y) / B, the gradient of the mean cross-entropy with respect to the scores: [B, classes]. */
function errorOfScores(p: Matrix, labels: readonly number[]): Matrix {
  const d = makeMatrix(p.rows, p.cols);
  for (let i = 0; i < p.rows; i++) {
    for (let j = 0; j < p.cols; j++) {
      const y = labels[i] === j ? 1 : 0;
      d.data[i * p.cols + j] = (p.data[i * p.cols + j]! - y) / p.rows;
    }
  }
  return d;
}

/** HᵀD: [B, n]ᵀ × [B, m] → [n, m], without writing the transpose down. */
function weightsGradient(h: Matrix, d: Matrix): Matrix {
  const out = makeMatrix(h.cols, d.cols);
  const m = d.cols;
  for (let i = 0; i < h.rows; i++) {
    for (let k = 0; k < h.cols; k++) {
      const x = h.data[i * h.cols + k]!;
      if (x === 0) continue;
      for (let j = 0; j < m; j++) out.data[k * m + j]! += x * d.data[i * m + j]!;
    }
  }
  return out;
}

/** Σᵢ Dᵢ, the sum of the rows: [B, m] → [1, m]. */
function biasGradient(d: Matrix): Matrix {
  const out = makeMatrix(1, d.cols);
  for (let i = 0; i < d.rows; i++) {
    for (let j = 0; j < d.cols; j++) out.data[j]! += d.data[i * d.cols + j]!;
  }
  return out;
}

/** (D Wᵀ) ⊙ [H > 0]: what comes back to the layer before, [B, m] → [B, n]. */
function errorBefore(d: Matrix, weights: Matrix, h: Matrix): Matrix {
  const out = makeMatrix(h.rows, h.cols);
  const m = d.cols;
  for (let i = 0; i < h.rows; i++) {
    for (let k = 0; k < h.cols; k++) {
      if (h.data[i * h.cols + k]! <= 0) continue; // the ReLU was off: its slope is 0
      let sum = 0;
      for (let j = 0; j < m; j++) sum += d.data[i * m + j]! * weights.data[k * m + j]!;
      out.data[i * h.cols + k] = sum;
    }
  }
  return out;
}

/** The gradient of every layer, in the model's order, by going from the last layer to the first. */
export function backwardMlp(model: Mlp, cache: Cache, labels: readonly number[]): Layer[] {
  const gradients: Layer[] = [];
  let d = errorOfScores(cache.probabilities, labels);
  for (let l = model.layers.length - 1; l >= 0; l--) {
    const h = cache.activations[l]!;
    gradients.unshift({ weights: weightsGradient(h, d), bias: biasGradient(d) });
    if (l > 0) d = errorBefore(d, model.layers[l]!.weights, h);
  }
  return gradients;
}
