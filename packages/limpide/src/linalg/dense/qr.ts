/**
 * QR by Householder reflections: A = Q·R with QᵀQ = I and R upper triangular (Golub & Van Loan, §5.2).
 *
 * The work is done on Aᵀ, so that a column of A is contiguous. Without pivoting, columns go in panels;
 * with pivoting (Businger & Golub, 1965) the longest of the remaining columns is taken each time, so that
 * the diagonal of R decreases and tells the rank.
 */
import { Matrix } from './matrix.ts';
import { doubles } from './product.ts';
import { applyBlock, blockOf, blockTriangle, reflector } from './reflectors.ts';

/** A factorised matrix: Q as reflections, from which it is formed or applied. */
export class HouseholderQR {
  readonly rows: number;
  readonly cols: number;
  /** columns[j] is the column of A that came to place j; null without pivoting */
  readonly permutation: Int32Array<ArrayBuffer> | null;
  readonly #r: Matrix;
  /** reflection j is row j, zero before place j */
  readonly #v: Float64Array<ArrayBuffer>;
  readonly #taus: Float64Array<ArrayBuffer>;

  constructor(a: Matrix, options: { readonly pivoting?: boolean | undefined } = {}) {
    const { rows: m, cols: n } = a;
    this.rows = m;
    this.cols = n;
    const steps = Math.min(m, n);
    const taus = new Float64Array(steps);
    const work = doubles(a.transpose());
    const diagonal = new Float64Array(steps);
    this.permutation = options.pivoting
      ? factorPivoted(work, m, n, taus, diagonal)
      : factorPanels(work, m, n, taus, diagonal);
    // R is above the diagonal of the work, the reflections below it
    const r = Matrix.zeros(steps, n);
    const v = new Float64Array(steps * m);
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < Math.min(j, steps); i++) r.data[i * n + j] = work[j * m + i]!;
      if (j >= steps) continue;
      r.data[j * n + j] = diagonal[j]!;
      v.set(work.subarray(j * m + j, (j + 1) * m), j * m + j);
    }
    this.#r = r;
    this.#v = v;
    this.#taus = taus;
  }

  /** R: min(rows, cols) × cols, columns in the order of the permutation. */
  r(): Matrix {
    return this.#r.clone();
  }

  /** The first `count` columns of Q: min(rows, cols) of them by default, at most `rows`. */
  q(count = Math.min(this.rows, this.cols)): Matrix {
    const transposed = Matrix.identity(count, this.rows);
    this.#apply(transposed, false, true);
    return transposed.transpose();
  }

  /** Qᵀ·B for the whole Q, rows × rows. */
  applyTransposed(b: Matrix): Matrix {
    const transposed = b.transpose().clone('float64');
    this.#apply(transposed, true, false);
    return transposed.transpose();
  }

  /** Q·B for the whole Q, rows × rows. */
  apply(b: Matrix): Matrix {
    const transposed = b.transpose().clone('float64');
    this.#apply(transposed, false, false);
    return transposed.transpose();
  }

  /** The rows of x, as vectors, become Qᵀ·x or Q·x. */
  #apply(x: Matrix, transposeQ: boolean, identity: boolean): void {
    const m = this.rows;
    const steps = this.#taus.length;
    const starts: number[] = [];
    for (let j = 0; j < steps; j += blockOf) starts.push(j);
    if (!transposeQ) starts.reverse();
    const data = doubles(x);
    for (const j of starts) {
      const k = Math.min(blockOf, steps - j);
      const at = j * m + j; // everything before column j is zero in this block
      const t = blockTriangle(this.#v, at, m, m - j, this.#taus.subarray(j, j + k), k);
      // of the identity, the first j rows are still what they were
      const first = identity ? Math.min(j, x.rows) : 0;
      applyBlock(
        data.subarray(first * m + j),
        m,
        x.rows - first,
        this.#v.subarray(at),
        m,
        k,
        m - j,
        t,
        !transposeQ,
      );
    }
  }
}

