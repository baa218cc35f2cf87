/**
 * Coordinate descent for least squares with an elastic net (Friedman, Hastie & Tibshirani, 2010):
 *
 *     min_w ½‖y − X·w‖² + a·‖w‖₁ + b/2·‖w‖²
 *
 * Along one coefficient the minimum is known, w_j = soft(X_j·R + ‖X_j‖²·w_j, a)/(‖X_j‖² + b); passes over all
 * coefficients converge to the minimum of the whole. The duality gap says how far from it w can still be (Kim, Koh,
 * Lustig, Boyd & Gorinevsky, 2007): a dual point made from the residual bounds the objective from below.
 */
import type { RandomStream } from '../../base/index.ts';
import type { Columns } from './columns.ts';

export interface DescentProblem {
  /** a */
  readonly l1: number;
  /** b */
  readonly l2: number;
  readonly positive: boolean;
  readonly maxIter: number;
  /** Converged when the gap is at most tol·‖y‖². */
  readonly tol: number;
  /** Coefficients at random; in order when left out. */
  readonly stream?: RandomStream | undefined;
  readonly onPass?: ((pass: number, gap: number) => void) | undefined;
}

export interface DescentResult {
  readonly iterations: number;
  readonly gap: number;
  readonly converged: boolean;
}

/** Improves w in place. */
export function coordinateDescent(
  columns: Columns,
  w: Float64Array,
  problem: DescentProblem,
): DescentResult {
  const { l1, l2, positive, maxIter, tol, stream, onPass } = problem;
  const { count, squares } = columns;
  columns.reset(w);
  const wanted = tol * columns.yy;
  let iterations = 0;
  let gap = Infinity;
  let converged = false;
  while (iterations < maxIter && !converged) {
    let largest = 0;
    let change = 0;
    for (let at = 0; at < count; at++) {
      const j = stream ? stream.int(count) : at;
      const square = squares[j]!;
      if (square === 0) continue; // a constant column says nothing
      const old = w[j]!;
      const z = columns.slope(j) + square * old;
      let next = 0;
      if (z > l1) next = (z - l1) / (square + l2);
      else if (z < -l1 && !positive) next = (z + l1) / (square + l2);
      if (next !== old) {
        w[j] = next;
        columns.moved(j, next - old);
        change = Math.max(change, Math.abs(next - old));
      }
      largest = Math.max(largest, Math.abs(next));
    }
    iterations++;
    // The gap costs as much as a pass: look when little moves any more.
    if (largest === 0 || change <= tol * largest || iterations === maxIter) {
      gap = dualityGap(columns, w, problem);
      converged = gap <= wanted || change === 0;
    }
    onPass?.(iterations, gap);
  }
  return { iterations, gap, converged };
}

function dualityGap(
  columns: Columns,
  w: Float64Array,
  { l1, l2, positive }: DescentProblem,
): number {
  let steepest = 0;
  let norm1 = 0;
  let norm2 = 0;
  for (let j = 0; j < w.length; j++) {
    const slope = columns.slope(j) - l2 * w[j]!;
    steepest = Math.max(steepest, positive ? slope : Math.abs(slope));
    norm1 += Math.abs(w[j]!);
    norm2 += w[j]! * w[j]!;
  }
  const { rr, ry } = columns.residual(w);
  const shrink = steepest > l1 ? l1 / steepest : 1; // makes the dual point feasible
  return 0.5 * (1 + shrink * shrink) * (rr + l2 * norm2) + l1 * norm1 - shrink * ry;
}
