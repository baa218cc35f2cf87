/**
 * A symmetric matrix in tridiagonal form: A = Q·T·Qᵀ, by Householder reflections from both sides
 * (Golub & Van Loan, §8.3); and the eigenvalues of a small T by implicit QL steps (Wilkinson's shift).
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { LinalgError, raise } from '../../errors/index.ts';
import { inWorkspace } from './in-workspace.ts';
import type { Matrix } from './matrix.ts';
import { part, turned } from './part.ts';
import { type Reflections, reflector } from './reflectors.ts';

export interface Tridiagonal {
  /** T's diagonal, n values */
  readonly diagonal: Float64Array<ArrayBuffer>;
  /** T's other diagonal, n − 1 values */
  readonly off: Float64Array<ArrayBuffer>;
  /** Q: what makes eigenvectors of A of those of T */
  readonly q: Reflections;
}

/** Steps whose effect on the rest of the matrix waits for one product. */
const delayed = 32;

/**
 * Reduces a symmetric matrix, of which the lower triangle is read.
 *
 * A reflection changes A into A − v·wᵀ − w·vᵀ. Within a panel of steps A is left as it was: a column is brought up
 * to date when its turn comes, and A·v is corrected by the vectors so far (Dongarra, Sorensen & Hammarling, 1989).
 * So the matrix is read once per step instead of being read twice and written, and half of the work is a product.
 */
export function tridiagonalise(matrix: Matrix): Tridiagonal {
  const n = matrix.rows;
  const diagonal = new Float64Array(n);
  const off = new Float64Array(Math.max(0, n - 1));
  const taus = new Float64Array(Math.max(0, n - 2));
  const vectors = inWorkspace((2 * n ** 3) / 3, (ws) => {
    const a = ws.copy(matrix.data);
    const v = ws.floats(taus.length * n); // row k: reflection k, zero up to place k
    const w = ws.floats(delayed * n);
    const column = ws.floats(n);
    const inner = ws.floats(delayed);
    for (let k0 = 0; k0 < taus.length; k0 += delayed) {
      const k1 = Math.min(k0 + delayed, taus.length);
      for (let k = k0; k < k1; k++) {
        const before = k - k0;
        // column k: a − Σ (vₚ·wₚ[k] + wₚ·vₚ[k])
        for (let i = k; i < n; i++) column[i] = a[i * n + k]!;
        for (const [from, by, at] of [
          [part(v, n, k0, k, k, n), w, 0],
          [part(w, n, 0, before, k, n), v, k0],
        ] as const) {
          for (let p = 0; p < before; p++) inner[p] = -by[(at + p) * n + k]!;
          ws.addTransposedTimes(column, k, from, inner, 0);
        }
        diagonal[k] = column[k]!;
        const from = k + 1;
        const vk = k * n + from;
        v.set(column.subarray(from), vk);
        const { tau, beta } = reflector(v, vk, n - from, ws);
        taus[k] = tau;
        off[k] = beta;
        const wk = before * n + from;
        w.fill(0, before * n, (before + 1) * n);
        if (tau === 0) continue;
        // w = τ·A·v − ½·τ²·(vᵀ·A·v)·v
        ws.addSymmetricTimes(w, wk, part(a, n, from, n, from, n), v, vk);
        const [former, others] = [part(v, n, k0, k, from, n), part(w, n, 0, before, from, n)];
        for (const [left, right] of [
          [former, others],
          [others, former],
        ] as const) {
          inner.fill(0);
          ws.addTimes(inner, 0, right, v, vk);
          for (let p = 0; p < before; p++) inner[p]! *= -1;
          ws.addTransposedTimes(w, wk, left, inner, 0);
        }
        const half = 0.5 * tau * tau * ws.dot(w, wk, v, vk, n - from);
        for (let i = 0; i < n - from; i++) w[wk + i] = tau * w[wk + i]! - half * v[vk + i]!;
      }
      const rest = part(a, n, k1, n, k1, n);
      const [former, others] = [part(v, n, k0, k1, k1, n), part(w, n, 0, k1 - k0, k1, n)];
      ws.addProduct(rest, turned(former), others, -1, true);
      ws.addProduct(rest, turned(others), former, -1, true);
    }
    for (let i = taus.length; i < n; i++) diagonal[i] = a[i * n + i]!;
    if (n > 1) off[n - 2] = a[(n - 1) * n + n - 2]!;
    return v.slice();
  });

  return { diagonal, off, q: { v: vectors, taus, length: n, shift: 1 } };
}

/**
 * Eigenvalues of a tridiagonal matrix, in place in `d`, not sorted; `e` is used up. With `rows`, an
 * n × n array whose rows are turned along: from the identity, row i becomes the eigenvector of d[i].
 *
 * Each step is a QR step on T − σI done without subtracting σ: a first rotation, and others that chase
 * the element it has put outside the band off the end (Golub & Van Loan, §8.3.4, from the other end).
 */
export function implicitQL(
  d: Float64Array<ArrayBufferLike>,
  e: Float64Array<ArrayBufferLike>,
  rows: Float64Array<ArrayBufferLike> | null = null,
): void {
  const n = d.length;
  const eps = 2 ** -53;
  // What is far below a rounding of a rounding of the norm is 0: products of such elements would vanish
  // and the steps lead nowhere. Subnormal elements have no angle to rotate by either.
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(d[i]!), Math.abs(e[i] ?? 0));
  const tiny = Math.max(1e-290, eps * eps * norm);
  for (let l = 0; l < n; l++) {
    for (let iteration = 0; ; iteration++) {
      // the block l … m that is not yet split by a negligible element
      let m = l;
      while (m < n - 1 && Math.abs(e[m]!) > tiny + eps * (Math.abs(d[m]!) + Math.abs(d[m + 1]!)))
        m++;
      if (m === l) break;
      if (iteration === 60)
        raise(LinalgError, linalgErrors, 'linalg.convergence', {
          op: 'eigh',
          iterations: iteration,
        });
      // the eigenvalue of the leading 2 × 2 block that is nearer to d[l]
      const half = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      const root = Math.hypot(half, 1);
      const shift = d[l]! - e[l]! / (half + (half >= 0 ? root : -root));
      let x = d[m]! - shift;
      let bulge = e[m - 1]!;
      for (let i = m - 1; i >= l; i--) {
        const square = x * x + bulge * bulge;
        const r = square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(x, bulge);
        const c = r === 0 ? 1 : x / r;
        const s = r === 0 ? 0 : bulge / r;
        if (i < m - 1) e[i + 1] = r;
        // rotate rows and columns i and i + 1
        const a = d[i]!;
        const b = e[i]!;
        const g = d[i + 1]!;
        d[i + 1] = c * c * g + 2 * c * s * b + s * s * a;
        d[i] = s * s * g - 2 * c * s * b + c * c * a;
        e[i] = c * s * (a - g) + (c * c - s * s) * b;
        x = e[i]!;
        if (i > l) {
          bulge = s * e[i - 1]!;
          e[i - 1]! *= c;
        }
        if (rows !== null) rotateRows(rows, i * n, (i + 1) * n, n, c, s);
      }
    }
  }
}

/** (row a, row b) ← (c·a − s·b, s·a + c·b) */
function rotateRows(
  data: Float64Array<ArrayBufferLike>,
  a: number,
  b: number,
  n: number,
  c: number,
  s: number,
): void {
  for (let j = 0; j < n; j++) {
    const x = data[a + j]!;
    const y = data[b + j]!;
    data[a + j] = c * x - s * y;
    data[b + j] = s * x + c * y;
  }
}
