/** Symmetric systems that should be positive definite, and are not quite when features are collinear. */
import { LinalgError } from '../../errors/index.ts';
import { cholesky, choleskySolve } from '../../linalg/dense/cholesky.ts';
import { Matrix } from '../../linalg/index.ts';

/**
 * x with A·x = b by Cholesky. Where A is singular (or not positive within rounding), the smallest power of ten
 * times its mean diagonal that makes it positive is added to the diagonal.
 */
export function solvePositive(A: Matrix, b: Float64Array): Float64Array<ArrayBuffer> {
  return Float64Array.from(solvePositiveMany(A, new Matrix(b, b.length, 1)).data);
}

/** The same for several right-hand sides, the columns of B. */
export function solvePositiveMany(A: Matrix, B: Matrix): Matrix {
  return choleskySolve(positiveFactor(A), B);
}

/** L with L·Lᵀ = A, or A with the little on its diagonal that it takes. */
export function positiveFactor(A: Matrix): Matrix {
  const n = A.rows;
  let mean = 0;
  for (let j = 0; j < n; j++) mean += Math.abs(A.data[j * n + j]!) / n;
  let damped = A;
  for (let size = 1e-15; ; size *= 10) {
    try {
      const L = cholesky(damped);
      let least = Infinity;
      let most = 0;
      for (let j = 0; j < n; j++) {
        least = Math.min(least, L.data[j * n + j]!);
        most = Math.max(most, L.data[j * n + j]!);
      }
      // A pivot that is all rounding says nothing about the solution.
      if (least > 1e-8 * most || size > 1e-6) return L;
    } catch (error) {
      if (!(error instanceof LinalgError) || size > 1) throw error;
    }
    damped = A.clone('float64');
    for (let j = 0; j < n; j++) damped.data[j * n + j]! += size * Math.max(mean, Number.MIN_VALUE);
  }
}
