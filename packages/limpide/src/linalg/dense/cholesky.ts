/**
 * Cholesky: a symmetric positive definite A is L·Lᵀ, with L lower triangular. It takes half the work of
 * LU, needs no pivots, and is the cheapest proof that a matrix is positive definite: it fails otherwise.
 *
 * Only the lower triangle of A is read. By panels: products bring a panel up to date, then it is finished
 * by dot products of rows (Golub & Van Loan, §4.2).
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { LinalgError, raise } from '../../errors/index.ts';
import { Matrix } from './matrix.ts';
import { addProduct } from './product.ts';
import { solveTriangular } from './triangular.ts';

const panel = 32;

/**
 * L with A = L·Lᵀ, float64.
 *
 * @param batch how an error calls the matrix, when it is one of several
 * @throws LinalgError naming the first leading minor that is not positive
 */
export function cholesky(a: Matrix, batch = ''): Matrix {
  const n = a.rows;
  const l = new Float64Array(a.data);
  for (let j0 = 0; j0 < n; j0 += panel) {
    const j1 = Math.min(j0 + panel, n);
    const width = j1 - j0;
    if (j0 > 0) {
      // A[j0:, j0:j1] −= L[j0:, :j0] · L[j0:j1, :j0]ᵀ
      const right = new Float64Array(j0 * width);
      for (let j = 0; j < width; j++)
        for (let k = 0; k < j0; k++) right[k * width + j] = l[(j0 + j) * n + k]!;
      addProduct(
        l.subarray(j0 * n + j0),
        n,
        l.subarray(j0 * n),
        n,
        1,
        right,
        width,
        n - j0,
        width,
        j0,
        -1,
      );
    }
    for (let j = j0; j < j1; j++) {
      const pivot = l[j * n + j]! - dot(l, j * n, j * n, j0, j);
      if (!(pivot > 0) || pivot === Infinity)
        raise(LinalgError, linalgErrors, 'linalg.positive', {
          op: 'cholesky',
          batch,
          minor: j + 1,
          pivot,
        });
      const root = Math.sqrt(pivot);
      l[j * n + j] = root;
      for (let i = j + 1; i < n; i++)
        l[i * n + j] = (l[i * n + j]! - dot(l, i * n, j * n, j0, j)) / root;
    }
  }
  for (let i = 0; i < n; i++) l.fill(0, i * n + i + 1, (i + 1) * n);
  return new Matrix(l, n, n);
}

/** Σ x[a + k]·x[b + k] for k from `from` to `to` − 1. */
function dot(x: Float64Array, a: number, b: number, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += x[a + k]! * x[b + k]!;
  return sum;
}

/** X with L·Lᵀ·X = B. */
export function choleskySolve(l: Matrix, b: Matrix): Matrix {
  return solveTriangular(l, solveTriangular(l, b), { transpose: true });
}
