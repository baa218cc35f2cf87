/** Principal components in the space of a kernel. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { cholesky, choleskySolve } from '../../linalg/dense/cholesky.ts';
import { eigh } from '../../linalg/dense/symmetric.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  choice,
  type Features,
  type FitOptions,
  flag,
  integer,
  type Outputs,
  optional,
  real,
  type Spec,
  Transformer,
} from '../base/index.ts';
import { asTensor, matrixTensor, toFloat64, valuesOf } from './arrays.ts';
import {
  centreKernel,
  type KernelOptions,
  kernelMatrix,
  kernelMeans,
  kernelParams,
} from './kernels.ts';
import { topEigen } from './lanczos.ts';
import { coordinates } from './linear-reduction.ts';
import { fixSigns } from './signs.ts';

export interface KernelPCAOptions extends KernelOptions {
  /** How many components, ≥ 1; undefined (default): all whose eigenvalue is not 0. */
  nComponents: number | undefined;
  /** Prepares `inverseTransform`. Default false. */
  fitInverseTransform: boolean;
  /** Ridge of the map back, ≥ 0. Default 1. */
  alpha: number;
  /** `'dense'`: all eigenvalues; `'lanczos'`: the largest only; `'auto'` (default): lanczos for few of many. */
  eigenSolver: 'auto' | 'dense' | 'lanczos';
  /** Leaves components with eigenvalue 0 out, even among the first nComponents. Default false. */
  removeZeroEig: boolean;
}

const kernelPcaSpec: Spec<KernelPCAOptions> = {
  name: 'KernelPCA',
  kind: 'transformer',
  params: {
    nComponents: optional(integer(2, { min: 1 })),
    ...kernelParams,
    fitInverseTransform: flag(false),
    alpha: real(1, { min: 0 }),
    eigenSolver: choice('auto', ['auto', 'dense', 'lanczos']),
    removeZeroEig: flag(false),
  },
  learned: [
    'eigenvalues_',
    'eigenvectors_',
    'gamma_',
    'XFit_',
    'kernelMeans_',
    'kernelMean_',
    'dualCoef_',
    'transformedFit_',
  ],
};

/** Eigenvalues below this share of the largest are taken for 0. */
const zero = 1e-12;

/**
 * Kernel PCA: principal components of φ(x), where k(x, y) = φ(x)·φ(y), so that curved shapes can unroll.
 *
 * The centred kernel matrix K = VΛVᵀ of the samples gives their coordinates V·√Λ; a new sample is projected by
 * its kernels with those of `fit`. `inverseTransform` learns the way back by ridge regression on the coordinates
 * (Bakır, Weston & Schölkopf, 2004).
 *
 * Cost: O(n²·d) for the kernel, O(n³) for all its eigenvalues, O(n²·k) for a few.
 *
 * Source: Schölkopf, Smola & Müller, "Nonlinear component analysis as a kernel eigenvalue problem" (1998).
 */
export class KernelPCA extends Transformer<KernelPCAOptions> {
  /** Eigenvalues of the centred kernel matrix, descending. */
  declare eigenvalues_: Tensor;
  /** Their vectors as columns: [samples, components]. */
  declare eigenvectors_: Tensor;
  /** γ as used. */
  declare gamma_: number;
  /** The samples of `fit`; with a precomputed kernel, empty. */
  declare XFit_: Tensor;
  /** Mean of the kernel of each sample of `fit` with the others, and the mean of those. */
  declare kernelMeans_: Tensor;
  declare kernelMean_: number;
  /** With fitInverseTransform: the weights of the map back, and the coordinates it starts from. */
  declare dualCoef_: Tensor;
  declare transformedFit_: Tensor;

  constructor(options: Partial<KernelPCAOptions> = {}) {
    super(kernelPcaSpec, options);
  }

