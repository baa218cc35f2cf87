/**
 * Cholesky: a symmetric positive definite A is L·Lᵀ, with L lower triangular. It takes half the work of
 * LU, needs no pivots, and is the cheapest proof that a matrix is positive definite: it fails otherwise.
 *
 * Only the lower triangle of A is read. Columns are halved again and again: the left half is finished, one product
 * takes it out of the right half, which is finished in turn; a few columns by dot products of rows (Golub & Van
 * Loan, §4.2). So nearly all of the work is products, of few shapes.
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { LinalgError, raise } from '../../errors/index.ts';
import { inWorkspace } from './in-workspace.ts';
import { Matrix } from './matrix.ts';
import { type Numbers, part, turned } from './part.ts';
import { solveTriangular } from './triangular.ts';
import type { Workspace } from './workspace.ts';

/** Columns that are finished one by one. */
const few = 16;

/**
 * L with A = L·Lᵀ, float64.
 *
 * @param batch how an error calls the matrix, when it is one of several
 * @throws LinalgError naming the first leading minor that is not positive
 */
export function cholesky(a: Matrix, batch = ''): Matrix {
  const n = a.rows;
  const l = inWorkspace(n ** 3 / 6, (ws) => {
    const work = ws.copy(a.data);
    factorColumns(ws, work, n, 0, n, batch);
    return work.slice();
  });
  for (let i = 0; i < n; i++) l.fill(0, i * n + i + 1, (i + 1) * n);
  return new Matrix(l, n, n);
}

/** Columns j0 … j1 − 1, from their diagonal down, once those before j0 have been taken out of them. */
function factorColumns(
  ws: Workspace,
  l: Numbers,
  n: number,
  j0: number,
  j1: number,
  batch: string,
): void {
  if (j1 - j0 <= few) {
    factorFew(l, n, j0, j1, batch);
    return;
  }
  const middle = (j0 + j1) >> 1;
  factorColumns(ws, l, n, j0, middle, batch);
  const below = part(l, n, middle, n, j0, middle);
  const beside = part(l, n, middle, j1, j0, middle);
  ws.addProduct(part(l, n, middle, n, middle, j1), below, turned(beside), -1, true);
  factorColumns(ws, l, n, middle, j1, batch);
}

function factorFew(l: Numbers, n: number, j0: number, j1: number, batch: string): void {
  for (let i = j0; i < n; i++) {
    const row = i * n;
    for (let j = j0; j < Math.min(i, j1); j++)
      l[row + j] = (l[row + j]! - dot(l, row, j * n, j0, j)) / l[j * n + j]!;
    if (i >= j1) continue;
    const pivot = l[row + i]! - dot(l, row, row, j0, i);
    if (!(pivot > 0) || pivot === Infinity)
      raise(LinalgError, linalgErrors, 'linalg.positive', {
        op: 'cholesky',
        batch,
        minor: i + 1,
        pivot,
      });
    l[row + i] = Math.sqrt(pivot);
  }
}

/** Σ x[a + k]·x[b + k] for k from `from` to `to` − 1. */
function dot(x: Numbers, a: number, b: number, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += x[a + k]! * x[b + k]!;
  return sum;
}

/** X with L·Lᵀ·X = B. */
export function choleskySolve(l: Matrix, b: Matrix): Matrix {
  return solveTriangular(l, solveTriangular(l, b), { transpose: true });
}
