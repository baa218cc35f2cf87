/** The ways to the principal components of a centred matrix X (n × d): rows of Vᵀ and variances. */
import { eigh, rightSvd } from '../../linalg/dense/index.ts';
import { gram, Matrix, multiply } from '../../linalg/index.ts';
import { RandomStream } from '../base/index.ts';
import { toFloat64 } from './arrays.ts';
import { leadingEigen } from './block-krylov.ts';
import { orthonormal } from './orthonormal.ts';
import { resident } from './resident.ts';

/** Components as rows (k × d, float64) with the variances along them, s²/(n − 1), descending. */
export interface Principal {
  readonly components: Matrix;
  readonly variances: Float64Array<ArrayBuffer>;
  /** The whole variance, where the solver knows it. */
  readonly total?: number;
}

/** All min(n, d) components, from the singular values of X: the most accurate, O(n·d·min(n, d)). */
export function fullComponents(x: Matrix): Principal {
  const { s, vt } = rightSvd(toFloat64(x));
  const variances = s.map((value) => value ** 2 / (x.rows - 1));
  return { components: vt, variances, total: variances.reduce((sum, v) => sum + v, 0) };
}

/**
 * From the covariance XᵀX/(n − 1): a product of matrices, then an eigenproblem of size d, whatever n. Squaring
 * loses the digits of variances below 10⁻¹⁶ (float32: 10⁻⁷) of the largest.
 *
 * @param k how many are wanted; undefined: all min(n, d)
 */
export function covarianceComponents(x: Matrix, k: number | undefined, seed: number): Principal {
  const covariance = toFloat64(gram(x));
  const d = x.cols;
  for (let i = 0; i < d * d; i++) covariance.data[i]! /= x.rows - 1;
  const most = Math.min(x.rows, d);
  let total = 0;
  for (let j = 0; j < d; j++) total += covariance.data[j * (d + 1)]!;
  if (k !== undefined && k < d / 4 && d > 200) {
    const { values, vectors } = leadingEigen(
      covariance,
      k,
      seed,
      x.kind === 'float32' ? 1e-6 : 1e-10,
    );
    return { components: vectors, variances: values.map((v) => Math.max(v, 0)), total };
  }
  const { values, vectors } = eigh(covariance);
  const count = k ?? most;
  const components = Matrix.zeros(count, d);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < d; j++) components.data[i * d + j] = vectors.data[j * d + (d - 1 - i)]!;
  const variances = Float64Array.from({ length: count }, (_, i) => Math.max(values[d - 1 - i]!, 0));
  return { components, variances, total };
}

/**
 * The first k components from a random sample of the range of X, sharpened by power iterations (Halko,
 * Martinsson & Tropp, 2011): 2·power + 2 products of X with k + oversamples columns.
 */
export function randomizedComponents(
  x: Matrix,
  k: number,
  oversamples: number,
  power: number,
  seed: number,
): Principal {
  const size = Math.min(k + oversamples, x.rows, x.cols);
  const random = new RandomStream(seed, 0x9ca);
  let y = Matrix.zeros(x.cols, size, x.kind);
  for (let i = 0; i < y.data.length; i++) y.data[i] = random.normal();
  const held = resident(x);
  for (let i = 0; i < power; i++) y = orthonormal(held.transposedTimes(orthonormal(held.times(y))));
  const q = orthonormal(held.times(y));
  const small = held.transposedTimes(q).transpose(); // QᵀX: size × d
  held.release();
  // its singular vectors, through the small size × size matrix of products
  const { values, vectors } = eigh(toFloat64(multiply(small, small, { transposeB: true })));
  const components = Matrix.zeros(k, x.cols);
  const variances = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    const at = size - 1 - i;
    const value = Math.max(values[at]!, 0);
    variances[i] = value / (x.rows - 1);
    const s = Math.sqrt(value) || 1;
    for (let r = 0; r < size; r++) {
      const f = vectors.data[r * size + at]! / s;
      for (let j = 0; j < x.cols; j++)
        components.data[i * x.cols + j]! += f * small.data[r * x.cols + j]!;
    }
  }
  return { components, variances };
}
