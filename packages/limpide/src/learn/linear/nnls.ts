/**
 * Least squares with coefficients ≥ 0 (Lawson & Hanson, 1974, ch. 23), on the normal equations (Bro & de Jong,
 * 1997): min ½ xᵀG·x − hᵀx, G = XᵀX, h = Xᵀy.
 *
 * Coefficients are free or held at 0. The held one with the steepest slope is freed; the free ones are solved for;
 * those that became negative are held again. Each round decreases the objective, so it ends.
 */
import { Matrix } from '../../linalg/index.ts';
import { solvePositive } from './positive.ts';

export function nonNegative(G: Matrix, h: Float64Array): Float64Array<ArrayBuffer> {
  const d = h.length;
  const x = new Float64Array(d);
  const free: number[] = [];
  let scale = 0;
  for (let j = 0; j < d; j++) scale = Math.max(scale, Math.abs(h[j]!));
  const tol = 1e-12 * scale;
  for (let round = 0; round < 10 * d + 10; round++) {
    let best = -1;
    let steepest = tol;
    for (let j = 0; j < d; j++) {
      if (free.includes(j)) continue;
      let slope = h[j]!;
      for (const k of free) slope -= G.data[j * d + k]! * x[k]!;
      if (slope > steepest) {
        steepest = slope;
        best = j;
      }
    }
    if (best < 0) break;
    free.push(best);
    for (;;) {
      const solution = solveFor(G, h, free);
      if (solution.every((value) => value > 0)) {
        free.forEach((j, k) => {
          x[j] = solution[k]!;
        });
        break;
      }
      // Go towards the solution until the first coefficient reaches 0, and hold it there.
      let t = 1;
      let first = 0;
      free.forEach((j, k) => {
        const target = solution[k]!;
        if (target > 0) return;
        const share = x[j]! / (x[j]! - target || 1);
        if (share < t || (share === t && target < 0)) {
          t = share;
          first = k;
        }
      });
      free.forEach((j, k) => {
        x[j]! += t * (solution[k]! - x[j]!);
      });
      const held = free.filter((j, k) => k === first || (x[j]! <= 0 && solution[k]! <= 0));
      for (const j of held) {
        x[j] = 0;
        free.splice(free.indexOf(j), 1);
      }
      if (free.length === 0) break;
    }
  }
  return x;
}

function solveFor(G: Matrix, h: Float64Array, free: readonly number[]): Float64Array {
  const m = free.length;
  const A = Matrix.zeros(m, m);
  const b = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    b[i] = h[free[i]!]!;
    for (let j = 0; j < m; j++) A.data[i * m + j] = G.data[free[i]! * h.length + free[j]!]!;
  }
  return solvePositive(A, b);
}
