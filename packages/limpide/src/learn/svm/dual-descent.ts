/**
 * Dual coordinate descent for linear support vector machines (Hsieh, Chang, Lin, Keerthi & Sundararajan, 2008;
 * Ho & Lin, 2012 for regression): one dual variable per sample moves to its best value while w = Σ βᵢ·xᵢ is kept, so a
 * step costs as much as the sample has values, and no kernel value is ever computed.
 *
 *     min ½‖w‖² + Σᵢ Cᵢ·ℓ(yᵢ, w·xᵢ)
 *
 * With squared losses the dual has Dᵢ = 1/(2Cᵢ) on its diagonal and no upper bound; with plain ones 0 ≤ α ≤ Cᵢ.
 */
import type { CSRMatrix } from '../../linalg/index.ts';
import type { RandomStream } from '../base/index.ts';

export interface DualProblem {
  /** Samples by rows, the constant feature included. */
  readonly X: CSRMatrix;
  /** ±1, or numbers to predict. */
  readonly y: Float64Array;
  /** Cᵢ > 0 */
  readonly costs: Float64Array;
  readonly squared: boolean;
  readonly maxIter: number;
  readonly tol: number;
  readonly stream: RandomStream;
  readonly onPass?: ((pass: number, violation: number) => void) | undefined;
}

export interface DualResult {
  readonly w: Float64Array<ArrayBuffer>;
  readonly iterations: number;
  readonly converged: boolean;
  readonly violation: number;
}

function dotRow({ indptr, indices, data }: CSRMatrix, i: number, w: Float64Array): number {
  let sum = 0;
  for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sum += data[p]! * w[indices[p]!]!;
  return sum;
}
function addRow({ indptr, indices, data }: CSRMatrix, i: number, c: number, w: Float64Array): void {
  for (let p = indptr[i]!; p < indptr[i + 1]!; p++) w[indices[p]!]! += c * data[p]!;
}
function squares({ rows, indptr, data }: CSRMatrix): Float64Array {
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++)
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) out[i]! += data[p]! * data[p]!;
  return out;
}

/** Classification: hinge max(0, 1 − y·w·x), or its square. */
export function dualClassification(problem: DualProblem): DualResult {
  const { X, y, costs, squared, maxIter, tol, stream, onPass } = problem;
  const n = X.rows;
  const w = new Float64Array(X.cols);
  const alpha = new Float64Array(n);
  const Q = squares(X);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let iterations = 0;
  let violation = Infinity;
  while (iterations < maxIter && violation > tol) {
    stream.shuffle(order);
    let most = -Infinity;
    let least = Infinity;
    for (let at = 0; at < n; at++) {
      const i = order[at]!;
      const upper = squared ? Infinity : costs[i]!;
      const D = squared ? 0.5 / costs[i]! : 0;
      const a = alpha[i]!;
      const slope = y[i]! * dotRow(X, i, w) - 1 + D * a;
      // the part of the slope that the bounds do not hold
      const free = a === 0 ? Math.min(slope, 0) : a === upper ? Math.max(slope, 0) : slope;
      most = Math.max(most, free);
      least = Math.min(least, free);
      const curvature = Q[i]! + D;
      if (Math.abs(free) < 1e-12 || curvature === 0) continue;
      const next = Math.min(Math.max(a - slope / curvature, 0), upper);
      alpha[i] = next;
      addRow(X, i, (next - a) * y[i]!, w);
    }
    iterations++;
    violation = most - least;
    onPass?.(iterations, violation);
  }
  return { w, iterations, converged: violation <= tol, violation };
}

/** Regression: max(0, |y − w·x| − ε), or its square. */
export function dualRegression(problem: DualProblem & { readonly epsilon: number }): DualResult {
  const { X, y, costs, squared, epsilon, maxIter, tol, stream, onPass } = problem;
  const n = X.rows;
  const w = new Float64Array(X.cols);
  const beta = new Float64Array(n); // α − α*
  const Q = squares(X);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let iterations = 0;
  let violation = Infinity;
  let first = 0;
  while (iterations < maxIter && !(iterations > 0 && violation <= tol * first)) {
    stream.shuffle(order);
    violation = 0;
    for (let at = 0; at < n; at++) {
      const i = order[at]!;
      const bound = squared ? Infinity : costs[i]!;
      const D = squared ? 0.5 / costs[i]! : 0;
      const b = beta[i]!;
      const slope = dotRow(X, i, w) - y[i]! + D * b;
      const up = slope + epsilon; // slope of the objective as β grows beyond 0
      const down = slope - epsilon; // and as it falls below 0
      let wrong: number;
      if (b === 0) wrong = Math.max(-up, down, 0);
      else if (b >= bound) wrong = Math.max(up, 0);
      else if (b <= -bound) wrong = Math.max(-down, 0);
      else wrong = Math.abs(b > 0 ? up : down);
      violation += wrong;
      const curvature = Q[i]! + D;
      if (wrong < 1e-12 || curvature === 0) continue;
      // minimum of slope·t + ½·curvature·t² + ε|β + t|, within the bounds
      let next: number;
      if (up < curvature * b) next = b - up / curvature;
      else if (down > curvature * b) next = b - down / curvature;
      else next = 0;
      next = Math.min(Math.max(next, -bound), bound);
      beta[i] = next;
      addRow(X, i, next - b, w);
    }
    iterations++;
    if (iterations === 1) first = violation;
    onPass?.(iterations, violation);
  }
  return { w, iterations, converged: violation <= tol * first || first === 0, violation };
}
