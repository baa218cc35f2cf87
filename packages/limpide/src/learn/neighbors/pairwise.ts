/** All distances, or all values of a kernel, between the rows of two matrices. */
import { neighborsErrors } from '../../errors/catalog/learn-neighbors.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { denseInput, type Features, show } from '../base/index.ts';
import { allDistances, allSquaredDistances, normalisedRows } from './brute.ts';
import { type Metric, measureOf } from './metrics.ts';

/** Both inputs, with as many columns. */
function pair(X: Features, Y: Features | undefined, who: string): [Matrix, Matrix] {
  const a = denseInput(X, { who });
  const b = Y === undefined || Y === X ? a : denseInput(Y, { who });
  if (a.cols !== b.cols)
    raise(DataError, neighborsErrors, 'neighbors.features', { who, a: a.cols, b: b.cols });
  return [a, b];
}

export interface PairwiseDistancesOptions {
  /** `'euclidean'` by default. */
  readonly metric?: Metric;
  /** Exponent of `'minkowski'`, ≥ 1 (2). */
  readonly p?: number;
}

/**
 * Distances between all rows of X `[n, d]` and of Y `[m, d]` (X itself when left out): float64 `[n, m]`. Each
 * is computed on its own, without the cancellation of ‖x‖² − 2x·y + ‖y‖². O(n·m·d).
 */
export function pairwiseDistances(
  X: Features,
  Y?: Features,
  { metric = 'euclidean', p = 2 }: PairwiseDistancesOptions = {},
): Tensor {
  const who = 'pairwiseDistances';
  const [a, b] = pair(X, Y, who);
  if (!(p >= 1)) raise(ArgumentError, neighborsErrors, 'neighbors.exponent', { who, got: p });
  const { distance } = measureOf(metric, p, a.cols, who);
  return new Matrix(allDistances(a, b, distance), a.rows, b.rows).toTensor();
}

export const pairwiseKernelNames = [
  'linear',
  'polynomial',
  'rbf',
  'laplacian',
  'sigmoid',
  'cosine',
] as const;
export type PairwiseKernelName = (typeof pairwiseKernelNames)[number];

export interface PairwiseKernelsOptions {
  /** `'linear'` by default. */
  readonly metric?: PairwiseKernelName;
  /** Scale of rbf, laplacian, polynomial and sigmoid, > 0; 1 / features when left out. */
  readonly gamma?: number | undefined;
  /** Exponent of the polynomial kernel (3). */
  readonly degree?: number;
  /** Constant of the polynomial and sigmoid kernels (1). */
  readonly coef0?: number;
}

/** Values of a kernel between rows of two matrices, n × m. */
export function kernelMatrix(a: Matrix, b: Matrix, options: PairwiseKernelsOptions = {}): Matrix {
  const { metric = 'linear', gamma = 1 / a.cols, degree = 3, coef0 = 1 } = options;
  if (metric === 'laplacian') {
    const { distance } = measureOf('manhattan', 1, a.cols, 'kernel');
    const data = allDistances(a, b, distance).map((gap) => Math.exp(-gamma * gap));
    return new Matrix(data, a.rows, b.rows);
  }
  if (metric === 'rbf') {
    const out = allSquaredDistances(a, b);
    for (let i = 0; i < out.data.length; i++) out.data[i] = Math.exp(-gamma * out.data[i]!);
    return out;
  }
  const unit = metric === 'cosine';
  const x = unit ? normalisedRows(a) : a.clone('float64');
  const y = a === b ? x : unit ? normalisedRows(b) : b.clone('float64');
  const out = multiply(x, y, { transposeB: true });
  const { data } = out;
  if (metric === 'polynomial')
    for (let i = 0; i < data.length; i++) data[i] = (gamma * data[i]! + coef0) ** degree;
  if (metric === 'sigmoid')
    for (let i = 0; i < data.length; i++) data[i] = Math.tanh(gamma * data[i]! + coef0);
  return out;
}

/**
 * Values of a kernel between all rows of X `[n, d]` and of Y `[m, d]` (X itself when left out): `[n, m]`.
 *
 * - linear x·y; polynomial (γ x·y + c)^degree; sigmoid tanh(γ x·y + c); cosine x·y / ‖x‖‖y‖
 * - rbf exp(−γ‖x − y‖²); laplacian exp(−γ Σ|x − y|)
 */
export function pairwiseKernels(
  X: Features,
  Y?: Features,
  options: PairwiseKernelsOptions = {},
): Tensor {
  const [a, b] = pair(X, Y, 'pairwiseKernels');
  const { metric = 'linear', gamma } = options;
  if (!pairwiseKernelNames.includes(metric) || (gamma !== undefined && !(gamma > 0)))
    raise(ArgumentError, neighborsErrors, 'neighbors.kernelOption', {
      known: pairwiseKernelNames,
      got: show(pairwiseKernelNames.includes(metric) ? gamma : metric),
    });
  return kernelMatrix(a, b, options).toTensor();
}
