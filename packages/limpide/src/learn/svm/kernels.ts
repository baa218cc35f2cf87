/**
 * Kernels: a scalar product of images φ(x)·φ(z) that is known without φ. Rows of kernel values for the solver,
 * tables of them for predictions.
 */
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, type Floats, Matrix, multiply } from '../../linalg/index.ts';
import { type Design, designOf } from '../linear/design.ts';

/** Two samples to a number, symmetric and positive semi-definite. */
export type KernelFunction = (a: Floats, b: Floats) => number;
export type KernelName = 'linear' | 'poly' | 'rbf' | 'sigmoid' | 'precomputed';

/** A kernel with its numbers. */
export interface KernelShape {
  readonly kernel: KernelName | KernelFunction;
  readonly gamma: number;
  readonly degree: number;
  readonly coef0: number;
}

/** `'scale'`: 1/(d·var(X)), `'auto'`: 1/d. */
export function gammaOf(gamma: 'scale' | 'auto' | number, X: Matrix | CSRMatrix): number {
  if (typeof gamma === 'number') return gamma;
  if (gamma === 'auto') return 1 / X.cols;
  const count = X.rows * X.cols;
  let mean = 0;
  for (let i = 0; i < X.data.length; i++) mean += X.data[i]! / count;
  let variance = ((count - X.data.length) / count) * mean * mean; // zeros that are not stored
  for (let i = 0; i < X.data.length; i++) variance += (X.data[i]! - mean) ** 2 / count;
  return variance > 0 ? 1 / (X.cols * variance) : 1;
}

/** Turns products x·z into kernel values, in place. `own` is ‖x‖², `squares` the ‖z‖² of the row. */
function bend(row: Float64Array, own: number, squares: Float64Array, shape: KernelShape): void {
  const { kernel, gamma, degree, coef0 } = shape;
  if (kernel === 'rbf') {
    // γ(‖x‖² + ‖z‖² − 2x·z) may fall below 0 by rounding
    for (let j = 0; j < row.length; j++) {
      const distance = own + squares[j]! - 2 * row[j]!;
      row[j] = distance > 0 ? Math.exp(-gamma * distance) : 1;
    }
  } else if (kernel === 'poly') {
    for (let j = 0; j < row.length; j++) row[j] = (gamma * row[j]! + coef0) ** degree;
  } else if (kernel === 'sigmoid') {
    for (let j = 0; j < row.length; j++) row[j] = Math.tanh(gamma * row[j]! + coef0);
  }
}

/** ‖x‖² of each row. */
export function squaresOf(X: Matrix | CSRMatrix): Float64Array<ArrayBuffer> {
  const out = new Float64Array(X.rows);
  for (let i = 0; i < X.rows; i++) {
    const [from, to] =
      X instanceof CSRMatrix ? [X.indptr[i]!, X.indptr[i + 1]!] : [i * X.cols, (i + 1) * X.cols];
    let sum = 0;
    for (let p = from; p < to; p++) sum += X.data[p]! * X.data[p]!;
    out[i] = sum;
  }
  return out;
}

/** All products of training samples are kept when they take no more than this many numbers (128 MB). */
const gramLimit = 16_000_000;

/** Kernel values among the training samples. */
export class TrainingKernel {
  readonly #X: Matrix | CSRMatrix;
  readonly #shape: KernelShape;
  readonly #squares: Float64Array;
  readonly #products: Floats | null;
  readonly #who: string;

  constructor(X: Matrix | CSRMatrix, shape: KernelShape, who: string) {
    this.#X = X;
    this.#shape = shape;
    this.#who = who;
    const products = typeof shape.kernel !== 'function' && shape.kernel !== 'precomputed';
    this.#squares = products ? squaresOf(X) : new Float64Array(X.rows);
    this.#products =
      products && X instanceof Matrix && X.rows ** 2 <= gramLimit
        ? multiply(double(X), double(X), { transposeB: true }).data
        : null;
  }
  get rows(): number {
    return this.#X.rows;
  }

