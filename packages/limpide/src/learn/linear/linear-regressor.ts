/** What regressors ŷ = X·w + b share: predictions, and data moved so that the intercept can be left out. */
import { gramOf } from '../../linalg/dense/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { type Features, Regressor } from '../base/index.ts';
import { linearScores, numbersOf } from './linear-classifier.ts';

export abstract class LinearRegressor<P extends object> extends Regressor<P> {
  /** Coefficients: `[d]`, or `[outputs, d]` when y had two dimensions. */
  declare coef_: Tensor;
  /** `[]`, or `[outputs]`. */
  declare intercept_: Tensor;

  /** X·w + b: `[n]`, or `[n, outputs]`. */
  predict(X: Features): Tensor {
    const data = this.openAny(X);
    const values = linearScores(data, numbersOf(this.coef_), numbersOf(this.intercept_));
    return this.coef_.ndim === 1
      ? tensor(values)
      : tensor(values, { shape: [data.rows, this.coef_.shape[0]!] });
  }
  /** Sets the coefficients `[outputs, d]` and intercepts of a fit. */
  protected setLinear(coef: Matrix, intercept: Float64Array<ArrayBuffer>, flat: boolean): void {
    const data = Float64Array.from(coef.data);
    this.coef_ = flat ? tensor(data) : tensor(data, { shape: [coef.rows, coef.cols] });
    this.intercept_ = flat ? tensor(intercept, { shape: [] }) : tensor(intercept);
  }
}

/** Means of columns and of targets, weighted; zeros without an intercept. */
export interface Means {
  readonly x: Float64Array<ArrayBuffer>;
  readonly y: Float64Array<ArrayBuffer>;
}

export function meansOf(
  X: Matrix | CSRMatrix,
  Y: Matrix,
  weights: Float64Array,
  fitIntercept: boolean,
): Means {
  const x = new Float64Array(X.cols);
  const y = new Float64Array(Y.cols);
  if (!fitIntercept) return { x, y };
  let total = 0;
  for (let i = 0; i < X.rows; i++) total += weights[i]!;
  // Shares first: sums of squares of huge values would overflow sooner than their means.
  for (let i = 0; i < X.rows; i++) {
    const share = weights[i]! / total;
    if (X instanceof Matrix) {
      const at = i * X.cols;
      for (let j = 0; j < X.cols; j++) x[j]! += share * X.data[at + j]!;
    } else {
      for (let p = X.indptr[i]!; p < X.indptr[i + 1]!; p++) x[X.indices[p]!]! += share * X.data[p]!;
    }
    for (let t = 0; t < Y.cols; t++) y[t]! += share * Y.data[i * Y.cols + t]!;
  }
  if (X instanceof Matrix) settleConstants(X, x);
  return { x, y };
}

/** The mean of a column whose values are all alike is that value, exactly: nothing is left of it to learn from. */
function settleConstants({ data, rows, cols }: Matrix, mean: Float64Array): void {
  let alike = Array.from({ length: cols }, (_, j) => j);
  for (let i = 1; i < rows && alike.length > 0; i++)
    alike = alike.filter((j) => data[i * cols + j] === data[j]);
  for (const j of alike) mean[j] = data[j]!;
}

/** √sᵢ·(A[i] − mean), float64: least squares of this are weighted least squares about the means. */
export function centred(A: Matrix | CSRMatrix, mean: Float64Array, weights: Float64Array): Matrix {
  const dense = A instanceof CSRMatrix ? A.toDense() : A;
  const { rows, cols } = dense;
  const out = new Float64Array(rows * cols);
  fillCentred(out, cols, 0, dense, mean, weights, 0, rows);
  return new Matrix(out, rows, cols);
}

/** XᵀX of `centred(X)`. */
export const centredGram = (X: Matrix, mean: Float64Array, weights: Float64Array): Matrix =>
  gramOf(X.rows, X.cols, (block, i0, i1) =>
    fillCentred(block, X.cols, 0, X, mean, weights, i0, i1),
  );

/** Rows i0 … i1 − 1 of `centred(A)`, from column `at` on of rows that are `stride` apart. */
function fillCentred(
  out: Float64Array<ArrayBufferLike>,
  stride: number,
  at: number,
  { data, cols }: Matrix,
  mean: Float64Array,
  weights: Float64Array,
  i0: number,
  i1: number,
): void {
  for (let i = i0; i < i1; i++) {
    const root = Math.sqrt(weights[i]!);
    const from = i * cols;
    const to = (i - i0) * stride + at;
    for (let j = 0; j < cols; j++) out[to + j] = root * (data[from + j]! - mean[j]!);
  }
}

/** b = ȳ − w·x̄ for each output. */
export function interceptsFrom(
  coef: Matrix,
  means: Means,
  fitIntercept: boolean,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(coef.rows);
  if (!fitIntercept) return out;
  for (let t = 0; t < coef.rows; t++) {
    let sum = means.y[t]!;
    for (let j = 0; j < coef.cols; j++) sum -= coef.data[t * coef.cols + j]! * means.x[j]!;
    out[t] = sum;
  }
  return out;
}
