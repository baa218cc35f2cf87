/**
 * The largest singular values of a large matrix, from a random sample of its range (Halko, Martinsson &
 * Tropp, "Finding structure with randomness", 2011, algorithms 4.4 and 5.1).
 *
 * A times a few more random vectors than singular values wanted spans, almost surely, nearly the space of
 * the leading left singular vectors; in that space the matrix is small. Power iterations, (A·Aᵀ)^q, make
 * small singular values fade from the sample. Only products with A are needed, so A may be sparse.
 */
import { Generator, randn } from '../../tensor/index.ts';
import type { CSRMatrix } from '../sparse/csr.ts';
import { Matrix } from './matrix.ts';
import { multiply } from './product.ts';
import { HouseholderQR } from './qr.ts';
import { type SVD, svd } from './svd.ts';

export interface RandomizedSVDOptions {
  /** How many singular values, 1 … min(rows, cols). */
  readonly k: number;
  /** Random vectors beyond k; 10 by default. */
  readonly nOversamples?: number | undefined;
  /** Power iterations; 4 by default, more where singular values decrease slowly. */
  readonly nIter?: number | undefined;
  /** Of the random vectors: the same seed gives the same result. 0 by default. */
  readonly seed?: number | undefined;
}

/** The first k singular triplets of A, approximately: U rows × k, s of k values, Vᵀ k × cols. */
export function randomizedSvd(a: Matrix | CSRMatrix, options: RandomizedSVDOptions): SVD {
  const { k, nOversamples = 10, nIter = 4, seed = 0 } = options;
  const size = Math.min(k + nOversamples, a.rows, a.cols);
  const times = (b: Matrix): Matrix => (a instanceof Matrix ? multiply(a, b) : a.multiply(b));
  const transposedTimes = (b: Matrix): Matrix =>
    a instanceof Matrix ? multiply(a, b, { transposeA: true }) : a.multiply(b, { transpose: true });
  const generator = new Generator(seed);
  const directions = randn([a.cols, size], { dtype: 'float64', generator });
  let q = new HouseholderQR(times(Matrix.fromTensor(directions))).q();
  for (let i = 0; i < nIter; i++) {
    // orthonormal after each product: otherwise all columns turn towards the first singular vector
    const back = new HouseholderQR(transposedTimes(q)).q();
    q = new HouseholderQR(times(back)).q();
  }
  const small = transposedTimes(q).transpose(); // QᵀA: size × cols
  const { u, s, vt } = svd(small);
  return { u: multiply(q, u.slice(0, u.rows, 0, k)), s: s.slice(0, k), vt: vt.slice(0, k) };
}
