/**
 * Singular values by one-sided Jacobi rotations, after a QR with pivoting (Drmač & Veselić, 2008).
 *
 * A·P = Q·R, then rotations of the rows of R make them orthogonal, two rows at a time: Jᵀ·R = Σ·Wᵀ, so
 * A = (Q·J)·Σ·(P·W)ᵀ. Rows are compared with their own lengths, not with the largest one, so small
 * singular values come out with digits of their own, which methods through AᵀA or a bidiagonal form lose.
 * Pivoting makes the rows of R decrease, and then a few sweeps are enough.
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { LinalgError, raise } from '../../errors/index.ts';
import { Matrix } from './matrix.ts';
import { doubles } from './product.ts';
import { HouseholderQR } from './qr.ts';
import { scaled, scaleOf } from './scale.ts';

export interface SVD {
  /** left singular vectors, as columns: rows × k, k = min(rows, cols) */
  readonly u: Matrix;
  /** singular values, descending: k values ≥ 0 */
  readonly s: Float64Array<ArrayBuffer>;
  /** right singular vectors, as rows: k × cols */
  readonly vt: Matrix;
}

/** A = U·diag(s)·Vᵀ, thin. */
export function jacobiSvd(a: Matrix): SVD {
  if (a.rows < a.cols) {
    const { u, s, vt } = jacobiSvd(a.transpose());
    return { u: vt.transpose(), s, vt: u.transpose() };
  }
  const n = a.cols;
  const scale = scaleOf(a);
  const qr = new HouseholderQR(scaled(a, 1 / scale), { pivoting: true });
  const rows = qr.r();
  const turned = Matrix.identity(n);
  orthogonaliseRows(rows, turned);
  const { lengths, order } = sortedLengths(rows);
  const s = Float64Array.from(order, (i) => lengths[i]! * scale);

  // W: the rows, made unit; where they are as good as zero, anything orthogonal to the others
  const w = Matrix.zeros(n, n);
  let rank = 0;
  for (; rank < n && lengths[order[rank]!]! > Math.sqrt(negligible); rank++) {
    const row = rows.row(order[rank]!);
    for (let j = 0; j < n; j++) w.data[rank * n + j] = row[j]! / lengths[order[rank]!]!;
  }
  if (rank < n) {
    const basis = new HouseholderQR(w.slice(0, rank).transpose()).q(n).transpose();
    for (let i = rank; i < n; i++) w.data.set(basis.row(i), i * n);
  }
  const vt = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) vt.data[i * n + (qr.permutation?.[j] ?? j)] = w.at(i, j);

  // Q·J: J is padded below with zeros, and Q is applied as reflections
  const u = qr.apply(padded(turned, order, a.rows));
  return { u, s, vt };
}

/** The singular values of {@link jacobiSvd} alone, descending, of a matrix with at least as many rows as columns. */
export function jacobiValues(a: Matrix): Float64Array<ArrayBuffer> {
  const scale = scaleOf(a);
  const rows = new HouseholderQR(scaled(a, 1 / scale), { pivoting: true }).r();
  orthogonaliseRows(rows, null);
  const { lengths, order } = sortedLengths(rows);
  return Float64Array.from(order, (i) => lengths[i]! * scale);
}

/** Squares of lengths below which rows count as zero (the matrix was scaled: its largest element is near 1). */
const negligible = 1e-290;
/** Rotates pairs of rows, and those of `along` in the same way, until all are orthogonal. */
function orthogonaliseRows(matrix: Matrix, along: Matrix | null): void {
  const n = matrix.rows;
  const x = doubles(matrix);
  const extra = along && doubles(along);
  const m = matrix.cols;
  const cosine = 2 ** -52 * Math.sqrt(Math.max(4, m)); // what counts as orthogonal
  const squares = new Float64Array(n);
  const sweeps = 60;
  for (let sweep = 0; ; sweep++) {
    for (let i = 0; i < n; i++) squares[i] = dot(x, i * m, i * m, m);
    // more than enough sweeps: what is left is the rounding of the scalar products
    const tolerance = sweep < 20 ? cosine : 8 * cosine;
    let rotations = 0;
    for (let i = 0; i < n - 1; i++)
      for (let j = i + 1; j < n; j++) {
        if (squares[i]! < negligible || squares[j]! < negligible) continue;
        const inner = dot(x, i * m, j * m, m);
        if (!(Math.abs(inner) > tolerance * Math.sqrt(squares[i]!) * Math.sqrt(squares[j]!)))
          continue;
        rotations++;
        // the smaller root of t² + 2ζt − 1: the rotation by less than 45° that makes inner 0
        const zeta = (squares[j]! - squares[i]!) / (2 * inner);
        const t = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = c * t;
        rotate(x, i * m, j * m, m, s, s / (1 + c));
        if (extra) rotate(extra, i * n, j * n, n, s, s / (1 + c));
        squares[i] = Math.max(0, squares[i]! - t * inner);
        squares[j]! += t * inner;
      }
    if (rotations === 0) return;
    if (sweep === sweeps)
      raise(LinalgError, linalgErrors, 'linalg.convergence', { op: 'svd', iterations: sweeps });
  }
}

function dot(x: Float64Array<ArrayBufferLike>, a: number, b: number, n: number): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < n; i += 2) {
    even += x[a + i]! * x[b + i]!;
    odd += x[a + i + 1]! * x[b + i + 1]!;
  }
  if (i < n) even += x[a + i]! * x[b + i]!;
  return even + odd;
}

/**
 * (row a, row b) ← (c·a − s·b, s·a + c·b), written as a small change of both (with tau = s / (1 + c)), so
 * that thousands of small rotations keep their lengths.
 */
function rotate(
  x: Float64Array<ArrayBufferLike>,
  a: number,
  b: number,
  n: number,
  s: number,
  tau: number,
): void {
  for (let i = 0; i < n; i++) {
    const p = x[a + i]!;
    const q = x[b + i]!;
    x[a + i] = p - s * (q + tau * p);
    x[b + i] = q + s * (p - tau * q);
  }
}

/** Lengths of the rows, and the rows in descending order of them. */
function sortedLengths(rows: Matrix): {
  readonly lengths: Float64Array;
  readonly order: readonly number[];
} {
  const lengths = Float64Array.from({ length: rows.rows }, (_, i) => Math.hypot(...rows.row(i)));
  const order = Array.from(lengths, (_, i) => i).sort((i, j) => lengths[j]! - lengths[i]!);
  return { lengths, order };
}

/** Rows of `turned`, in the given order, as columns of a matrix with `count` rows, zero below. */
function padded(turned: Matrix, order: readonly number[], count: number): Matrix {
  const n = turned.rows;
  const out = Matrix.zeros(count, n);
  for (let j = 0; j < n; j++) {
    const row = turned.row(order[j]!);
    for (let i = 0; i < n; i++) out.data[i * n + j] = row[i]!;
  }
  return out;
}
