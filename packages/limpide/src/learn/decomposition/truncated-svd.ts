/** Truncated singular value decomposition: PCA without centring, for sparse matrices. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { randomizedSvd } from '../../linalg/dense/random-svd.ts';
import { CSRMatrix, Matrix, multiply } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  choice,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  type Spec,
  seed,
  seedOf,
  Transformer,
} from '../base/index.ts';
import { asTensor, columnMeans, columnVariances, matrixTensor } from './arrays.ts';
import { lanczos } from './lanczos.ts';
import { coordinates } from './linear-reduction.ts';
import { fixSigns } from './signs.ts';

export interface TruncatedSVDOptions {
  /** How many components, ≥ 1, at most the number of features. Default 2. */
  nComponents: number;
  /** `'randomized'` (default), or `'lanczos'`: to the last digits. */
  algorithm: 'randomized' | 'lanczos';
  /** Power iterations of `'randomized'`, ≥ 0. Default 5. */
  nIter: number;
  /** Random directions beyond those wanted, ≥ 0. Default 10. */
  nOversamples: number;
  randomState: number | undefined;
}

const truncatedSvdSpec: Spec<TruncatedSVDOptions> = {
  name: 'TruncatedSVD',
  kind: 'transformer',
  params: {
    nComponents: integer(2, { min: 1 }),
    algorithm: choice('randomized', ['randomized', 'lanczos']),
    nIter: integer(5, { min: 0 }),
    nOversamples: integer(10, { min: 0 }),
    randomState: seed(),
  },
  learned: ['components_', 'singularValues_', 'explainedVariance_', 'explainedVarianceRatio_'],
  tags: { sparse: true, random: true },
};

/**
 * X ≈ U·S·Vᵀ with k singular values: the best approximation of rank k of X itself, not centred, so that zeros
 * stay zeros. On counts or TF-IDF of texts this is latent semantic analysis (Deerwester et al., 1990).
 *
 * Cost: O(nnz(X)·k) per iteration, besides O((n + d)·k²).
 *
 * Source: Halko, Martinsson & Tropp, "Finding structure with randomness" (2011).
 */
export class TruncatedSVD extends Transformer<TruncatedSVDOptions> {
  /** Right singular vectors as rows: [components, features]. */
  declare components_: Tensor;
  declare singularValues_: Tensor;
  /** Variance of the coordinates. */
  declare explainedVariance_: Tensor;
  /** The same as shares of the variance of X. */
  declare explainedVarianceRatio_: Tensor;

  constructor(options: Partial<TruncatedSVDOptions> = {}) {
    super(truncatedSvdSpec, options);
  }

  override fit(X: Features, _y?: Outputs, _options: FitOptions = {}): this {
    this.checkParams();
    const { nComponents: k, algorithm, nIter, nOversamples, randomState } = this.params;
    const x = this.fitAny(X);
    const most = Math.min(x.rows, x.cols);
    if (k > most) {
      raise(ArgumentError, manifoldErrors, 'manifold.components', {
        who: this.spec.name,
        got: k,
        rows: x.rows,
        cols: x.cols,
        most,
      });
    }
    const start = seedOf(randomState);
    const { s, vt } =
      algorithm === 'randomized'
        ? randomizedSvd(x, { k, nOversamples, nIter, seed: start })
        : byLanczos(x, k, start);
    fixSigns(vt);

    const z = product(x, vt);
    const variances = columnVariances(z, columnMeans(z));
    let total = 0;
    for (const v of allVariances(x)) total += v;
    this.components_ = matrixTensor(vt);
    this.singularValues_ = asTensor(s);
    this.explainedVariance_ = asTensor(variances);
    this.explainedVarianceRatio_ = asTensor(variances.map((v) => (total > 0 ? v / total : 0)));
    return this;
  }

  /** X·V: [samples, components]. */
  override transform(X: Features): Tensor {
    return matrixTensor(product(this.openAny(X), Matrix.fromTensor(this.components_)));
  }
  /** Z·Vᵀ: [samples, features]. */
  inverseTransform(Z: Tensor | Matrix | readonly ArrayLike<number>[]): Tensor {
    this.requireFitted();
    const z = coordinates(Z, this.components_.shape[0]!, this.spec.name);
    return matrixTensor(multiply(z, Matrix.fromTensor(this.components_)));
  }
  override getFeatureNamesOut(): string[] {
    this.requireFitted();
    return Array.from({ length: this.components_.shape[0]! }, (_, i) => `truncatedsvd${i}`);
  }
}

/** X·Vᵀᵀ for dense or sparse X. */
const product = (x: Matrix | CSRMatrix, vt: Matrix): Matrix =>
  x instanceof CSRMatrix
    ? x.multiply(vt.transpose())
    : multiply(x, x.kind === 'float32' ? vt.clone('float32') : vt, { transposeB: true });

/** Eigenvectors of XᵀX or of XXᵀ, whichever is smaller. */
function byLanczos(
  x: Matrix | CSRMatrix,
  k: number,
  start: number,
): { s: Float64Array<ArrayBuffer>; vt: Matrix } {
  const wide = x.rows < x.cols;
  const size = Math.min(x.rows, x.cols);
  const times = (v: Float64Array<ArrayBuffer>, transpose: boolean): Matrix => {
    const column = new Matrix(v, v.length, 1);
    return x instanceof CSRMatrix
      ? x.multiply(column, { transpose })
      : multiply(x, column, { transposeA: transpose });
  };
  const { values, vectors } = lanczos(
    size,
    (v, out) => out.set(times(Float64Array.from(times(v, wide).data), !wide).data),
    { k, seed: start, tolerance: 1e-13 },
  );
  const s = values.map((value) => Math.sqrt(Math.max(value, 0)));
  if (!wide) return { s, vt: vectors };
  const vt = Matrix.zeros(k, x.cols);
  for (let i = 0; i < k; i++) {
    const row = times(Float64Array.from(vectors.row(i)), true).data;
    for (let j = 0; j < x.cols; j++) vt.data[i * x.cols + j] = s[i]! > 0 ? row[j]! / s[i]! : 0;
  }
  return { s, vt };
}

/** Variance of each column, zeros included. */
function allVariances(x: Matrix | CSRMatrix): Float64Array {
  if (x instanceof Matrix) return columnVariances(x, columnMeans(x));
  const means = x.columnMeans();
  const squares = x.map((v, _i, j) => (v - means[j]!) ** 2).columnSums();
  const stored = new Float64Array(x.cols);
  for (const j of x.indices) stored[j]!++;
  return squares.map((sum, j) => (sum + (x.rows - stored[j]!) * means[j]! ** 2) / x.rows);
}
