/** Eigenvalues and eigenvectors of symmetric matrices. */
import { divideAndConquer } from './divide.ts';
import type { Matrix } from './matrix.ts';
import { reflectRows } from './reflectors.ts';
import { scaled, scaleOf } from './scale.ts';
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
  const { diagonal, off, q } = tridiagonalise(scaled(a, 1 / scale));
  const { values, vectors } = divideAndConquer(diagonal, off);
  return { values: values.map((x) => x * scale), vectors: reflectRows(vectors, q).transpose() };
}

/** The eigenvalues of {@link eigh} alone, ascending; much less work. */
export function eigvalsh(a: Matrix): Float64Array<ArrayBufferLike> {
  const scale = scaleOf(a);
  const { diagonal, off } = tridiagonalise(scaled(a, 1 / scale));
  implicitQL(diagonal, off);
  return diagonal.sort().map((x) => x * scale);
}
