/**
 * Kernels: a scalar product of images φ(x)·φ(z) that is known without φ. Rows of kernel values for the solver,
 * tables of them for predictions.
 */
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../errors/index.ts';
import { inWorkspace, part, turned, type Workspace } from '../../linalg/dense/index.ts';
import { CSRMatrix, type Floats, Matrix, multiply } from '../../linalg/index.ts';
import { type Design, designOf } from '../linear/design.ts';
import { exp } from '../linear/exp.ts';

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

/**
 * Turns products x·z, `values[at … at + count − 1]`, into kernel values. `own` is ‖x‖², `squares[from …]` the ‖z‖².
 */
function bend(
  values: Float64Array<ArrayBufferLike>,
  at: number,
  count: number,
  own: number,
  squares: Float64Array,
  from: number,
  { kernel, gamma, degree, coef0 }: KernelShape,
): void {
  const end = at + count;
  if (kernel === 'rbf') {
    for (let k = at, j = from; k < end; k++, j++) {
      // ‖x − z‖² may fall below 0 by rounding
      const distance = own + squares[j]! - 2 * values[k]!;
      values[k] = distance > 0 ? exp(-gamma * distance) : 1;
    }
  } else if (kernel === 'poly') {
    for (let k = at; k < end; k++) values[k] = (gamma * values[k]! + coef0) ** degree;
  } else if (kernel === 'sigmoid') {
    for (let k = at; k < end; k++) values[k] = Math.tanh(gamma * values[k]! + coef0);
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

/** Rows of kernel values among some samples. */
export interface KernelRows {
  readonly size: number;
  /** Writes K(a, b) for all b into out[at … at + size − 1]. */
  readonly fillRow: (a: number, out: Float64Array, at: number) => void;
  readonly diagonal: Float64Array;
}

/**
 * Kernel values among the training samples, which stand class by class: class c owns rows starts[c] …
 * starts[c + 1] − 1. A value is computed when it is first asked for; a sample takes part in many pairs of classes, and
 * its values with its own class serve in all of them.
 */
export class TrainingKernel {
  readonly #X: Matrix | CSRMatrix;
  readonly #shape: KernelShape;
  readonly #starts: readonly number[];
  readonly #squares: Float64Array;
  /** Products of all samples, which become kernel values block by block. */
  readonly #table: Float64Array<ArrayBufferLike> | null;
  /** Whether sample i's values with class c are there: `[n, classes]`. */
  readonly #done: Uint8Array;
  /** K(x, x) */
  readonly #diagonal: Float64Array;
  readonly #who: string;

  /** @param ws where the table stands, if samples are dense and few enough for one */
  private constructor(
    X: Matrix | CSRMatrix,
    starts: readonly number[],
    shape: KernelShape,
    who: string,
    ws: Workspace | null,
  ) {
    this.#X = X;
    this.#shape = shape;
    this.#starts = starts;
    this.#who = who;
    const n = X.rows;
    this.#squares = multiplies(shape) ? squaresOf(X) : new Float64Array(n);
    this.#table = ws && X instanceof Matrix ? productsOf(double(X), ws) : null;
    this.#done = new Uint8Array(n * (starts.length - 1));
    this.#diagonal = this.#ownValues();
  }

  /**
   * Runs `use` with the kernel values of these samples, which end with it. It may run twice, when memory does not
   * suffice the first time: it must not build on what an earlier run has left outside.
   */
  static with<T>(
    X: Matrix | CSRMatrix,
    starts: readonly number[],
    shape: KernelShape,
    who: string,
    use: (table: TrainingKernel) => T,
  ): T {
    const n = X.rows;
    if (!(multiplies(shape) && X instanceof Matrix && n ** 2 <= gramLimit))
      return use(new TrainingKernel(X, starts, shape, who, null));
    return inWorkspace(n * n * X.cols, (ws) => use(new TrainingKernel(X, starts, shape, who, ws)));
  }

  /** Rows among the samples of some classes, one class after the other. */
  among(classes: readonly number[]): KernelRows {
    const parts = classes.map((c) => ({ c, from: this.#starts[c]!, to: this.#starts[c + 1]! }));
    const size = parts.reduce((sum, { from, to }) => sum + to - from, 0);
    const which = new Int32Array(size);
    let end = 0;
    for (const { from, to } of parts) for (let i = from; i < to; i++) which[end++] = i;
    const diagonal = new Float64Array(size);
    for (let a = 0; a < size; a++) diagonal[a] = this.#diagonal[which[a]!]!;
    const table = this.#table;
    if (table === null) return { size, fillRow: this.#plainRows(which), diagonal };
    const n = this.#X.rows;
    const blocks = this.#starts.length - 1;
    const fillRow = (a: number, out: Float64Array, at: number): void => {
      const i = which[a]!;
      for (const { c, from, to } of parts) {
        if (this.#done[i * blocks + c] === 0) {
          this.#done[i * blocks + c] = 1;
          bend(table, i * n + from, to - from, this.#squares[i]!, this.#squares, from, this.#shape);
        }
        out.set(table.subarray(i * n + from, i * n + to), at);
        at += to - from;
      }
    };
    return { size, fillRow, diagonal };
  }

  #ownValues(): Float64Array {
    const { kernel } = this.#shape;
    const out = this.#squares.slice();
    for (let i = 0; i < out.length; i++) {
      if (kernel === 'precomputed' || typeof kernel === 'function') out[i] = this.#given(i, i);
      else bend(out, i, 1, this.#squares[i]!, this.#squares, i, this.#shape);
    }
    return out;
  }

  #given(i: number, j: number): number {
    const { kernel } = this.#shape;
    const X = this.#X;
    if (typeof kernel !== 'function') return X.at(i, j);
    const value: number = kernel(sampleOf(X, i), sampleOf(X, j));
    if (!Number.isFinite(value))
      raise(DataError, linearErrors, 'linear.kernelValue', { who: this.#who, got: String(value) });
    return value;
  }

  /** Rows without a table: given values, or products of a few samples at a time. */
  #plainRows(which: Int32Array): KernelRows['fillRow'] {
    const { kernel } = this.#shape;
    if (kernel === 'precomputed' || typeof kernel === 'function') {
      return (a, out, at) => {
        for (let b = 0; b < which.length; b++) out[at + b] = this.#given(which[a]!, which[b]!);
      };
    }
    const X = this.#X;
    const design: Design = designOf(which.length === X.rows ? X : takeSome(X, which));
    const squares = Float64Array.from(which, (i) => this.#squares[i]!);
    return (a, out, at) => {
      out.set(design.scores(denseRow(X, which[a]!), 1), at);
      bend(out, at, which.length, squares[a]!, squares, 0, this.#shape);
    };
  }
}

/** Rows among a part of the samples of `rows`. */
export function someOf(rows: KernelRows, which: Int32Array): KernelRows {
  const whole = new Float64Array(rows.size);
  return {
    size: which.length,
    diagonal: Float64Array.from(which, (a) => rows.diagonal[a]!),
    fillRow: (a, out, at) => {
      rows.fillRow(which[a]!, whole, 0);
      for (let b = 0; b < which.length; b++) out[at + b] = whole[which[b]!]!;
    },
  };
}

const sampleOf = (X: Matrix | CSRMatrix, i: number): Floats =>
  X instanceof Matrix ? X.row(i) : denseRow(X, i);

/** Whether the kernel is a function of scalar products. */
const multiplies = ({ kernel }: KernelShape): boolean =>
  typeof kernel !== 'function' && kernel !== 'precomputed';

/** X·Xᵀ */
function productsOf({ data, rows, cols }: Matrix, ws: Workspace): Float64Array<ArrayBufferLike> {
  const x = part(ws.read(data), cols, 0, rows, 0, cols);
  const out = ws.floats(rows * rows);
  ws.addProduct(part(out, rows, 0, rows, 0, rows), x, turned(x));
  return out;
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
  for (let i = 0; i < X.rows; i++) bend(data, i * Z.rows, Z.rows, own[i]!, squares, 0, shape);
  return new Matrix(data, X.rows, Z.rows);
}