  /** Kernel rows among the samples `which`: row(a) is K(which[a], which[b]) for all b. */
  among(which: Int32Array): {
    row: (a: number) => Float64Array<ArrayBuffer>;
    diagonal: Float64Array;
  } {
    const shape = this.#shape;
    const squares = Float64Array.from(which, (i) => this.#squares[i]!);
    const products = this.#rowsOfProducts(which);
    const row = (a: number): Float64Array<ArrayBuffer> => {
      const out = products(a);
      bend(out, squares[a]!, squares, shape);
      return out;
    };
    const diagonal = new Float64Array(which.length);
    for (let a = 0; a < which.length; a++) {
      const single = Float64Array.of(squares[a]!);
      bend(single, squares[a]!, single, shape);
      diagonal[a] = single[0]!;
      if (shape.kernel === 'precomputed' || typeof shape.kernel === 'function') {
        diagonal[a] = this.#given(which[a]!, which[a]!);
      }
    }
    return { row, diagonal };
  }

  #given(i: number, j: number): number {
    const { kernel } = this.#shape;
    const X = this.#X;
    if (typeof kernel !== 'function') return X.at(i, j);
    const dense = X instanceof Matrix ? X : null;
    const value = kernel(
      dense ? dense.row(i) : denseRow(X, i),
      dense ? dense.row(j) : denseRow(X, j),
    );
    if (!Number.isFinite(value))
      raise(DataError, linearErrors, 'linear.kernelValue', { who: this.#who, got: String(value) });
    return value;
  }

  #rowsOfProducts(which: Int32Array): (a: number) => Float64Array<ArrayBuffer> {
    const n = this.#X.rows;
    const m = which.length;
    const { kernel } = this.#shape;
    if (kernel === 'precomputed' || typeof kernel === 'function') {
      return (a) => Float64Array.from(which, (i) => this.#given(which[a]!, i));
    }
    const all = this.#products;
    if (all) {
      return (a) => {
        const out = new Float64Array(m);
        const at = which[a]! * n;
        for (let b = 0; b < m; b++) out[b] = all[at + which[b]!]!;
        return out;
      };
    }
    const X = this.#X;
    const part = m === n ? X : takeSome(X, which);
    const design: Design = designOf(part);
    return (a) => Float64Array.from(design.scores(denseRow(X, which[a]!), 1));
  }
}

const double = (X: Matrix): Matrix => (X.kind === 'float64' ? X : X.clone('float64'));

function takeSome(X: Matrix | CSRMatrix, which: Int32Array): Matrix | CSRMatrix {
  if (X instanceof CSRMatrix) return X.takeRows(which);
  const out = Matrix.zeros(which.length, X.cols);
  which.forEach((i, a) => {
    out.data.set(X.row(i), a * X.cols);
  });
  return out;
}

function denseRow(X: Matrix | CSRMatrix, i: number): Float64Array<ArrayBuffer> {
  if (X instanceof Matrix) return Float64Array.from(X.row(i));
  const out = new Float64Array(X.cols);
  const { indices, data } = X.row(i);
  for (let p = 0; p < data.length; p++) out[indices[p]!] = data[p]!;
  return out;
}

/** K(x, z) for all rows x of X and z of Z: `[n, m]`. */
export function kernelTable(
  X: Matrix | CSRMatrix,
  Z: Matrix,
  shape: KernelShape,
  who: string,
): Matrix {
  const { kernel } = shape;
  const out = Matrix.zeros(X.rows, Z.rows);
  if (typeof kernel === 'function') {
    for (let i = 0; i < X.rows; i++) {
      const x = denseRow(X, i);
      for (let j = 0; j < Z.rows; j++) {
        const value: number = kernel(x, Z.row(j));
        if (!Number.isFinite(value))
          raise(DataError, linearErrors, 'linear.kernelValue', { who, got: String(value) });
        out.data[i * Z.rows + j] = value;
      }
    }
    return out;
  }
  if (Z.rows === 0) return out;
  const products =
    X instanceof CSRMatrix
      ? X.multiply(Z.transpose())
      : multiply(double(X), Z, { transposeB: true });
  const own = squaresOf(X);
  const squares = squaresOf(Z);
  const data = Float64Array.from(products.data);
  for (let i = 0; i < X.rows; i++)
    bend(data.subarray(i * Z.rows, (i + 1) * Z.rows), own[i]!, squares, shape);
  return new Matrix(data, X.rows, Z.rows);
}
