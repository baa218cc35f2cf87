/**
 * A symmetric matrix in tridiagonal form: A = Q·T·Qᵀ, by Householder reflections from both sides
 * (Golub & Van Loan, §8.3); and the eigenvalues of a small T by implicit QL steps (Wilkinson's shift).
 */
import { linalgErrors } from '../../errors/catalog/linalg.ts';
import { LinalgError, raise } from '../../errors/index.ts';
import type { Matrix } from './matrix.ts';
import { applyBlock, blockOf, blockTriangle, reflector } from './reflectors.ts';

export interface Tridiagonal {
  /** T's diagonal, n values */
  readonly diagonal: Float64Array<ArrayBuffer>;
  /** T's other diagonal, n − 1 values */
  readonly off: Float64Array<ArrayBuffer>;
  /** rows of vectors of eigenvectors of T become eigenvectors of A: X ← X·Qᵀ, in place */
  readonly transform: (x: Matrix) => void;
}

/** Reduces a symmetric matrix, of which the lower triangle is read. */
export function tridiagonalise(matrix: Matrix): Tridiagonal {
  const n = matrix.rows;
  const a = new Float64Array(matrix.data);
  const diagonal = new Float64Array(n);
  const off = new Float64Array(Math.max(0, n - 1));
  const taus = new Float64Array(Math.max(0, n - 2));
  const vectors = new Float64Array(taus.length * n);
  const p = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    const m = n - k - 1; // size of what is left below row k
    const from = k + 1;
    const v = vectors.subarray(k * n, (k + 1) * n);
    for (let i = from; i < n; i++) v[i] = a[i * n + k]!;
    const { tau, beta } = reflector(v, from, m);
    taus[k] = tau;
    off[k] = beta;
    if (tau === 0) continue;
    // H·A·H = A − v·wᵀ − w·vᵀ with w = τ·A·v − ½·τ²·(vᵀ·A·v)·v
    symmetricTimes(a, n, from, v, p);
    let inner = 0;
    for (let i = from; i < n; i++) inner += p[i]! * v[i]!;
    const half = 0.5 * tau * tau * inner;
    for (let i = from; i < n; i++) p[i] = tau * p[i]! - half * v[i]!;
    for (let i = from; i < n; i++) {
      const vi = v[i]!;
      const wi = p[i]!;
      const at = i * n;
      for (let j = from; j <= i; j++) a[at + j] = a[at + j]! - (vi * p[j]! + wi * v[j]!);
    }
  }
  for (let i = 0; i < n; i++) diagonal[i] = a[i * n + i]!;
  if (n > 1) off[n - 2] = a[(n - 1) * n + n - 2]!;

  const transform = (x: Matrix): void => {
    const { data } = x;
    if (!(data instanceof Float64Array)) return;
    const count = taus.length;
    for (let j = Math.floor((count - 1) / blockOf) * blockOf; j >= 0 && count > 0; j -= blockOf) {
      const k = Math.min(blockOf, count - j);
      const at = j * n + j + 1;
      const length = n - j - 1;
      const t = blockTriangle(vectors, at, n, length, taus.subarray(j, j + k), k);
      applyBlock(data.subarray(j + 1), n, x.rows, vectors.subarray(at), n, k, length, t, true);
    }
  };
  return { diagonal, off, transform };
}

/** p ← A·v for indices from `from` on, reading the lower triangle only: each element serves twice. */
function symmetricTimes(
  a: Float64Array,
  n: number,
  from: number,
  v: Float64Array,
  p: Float64Array,
): void {
  p.fill(0, from);
  let i = from;
  // two rows at a time: p is loaded and stored half as often
  for (; i + 1 < n; i += 2) {
    const r0 = i * n;
    const r1 = r0 + n;
    const v0 = v[i]!;
    const v1 = v[i + 1]!;
    let s0 = 0;
    let s1 = 0;
    for (let j = from; j < i; j++) {
      const x0 = a[r0 + j]!;
      const x1 = a[r1 + j]!;
      const vj = v[j]!;
      s0 += x0 * vj;
      s1 += x1 * vj;
      p[j] = p[j]! + (x0 * v0 + x1 * v1);
    }
    const cross = a[r1 + i]!;
    p[i]! += s0 + a[r0 + i]! * v0 + cross * v1;
    p[i + 1]! += s1 + cross * v0 + a[r1 + i + 1]! * v1;
  }
  if (i < n) {
    const row = i * n;
    let sum = 0;
    for (let j = from; j < i; j++) {
      sum += a[row + j]! * v[j]!;
      p[j]! += a[row + j]! * v[i]!;
    }
    p[i]! += sum + a[row + i]! * v[i]!;
  }
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
        const r = Math.hypot(x, bulge);
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
