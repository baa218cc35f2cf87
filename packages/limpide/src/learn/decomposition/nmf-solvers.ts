/**
 * Two ways to improve X ≈ W·H with W, H ≥ 0, one factor at a time with the other held.
 *
 * Coordinate descent (Cichocki & Phan, 2009) minimises the squared error exactly along one column after another.
 * Multiplicative updates (Lee & Seung, 2001; Févotte & Idier, 2011 for other divergences) multiply each entry by
 * the ratio of the two parts of the gradient, so that signs never change.
 */
import { CSRMatrix, Matrix, multiply } from '../../linalg/index.ts';

export type Data = Matrix | CSRMatrix;
export type BetaLoss = 'frobenius' | 'kullback-leibler' | 'itakura-saito';

/** Below it a number is taken for 0 in a denominator. */
export const tiny = 1.1920928955078125e-7;

/** X·B, or Xᵀ·B. */
export const times = (x: Data, b: Matrix, transpose = false): Matrix =>
  x instanceof CSRMatrix ? x.multiply(b, { transpose }) : multiply(x, b, { transposeA: transpose });

/**
 * One sweep of coordinate descent over W (n × k, in place), with H given as Hᵀ (d × k):
 * min ½‖X − W·H‖² + l1·ΣW + ½·l2·ΣW². `transpose`: X stands for Xᵀ, and W for the factor of its columns.
 * Returns the sum of projected gradients, 0 at a minimum.
 */
export function coordinateSweep(
  x: Data,
  transpose: boolean,
  w: Matrix,
  ht: Matrix,
  l1: number,
  l2: number,
): number {
  const { rows: n, cols: k } = w;
  const products = multiply(ht, ht, { transposeA: true }).data;
  const target = times(x, ht, transpose).data;
  for (let t = 0; t < k; t++) products[t * (k + 1)]! += l2;
  let violation = 0;
  for (let t = 0; t < k; t++) {
    const curvature = products[t * (k + 1)]!;
    for (let i = 0; i < n; i++) {
      const at = i * k;
      let gradient = l1 - target[at + t]!;
      for (let r = 0; r < k; r++) gradient += products[t * k + r]! * w.data[at + r]!;
      const value = w.data[at + t]!;
      violation += value === 0 ? Math.abs(Math.min(0, gradient)) : Math.abs(gradient);
      if (curvature !== 0) w.data[at + t] = Math.max(value - gradient / curvature, 0);
    }
  }
  return violation;
}

/**
 * One multiplicative update of W (n × k, in place) for the β-divergence. H is k × d. `transpose` as above: then
 * X stands for Xᵀ, W is Hᵀ and `h` is Wᵀ.
 */
export function multiplicativeUpdate(
  x: Data,
  transpose: boolean,
  w: Matrix,
  h: Matrix,
  loss: BetaLoss,
  l1: number,
  l2: number,
): void {
  const { rows: n, cols: k } = w;
  const ht = h.transpose();
  let above: Matrix;
  let below: Float64Array;
  if (loss === 'frobenius') {
    above = times(x, ht, transpose);
    below = Float64Array.from(multiply(w, multiply(h, ht)).data);
  } else if (loss === 'kullback-leibler') {
    above = times(quotient(x, transpose ? [ht, w] : [w, ht], 1), ht, transpose);
    below = new Float64Array(n * k);
    for (let c = 0; c < k; c++) {
      let sum = 0;
      for (let j = 0; j < h.cols; j++) sum += h.data[c * h.cols + j]!;
      for (let i = 0; i < n; i++) below[i * k + c] = sum;
    }
  } else {
    above = times(quotient(x, transpose ? [ht, w] : [w, ht], 2), ht, transpose);
    const model = multiply(w, h);
    for (let i = 0; i < model.data.length; i++) model.data[i] = 1 / Math.max(model.data[i]!, tiny);
    below = Float64Array.from(multiply(model, ht).data);
  }
  // Itakura–Saito's divergence decreases surely with the square root of the ratio only
  const power = loss === 'itakura-saito' ? 0.5 : 1;
  for (let t = 0; t < n * k; t++) {
    const denominator = below[t]! + l1 + l2 * w.data[t]! || tiny;
    const ratio = above.data[t]! / denominator;
    w.data[t]! *= power === 1 ? ratio : Math.sqrt(ratio);
  }
}

