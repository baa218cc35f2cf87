/**
 * Logistic regression with an absolute penalty, one coefficient at a time (Yuan, Chang, Hsieh & Lin, 2010,
 * §4.1: CDN):
 *
 *     min_w ‖w‖₁ + C·Σᵢ sᵢ·log(1 + e^{−yᵢ·wᵀxᵢ})
 *
 * Each coefficient takes a Newton step of its own second-order model, |w + t| included, shortened until the
 * objective itself decreases enough. Scores are kept up to date, so a step costs as much as its column has values.
 */
import type { CSRMatrix } from '../../../linalg/index.ts';
import type { RandomStream } from '../../base/index.ts';
import { softplus } from '../links.ts';

export interface CoordinateProblem {
  /** Xᵀ `[d, n]`: row j is feature j. */
  readonly columns: CSRMatrix;
  /** 0 or 1 for each sample. */
  readonly codes: Int32Array;
  /** C·sᵢ */
  readonly costs: Float64Array;
  readonly maxIter: number;
  /** Converged when the violations of optimality have shrunk to this share of the first ones. */
  readonly tol: number;
  readonly stream: RandomStream;
  readonly onPass?: (pass: number, violation: number) => void;
}

export interface CoordinateResult {
  readonly w: Float64Array<ArrayBuffer>;
  readonly iterations: number;
  readonly converged: boolean;
  readonly violation: number;
}

export function logisticCoordinateDescent(problem: CoordinateProblem): CoordinateResult {
  const { columns, codes, costs, maxIter, tol, stream } = problem;
  const { rows: d, cols: n, indptr, indices, data } = columns;
  const w = new Float64Array(d);
  const scores = new Float64Array(n);
  const order = Int32Array.from({ length: d }, (_, j) => j);
  const [positive, negative] = countOf(codes);
  const share = Math.max(Math.min(positive, negative), 1) / n;
  let first = 0;
  let violation = Infinity;
  let iterations = 0;
  let converged = false;
  while (iterations < maxIter && !converged) {
    stream.shuffle(order);
    violation = 0;
    for (let at = 0; at < d; at++) {
      const j = order[at]!;
      const from = indptr[j]!;
      const to = indptr[j + 1]!;
      let slope = 0;
      let curvature = 1e-12;
      for (let p = from; p < to; p++) {
        const i = indices[p]!;
        const x = data[p]!;
        const prob = 1 / (1 + Math.exp(-scores[i]!));
        slope += costs[i]! * x * (prob - codes[i]!);
        curvature += costs[i]! * x * x * prob * (1 - prob);
      }
      const wj = w[j]!;
      violation += distanceFromOptimal(wj, slope);
      const full = newtonStep(wj, slope, curvature);
      if (Math.abs(full) < 1e-14) continue;
      // Armijo: the decrease must be a share of what the model with |w + t| predicts.
      const predicted = slope * full + Math.abs(wj + full) - Math.abs(wj);
      let t = 1;
      for (let trial = 0; trial < 30; trial++, t /= 2) {
        let change = Math.abs(wj + t * full) - Math.abs(wj);
        for (let p = from; p < to; p++) {
          const i = indices[p]!;
          const z = scores[i]!;
          const next = z + t * full * data[p]!;
          const sign = codes[i] === 1 ? -1 : 1;
          change += costs[i]! * (softplus(sign * next) - softplus(sign * z));
        }
        if (change <= 0.01 * t * predicted) {
          for (let p = from; p < to; p++) scores[indices[p]!]! += t * full * data[p]!;
          w[j] = wj + t * full;
          break;
        }
      }
    }
    if (iterations === 0) first = violation;
    iterations++;
    problem.onPass?.(iterations, violation);
    converged = violation <= tol * share * first || violation === 0;
  }
  return { w, iterations, converged, violation };
}

const countOf = (codes: Int32Array): [number, number] => {
  let positive = 0;
  for (let i = 0; i < codes.length; i++) positive += codes[i]!;
  return [positive, codes.length - positive];
};

/** How far slope and |w|' are from cancelling. */
function distanceFromOptimal(w: number, slope: number): number {
  if (w > 0) return Math.abs(slope + 1);
  if (w < 0) return Math.abs(slope - 1);
  return Math.max(slope - 1, -slope - 1, 0);
}

/** argmin_t slope·t + ½·curvature·t² + |w + t| */
function newtonStep(w: number, slope: number, curvature: number): number {
  if (slope + 1 <= curvature * w) return -(slope + 1) / curvature;
  if (slope - 1 >= curvature * w) return -(slope - 1) / curvature;
  return -w;
}
