/**
 * The real Schur form A = Z·T·Zᵀ of a general square matrix: T is upper triangular, but for 2 × 2 blocks
 * on its diagonal, one per pair of complex eigenvalues (Golub & Van Loan, §7.4 and §7.5).
 *
 * First Hessenberg form, by Householder reflections from both sides; then Francis's double-shift QR steps:
 * two complex conjugate shifts at once in real arithmetic, as a small bulge chased down the diagonal.
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { LinalgError, raise } from '../../errors/index.ts';
import { Matrix } from './matrix.ts';
import { reflector } from './reflectors.ts';

export interface Schur {
  /** T, row-major */
  readonly t: Float64Array<ArrayBuffer>;
  /** Zᵀ: row i is column i of Z; null when it was not asked for */
  readonly zt: Matrix | null;
}

const eps = 2 ** -52;

export function realSchur(a: Matrix, options: { readonly vectors: boolean }): Schur {
  const n = a.rows;
  const h = new Float64Array(a.data);
  const zt = options.vectors ? Matrix.identity(n) : null;
  hessenberg(h, n, zt);
  francis(h, n, zt);
  return { t: h, zt };
}

/** H ← reflections so that everything below the first subdiagonal is 0; Zᵀ takes part. */
function hessenberg(h: Float64Array, n: number, zt: Matrix | null): void {
  const v = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    for (let i = k + 1; i < n; i++) v[i] = h[i * n + k]!;
    const { tau, beta } = reflector(v, k + 1, n - k - 1);
    h[(k + 1) * n + k] = beta;
    for (let i = k + 2; i < n; i++) h[i * n + k] = 0;
    if (tau === 0) continue;
    reflectRows(h, n, v, tau, k + 1, k + 1);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += h[i * n + j]! * v[j]!;
      sum *= tau;
      for (let j = k + 1; j < n; j++) h[i * n + j]! -= sum * v[j]!;
    }
    if (zt?.data instanceof Float64Array) reflectRows(zt.data, n, v, tau, k + 1, 0);
  }
}

/** (I − τ·v·vᵀ)·X for rows from `from` on, columns from `col` on. */
function reflectRows(
  x: Float64Array<ArrayBufferLike>,
  n: number,
  v: Float64Array,
  tau: number,
  from: number,
  col: number,
): void {
  const sums = new Float64Array(n);
  for (let i = from; i < n; i++) {
    const vi = v[i]!;
    for (let j = col; j < n; j++) sums[j]! += vi * x[i * n + j]!;
  }
  for (let i = from; i < n; i++) {
    const factor = tau * v[i]!;
    for (let j = col; j < n; j++) x[i * n + j]! -= factor * sums[j]!;
  }
}

/** Francis steps until every active block has size 1, or 2 with complex eigenvalues. */
function francis(h: Float64Array, n: number, zt: Matrix | null): void {
  let norm = 0;
  for (const x of h) norm = Math.max(norm, Math.abs(x));
  let bottom = n - 1;
  let iterations = 0;
  while (bottom > 0) {
    // `top`: first row of the block that ends at `bottom` and is not yet split
    let top = bottom;
    while (top > 0) {
      const size = Math.abs(h[(top - 1) * n + top - 1]!) + Math.abs(h[top * n + top]!) || norm;
      if (Math.abs(h[top * n + top - 1]!) <= eps * size) {
        h[top * n + top - 1] = 0;
        break;
      }
      top--;
    }
    if (top === bottom) {
      bottom--;
      iterations = 0;
    } else if (top === bottom - 1) {
      splitPair(h, n, top, zt);
      bottom -= 2;
      iterations = 0;
    } else {
      iterations++;
      if (iterations > 30 * 10)
        raise(LinalgError, linalgErrors, 'linalg.convergence', { op: 'eig', iterations });
      step(h, n, top, bottom, iterations, zt);
    }
  }
}

