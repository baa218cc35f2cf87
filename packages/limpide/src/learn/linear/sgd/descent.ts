/**
 * Stochastic gradient descent for a linear model (Bottou, 2010): after each sample
 *
 *     w ← w − η·(∂ℓ/∂p·x + α·∂penalty)
 *
 * The squared penalty only multiplies w, so w is kept as a number times a vector, and a step costs as much as the
 * sample has values. The absolute penalty pulls coefficients towards 0 by what they still owe (Tsuruoka, Tsujii &
 * Ananiadou, 2009), which gives true zeros.
 */
import type { CSRMatrix, Matrix } from '../../../linalg/index.ts';
import type { RandomStream } from '../../base/index.ts';
import type { Loss } from './losses.ts';

export type Schedule = 'constant' | 'optimal' | 'invscaling' | 'adaptive' | 'pa1' | 'pa2';

/** A linear model on its way: it can go on where it stopped. */
export interface SgdState {
  readonly w: Float64Array<ArrayBuffer>;
  b: number;
  /** Steps so far, from 1. */
  t: number;
  /** Averages of w and b over all steps, once averaging has begun. */
  readonly meanW: Float64Array<ArrayBuffer>;
  meanB: number;
}

export interface SgdProblem {
  readonly X: Matrix | CSRMatrix;
  /** ±1, or numbers to predict. */
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly loss: Loss;
  /** How the loss is used as a step by the passive-aggressive schedules. */
  readonly isRegression: boolean;
  readonly alpha: number;
  /** Share of ‖w‖₁ in the penalty: 0 is l2, 1 is l1. */
  readonly l1Ratio: number;
  /** Without a penalty at all. */
  readonly noPenalty: boolean;
  readonly fitIntercept: boolean;
  readonly schedule: Schedule;
  readonly eta0: number;
  readonly powerT: number;
  /** C of the passive-aggressive schedules. */
  readonly C: number;
  /** Step from which averages are taken; 0: none. */
  readonly average: number;
  readonly shuffle: boolean;
  readonly maxIter: number;
  readonly tol: number | undefined;
  readonly nIterNoChange: number;
  /** Samples held out to decide when to stop; the score is the larger the better. */
  readonly held: ((state: SgdState) => number) | undefined;
  /** Samples to learn from. */
  readonly rows: Int32Array;
  readonly stream: RandomStream;
  readonly onEpoch?: ((epoch: number, loss: number) => void) | undefined;
}

