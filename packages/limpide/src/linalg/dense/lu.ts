/**
 * LU with partial pivoting: P·A = L·U, by panels of columns.
 *
 * Gaussian elimination that keeps its multipliers. In each column the largest element becomes the pivot,
 * so that no multiplier exceeds 1 (Golub & Van Loan, Matrix Computations, §3.4). A panel is eliminated
 * column by column; what it does to the columns on its right is one triangular solve and one product.
 */
import { Matrix } from './matrix.ts';
import { addProduct, doubles } from './product.ts';
import { solveTriangular } from './triangular.ts';

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

const panel = 32;

/** Factorises any matrix; a singular one too, which `zeroPivot` tells. */
export function luFactor(a: Matrix): LU {
  const { rows, cols } = a;
  const lu = new Float64Array(a.data);
  const steps = Math.min(rows, cols);
  const pivots = new Int32Array(steps);
  const permutation = Int32Array.from({ length: rows }, (_, i) => i);
  let sign = 1;
  let zeroPivot = -1;
  for (let j0 = 0; j0 < steps; j0 += panel) {
    const j1 = Math.min(j0 + panel, steps);
    // the panel: columns j0 … j1 − 1
    for (let j = j0; j < j1; j++) {
      let best = j;
      for (let i = j + 1; i < rows; i++)
        if (Math.abs(lu[i * cols + j]!) > Math.abs(lu[best * cols + j]!)) best = i;
      pivots[j] = best;
      if (best !== j) {
        swapRows(lu, cols, j, best);
        const row = permutation[j]!;
        permutation[j] = permutation[best]!;
        permutation[best] = row;
        sign = -sign;
      }
      const pivot = lu[j * cols + j]!;
      if (pivot === 0) {
        if (zeroPivot < 0) zeroPivot = j;
        continue; // the whole column is zero: nothing to eliminate
      }
      const top = j * cols;
      for (let i = j + 1; i < rows; i++) {
        const at = i * cols;
        const factor = lu[at + j]! / pivot;
        lu[at + j] = factor;
        if (factor === 0) continue;
        for (let k = j + 1; k < j1; k++) lu[at + k]! -= factor * lu[top + k]!;
      }
    }
    if (j1 === cols) continue;
    // the rows of U beside the panel: L₁₁·U₁₂ = A₁₂
    for (let i = j0 + 1; i < j1; i++)
      for (let k = j0; k < i; k++) {
        const factor = lu[i * cols + k]!;
        if (factor === 0) continue;
        for (let j = j1; j < cols; j++) lu[i * cols + j]! -= factor * lu[k * cols + j]!;
      }
    // everything below them: A₂₂ −= L₂₁·U₁₂
    if (j1 < rows)
      addProduct(
        lu.subarray(j1 * cols + j1),
        cols,
        lu.subarray(j1 * cols + j0),
        cols,
        1,
        lu.subarray(j0 * cols + j1),
        cols,
        rows - j1,
        cols - j1,
        j1 - j0,
        -1,
      );
  }
  return { lu: new Matrix(lu, rows, cols), pivots, permutation, sign, zeroPivot };
}

function swapRows(data: Float64Array, cols: number, a: number, b: number): void {
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
