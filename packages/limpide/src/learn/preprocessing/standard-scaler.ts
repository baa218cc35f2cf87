/** StandardScaler: columns of mean 0 and deviation 1. */
import { CSRMatrix, type Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  flag,
  type Outputs,
  type Spec,
  sampleWeights,
} from '../base/index.ts';
import {
  type Dense,
  noZeros,
  OneToOne,
  refuseSparse,
  scaleColumns,
  scaleSparse,
  unscaleColumns,
  values,
} from './columns.ts';

export interface StandardScalerOptions {
  /** Subtracts the mean; not for sparse input. */
  withMean: boolean;
  /** Divides by the standard deviation. */
  withStd: boolean;
}

const spec: Spec<StandardScalerOptions> = {
  name: 'StandardScaler',
  kind: 'transformer',
  params: { withMean: flag(true), withStd: flag(true) },
  learned: ['mean_', 'var_', 'scale_', 'nSamplesSeen_'],
  tags: { sparse: true, missing: true, weights: true, partial: true },
};

/** Weight, mean and variance of each column. */
interface Moments {
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * z = (x − mean) / deviation, column by column; deviation is that of the population (divided by n).
 *
 * Missing values (NaN) are left out and stay. A constant column is only centred. `partialFit` goes on learning,
 * with Chan, Golub & LeVeque's (1979) formula for joining variances. O(n·d).
 */
export class StandardScaler extends OneToOne<StandardScalerOptions> {
  declare mean_: Tensor;
  declare var_: Tensor;
  declare scale_: Tensor;
  /** Weight of the samples seen, per column. */
  declare nSamplesSeen_: Tensor;

  constructor(options: Partial<StandardScalerOptions> = {}) {
    super(spec, options);
  }
  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    return this.#learn(X, options, undefined);
  }
  /** Learns from some more samples. */
  partialFit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    if (!this.isFitted) return this.fit(X, undefined, options);
    this.checkNames(X);
    return this.#learn(X, options, {
      count: values(this.nSamplesSeen_),
      mean: values(this.mean_),
      variance: values(this.var_),
    });
  }
  #learn(X: Features, { sampleWeight }: FitOptions, before: Moments | undefined): this {
    this.checkParams();
    refuseSparse(this.spec.name, X, 'withMean', this.params.withMean);
    const matrix = before ? this.openAny(X) : this.fitAny(X);
    const weights = sampleWeights(sampleWeight, matrix.rows, this.spec.name);
    const now = moments(matrix, weights);
    const { count, mean, variance } = before ? joined(before, now) : now;
    this.mean_ = tensor(mean);
    this.var_ = tensor(variance);
    this.nSamplesSeen_ = tensor(count);
    this.scale_ = tensor(this.params.withStd ? deviations({ count, mean, variance }) : ones(mean));
    return this;
  }

  transform(X: CSRMatrix): CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix {
    return this.#apply(X, false);
  }
  /** From scaled values back to the original ones. */
  inverseTransform(X: CSRMatrix): CSRMatrix;
  inverseTransform(X: Dense): Tensor;
  inverseTransform(X: Features): Tensor | CSRMatrix;
  inverseTransform(X: Dense): Tensor;
  inverseTransform(X: Features): Tensor | CSRMatrix {
    return this.#apply(X, true);
  }
  #apply(X: Features, back: boolean): Tensor | CSRMatrix {
    const { withMean } = this.params;
    this.requireFitted();
    refuseSparse(this.spec.name, X, 'withMean', withMean);
    const matrix = this.openAny(X);
    const scale = values(this.scale_);
    if (matrix instanceof CSRMatrix) return scaleSparse(matrix, scale, back);
    const shift = withMean ? values(this.mean_) : new Float64Array(matrix.cols);
    return back ? unscaleColumns(matrix, shift, scale) : scaleColumns(matrix, shift, scale);
  }
}

const ones = (like: Float64Array): Float64Array => new Float64Array(like.length).fill(1);

/** Weighted mean and variance of each column, in two passes; missing values do not count. */
const moments = (X: Matrix | CSRMatrix, weights: Float64Array): Moments =>
  X instanceof CSRMatrix ? sparseMoments(X, weights) : denseMoments(X, weights);

function denseMoments({ data, rows, cols: d }: Matrix, weights: Float64Array): Moments {
  const count = new Float64Array(d);
  const mean = new Float64Array(d);
  const variance = new Float64Array(d);
  for (let i = 0, at = 0; i < rows; i++) {
    const w = weights[i]!;
    for (let j = 0; j < d; j++, at++) {
      const value = data[at]!;
      if (Number.isNaN(value)) continue;
      count[j]! += w;
      mean[j]! += w * value;
    }
  }
  for (let j = 0; j < d; j++) mean[j]! /= count[j]!;
  const drift = new Float64Array(d);
  for (let i = 0, at = 0; i < rows; i++) {
    const w = weights[i]!;
    for (let j = 0; j < d; j++, at++) {
      const gap = data[at]! - mean[j]!;
      if (Number.isNaN(gap)) continue;
      variance[j]! += w * gap * gap;
      drift[j]! += w * gap;
    }
  }
  // Corrects what rounding left in the mean (Chan, Golub & LeVeque, 1983).
  for (let j = 0; j < d; j++) variance[j] = (variance[j]! - drift[j]! ** 2 / count[j]!) / count[j]!;
  return { count, mean, variance };
}

/** Zeros, which are not stored, count. */
function sparseMoments(X: CSRMatrix, weights: Float64Array): Moments {
  const d = X.cols;
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = new Float64Array(d);
  const stored = new Float64Array(d); // weight of the stored values
  const variance = new Float64Array(d);
  for (let i = 0; i < X.rows; i++)
    for (let p = X.indptr[i]!; p < X.indptr[i + 1]!; p++)
      mean[X.indices[p]!]! += (weights[i]! * X.data[p]!) / total;
  for (let i = 0; i < X.rows; i++)
    for (let p = X.indptr[i]!; p < X.indptr[i + 1]!; p++) {
      const j = X.indices[p]!;
      stored[j]! += weights[i]!;
      variance[j]! += weights[i]! * (X.data[p]! - mean[j]!) ** 2;
    }
  for (let j = 0; j < d; j++)
    variance[j] = (variance[j]! + (total - stored[j]!) * mean[j]! ** 2) / total;
  return { count: new Float64Array(d).fill(total), mean, variance };
}

/** Moments of two sets of samples together. */
function joined(a: Moments, b: Moments): Moments {
  const count = a.count.map((n, j) => n + b.count[j]!);
  const mean = a.mean.map((m, j) => {
    if (a.count[j] === 0) return b.mean[j]!;
    if (b.count[j] === 0) return m;
    return m + ((b.mean[j]! - m) * b.count[j]!) / count[j]!;
  });
  const variance = a.variance.map((v, j) => {
    const [na, nb] = [a.count[j]!, b.count[j]!];
    if (na === 0) return b.variance[j]!;
    if (nb === 0) return v;
    const gap = b.mean[j]! - a.mean[j]!;
    return (na * v + nb * b.variance[j]! + (gap * gap * na * nb) / (na + nb)) / (na + nb);
  });
  return { count, mean, variance };
}

/** √variance; 1 where the variance is not above what rounding alone would give. */
function deviations({ count, mean, variance }: Moments): Float64Array {
  const eps = 2 ** -52;
  const roots = variance.map((v, j) => {
    const noise = count[j]! * eps * v + (count[j]! * mean[j]! * eps) ** 2;
    return v <= noise ? 1 : Math.sqrt(v);
  });
  return noZeros(roots);
}