/** Factorises by panels of columns; `work` holds Aᵀ. */
function factorPanels(
  work: Float64Array<ArrayBufferLike>,
  m: number,
  n: number,
  taus: Float64Array,
  diagonal: Float64Array,
): null {
  const steps = Math.min(m, n);
  for (let j0 = 0; j0 < steps; j0 += blockOf) {
    const j1 = Math.min(j0 + blockOf, steps);
    for (let j = j0; j < j1; j++) {
      const { tau, beta } = reflector(work, j * m + j, m - j);
      taus[j] = tau;
      diagonal[j] = beta;
      for (let other = j + 1; other < j1; other++) reflectRow(work, m, j, other, tau);
    }
    if (j1 === n) continue;
    const k = j1 - j0;
    const v = new Float64Array(k * (m - j0));
    for (let j = j0; j < j1; j++)
      v.set(work.subarray(j * m + j, (j + 1) * m), (j - j0) * (m - j0) + j - j0);
    const t = blockTriangle(v, 0, m - j0, m - j0, taus.subarray(j0, j1), k);
    applyBlock(work.subarray(j1 * m + j0), m, n - j1, v, m - j0, k, m - j0, t, false);
  }
  return null;
}

/** Column `other` loses its part along reflection j. */
function reflectRow(
  work: Float64Array<ArrayBufferLike>,
  m: number,
  j: number,
  other: number,
  tau: number,
): void {
  const vj = j * m;
  const at = other * m;
  let sum = 0;
  for (let i = j; i < m; i++) sum += work[vj + i]! * work[at + i]!;
  sum *= tau;
  if (sum === 0) return;
  for (let i = j; i < m; i++) work[at + i]! -= sum * work[vj + i]!;
}

function factorPivoted(
  work: Float64Array<ArrayBufferLike>,
  m: number,
  n: number,
  taus: Float64Array,
  diagonal: Float64Array,
): Int32Array<ArrayBuffer> {
  const steps = Math.min(m, n);
  const order = Int32Array.from({ length: n }, (_, j) => j);
  const lengthFrom = (j: number, i: number): number => {
    let largest = 0;
    for (let p = i; p < m; p++) largest = Math.max(largest, Math.abs(work[j * m + p]!));
    if (largest === 0) return 0;
    let sum = 0;
    for (let p = i; p < m; p++) sum += (work[j * m + p]! / largest) ** 2;
    return largest * Math.sqrt(sum);
  };
  const lengths = Float64Array.from({ length: n }, (_, j) => lengthFrom(j, 0));
  const exact = lengths.slice(); // what a length was when it was last computed in full
  for (let j = 0; j < steps; j++) {
    let best = j;
    for (let other = j + 1; other < n; other++) if (lengths[other]! > lengths[best]!) best = other;
    if (best !== j) {
      const kept = work.slice(j * m, (j + 1) * m);
      work.copyWithin(j * m, best * m, (best + 1) * m);
      work.set(kept, best * m);
      [order[j], order[best]] = [order[best]!, order[j]!];
      lengths[best] = lengths[j]!;
      exact[best] = exact[j]!;
    }
    const { tau, beta } = reflector(work, j * m + j, m - j);
    taus[j] = tau;
    diagonal[j] = beta;
    for (let other = j + 1; other < n; other++) {
      reflectRow(work, m, j, other, tau);
      // Pythagoras gives the length of what is left; after much cancellation it is computed again
      if (lengths[other] === 0) continue;
      const part = Math.abs(work[other * m + j]!) / lengths[other]!;
      const left = Math.max(0, 1 - part * part);
      if (left * (lengths[other]! / exact[other]!) ** 2 <= 1.5e-8) {
        lengths[other] = lengthFrom(other, j + 1);
        exact[other] = lengths[other]!;
      } else lengths[other]! *= Math.sqrt(left);
    }
  }
  return order;
}
