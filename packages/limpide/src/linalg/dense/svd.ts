/**
 * The singular value decomposition: rotations for small matrices, bidiagonal form and divide and conquer for large
 * ones, after a QR factorisation when there are many more rows than columns (Chan, 1982).
 *
 * Rotations (jacobi.ts) give every singular value digits of its own. Divide and conquer is many times faster, and
 * like LAPACK's it errs by a few roundings of the largest singular value: those below 10⁻¹⁶ of it are noise.
 */
import { bidiagonalise } from './bidiagonal.ts';
import { bidiagonalDivide, reversedRows } from './bidiagonal-divide.ts';
import { jacobiSvd, jacobiValues, type SVD } from './jacobi.ts';
import { Matrix } from './matrix.ts';
import { HouseholderQR, triangularFactor } from './qr.ts';
import { reflectRows } from './reflectors.ts';
import { scaled, scaleOf } from './scale.ts';
import { implicitQL } from './tridiagonal.ts';

export type { SVD } from './jacobi.ts';

/** Columns from which rotations take too long. */
const large = 96;
/** Rows per column from which a QR factorisation comes first. */
const tall = 1.5;

/** A = U·diag(s)·Vᵀ, thin. Vectors are determined up to a common sign per pair. */
export function svd(a: Matrix): SVD {
  if (a.rows < a.cols) {
    const { u, s, vt } = svd(a.transpose());
    return { u: vt.transpose(), s, vt: u.transpose() };
  }
  if (a.cols < large) return jacobiSvd(a);
  const scale = scaleOf(a);
  const work = scaled(a, 1 / scale);
  if (!isTall(a)) {
    const { s, vt, left } = divided(work, scale);
    return { u: left(), s, vt };
  }
  const qr = new HouseholderQR(work);
  const { s, vt, left } = divided(qr.r(), scale);
  return { u: qr.apply(withRows(left(), a.rows)), s, vt };
}

/** The singular values, descending, and the right vectors, as rows, of {@link svd} without the left ones. */
export function rightSvd(a: Matrix): Omit<SVD, 'u'> {
  if (a.rows < a.cols || a.cols < large) return svd(a);
  const scale = scaleOf(a);
  const work = scaled(a, 1 / scale);
  return divided(isTall(a) ? triangularFactor(work) : work, scale);
}

const isTall = ({ rows, cols }: Matrix): boolean => rows >= tall * cols;

/** By divide and conquer; left vectors, as columns, are made when they are asked for. */
function divided(a: Matrix, scale: number): Omit<SVD, 'u'> & { readonly left: () => Matrix } {
  const { diagonal, above, q, p } = bidiagonalise(a);
  const { values, left, right } = bidiagonalDivide(diagonal, above);
  return {
    s: Float64Array.from(values, (value) => value * scale).reverse(),
    vt: reflectRows(reversedRows(right), p),
    left: () => reflectRows(withColumns(reversedRows(left), a.rows), q).transpose(),
  };
}

/** The same rows with zeros behind them. */
function withColumns(a: Matrix, cols: number): Matrix {
  const out = Matrix.zeros(a.rows, cols);
  for (let i = 0; i < a.rows; i++) out.data.set(a.row(i), i * cols);
  return out;
}
/** The same rows with rows of zeros below them. */
function withRows(a: Matrix, rows: number): Matrix {
  const out = Matrix.zeros(rows, a.cols);
  out.data.set(a.data);
  return out;
}

/** The singular values of {@link svd} alone, descending. */
export function svdvals(a: Matrix): Float64Array<ArrayBuffer> {
  const upright = a.rows < a.cols ? a.transpose() : a;
  const n = upright.cols;
  if (n < large) return jacobiValues(upright);
  const scale = scaleOf(upright);
  const work = scaled(upright, 1 / scale);
  const { diagonal, above } = bidiagonalise(isTall(work) ? triangularFactor(work) : work);
  // [0 B; Bᵀ 0] with rows and columns interleaved is tridiagonal, with 0 on its diagonal; its eigenvalues are ±σ
  const d = new Float64Array(2 * n);
  const e = Float64Array.from({ length: 2 * n - 1 }, (_, i) =>
    i % 2 === 0 ? diagonal[i >> 1]! : above[i >> 1]!,
  );
  implicitQL(d, e);
  return d
    .sort()
    .subarray(n)
    .map((value) => Math.max(0, value) * scale)
    .reverse();
}