  override fit(X: Features, _y?: Outputs, _options: FitOptions = {}): this {
    this.checkParams();
    const { kernel, nComponents, fitInverseTransform, removeZeroEig } = this.params;
    const who = this.spec.name;
    const x = toFloat64(this.fitDense(X));
    const n = x.rows;
    if (kernel === 'precomputed' && x.rows !== x.cols)
      raise(DataError, manifoldErrors, 'manifold.square', { who, rows: x.rows, cols: x.cols });
    if (nComponents !== undefined && nComponents > n) {
      raise(ArgumentError, manifoldErrors, 'manifold.components', {
        who,
        got: nComponents,
        rows: n,
        cols: x.cols,
        most: n,
      });
    }
    if (fitInverseTransform && kernel === 'precomputed')
      raise(ArgumentError, manifoldErrors, 'manifold.precomputedInverse', { who });
    const gamma = this.params.gamma ?? 1 / x.cols;
    const k = kernelMatrix(x, x, { ...this.params, gamma });
    const means = kernelMeans(k);
    centreKernel(k, means);
    const { values, rows } = this.#largest(k, nComponents ?? n);
    let count = values.length;
    if (nComponents === undefined || removeZeroEig) {
      const found = values.findIndex((value) => value <= 0);
      if (found >= 0) count = found;
    }
    if (count === 0) raise(DataError, manifoldErrors, 'manifold.noVariance', { who });
    fixSigns(rows);

    const eigenvalues = asTensor(values.slice(0, count));
    const eigenvectors = rows.slice(0, count).transpose();
    const inverse = fitInverseTransform
      ? this.#wayBack(x, scaledColumns(eigenvectors, valuesOf(eigenvalues), 0.5), gamma)
      : undefined;
    this.eigenvalues_ = eigenvalues;
    this.eigenvectors_ = matrixTensor(eigenvectors);
    this.gamma_ = gamma;
    this.XFit_ = kernel === 'precomputed' ? asTensor(new Float64Array(0), 0, n) : x.toTensor();
    this.kernelMeans_ = asTensor(means.columns);
    this.kernelMean_ = means.all;
    this.dualCoef_ = inverse?.coefficients ?? asTensor(new Float64Array(0), 0, x.cols);
    this.transformedFit_ = inverse?.coordinates ?? asTensor(new Float64Array(0), 0, count);
    return this;
  }

  #largest(k: Matrix, count: number): { values: Float64Array<ArrayBuffer>; rows: Matrix } {
    const { eigenSolver } = this.params;
    const n = k.rows;
    const dense = eigenSolver === 'dense' || (eigenSolver === 'auto' && (n <= 200 || count >= 10));
    let values: Float64Array<ArrayBuffer>;
    let rows: Matrix;
    if (dense) {
      const all = eigh(k);
      values = Float64Array.from({ length: count }, (_, i) => all.values[n - 1 - i]!);
      rows = Matrix.zeros(count, n);
      for (let i = 0; i < count; i++)
        for (let j = 0; j < n; j++) rows.data[i * n + j] = all.vectors.data[j * n + n - 1 - i]!;
    } else {
      const top = topEigen(k, count);
      values = top.values;
      rows = top.vectors;
    }
    // what should be 0 comes out as a few roundings of the largest, of either sign
    const least = zero * Math.max(values[0]!, 0);
    return { values: values.map((v) => (v > least ? v : 0)), rows };
  }

  #wayBack(x: Matrix, z: Matrix, gamma: number): { coefficients: Tensor; coordinates: Tensor } {
    const kernel = kernelMatrix(z, z, { ...this.params, gamma });
    // a ridge of 0 would ask for the inverse of a kernel that may have none
    const ridge = Math.max(this.params.alpha, 1e-10);
    for (let i = 0; i < kernel.rows; i++) kernel.data[i * (kernel.cols + 1)]! += ridge;
    return {
      coefficients: matrixTensor(choleskySolve(cholesky(kernel), x)),
      coordinates: matrixTensor(z),
    };
  }

  override transform(X: Features): Tensor {
    const x = toFloat64(this.openDense(X));
    const precomputed = this.params.kernel === 'precomputed';
    const k = precomputed
      ? x.clone()
      : kernelMatrix(x, Matrix.fromTensor(this.XFit_), { ...this.params, gamma: this.gamma_ });
    centreKernel(k, { columns: valuesOf(this.kernelMeans_), all: this.kernelMean_ });
    const vectors = Matrix.fromTensor(this.eigenvectors_);
    return matrixTensor(multiply(k, scaledColumns(vectors, valuesOf(this.eigenvalues_), -0.5)));
  }

  /**
   * Samples whose coordinates are about these: [samples, features].
   *
   * @throws ArgumentError when it was not prepared (fitInverseTransform)
   */
  inverseTransform(Z: Tensor | Matrix | readonly ArrayLike<number>[]): Tensor {
    this.requireFitted();
    if (this.dualCoef_.shape[0] === 0) {
      raise(ArgumentError, manifoldErrors, 'manifold.noInverse', { who: this.spec.name });
    }
    const z = toFloat64(coordinates(Z, this.eigenvalues_.shape[0]!, this.spec.name));
    const k = kernelMatrix(z, Matrix.fromTensor(this.transformedFit_), {
      ...this.params,
      gamma: this.gamma_,
    });
    return matrixTensor(multiply(k, Matrix.fromTensor(this.dualCoef_)));
  }
  override getFeatureNamesOut(): string[] {
    this.requireFitted();
    return Array.from({ length: this.eigenvalues_.shape[0]! }, (_, i) => `kernelpca${i}`);
  }
}

/** Columns times values^power; 0 where the value is 0. */
function scaledColumns(vectors: Matrix, values: Float64Array, power: number): Matrix {
  const out = vectors.clone('float64');
  for (let i = 0; i < out.rows; i++)
    for (let j = 0; j < out.cols; j++)
      out.data[i * out.cols + j]! *= values[j]! > 0 ? values[j]! ** power : 0;
  return out;
}
