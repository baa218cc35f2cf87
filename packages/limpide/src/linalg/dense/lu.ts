/**
 * LU with partial pivoting: P·A = L·U.
 *
 * Gaussian elimination that keeps its multipliers. In each column the largest element becomes the pivot,
 * so that no multiplier exceeds 1 (Golub & Van Loan, Matrix Computations, §3.4). A few columns are eliminated
 * one by one; what they do to the columns on their right is one triangular solve and one product.
 */
import { inWorkspace } from './in-workspace.ts';
import { Matrix } from './matrix.ts';
import { type Numbers, part } from './part.ts';
import { doubles } from './product.ts';
import { solveInPlace, solveTriangular } from './triangular.ts';
import type { Workspace } from './workspace.ts';

export interface LU {
  /** L below the diagonal (its ones are not stored), U on it and above: rows × cols */
  readonly lu: Matrix;
  /** at step i, rows i and pivots[i] were exchanged */
  readonly pivots: Int32Array<ArrayBuffer>;
  /** row i of P·A is row permutation[i] of A */
  readonly permutation: Int32Array<ArrayBuffer>;
  /** determinant of P: 1 or −1 */
  readonly sign: number;
  /** the first pivot that is exactly 0, or −1 when there is none */
  readonly zeroPivot: number;
}

/** Columns that are eliminated one by one. */
const few = 16;

/** Factorises any matrix; a singular one too, which `zeroPivot` tells. */
export function luFactor(a: Matrix): LU {
  const { rows, cols } = a;
  const steps = Math.min(rows, cols);
  return inWorkspace((steps * rows * cols) / 3, (ws) => {
    const work = ws.copy(a.data);
    const exchanges: Exchanges = {
      pivots: new Int32Array(steps),
      permutation: Int32Array.from({ length: rows }, (_, i) => i),
      sign: 1,
      zeroPivot: -1,
    };
    eliminate(ws, work, rows, cols, 0, steps, exchanges);
    if (cols > steps) takeOut(ws, work, rows, cols, 0, steps, cols);
    return { lu: new Matrix(work.slice(), rows, cols), ...exchanges };
  });
}

/** What elimination finds on its way. */
interface Exchanges {
  readonly pivots: Int32Array<ArrayBuffer>;
  readonly permutation: Int32Array<ArrayBuffer>;
  sign: number;
  zeroPivot: number;
}

/**
 * Columns j0 … j1 − 1, from row j0 down: the left half is eliminated and taken out of the right half, which is
 * eliminated in turn (Toledo, 1997).
 */
function eliminate(
  ws: Workspace,
  lu: Numbers,
  rows: number,
  cols: number,
  j0: number,
  j1: number,
  exchanges: Exchanges,
): void {
  if (j1 - j0 <= few) {
    eliminateFew(lu, rows, cols, j0, j1, exchanges);
    return;
  }
  const middle = (j0 + j1) >> 1;
  eliminate(ws, lu, rows, cols, j0, middle, exchanges);
  takeOut(ws, lu, rows, cols, j0, middle, j1);
  eliminate(ws, lu, rows, cols, middle, j1, exchanges);
}

/** What the elimination of columns j0 … j1 − 1 does to columns j1 … j2 − 1: rows of U, then everything below. */
function takeOut(
  ws: Workspace,
  lu: Numbers,
  rows: number,
  cols: number,
  j0: number,
  j1: number,
  j2: number,
): void {
  // L₁₁·U₁₂ = A₁₂, A₂₂ −= L₂₁·U₁₂
  const beside = part(lu, cols, j0, j1, j1, j2);
  const how = { lower: true, unitDiagonal: true, batch: '' };
  solveInPlace(ws, part(lu, cols, j0, j1, j0, j1), beside, how);
  if (j1 < rows)
    ws.addProduct(part(lu, cols, j1, rows, j1, j2), part(lu, cols, j1, rows, j0, j1), beside, -1);
}

