/**
 * Newton's method for logistic regression: each step solves ∇²F·p = −∇F, then backtracks until F decreases
 * enough. A few steps are enough; each costs more than one of L-BFGS.
 *
 * `'newton-cholesky'` forms ∇²F and factorises it: best for many samples and few parameters. `'newton-cg'` solves
 * by conjugate gradients, which need products ∇²F·v only (Dembo, Eisenstat & Steihaug, 1982).
 */
import type { CSRMatrix, Matrix } from '../../../linalg/index.ts';
import { addScaled, dot, type Minimum, sizeOf } from '../lbfgs.ts';
import { solvePositive } from '../positive.ts';
import {
  hessian,
  hessianTimes,
  type LogisticProblem,
  logisticObjective,
  probabilitiesAt,
  sizeOfProblem,
} from './problem.ts';

export interface NewtonOptions {
  readonly maxIter: number;
  /** Converged when the largest |∂F/∂wⱼ| is at most this. */
  readonly tol: number;
  readonly onIteration?: (iteration: number, value: number) => void;
}

export function newton(
  problem: LogisticProblem,
  X: Matrix | CSRMatrix,
  start: Float64Array,
  way: 'cholesky' | 'cg',
  { maxIter, tol, onIteration }: NewtonOptions,
): Minimum {
  const size = sizeOfProblem(problem);
  const x = Float64Array.from(start);
  const g = new Float64Array(size);
  const next = new Float64Array(size);
  const gNext = new Float64Array(size);
  let value = logisticObjective(problem, x, g);
  let evaluations = 1;
  let iterations = 0;
  let stuck = false;
  while (sizeOf(g) > tol && iterations < maxIter && !stuck) {
    const probabilities = probabilitiesAt(problem, x);
    const minus = g.map((v) => -v);
    const step =
      way === 'cholesky'
        ? solvePositive(hessian(problem, X, probabilities), minus)
        : conjugateGradients((v) => hessianTimes(problem, probabilities, v), minus);
    const slope = dot(step, g);
    const slack = 8 * Number.EPSILON * Math.abs(value);
    let t = 1;
    stuck = true;
    for (let trial = 0; trial < 40; trial++, t /= 2) {
      for (let j = 0; j < size; j++) next[j] = x[j]! + t * step[j]!;
      const found = logisticObjective(problem, next, gNext);
      evaluations++;
      if (!(found <= value + 1e-4 * t * slope + slack)) continue;
      // Within rounding of the minimum: go on only while the gradient shrinks.
      if (value - found <= slack && sizeOf(gNext) >= sizeOf(g)) break;
      x.set(next);
      g.set(gNext);
      value = found;
      stuck = false;
      break;
    }
    iterations++;
    onIteration?.(iterations, value);
  }
  const gradientSize = sizeOf(g);
  return {
    x,
    value,
    iterations,
    evaluations,
    converged: stuck || gradientSize <= tol,
    gradientSize,
  };
}

/** Solves H·p = b until the residual is small beside b: roughly far away, precisely near the minimum. */
function conjugateGradients(
  times: (v: Float64Array) => Float64Array,
  b: Float64Array<ArrayBuffer>,
): Float64Array<ArrayBuffer> {
  const size = Math.sqrt(dot(b, b));
  const enough = size * Math.min(0.1, Math.sqrt(size));
  const p = new Float64Array(b.length);
  const r = b.slice();
  const direction = b.slice();
  let rr = dot(r, r);
  for (let k = 0; k < 20 * b.length && Math.sqrt(rr) > enough; k++) {
    const Hd = times(direction);
    const curvature = dot(direction, Hd);
    if (curvature <= 1e-16 * dot(direction, direction)) break;
    const alpha = rr / curvature;
    addScaled(p, alpha, direction);
    addScaled(r, -alpha, Hd);
    const rrNext = dot(r, r);
    for (let j = 0; j < b.length; j++) direction[j] = r[j]! + (rrNext / rr) * direction[j]!;
    rr = rrNext;
  }
  return dot(p, p) > 0 ? p : b;
}
