/**
 * SAGA (Defazio, Bach & Lacoste-Julien, 2014): stochastic gradient steps whose noise vanishes.
 *
 * The slope of each sample is remembered. A step for sample i uses the new slope minus the remembered one plus
 * the mean of all remembered ones: right on average, and exact once nothing changes. Penalties, smooth or not, are
 * applied by their proximal operator, so ‖w‖₁ gives true zeros. Each step costs O(k·d), or O(k·stored values).
 */
import type { CSRMatrix, Matrix } from '../../../linalg/index.ts';
import type { RandomStream } from '../../base/index.ts';

export interface SagaProblem {
  readonly X: Matrix | CSRMatrix;
  readonly codes: Int32Array;
  /** 1 for two classes, else the number of classes. */
  readonly k: number;
  readonly weights: Float64Array;
  /** Strengths of ½‖w‖² and ‖w‖₁ beside the *mean* loss. */
  readonly l2: number;
  readonly l1: number;
  readonly fitIntercept: boolean;
  readonly maxIter: number;
  readonly tol: number;
  readonly stream: RandomStream;
  readonly onEpoch?: (epoch: number, change: number) => void;
}

export interface SagaResult {
  /** W `[k, d]`, then b `[k]` */
  readonly x: Float64Array<ArrayBuffer>;
  readonly iterations: number;
  readonly converged: boolean;
  /** The largest change of a coefficient in the last pass, relative to the largest coefficient. */
  readonly change: number;
}

export function saga(problem: SagaProblem, start: Float64Array): SagaResult {
  const { X, codes, k, weights, fitIntercept, maxIter, tol, stream } = problem;
  const { rows: n, cols: d } = X;
  const rowsOf = rowReader(X);
  const W = Float64Array.from(start.subarray(0, k * d));
  const b = Float64Array.from(start.subarray(k * d));
  const known = new Float64Array(n * k); // the remembered slopes ∂ℓᵢ/∂z
  const mean = new Float64Array(k * d); // their mean, as slopes of W
  const meanB = new Float64Array(k);
  const step = stepLength(problem, rowsOf);
  const shrink = 1 / (1 + step * problem.l2);
  const threshold = step * problem.l1;
  const visited = new Int32Array(d); // up to which step a column is settled
  const z = new Float64Array(k);
  const before = W.slice();
  let steps = 0;

  /** Applies the steps that column j missed while samples without it were drawn. */
  const settle = (j: number): void => {
    const missed = steps - visited[j]!;
    visited[j] = steps;
    if (missed === 0) return;
    for (let c = 0; c < k; c++) {
      const at = c * d + j;
      W[at] = settled(W[at]!, step * mean[at]!, missed, shrink, threshold);
    }
  };

  let iterations = 0;
  let change = Infinity;
  while (iterations < maxIter && !(change <= tol)) {
    for (let draw = 0; draw < n; draw++) {
      const i = stream.int(n);
      const { indices, data, from, to } = rowsOf(i);
      for (let c = 0; c < k; c++) z[c] = fitIntercept ? b[c]! : 0;
      for (let p = from; p < to; p++) {
        const j = indices ? indices[p]! : p - from;
        settle(j);
        for (let c = 0; c < k; c++) z[c]! += data[p]! * W[c * d + j]!;
      }
      slopes(z, codes[i]!, weights[i]!);
      for (let c = 0; c < k; c++) {
        const difference = z[c]! - known[i * k + c]!;
        known[i * k + c] = z[c]!;
        for (let p = from; p < to; p++) {
          const j = indices ? indices[p]! : p - from;
          W[c * d + j]! -= step * difference * data[p]!;
        }
        if (fitIntercept) {
          b[c]! -= step * (difference + meanB[c]!);
          meanB[c]! += difference / n;
        }
        // The step itself uses the old mean, which `settle` applies; the new mean counts from the next one.
        for (let p = from; p < to; p++) {
          const j = indices ? indices[p]! : p - from;
          const at = c * d + j;
          W[at] = settled(W[at]!, step * mean[at]!, 1, shrink, threshold);
          mean[at]! += (difference * data[p]!) / n;
        }
      }
      steps++;
      for (let p = from; p < to; p++) visited[indices ? indices[p]! : p - from] = steps;
    }
    for (let j = 0; j < d; j++) settle(j);
    iterations++;
    let largest = 0;
    let moved = 0;
    for (let at = 0; at < W.length; at++) {
      largest = Math.max(largest, Math.abs(W[at]!));
      moved = Math.max(moved, Math.abs(W[at]! - before[at]!));
    }
    change = moved === 0 ? 0 : moved / largest;
    before.set(W);
    problem.onEpoch?.(iterations, change);
    // visited counts in 32 bits: start again from zero, as everything is settled
    steps = 0;
    visited.fill(0);
  }
  const x = new Float64Array(k * d + (fitIntercept ? k : 0));
  x.set(W);
  if (fitIntercept) x.set(b.subarray(0, k), k * d);
  return { x, iterations, converged: change <= tol, change };
}