function eliminateFew(
  lu: Numbers,
  rows: number,
  cols: number,
  j0: number,
  j1: number,
  exchanges: Exchanges,
): void {
  const { pivots, permutation } = exchanges;
  for (let j = j0; j < j1; j++) {
    let best = j;
    let size = Math.abs(lu[j * cols + j]!);
    for (let i = j + 1; i < rows; i++) {
      const other = Math.abs(lu[i * cols + j]!);
      if (other > size) {
        best = i;
        size = other;
      }
    }
    pivots[j] = best;
    if (best !== j) {
      swapRows(lu, cols, j, best);
      const row = permutation[j]!;
      permutation[j] = permutation[best]!;
      permutation[best] = row;
      exchanges.sign = -exchanges.sign;
    }
    const top = j * cols;
    const pivot = lu[top + j]!;
    if (pivot === 0) {
      if (exchanges.zeroPivot < 0) exchanges.zeroPivot = j;
      continue; // the whole column is zero: nothing to eliminate
    }
    for (let i = j + 1; i < rows; i++) {
      const at = i * cols;
      const factor = lu[at + j]! / pivot;
      lu[at + j] = factor;
      if (factor === 0) continue;
      for (let k = j + 1; k < j1; k++) lu[at + k]! -= factor * lu[top + k]!;
    }
  }
}

function swapRows(data: Numbers, cols: number, a: number, b: number): void {
  const kept = data.slice(a * cols, (a + 1) * cols);
  data.copyWithin(a * cols, b * cols, (b + 1) * cols);
  data.set(kept, b * cols);
}

/** The unit lower triangular factor: rows × min(rows, cols). */
export function lowerOf({ lu }: LU): Matrix {
  const size = Math.min(lu.rows, lu.cols);
  const out = Matrix.zeros(lu.rows, size);
  for (let i = 0; i < lu.rows; i++) {
    for (let j = 0; j < Math.min(i, size); j++) out.data[i * size + j] = lu.at(i, j);
    if (i < size) out.data[i * size + i] = 1;
  }
  return out;
}

/** The upper triangular factor: min(rows, cols) × cols. */
export function upperOf({ lu }: LU): Matrix {
  const size = Math.min(lu.rows, lu.cols);
  const out = Matrix.zeros(size, lu.cols);
  for (let i = 0; i < size; i++)
    for (let j = i; j < lu.cols; j++) out.data[i * lu.cols + j] = lu.at(i, j);
  return out;
}

/** X with A·X = B (or Aᵀ·X = B), from the factors of a square A that is not singular. */
export function luSolve(factors: LU, b: Matrix, options: { transpose?: boolean } = {}): Matrix {
  const { lu, permutation } = factors;
  const values = doubles(b);
  const m = b.cols;
  const moved = Matrix.zeros(b.rows, m);
  if (options.transpose) {
    // Aᵀ = Uᵀ·Lᵀ·P
    const y = solveTriangular(lu, b, { upper: true, transpose: true });
    const z = solveTriangular(lu, y, { transpose: true, unitDiagonal: true });
    for (let i = 0; i < b.rows; i++) moved.data.set(z.row(i), permutation[i]! * m);
    return moved;
  }
  for (let i = 0; i < b.rows; i++) {
    const from = permutation[i]! * m;
    moved.data.set(values.subarray(from, from + m), i * m);
  }
  const y = solveTriangular(lu, moved, { unitDiagonal: true });
  return solveTriangular(lu, y, { upper: true });
}

/** Sign and logarithm of |det A| of a square A; 0 and −∞ when it is singular. */
export function luDeterminant({ lu, sign }: LU): { sign: number; logAbs: number; det: number } {
  let s = sign;
  let logAbs = 0;
  let det = sign;
  for (let i = 0; i < lu.rows; i++) {
    const pivot = lu.at(i, i);
    s *= Math.sign(pivot);
    logAbs += Math.log(Math.abs(pivot));
    det *= pivot;
  }
  return { sign: s === 0 ? 0 : s, logAbs, det }; // not −0
}
