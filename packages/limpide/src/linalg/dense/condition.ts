/**
 * How far a square matrix is from being singular, for the price of a few solves.
 *
 * ‖A⁻¹‖₁ is the largest value of ‖A⁻¹x‖₁ over the x with ‖x‖₁ = 1, a convex function whose maximum is at
 * a unit vector. Hager (1984) climbs from one unit vector to a better one with a subgradient, which is a
 * solve with Aᵀ; Higham (1988) adds a second starting point that catches most of what this misses.
 */
import { type LU, luSolve } from './lu.ts';
import { Matrix } from './matrix.ts';

/** The largest sum of absolute values down a column. */
export function norm1(a: Matrix): number {
  const sums = new Float64Array(a.cols);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.cols; j++) sums[j]! += Math.abs(a.data[i * a.cols + j]!);
  return sums.reduce((x, y) => (x >= y || Number.isNaN(x) ? x : y), 0);
}

/** A lower bound, rarely off by more than 3, of the 1-norm condition number ‖A‖₁·‖A⁻¹‖₁. */
export function conditionEstimate(a: Matrix, factors: LU): number {
  const n = a.rows;
  if (n === 0) return 0;
  if (factors.zeroPivot >= 0) return Infinity;
  const column = (values: ArrayLike<number>): Matrix => new Matrix(Float64Array.from(values), n, 1);
  const size = (x: Matrix): number => {
    let sum = 0;
    for (const value of x.data) sum += Math.abs(value);
    return sum;
  };
  let x = column(new Float64Array(n).fill(1 / n));
  let best = 0;
  for (let round = 0; round < 5; round++) {
    const y = luSolve(factors, x);
    const reached = size(y);
    if (round > 0 && !(reached > best)) break;
    best = reached;
    const z = luSolve(factors, column(Float64Array.from(y.data, (v) => (v < 0 ? -1 : 1))), {
      transpose: true,
    });
    let steepest = 0;
    for (let i = 1; i < n; i++)
      if (Math.abs(z.data[i]!) > Math.abs(z.data[steepest]!)) steepest = i;
    let here = 0;
    for (let i = 0; i < n; i++) here += z.data[i]! * x.data[i]!;
    if (Math.abs(z.data[steepest]!) <= here) break; // no direction leads up
    x = Matrix.zeros(n, 1);
    x.data[steepest] = 1;
  }
  // alternating signs with growing sizes: what cancels for the other vectors does not cancel here
  const ramp = Array.from({ length: n }, (_, i) => (i % 2 ? -1 : 1) * (1 + i / Math.max(1, n - 1)));
  const second = (2 * size(luSolve(factors, column(ramp)))) / (3 * n);
  return norm1(a) * Math.max(best, second);
}