/** X / (W·H)^power where X has entries: H is given as Hᵀ. */
function quotient(x: Data, [w, ht]: readonly [Matrix, Matrix], power: 1 | 2): Data {
  const k = w.cols;
  const model = (i: number, j: number): number => {
    let sum = 0;
    for (let c = 0; c < k; c++) sum += w.data[i * k + c]! * ht.data[j * k + c]!;
    return Math.max(sum, tiny);
  };
  if (x instanceof CSRMatrix) return x.map((v, i, j) => v / model(i, j) ** power);
  const product = multiply(w, ht, { transposeB: true });
  const out = Matrix.zeros(x.rows, x.cols);
  for (let t = 0; t < out.data.length; t++)
    out.data[t] = x.data[t]! / Math.max(product.data[t]!, tiny) ** power;
  return out;
}

/**
 * The divergence of X from W·H: ½‖X − WH‖²; Σ x·log(x/y) − x + y (Kullback–Leibler); Σ x/y − log(x/y) − 1
 * (Itakura–Saito).
 */
export function divergence(x: Data, w: Matrix, h: Matrix, loss: BetaLoss): number {
  if (loss === 'frobenius') return squaredError(x, w, h) / 2;
  let sum = 0;
  if (loss === 'kullback-leibler') {
    // Σ y over all entries is a product of sums; the rest needs the entries of X only
    const ht = h.transpose();
    const left = columnSums(w);
    const right = columnSums(ht);
    for (let c = 0; c < w.cols; c++) sum += left[c]! * right[c]!;
    eachEntry(x, w, ht, (value, model) => {
      if (value > tiny) sum += value * Math.log(value / Math.max(model, tiny));
      sum -= value;
    });
    return sum;
  }
  const product = multiply(w, h);
  const dense = x instanceof CSRMatrix ? x.toDense() : x;
  for (let t = 0; t < product.data.length; t++) {
    const ratio = Math.max(dense.data[t]!, tiny) / Math.max(product.data[t]!, tiny);
    sum += ratio - Math.log(ratio) - 1;
  }
  return sum;
}

/** ‖X − WH‖² = ‖X‖² − 2·⟨X, WH⟩ + ‖WH‖² for sparse X; the plain sum for dense X. */
function squaredError(x: Data, w: Matrix, h: Matrix): number {
  let sum = 0;
  if (!(x instanceof CSRMatrix)) {
    const product = multiply(w, h);
    for (let t = 0; t < product.data.length; t++) sum += (x.data[t]! - product.data[t]!) ** 2;
    return sum;
  }
  const ht = h.transpose();
  const a = multiply(w, w, { transposeA: true });
  const b = multiply(ht, ht, { transposeA: true });
  for (let t = 0; t < a.data.length; t++) sum += a.data[t]! * b.data[t]!;
  eachEntry(x, w, ht, (value, model) => {
    sum += value * value - 2 * value * model;
  });
  return Math.max(sum, 0);
}

function eachEntry(
  x: Data,
  w: Matrix,
  ht: Matrix,
  visit: (value: number, model: number) => void,
): void {
  const k = w.cols;
  const at = (i: number, j: number, value: number): void => {
    let model = 0;
    for (let c = 0; c < k; c++) model += w.data[i * k + c]! * ht.data[j * k + c]!;
    visit(value, model);
  };
  for (let i = 0; i < x.rows; i++) {
    if (x instanceof CSRMatrix) {
      for (let p = x.indptr[i]!; p < x.indptr[i + 1]!; p++) at(i, x.indices[p]!, x.data[p]!);
    } else for (let j = 0; j < x.cols; j++) at(i, j, x.data[i * x.cols + j]!);
  }
}

function columnSums({ data, rows, cols }: Matrix): Float64Array {
  const out = new Float64Array(cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[j]! += data[i * cols + j]!;
  return out;
}