/** `count` times: w ← soft(w − drift, threshold)·shrink. */
function settled(
  w: number,
  drift: number,
  count: number,
  shrink: number,
  threshold: number,
): number {
  if (threshold === 0) {
    if (shrink === 1) return w - count * drift;
    if (count > 1) {
      // a geometric sum
      const power = shrink ** count;
      return power * w - (drift * shrink * (1 - power)) / (1 - shrink);
    }
    return (w - drift) * shrink;
  }
  for (let m = 0; m < count; m++) {
    const v = w - drift;
    const next = (v > threshold ? v - threshold : v < -threshold ? v + threshold : 0) * shrink;
    if (next === w) return w; // at rest: all further steps do nothing
    w = next;
  }
  return w;
}

/** Scores of a sample become slopes s·(p − y). */
function slopes(z: Float64Array, code: number, weight: number): void {
  if (z.length === 1) {
    z[0] = weight * (1 / (1 + Math.exp(-z[0]!)) - code);
    return;
  }
  let top = -Infinity;
  for (let c = 0; c < z.length; c++) top = Math.max(top, z[c]!);
  let sum = 0;
  for (let c = 0; c < z.length; c++) {
    z[c] = Math.exp(z[c]! - top);
    sum += z[c]!;
  }
  for (let c = 0; c < z.length; c++) z[c]! *= weight / sum;
  z[code]! -= weight;
}

interface Row {
  /** null: all columns in order */
  indices: Int32Array | null;
  data: Float64Array | Float32Array;
  from: number;
  to: number;
}

function rowReader(X: Matrix | CSRMatrix): (i: number) => Row {
  const row: Row = { indices: null, data: X.data, from: 0, to: 0 };
  if ('indptr' in X) {
    row.indices = X.indices;
    return (i) => {
      row.from = X.indptr[i]!;
      row.to = X.indptr[i + 1]!;
      return row;
    };
  }
  return (i) => {
    row.from = i * X.cols;
    row.to = row.from + X.cols;
    return row;
  };
}

/** 1/(2L + min(2nλ, L)), L the largest curvature of a sample's loss. */
function stepLength(problem: SagaProblem, rowsOf: (i: number) => Row): number {
  const { X, weights, l2, fitIntercept, k } = problem;
  let largest = 0;
  for (let i = 0; i < X.rows; i++) {
    const { data, from, to } = rowsOf(i);
    let sum = fitIntercept ? 1 : 0;
    for (let p = from; p < to; p++) sum += data[p]! * data[p]!;
    largest = Math.max(largest, weights[i]! * sum);
  }
  const L = (k === 1 ? 0.25 : 0.5) * largest + l2;
  return L > 0 ? 1 / (2 * L + Math.min(2 * X.rows * l2, L)) : 1;
}