/** Improves `state`; returns the number of passes, and whether it settled. */
export function stochasticDescent(
  problem: SgdProblem,
  state: SgdState,
): { epochs: number; converged: boolean; finite: boolean } {
  const { X, y, weights, loss, alpha, fitIntercept, schedule, average } = problem;
  const sparse = 'indptr' in X;
  const l1 = problem.noPenalty ? 0 : problem.l1Ratio * alpha;
  const l2 = problem.noPenalty ? 0 : (1 - problem.l1Ratio) * alpha;
  const { w } = state;
  const order = Int32Array.from(problem.rows);
  let scale = 1; // the coefficients are scale·w
  let eta = problem.eta0;
  // "optimal": η = 1/(α·(t₀ + t − 1)), with t₀ so that the first steps suit weights of size 1/√√α
  const typical = Math.sqrt(1 / Math.sqrt(alpha));
  const offset = Math.max(1, loss.slope(-typical, 1)) / (typical * alpha);
  let owed = 0; // what each coefficient should have been pulled so far
  const pulled = l1 > 0 ? new Float64Array(w.length) : null;
  let best = Infinity;
  let waiting = 0;
  let epochs = 0;
  let converged = false;

  const settle = (): void => {
    if (scale === 1) return;
    for (let j = 0; j < w.length; j++) w[j]! *= scale;
    scale = 1;
  };

  while (epochs < problem.maxIter && !converged) {
    if (problem.shuffle) problem.stream.shuffle(order);
    let total = 0;
    for (let at = 0; at < order.length; at++) {
      const i = order[at]!;
      const from = sparse ? X.indptr[i]! : i * X.cols;
      const to = sparse ? X.indptr[i + 1]! : from + X.cols;
      let p = 0;
      if (sparse) for (let q = from; q < to; q++) p += X.data[q]! * w[X.indices[q]!]!;
      else for (let q = from, j = 0; q < to; q++, j++) p += X.data[q]! * w[j]!;
      p = p * scale + state.b;
      if (schedule === 'optimal') eta = 1 / (alpha * (offset + state.t - 1));
      else if (schedule === 'invscaling') eta = problem.eta0 / state.t ** problem.powerT;
      const cost = loss.value(p, y[i]!);
      total += cost;
      let step: number;
      if (schedule === 'pa1' || schedule === 'pa2') {
        let square = 0;
        for (let q = from; q < to; q++) square += X.data[q]! * X.data[q]!;
        const size =
          schedule === 'pa1'
            ? square > 0
              ? Math.min(problem.C, cost / square)
              : 0
            : cost / (square + 0.5 / problem.C);
        step = size * (problem.isRegression ? Math.sign(y[i]! - p) : y[i]!);
      } else {
        const slope = Math.max(-1e12, Math.min(1e12, loss.slope(p, y[i]!)));
        step = -eta * slope;
      }
      step *= weights[i]!;
      if (l2 > 0 && schedule !== 'pa1' && schedule !== 'pa2') {
        scale *= Math.max(0, 1 - l2 * eta);
        if (scale < 1e-9) {
          if (scale === 0) {
            w.fill(0);
            scale = 1;
          } else settle();
        }
      }
      if (step !== 0) {
        const scaled = step / scale;
        if (sparse) for (let q = from; q < to; q++) w[X.indices[q]!]! += scaled * X.data[q]!;
        else for (let q = from, j = 0; q < to; q++, j++) w[j]! += scaled * X.data[q]!;
        if (fitIntercept) state.b += step;
      }
      if (average > 0 && state.t >= average) {
        const share = 1 / (state.t - average + 1);
        for (let j = 0; j < w.length; j++)
          state.meanW[j]! += share * (scale * w[j]! - state.meanW[j]!);
        state.meanB += share * (state.b - state.meanB);
      }
      if (pulled !== null) {
        owed += eta * l1;
        if (sparse) for (let q = from; q < to; q++) pull(w, pulled, X.indices[q]!, owed, scale);
        else for (let j = 0; j < w.length; j++) pull(w, pulled, j, owed, scale);
      }
      state.t++;
    }
    settle();
    epochs++;
    problem.onEpoch?.(epochs, total / order.length);
    if (!Number.isFinite(state.b) || !w.every(Number.isFinite)) {
      return { epochs, converged: false, finite: false };
    }
    const { tol } = problem;
    if (tol === undefined) continue;
    // the mean loss, or minus the score on what was held out
    const value = problem.held ? -problem.held(state) : total / order.length;
    waiting = value > best - tol ? waiting + 1 : 0;
    best = Math.min(best, value);
    if (waiting >= problem.nIterNoChange) {
      if (schedule === 'adaptive' && eta > 1e-6) {
        eta /= 5;
        waiting = 0;
      } else converged = true;
    }
  }
  return { epochs, converged: converged || problem.tol === undefined, finite: true };
}

/** Pulls a coefficient towards 0 by what it owes, and not past 0. */
function pull(w: Float64Array, pulled: Float64Array, j: number, owed: number, scale: number): void {
  const z = w[j]!;
  const debt = pulled[j]!;
  if (scale * z > 0) w[j] = Math.max(0, z - (owed + debt) / scale);
  else if (scale * z < 0) w[j] = Math.min(0, z + (owed - debt) / scale);
  pulled[j]! += scale * (w[j]! - z);
}
