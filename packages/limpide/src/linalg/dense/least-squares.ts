/**
 * Least squares by QR and singular values (Golub & Van Loan, §5.5): no condition number is squared, and neither
 * shape nor rank matters.
 */
import { Matrix } from './matrix.ts';
import { multiply } from './product.ts';
import { triangularFactor } from './qr.ts';
import { svd } from './svd.ts';

export interface LeastSquaresSolution {
  /** the X of least norm among those that minimise ‖A·X − B‖: cols(A) × cols(B) */
  readonly x: Matrix;
  /** how many singular values count */
  readonly rank: number;
  /** of A, descending */
  readonly singular: Float64Array<ArrayBuffer>;
}

/** @param rcond singular values up to rcond · the largest count as 0; max(rows, cols)·ε when it is left out */
export function leastSquares(
  a: Matrix,
  b: Matrix,
  rcond = Math.max(a.rows, a.cols) * Number.EPSILON,
): LeastSquaresSolution {
  // Reflecting [A B] until A is triangular turns B into Qᵀ·B: Q itself is never needed.
  const both = a.rows > a.cols ? triangularFactor(beside(a, b)) : null;
  const { u, s, vt } = svd(both ? both.slice(0, a.cols, 0, a.cols) : a);
  const right = both ? both.slice(0, a.cols, a.cols) : b;
  const inner = multiply(u, right, { transposeA: true }); // [k, cols(B)]
  const least = rcond * (s[0] ?? 0);
  let rank = 0;
  for (let k = 0; k < s.length; k++) {
    const counts = s[k]! > least;
    if (counts) rank++;
    for (let t = 0; t < b.cols; t++)
      inner.data[k * b.cols + t] = counts ? inner.data[k * b.cols + t]! / s[k]! : 0;
  }
  return { x: multiply(vt, inner, { transposeA: true }), rank, singular: s };
}

/** [A B] */
function beside(a: Matrix, b: Matrix): Matrix {
  const out = Matrix.zeros(a.rows, a.cols + b.cols);
  for (let i = 0; i < a.rows; i++) {
    out.data.set(a.row(i), i * out.cols);
    out.data.set(b.row(i), i * out.cols + a.cols);
  }
  return out;
}
