/** Parameters that all kernel machines share. */
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type CSRMatrix, Matrix } from '../../linalg/index.ts';
import { anything, choice, either, flag, integer, type ParamTable, real } from '../base/index.ts';
import type { KernelFunction, KernelName } from './kernels.ts';
import { RowMemory } from './row-cache.ts';
import type { SmoOptions } from './smo.ts';

export interface KernelOptions {
  /**
   * `'rbf'` exp(−γ‖x − z‖²), `'linear'` x·z, `'poly'` (γ·x·z + c₀)^degree, `'sigmoid'` tanh(γ·x·z + c₀),
   * `'precomputed'` (X holds kernel values), or a function of two samples. Default `'rbf'`.
   */
  readonly kernel: KernelName | KernelFunction;
  /** γ ≥ 0; `'scale'`: 1/(d·variance of X), `'auto'`: 1/d. */
  readonly gamma: 'scale' | 'auto' | number;
  /** The degree of `'poly'`, ≥ 0. */
  readonly degree: number;
  /** c₀ of `'poly'` and `'sigmoid'`. */
  readonly coef0: number;
  /** Converged when no pair of samples violates optimality by more. Default 1e-3. */
  readonly tol: number;
  /** Leave out samples that seem settled. */
  readonly shrinking: boolean;
  /** Room for kernel rows, MB. */
  readonly cacheSize: number;
  /** The most steps, of two samples each; −1: no limit. */
  readonly maxIter: number;
}

const named = choice('rbf', ['linear', 'poly', 'rbf', 'sigmoid', 'precomputed']);

export const kernelParams: ParamTable<KernelOptions> = {
  kernel: {
    ...anything<KernelName | KernelFunction>(
      'rbf',
      `${named.expected} | (a, b) => number`,
      (value) => typeof value === 'function' || named.accepts(value),
    ),
    ...(named.parse && { parse: named.parse }),
  },
  gamma: either(choice('scale', ['scale', 'auto']), real(1, { min: 0 })),
  degree: integer(3, { min: 0 }),
  coef0: real(0),
  tol: real(1e-3, { min: 0, open: 'min' }),
  shrinking: flag(true),
  cacheSize: real(200, { min: 0, open: 'min' }),
  maxIter: integer(-1, { min: -1 }),
};

/** Settings of the solver for a problem with `size` variables. */
export function smoOptions(
  { tol, shrinking, maxIter }: KernelOptions,
  size: number,
  memory: RowMemory,
  onIterations?: (iterations: number, violation: number) => void,
): SmoOptions {
  const limit = maxIter < 0 ? Math.max(10_000_000, 100 * size) : maxIter;
  return { tol, shrinking, memory, maxIter: limit, onIterations };
}

/** Room for `cacheSize` megabytes of kernel values. */
export const memoryFor = ({ cacheSize }: KernelOptions): RowMemory =>
  new RowMemory((cacheSize * 1e6) / 8);

/** A precomputed kernel at `fit` is square. */
export function checkSquare(X: Matrix | CSRMatrix, who: string): void {
  if (X.rows !== X.cols) {
    const details = { who, rows: X.rows, expected: X.rows, got: X.cols };
    raise(DataError, linearErrors, 'linear.kernelShape', details);
  }
}

/** The rows of X, dense. */
export function denseRows(X: Matrix | CSRMatrix, which: Int32Array): Matrix {
  const out = Matrix.zeros(which.length, X.cols);
  which.forEach((i, a) => {
    if (X instanceof Matrix) out.data.set(X.row(i), a * X.cols);
    else {
      const { indices, data } = X.row(i);
      for (let p = 0; p < data.length; p++) out.data[a * X.cols + indices[p]!] = data[p]!;
    }
  });
  return out;
}
