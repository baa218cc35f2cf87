/**
 * The largest eigenvalues of a symmetric operator that is only known by what it does to a vector: a sparse
 * matrix, a kernel, the Laplacian of a graph.
 *
 * Lanczos builds an orthonormal basis of x, Ax, A²x… and solves the small problem projected on it. When the
 * basis is full, the best directions are kept and it goes on from there: thick restart (Wu & Simon, 2000).
 * Each new vector is made orthogonal to all others twice, so that no eigenvalue comes back as a ghost.
 */
import { eigh } from '../../linalg/dense/symmetric.ts';
import { Matrix } from '../../linalg/index.ts';
import { RandomStream } from '../base/index.ts';

export interface LanczosOptions {
  /** How many eigenvalues, 1 ≤ k ≤ n. */
  readonly k: number;
  /** Residual ‖Av − λv‖ at which an eigenvector is good, relative to the largest |λ|. Default 1e-10. */
  readonly tolerance?: number;
  /** Restarts at most. Default 300. */
  readonly maxRestarts?: number;
  /** Seed of the first vector. Default 0. */
  readonly seed?: number;
}

export interface TopEigen {
  /** k values, largest first. */
  readonly values: Float64Array<ArrayBuffer>;
  /** Row i is the unit eigenvector of values[i]: k × n. */
  readonly vectors: Matrix;
  /** The largest residual, relative to the largest |λ|. */
  readonly residual: number;
}

type Apply = (x: Float64Array<ArrayBuffer>, out: Float64Array<ArrayBuffer>) => void;

/** The k algebraically largest eigenvalues of a symmetric operator on n numbers; `apply` writes A·x to `out`. */
export function lanczos(n: number, apply: Apply, options: LanczosOptions): TopEigen {
  const { k, tolerance = 1e-10, maxRestarts = 300, seed = 0 } = options;
  const size = Math.min(n, Math.max(2 * k + 10, 30));
  const random = new RandomStream(seed, 0x1a2c);
  const basis = Array.from({ length: size }, () => new Float64Array(n));
  const small = Matrix.zeros(size, size);
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) w[i] = random.normal();
  normalise(w, norm(w));
  let have = 0;
  for (let restart = 0; ; restart++) {
    let beta = 0;
    for (let j = have; j < size; j++) {
      const v = basis[j]!;
      v.set(w);
      apply(v, w);
      // two rounds: what the first leaves of rounding errors, the second takes away
      const before = norm(w);
      for (let round = 0; round < 2; round++) {
        for (let i = 0; i <= j; i++) {
          const h = dot(basis[i]!, w);
          small.data[i * size + j]! += h;
          if (i !== j) small.data[j * size + i]! += h;
          addScaled(w, basis[i]!, -h);
        }
      }
      beta = norm(w);
      if (beta > 1e-14 * Math.max(before, Number.MIN_VALUE)) normalise(w, beta);
      else {
        // the basis is closed under A: whatever is left is reached from another start
        beta = 0;
        if (j + 1 < n) freshVector(w, basis, j + 1, random);
      }
    }
    const { values, vectors } = eigh(small);
    const scale = Math.max(Math.abs(values[0]!), Math.abs(values[size - 1]!), Number.MIN_VALUE);
    let residual = 0;
    for (let i = 0; i < k; i++) {
      const last = vectors.data[(size - 1) * size + (size - 1 - i)]!;
      residual = Math.max(residual, Math.abs(beta * last) / scale);
    }
    const done = residual <= tolerance || size === n || restart >= maxRestarts;
    const keep = done ? k : Math.min(size - 1, k + Math.max(5, Math.floor((size - k) / 3)));
    const ritz = combine(basis, vectors, keep, n);
    if (done) {
      const top = Float64Array.from({ length: k }, (_, i) => values[size - 1 - i]!);
      const out = Matrix.zeros(k, n);
      for (let i = 0; i < k; i++) out.data.set(ritz[i]!, i * n);
      return { values: top, vectors: out, residual };
    }
    small.data.fill(0);
    for (let i = 0; i < keep; i++) {
      basis[i]!.set(ritz[i]!);
      small.data[i * size + i] = values[size - 1 - i]!;
    }
    have = keep;
  }
}

/** The `keep` vectors of the basis' span with the largest values. */
function combine(
  basis: readonly Float64Array<ArrayBuffer>[],
  vectors: Matrix,
  keep: number,
  n: number,
): Float64Array<ArrayBuffer>[] {
  const size = basis.length;
  return Array.from({ length: keep }, (_, i) => {
    const out = new Float64Array(n);
    for (let j = 0; j < size; j++)
      addScaled(out, basis[j]!, vectors.data[j * size + (size - 1 - i)]!);
    return out;
  });
}

/** A random unit vector orthogonal to the first `count` of the basis. */
function freshVector(
  w: Float64Array<ArrayBuffer>,
  basis: readonly Float64Array<ArrayBuffer>[],
  count: number,
  random: RandomStream,
): void {
  for (let i = 0; i < w.length; i++) w[i] = random.normal();
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < count; i++) addScaled(w, basis[i]!, -dot(basis[i]!, w));
  }
  normalise(w, norm(w));
}

function dot(a: Float64Array<ArrayBuffer>, b: Float64Array<ArrayBuffer>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
const norm = (a: Float64Array<ArrayBuffer>): number => Math.sqrt(dot(a, a));
function normalise(a: Float64Array<ArrayBuffer>, length: number): void {
  const f = length > 0 ? 1 / length : 0;
  for (let i = 0; i < a.length; i++) a[i]! *= f;
}
function addScaled(a: Float64Array<ArrayBuffer>, b: Float64Array<ArrayBuffer>, f: number): void {
  for (let i = 0; i < a.length; i++) a[i]! += f * b[i]!;
}

/** The largest eigenvalues of a dense symmetric matrix: all of them and then some dropped, or by Lanczos. */
export function topEigen(a: Matrix, k: number, seed = 0): TopEigen {
  const n = a.rows;
  if (n <= 200 || k > n / 5) {
    const { values, vectors } = eigh(a);
    const top = Float64Array.from({ length: k }, (_, i) => values[n - 1 - i]!);
    const rows = Matrix.zeros(k, n);
    for (let i = 0; i < k; i++)
      for (let j = 0; j < n; j++) rows.data[i * n + j] = vectors.data[j * n + (n - 1 - i)]!;
    return { values: top, vectors: rows, residual: 0 };
  }
  const { data } = a;
  return lanczos(
    n,
    (x, out) => {
      for (let i = 0; i < n; i++) {
        const at = i * n;
        let s0 = 0;
        let s1 = 0;
        let j = 0;
        for (; j + 1 < n; j += 2) {
          s0 += data[at + j]! * x[j]!;
          s1 += data[at + j + 1]! * x[j + 1]!;
        }
        if (j < n) s0 += data[at + j]! * x[j]!;
        out[i] = s0 + s1;
      }
    },
    { k, seed },
  );
}
