/**
 * Eigenvectors of a tridiagonal matrix by divide and conquer (Cuppen, 1981; Gu & Eisenstat, 1995).
 *
 * T is cut in two halves, which differ from it by a rank-one term. With the eigenvectors of both halves,
 * T becomes a diagonal matrix plus a rank-one term, whose eigenvalues are roots of a secular equation
 * (secular.ts). What remains is one product of matrices per level, and it shrinks: most components of z
 * are negligible or most eigenvalues nearly equal, and then an eigenvector is taken over as it is.
 */
import { combine, type Halves, rotate, writeRow } from './halves.ts';
import { Matrix } from './matrix.ts';
import { correctedZ, secularRoot } from './secular.ts';
import { implicitQL } from './tridiagonal.ts';

interface Spectrum {
  /** ascending */
  readonly values: Float64Array<ArrayBufferLike>;
  /** row i is the eigenvector of values[i] */
  readonly vectors: Matrix;
}

/** Problems up to this size are solved by QL steps. */
const smallest = 32;

/** Eigenvalues, ascending, and eigenvectors, as rows, of a symmetric tridiagonal matrix. */
export function divideAndConquer(
  diagonal: Float64Array<ArrayBufferLike>,
  off: Float64Array<ArrayBufferLike>,
): Spectrum {
  const n = diagonal.length;
  if (n <= smallest) {
    const d = diagonal.slice();
    const rows = Matrix.identity(n);
    if (rows.data instanceof Float64Array) implicitQL(d, off.slice(), rows.data);
    return sorted(d, (i) => rows.row(i), n);
  }
  const cut = n >> 1;
  const link = off[cut - 1]!;
  const rho = Math.abs(link);
  const top = diagonal.slice(0, cut);
  const bottom = diagonal.slice(cut);
  top[cut - 1]! -= rho;
  bottom[0]! -= rho;
  const a = divideAndConquer(top, off.subarray(0, cut - 1));
  const b = divideAndConquer(bottom, off.subarray(cut));
  return merge(a, b, rho, link < 0 ? -1 : 1);
}

/** T = diag(T₁, T₂) + ρ·u·uᵀ, u = (last unit vector, sign · first unit vector). */
function merge(a: Spectrum, b: Spectrum, rho: number, sign: number): Spectrum {
  const n1 = a.values.length;
  const n2 = b.values.length;
  const n = n1 + n2;
  // In the basis of both halves' eigenvectors u becomes z; every eigenvector is a row of n, zero in
  // the part it does not come from.
  const order = Array.from({ length: n }, (_, i) => i);
  const value = (i: number): number => (i < n1 ? a.values[i]! : b.values[i - n1]!);
  order.sort((i, j) => value(i) - value(j));
  const d = Float64Array.from(order, value);
  const z = Float64Array.from(order, (i) =>
    i < n1 ? a.vectors.at(i, n1 - 1) : sign * b.vectors.at(i - n1, 0),
  );
  const rows: Halves[] = order.map((i) =>
    i < n1
      ? { top: a.vectors.row(i).slice(), bottom: null }
      : { top: null, bottom: b.vectors.row(i - n1).slice() },
  );

  const kept = deflate(d, z, rho, rows, n1, n2);
  const k = kept.length;
  const values = d.slice();
  const full = Matrix.zeros(n, n);
  const isKept = new Uint8Array(n);
  for (const i of kept) isKept[i] = 1;
  for (let i = 0; i < n; i++) if (!isKept[i]) writeRow(full, i, rows[i]!, n1);
  if (k > 0) {
    const dk = Float64Array.from(kept, (i) => d[i]!);
    const zk = Float64Array.from(kept, (i) => z[i]!);
    const gaps = new Float64Array(k * k); // row j: dᵢ − λⱼ
    for (let j = 0; j < k; j++)
      values[kept[j]!] = secularRoot(j, dk, zk, rho, gaps.subarray(j * k, (j + 1) * k));
    const inner = innerVectors(correctedZ(dk, zk, gaps), gaps);
    combine(full, kept, rows, inner, { top: n1, bottom: n2, bottomAt: n1 });
  }
  return sorted(values, (i) => full.row(i), n);
}

/**
 * Finds what the rank-one term leaves alone: components of z that are negligible, and pairs of nearly
 * equal d, where a rotation moves all of z to one of both. Returns the indices that remain.
 */
function deflate(
  d: Float64Array,
  z: Float64Array,
  rho: number,
  rows: Halves[],
  n1: number,
  n2: number,
): number[] {
  const n = d.length;
  let size = 2 * rho;
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(d[i]!));
  const tolerance = 8 * 2 ** -53 * size;
  const kept: number[] = [];
  for (let i = 0; i < n; i++) {
    if (rho * Math.abs(z[i]!) <= tolerance) continue;
    const before = kept.at(-1);
    if (before !== undefined) {
      const length = Math.hypot(z[i]!, z[before]!);
      const c = z[i]! / length;
      const s = z[before]! / length;
      if (Math.abs((d[i]! - d[before]!) * c * s) <= tolerance) {
        const [x, y] = [d[before]!, d[i]!];
        z[i] = length;
        z[before] = 0;
        d[before] = c * c * x + s * s * y;
        d[i] = s * s * x + c * c * y;
        rotate(rows[before]!, rows[i]!, c, s, n1, n2);
        kept.pop();
      }
    }
    kept.push(i);
  }
  return kept;
}

/** Eigenvectors of D + ρ·z·zᵀ from ẑ and the computed roots: component i of vector j is ẑᵢ / (dᵢ − λⱼ). */
function innerVectors(z: Float64Array, gaps: Float64Array): Float64Array<ArrayBuffer> {
  const k = z.length;
  const vectors = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    let norm = 0;
    for (let i = 0; i < k; i++) {
      const component = z[i]! / gaps[j * k + i]!;
      vectors[j * k + i] = component;
      norm += component * component;
    }
    norm = Math.sqrt(norm);
    for (let i = 0; i < k; i++) vectors[j * k + i]! /= norm;
  }
  return vectors;
}

/** Eigenpairs in ascending order. */
function sorted(
  values: Float64Array<ArrayBufferLike>,
  row: (i: number) => ArrayLike<number>,
  n: number,
): Spectrum {
  const order = Array.from({ length: values.length }, (_, i) => i);
  order.sort((i, j) => values[i]! - values[j]!);
  const vectors = Matrix.zeros(values.length, n);
  order.forEach((i, p) => {
    vectors.data.set(row(i), p * n);
  });
  return { values: Float64Array.from(order, (i) => values[i]!), vectors };
}