/** One double-shift step on rows and columns top … bottom (at least three). */
function step(
  h: Float64Array,
  n: number,
  top: number,
  bottom: number,
  iteration: number,
  zt: Matrix | null,
): void {
  const at = (i: number, j: number): number => h[i * n + j]!;
  // the shifts are the eigenvalues of the last 2 × 2 block, [[y, ·], [·, x]] with w the product of the others
  let x0 = at(bottom, bottom);
  let y0 = at(bottom - 1, bottom - 1);
  let w = at(bottom, bottom - 1) * at(bottom - 1, bottom);
  if (iteration % 10 === 0) {
    // a cycle: shifts of another size break it
    const size = Math.abs(at(bottom, bottom - 1)) + Math.abs(at(bottom - 1, bottom - 2));
    x0 += 0.75 * size;
    y0 = x0;
    w = -0.4375 * size * size;
  }
  // The first column of (H − σ₁)(H − σ₂), over its subdiagonal element. It is written with differences of
  // diagonal elements, which are small where eigenvalues lie close together.
  const head = at(top, top);
  const x = new Float64Array(3);
  x[0] = ((x0 - head) * (y0 - head) - w) / at(top + 1, top) + at(top, top + 1);
  x[1] = at(top + 1, top + 1) - head - (x0 - head) - (y0 - head);
  x[2] = at(top + 2, top + 1);
  for (let k = top; k < bottom; k++) {
    const size = Math.min(3, bottom - k + 1);
    if (k > top) for (let i = 0; i < size; i++) x[i] = at(k + i, k - 1);
    const { tau, beta } = reflector(x, 0, size);
    if (k > top) {
      h[k * n + k - 1] = beta;
      for (let i = 1; i < size; i++) h[(k + i) * n + k - 1] = 0;
    }
    if (tau === 0) continue;
    const v1 = x[1]!;
    const v2 = size === 3 ? x[2]! : 0;
    const r0 = k * n;
    const r1 = r0 + n;
    const r2 = size === 3 ? r1 + n : r1;
    for (let j = k; j < n; j++) {
      const sum = tau * (h[r0 + j]! + v1 * h[r1 + j]! + (size === 3 ? v2 * h[r2 + j]! : 0));
      h[r0 + j]! -= sum;
      h[r1 + j]! -= sum * v1;
      if (size === 3) h[r2 + j]! -= sum * v2;
    }
    const lastRow = Math.min(bottom, k + 3);
    for (let i = 0; i <= lastRow; i++) {
      const p = i * n + k;
      const sum = tau * (h[p]! + v1 * h[p + 1]! + (size === 3 ? v2 * h[p + 2]! : 0));
      h[p]! -= sum;
      h[p + 1]! -= sum * v1;
      if (size === 3) h[p + 2]! -= sum * v2;
    }
    if (zt) {
      const z = zt.data;
      for (let j = 0; j < n; j++) {
        const sum = tau * (z[r0 + j]! + v1 * z[r1 + j]! + (size === 3 ? v2 * z[r2 + j]! : 0));
        z[r0 + j]! -= sum;
        z[r1 + j]! -= sum * v1;
        if (size === 3) z[r2 + j]! -= sum * v2;
      }
    }
  }
}

/** A 2 × 2 block with real eigenvalues is made upper triangular by a rotation; others stay. */
function splitPair(h: Float64Array, n: number, k: number, zt: Matrix | null): void {
  const [a, b, c, d] = [
    h[k * n + k]!,
    h[k * n + k + 1]!,
    h[(k + 1) * n + k]!,
    h[(k + 1) * n + k + 1]!,
  ];
  const half = (a - d) / 2;
  // (half² + b·c) with its scale taken out
  const scale = Math.max(Math.abs(half), Math.abs(b), Math.abs(c));
  if (scale === 0) return;
  const discriminant = (half / scale) * half + (b / scale) * c;
  if (discriminant < 0) return;
  const root = Math.sqrt(scale) * Math.sqrt(discriminant);
  // the eigenvalue d + (half ± root) farther from d, hence without cancellation; its vector is (z, c)
  const z = half + (half >= 0 ? root : -root);
  const length = Math.hypot(z, c);
  if (length === 0) return;
  const [cos, sin] = [z / length, c / length];
  for (let j = k; j < n; j++) {
    const [x, y] = [h[k * n + j]!, h[(k + 1) * n + j]!];
    h[k * n + j] = cos * x + sin * y;
    h[(k + 1) * n + j] = cos * y - sin * x;
  }
  for (let i = 0; i <= k + 1; i++) {
    const [x, y] = [h[i * n + k]!, h[i * n + k + 1]!];
    h[i * n + k] = cos * x + sin * y;
    h[i * n + k + 1] = cos * y - sin * x;
  }
  h[(k + 1) * n + k] = 0;
  if (!zt) return;
  const { data } = zt;
  for (let j = 0; j < n; j++) {
    const [x, y] = [data[k * n + j]!, data[(k + 1) * n + j]!];
    data[k * n + j] = cos * x + sin * y;
    data[(k + 1) * n + j] = cos * y - sin * x;
  }
}
