/**
 * The real Schur form A = Z·T·Zᵀ of a general square matrix: T is upper triangular, but for 2 × 2 blocks
 * on its diagonal, one per pair of complex eigenvalues (Golub & Van Loan, §7.4 and §7.5).
 *
 * First Hessenberg form, by Householder reflections from both sides; then Francis's double-shift QR steps:
 * two complex conjugate shifts at once in real arithmetic, as a small bulge chased down the diagonal.
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { LinalgError, raise } from '../../errors/index.ts';
import { inWorkspace } from './in-workspace.ts';
import { Matrix } from './matrix.ts';
import { type Numbers, part } from './part.ts';
import { type Reflections, reflector, reflectRows } from './reflectors.ts';
import type { Workspace } from './workspace.ts';

export interface Schur {
  /** T, row-major */
  readonly t: Float64Array<ArrayBuffer>;
  /** Zᵀ: row i is column i of Z; null when it was not asked for */
  readonly zt: Matrix | null;
}

const eps = 2 ** -52;

export function realSchur(a: Matrix, options: { readonly vectors: boolean }): Schur {
  const n = a.rows;
  return inWorkspace(5 * n ** 3, (ws) => {
    const h = ws.copy(a.data);
    const reflections = hessenberg(ws, h, n);
    const z = options.vectors ? ws.copy(columnsOf(reflections, n).data) : null;
    francis(ws, h, n, z);
    return { t: h.slice(), zt: z && new Matrix(z.slice(), n, n) };
  });
}

/** Row i: column i of Q. */
const columnsOf = (q: Reflections, n: number): Matrix =>
  reflectRows(Matrix.identity(n), q, { identity: true });

/** H ← Qᵀ·H·Q with zeros below the first subdiagonal. Returns Q. */
function hessenberg(ws: Workspace, h: Numbers, n: number): Reflections {
  const count = Math.max(0, n - 2);
  const taus = new Float64Array(count);
  const v = ws.floats(count * n);
  const sums = ws.floats(n);
  for (let k = 0; k < count; k++) {
    const from = k + 1;
    const size = n - from;
    const at = k * n + from;
    for (let i = from; i < n; i++) v[k * n + i] = h[i * n + k]!;
    const { tau, beta } = reflector(v, at, size, ws);
    taus[k] = tau;
    h[from * n + k] = beta;
    for (let i = from + 1; i < n; i++) h[i * n + k] = 0;
    if (tau === 0) continue;
    // from the left: every row below k loses its share of vᵀ·H
    sums.fill(0);
    ws.addTransposedTimes(sums, from, part(h, n, from, n, from, n), v, at);
    for (let i = from; i < n; i++) ws.add(h, i * n + from, -tau * v[k * n + i]!, sums, from, size);
    // from the right: every row loses its part along v
    for (let i = 0; i < n; i++) {
      const row = i * n + from;
      ws.add(h, row, -tau * ws.dot(h, row, v, at, size), v, at, size);
    }
  }
  return { v: v.slice(), taus, length: n, shift: 1 };
}

/** Francis steps until every active block has size 1, or 2 with complex eigenvalues. */
function francis(ws: Workspace, h: Numbers, n: number, z: Numbers | null): void {
  let norm = 0;
  for (let i = 0; i < h.length; i++) norm = Math.max(norm, Math.abs(h[i]!));
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
      splitPair(h, n, top, z);
      bottom -= 2;
      iterations = 0;
    } else {
      iterations++;
      if (iterations > 30 * 10)
        raise(LinalgError, linalgErrors, 'linalg.convergence', { op: 'eig', iterations });
      step(ws, h, n, top, bottom, iterations, z);
    }
  }
}

/** One double-shift step on rows and columns top … bottom (at least three). */
function step(
  ws: Workspace,
  h: Numbers,
  n: number,
  top: number,
  bottom: number,
  iteration: number,
  z: Numbers | null,
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
    if (size === 2) {
      // the last reflection of a step touches two rows and columns
      reflectTwo(h, k * n + k, n, 1, n - k, tau, v1);
      reflectTwo(h, k, 1, n, bottom + 1, tau, v1);
      if (z) reflectTwo(z, k * n, n, 1, n, tau, v1);
      continue;
    }
    const v2 = x[2]!;
    ws.reflectRows(part(h, n, k, k + 3, k, n), tau, v1, v2);
    ws.reflectColumns(part(h, n, 0, Math.min(bottom, k + 3) + 1, k, k + 3), tau, v1, v2);
    if (z) ws.reflectRows(part(z, n, k, k + 3, 0, n), tau, v1, v2);
  }
}

/** Reflects n pairs of elements `apart` from each other; pairs are `step` apart. */
function reflectTwo(
  data: Numbers,
  at: number,
  apart: number,
  step: number,
  n: number,
  tau: number,
  v1: number,
): void {
  for (let i = 0; i < n; i++) {
    const p = at + i * step;
    const sum = tau * (data[p]! + v1 * data[p + apart]!);
    data[p]! -= sum;
    data[p + apart]! -= sum * v1;
  }
}

/** A 2 × 2 block with real eigenvalues is made upper triangular by a rotation; others stay. */
function splitPair(h: Numbers, n: number, k: number, zt: Numbers | null): void {
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
  for (let j = 0; j < n; j++) {
    const [x, y] = [zt[k * n + j]!, zt[(k + 1) * n + j]!];
    zt[k * n + j] = cos * x + sin * y;
    zt[(k + 1) * n + j] = cos * y - sin * x;
  }
}
