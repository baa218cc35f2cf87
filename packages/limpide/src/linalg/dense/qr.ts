/**
 * QR by Householder reflections: A = Q·R with QᵀQ = I and R upper triangular (Golub & Van Loan, §5.2).
 *
 * The work is done on Aᵀ, so that a column of A is contiguous. Without pivoting, columns go in panels, halved
 * again and again (Elmroth & Gustavson, 2000); with pivoting (Businger & Golub, 1965) the longest of the remaining
 * columns is taken each time, so that the diagonal of R decreases and tells the rank.
 */
import { inWorkspace } from './in-workspace.ts';
import { Matrix, transposeInto } from './matrix.ts';
import { type Numbers, part } from './part.ts';
import {
  applyBlock,
  blockOf,
  blockTriangle,
  type Reflections,
  reflector,
  reflectRows,
} from './reflectors.ts';
import type { Workspace } from './workspace.ts';

/** Columns of a panel that are reflected one by one. */
const few = 8;

/** A factorised matrix: Q as reflections, from which it is formed or applied. */
export class HouseholderQR {
  readonly rows: number;
  readonly cols: number;
  /** columns[j] is the column of A that came to place j; null without pivoting */
  readonly permutation: Int32Array<ArrayBuffer> | null;
  readonly #r: Matrix;
  readonly #q: Reflections;

  constructor(a: Matrix, options: { readonly pivoting?: boolean | undefined } = {}) {
    const { rows: m, cols: n } = a;
    this.rows = m;
    this.cols = n;
    const steps = Math.min(m, n);
    const taus = new Float64Array(steps);
    const diagonal = new Float64Array(steps);
    // R is above the diagonal of the work, the reflections below it
    const r = Matrix.zeros(steps, n);
    const v = new Float64Array(steps * m);
    this.permutation = inWorkspace(m * n * steps, (ws) => {
      const work = ws.floats(m * n);
      transposeInto(work, a);
      const order = options.pivoting
        ? factorPivoted(ws, work, m, n, taus, diagonal)
        : factorPanels(ws, work, m, n, taus, diagonal);
      readTriangle(r, work, m, diagonal);
      for (let j = 0; j < steps; j++) v.set(work.subarray(j * m + j, (j + 1) * m), j * m + j);
      return order;
    });
    this.#r = r;
    this.#q = { v, taus, length: m, shift: 0 };
  }

  /** R: min(rows, cols) × cols, columns in the order of the permutation. */
  r(): Matrix {
    return this.#r.clone();
  }

  /** The first `count` columns of Q: min(rows, cols) of them by default, at most `rows`. */
  q(count = Math.min(this.rows, this.cols)): Matrix {
    return reflectRows(Matrix.identity(count, this.rows), this.#q, { identity: true }).transpose();
  }

  /** Qᵀ·B for the whole Q, rows × rows. */
  applyTransposed(b: Matrix): Matrix {
    return reflectRows(b.transpose(), this.#q, { transpose: true }).transpose();
  }

  /** Q·B for the whole Q, rows × rows. */
  apply(b: Matrix): Matrix {
    return reflectRows(b.transpose(), this.#q).transpose();
  }
}

/** R alone, min(rows, cols) × cols: in less time and memory, as the reflections are forgotten. */
export function triangularFactor(a: Matrix): Matrix {
  const { rows: m, cols: n } = a;
  const steps = Math.min(m, n);
  const r = Matrix.zeros(steps, n);
  inWorkspace(m * n * steps, (ws) => {
    const work = ws.floats(m * n);
    transposeInto(work, a);
    const diagonal = new Float64Array(steps);
    factorPanels(ws, work, m, n, new Float64Array(steps), diagonal);
    readTriangle(r, work, m, diagonal);
  });
  return r;
}

/** R from the factorised Aᵀ. */
function readTriangle(r: Matrix, work: Numbers, m: number, diagonal: Float64Array): void {
  const { rows: steps, cols: n } = r;
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < Math.min(j, steps); i++) r.data[i * n + j] = work[j * m + i]!;
    if (j < steps) r.data[j * n + j] = diagonal[j]!;
  }
}

/** Factorises by panels of columns; `work` holds Aᵀ. */
function factorPanels(
  ws: Workspace,
  work: Numbers,
  m: number,
  n: number,
  taus: Float64Array,
  diagonal: Float64Array,
): null {
  const steps = Math.min(m, n);
  const v = ws.floats(blockOf * m);
  const room = ws.floats(2 * blockOf * n);
  /** Takes columns j0 … j1 − 1, which are finished, out of columns j1 … j2 − 1. */
  const takeOut = (j0: number, j1: number, j2: number): void => {
    const length = m - j0;
    for (let j = j0; j < j1; j++) {
      const at = (j - j0) * length;
      v.fill(0, at, at + j - j0);
      v.set(work.subarray(j * m + j, (j + 1) * m), at + j - j0);
    }
    const vectors = part(v, length, 0, j1 - j0, 0, length);
    const t = blockTriangle(ws, vectors, taus.subarray(j0, j1));
    applyBlock(ws, part(work, m, j1, j2, j0, m), vectors, t, false, room);
  };
  const finish = (j0: number, j1: number): void => {
    if (j1 - j0 > few) {
      const middle = (j0 + j1) >> 1;
      finish(j0, middle);
      takeOut(j0, middle, j1);
      finish(middle, j1);
      return;
    }
    for (let j = j0; j < j1; j++) {
      const { tau, beta } = reflector(work, j * m + j, m - j, ws);
      taus[j] = tau;
      diagonal[j] = beta;
      for (let other = j + 1; other < j1; other++) reflectRow(ws, work, m, j, other, tau);
    }
  };
  for (let j = 0; j < steps; j += blockOf) {
    const end = Math.min(j + blockOf, steps);
    finish(j, end);
    if (end < n) takeOut(j, end, n);
  }
  return null;
}

/** Column `other` loses its part along reflection j. */
function reflectRow(
  ws: Workspace,
  work: Numbers,
  m: number,
  j: number,
  other: number,
  tau: number,
): void {
  const vj = j * m + j;
  const at = other * m + j;
  const factor = tau * ws.dot(work, vj, work, at, m - j);
  if (factor !== 0) ws.add(work, at, -factor, work, vj, m - j);
}

function factorPivoted(
  ws: Workspace,
  work: Numbers,
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
    const { tau, beta } = reflector(work, j * m + j, m - j, ws);
    taus[j] = tau;
    diagonal[j] = beta;
    for (let other = j + 1; other < n; other++) {
      reflectRow(ws, work, m, j, other, tau);
      // Pythagoras gives the length of what is left; after much cancellation it is computed again
      if (lengths[other] === 0) continue;
      const share = Math.abs(work[other * m + j]!) / lengths[other]!;
      const left = Math.max(0, 1 - share * share);
      if (left * (lengths[other]! / exact[other]!) ** 2 <= 1.5e-8) {
        lengths[other] = lengthFrom(other, j + 1);
        exact[other] = lengths[other]!;
      } else lengths[other]! *= Math.sqrt(left);
    }
  }
  return order;
}
