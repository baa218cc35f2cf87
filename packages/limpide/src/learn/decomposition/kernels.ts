/** Kernels: products of samples in a space of other features, computed from the samples alone. */
import { Matrix, multiply } from '../../linalg/index.ts';
import { choice, integer, optional, type ParamTable, real } from '../base/index.ts';

export type KernelName =
  | 'linear'
  | 'poly'
  | 'rbf'
  | 'sigmoid'
  | 'cosine'
  | 'laplacian'
  | 'precomputed';

export interface KernelOptions {
  /**
   * `'linear'` x·y; `'poly'` (γx·y + coef0)^degree; `'rbf'` exp(−γ‖x − y‖²); `'sigmoid'` tanh(γx·y + coef0);
   * `'cosine'`; `'laplacian'` exp(−γ‖x − y‖₁); `'precomputed'`: X is the kernel matrix.
   */
  kernel: KernelName;
  /** γ > 0; undefined (default): 1 / features. */
  gamma: number | undefined;
  /** Degree of `'poly'`, ≥ 0. Default 3. */
  degree: number;
  /** Constant of `'poly'` and `'sigmoid'`. Default 1. */
  coef0: number;
}

export const kernelParams: ParamTable<KernelOptions> = {
  kernel: choice('linear', [
    'linear',
    'poly',
    'rbf',
    'sigmoid',
    'cosine',
    'laplacian',
    'precomputed',
  ]),
  gamma: optional(real(1, { min: 0, open: 'min' })),
  degree: integer(3, { min: 0 }),
  coef0: real(1),
};

/** k(a, b) for all rows a of A and b of B: a.rows × b.rows, float64. */
export function kernelMatrix(a: Matrix, b: Matrix, options: Readonly<KernelOptions>): Matrix {
  const { kernel, degree, coef0 } = options;
  const gamma = options.gamma ?? 1 / a.cols;
  if (kernel === 'precomputed') return a.clone('float64');
  if (kernel === 'laplacian') return laplacian(a, b, gamma);
  const out = multiply(a, b, { transposeB: true }).clone('float64');
  const { data, rows, cols } = out;
  const size = data.length;
  if (kernel === 'poly') {
    for (let t = 0; t < size; t++) data[t] = (gamma * data[t]! + coef0) ** degree;
  } else if (kernel === 'sigmoid') {
    for (let t = 0; t < size; t++) data[t] = Math.tanh(gamma * data[t]! + coef0);
  } else if (kernel !== 'linear') {
    const na = squares(a);
    const nb = squares(b);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) {
        const t = i * cols + j;
        if (kernel === 'cosine') data[t]! /= Math.sqrt(na[i]! * nb[j]!) || 1;
        else data[t] = Math.exp(-gamma * Math.max(0, na[i]! + nb[j]! - 2 * data[t]!));
      }
    }
    // exactly 1 where a sample meets itself, whatever the rounding
    if (a === b && kernel === 'rbf') for (let i = 0; i < rows; i++) data[i * (cols + 1)] = 1;
  }
  return out;
}

function laplacian(a: Matrix, b: Matrix, gamma: number): Matrix {
  const out = Matrix.zeros(a.rows, b.rows);
  const d = a.cols;
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < b.rows; j++) {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += Math.abs(a.data[i * d + c]! - b.data[j * d + c]!);
      out.data[i * b.rows + j] = Math.exp(-gamma * sum);
    }
  }
  return out;
}

function squares({ data, rows, cols }: Matrix): Float64Array<ArrayBuffer> {
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let t = i * cols; t < (i + 1) * cols; t++) sum += data[t]! ** 2;
    out[i] = sum;
  }
  return out;
}

/** What centring a kernel needs to know of the samples it was computed on. */
export interface KernelMeans {
  readonly columns: Float64Array<ArrayBufferLike>;
  readonly all: number;
}

export function kernelMeans(k: Matrix): KernelMeans {
  const columns = new Float64Array(k.cols);
  for (let i = 0; i < k.rows; i++)
    for (let j = 0; j < k.cols; j++) columns[j]! += k.data[i * k.cols + j]! / k.rows;
  let all = 0;
  for (const mean of columns) all += mean / k.cols;
  return { columns, all };
}

/** The kernel of the features minus their means, in place: rows are (new) samples, columns those of `means`. */
export function centreKernel(k: Matrix, { columns, all }: KernelMeans): void {
  for (let i = 0; i < k.rows; i++) {
    const at = i * k.cols;
    let mean = 0;
    for (let j = 0; j < k.cols; j++) mean += k.data[at + j]! / k.cols;
    for (let j = 0; j < k.cols; j++) k.data[at + j]! += all - columns[j]! - mean;
  }
}
