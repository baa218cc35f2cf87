/** Eigenvalues and eigenvectors of symmetric matrices. */
import { divideAndConquer } from './divide.ts';
import { Matrix } from './matrix.ts';
import { implicitQL, tridiagonalise } from './tridiagonal.ts';

export interface SymmetricEigen {
  /** ascending */
  readonly values: Float64Array<ArrayBufferLike>;
  /** column j is the eigenvector of values[j]; the columns are orthonormal */
  readonly vectors: Matrix;
}

/**
 * A = V·diag(values)·Vᵀ of a symmetric matrix, of which the lower triangle is read: tridiagonal form, then
 * divide and conquer. Errors are a few roundings of the largest eigenvalue; eigenvectors are determined up
 * to their sign (and, for equal eigenvalues, up to a rotation).
 */
export function eigh(a: Matrix): SymmetricEigen {
  const scale = scaleOf(a);
  const { diagonal, off, transform } = tridiagonalise(scaled(a, 1 / scale));
  const { values, vectors } = divideAndConquer(diagonal, off);
  transform(vectors);
  return { values: values.map((x) => x * scale), vectors: vectors.transpose() };
}

/** The eigenvalues of {@link eigh} alone, ascending; much less work. */
export function eigvalsh(a: Matrix): Float64Array<ArrayBufferLike> {
  const scale = scaleOf(a);
  const { diagonal, off } = tridiagonalise(scaled(a, 1 / scale));
  implicitQL(diagonal, off);
  return diagonal.sort().map((x) => x * scale);
}

/** A power of two near the largest element, so that no square overflows or vanishes; 1 for usual sizes. */
export function scaleOf(a: Matrix): number {
  let largest = 0;
  for (const x of a.data) largest = Math.max(largest, Math.abs(x));
  if (largest === 0 || !Number.isFinite(largest) || (largest > 1e-60 && largest < 1e60)) return 1;
  return 2 ** Math.max(-1020, Math.floor(Math.log2(largest)));
}

/** factor·A as float64. */
export function scaled(a: Matrix, factor: number): Matrix {
  const data = new Float64Array(a.data);
  if (factor !== 1) for (let i = 0; i < data.length; i++) data[i]! *= factor;
  return new Matrix(data, a.rows, a.cols);
}
