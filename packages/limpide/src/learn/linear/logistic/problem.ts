/**
 * The objective of logistic regression and its derivatives:
 *
 *     F(w, b) = Σᵢ sᵢ·ℓ(yᵢ, W·xᵢ + b) + λ/2·‖W‖² (+ μ/2·‖b‖²)
 *
 * with ℓ = log(1 + eᶻ) − y·z for two classes (k = 1) and ℓ = log Σ_c e^{z_c} − z_y for several (k classes).
 * Parameters are one vector: W `[k, d]`, then b `[k]` if there is an intercept. Scores stand class by class.
 */

import type { CSRMatrix, Floats } from '../../../linalg/index.ts';
import { Matrix, multiply } from '../../../linalg/index.ts';
import type { Design } from '../design.ts';
import { exp } from '../exp.ts';
import { log1pOfUnit } from '../log1p.ts';

export interface LogisticProblem {
  readonly design: Design;
  /** Each sample's class: 0 or 1 when k = 1, else 0 … k − 1. */
  readonly codes: Int32Array;
  readonly k: number;
  readonly weights: Float64Array;
  /** λ, the strength of the squared penalty. */
  readonly l2: number;
  readonly fitIntercept: boolean;
  /** μ, the penalty on the intercept: 0 except for liblinear's formulation. */
  readonly interceptL2: number;
}

export const sizeOfProblem = ({ design, k, fitIntercept }: LogisticProblem): number =>
  k * (design.cols + (fitIntercept ? 1 : 0));

/** W·X + b, `[k, n]`. */
export function scoresOf(problem: LogisticProblem, params: Float64Array): Floats {
  const { design, k, fitIntercept } = problem;
  const split = k * design.cols;
  const scores = design.scores(params.subarray(0, split), k);
  if (fitIntercept) {
    for (let c = 0; c < k; c++) {
      const b = params[split + c]!;
      for (let i = c * design.rows; i < (c + 1) * design.rows; i++) scores[i]! += b;
    }
  }
  return scores;
}

/** F at `params`; ∇F is written into `gradient`. */
export function logisticObjective(
  problem: LogisticProblem,
  params: Float64Array,
  gradient: Float64Array,
): number {
  const scores = scoresOf(problem, params);
  const loss = problem.k === 1 ? binaryLoss(problem, scores) : softmaxLoss(problem, scores);
  pullBack(problem, scores, gradient); // scores now hold ∂ℓ/∂z
  return loss + addPenalty(problem, params, gradient);
}

/** Σ s·ℓ; each score becomes s·∂ℓ/∂z = s·(p − y). */
function binaryLoss({ codes, weights }: LogisticProblem, scores: Floats): number {
  let loss = 0;
  for (let i = 0; i < codes.length; i++) {
    const z = scores[i]!;
    const s = weights[i]!;
    const y = codes[i]!;
    const e = exp(-Math.abs(z));
    loss += s * (Math.max(z, 0) - y * z + log1pOfUnit(e));
    scores[i] = s * ((z >= 0 ? 1 : e) / (1 + e) - y);
  }
  return loss;
}

/** The same for several classes: p = softmax(z). */
function softmaxLoss({ codes, weights, k }: LogisticProblem, scores: Floats): number {
  const n = codes.length;
  let loss = 0;
  for (let i = 0; i < n; i++) loss -= weights[i]! * scores[codes[i]! * n + i]!;
  const logSums = softmaxColumns(scores, n, k);
  for (let i = 0; i < n; i++) loss += weights[i]! * logSums[i]!;
  for (let c = 0; c < k; c++) for (let i = 0; i < n; i++) scores[c * n + i]! *= weights[i]!;
  for (let i = 0; i < n; i++) scores[codes[i]! * n + i]! -= weights[i]!;
  return loss;
}

/** Columns of `[k, n]` become probabilities. Returns log Σ_c e^{z_c} of each column. */
function softmaxColumns(z: Floats, n: number, k: number): Float64Array {
  const top = new Float64Array(n).fill(-Infinity);
  for (let c = 0; c < k; c++)
    for (let i = 0; i < n; i++) if (z[c * n + i]! > top[i]!) top[i] = z[c * n + i]!;
  const sum = new Float64Array(n);
  for (let c = 0; c < k; c++)
    for (let i = 0; i < n; i++) {
      const e = exp(z[c * n + i]! - top[i]!);
      z[c * n + i] = e;
      sum[i]! += e;
    }
  for (let c = 0; c < k; c++) for (let i = 0; i < n; i++) z[c * n + i]! /= sum[i]!;
  for (let i = 0; i < n; i++) sum[i] = Math.log(sum[i]!) + top[i]!;
  return sum;
}

/** Slopes with respect to scores `[k, n]` become slopes with respect to parameters. */
function pullBack(problem: LogisticProblem, slopes: Floats, gradient: Float64Array): void {
  const { design, k, fitIntercept } = problem;
  const split = k * design.cols;
  gradient.set(design.pull(slopes, k));
  if (!fitIntercept) return;
  for (let c = 0; c < k; c++) {
    let sum = 0;
    for (let i = c * design.rows; i < (c + 1) * design.rows; i++) sum += slopes[i]!;
    gradient[split + c] = sum;
  }
}

/** Adds the penalty's slopes; returns its value. */
function addPenalty(
  problem: LogisticProblem,
  params: Float64Array,
  gradient: Float64Array,
): number {
  const { design, k, l2, interceptL2 } = problem;
  const split = k * design.cols;
  let value = 0;
  for (let j = 0; j < params.length; j++) {
    const strength = j < split ? l2 : interceptL2;
    value += 0.5 * strength * params[j]! * params[j]!;
    gradient[j]! += strength * params[j]!;
  }
  return value;
}

/** Probabilities at `params`, `[k, n]`. */
export function probabilitiesAt(problem: LogisticProblem, params: Float64Array): Floats {
  const scores = scoresOf(problem, params);
  if (problem.k > 1) softmaxColumns(scores, problem.design.rows, problem.k);
  else for (let i = 0; i < scores.length; i++) scores[i] = 1 / (1 + Math.exp(-scores[i]!));
  return scores;
}

/** v ↦ ∇²F·v at the point with these probabilities: two products with X, and no matrix d × d. */
export function hessianTimes(
  problem: LogisticProblem,
  probabilities: Floats,
  v: Float64Array,
): Float64Array<ArrayBuffer> {
  const { k, weights } = problem;
  const n = problem.design.rows;
  const u = scoresOf(problem, v); // how fast the scores change along v
  if (k === 1) {
    for (let i = 0; i < n; i++) {
      const p = probabilities[i]!;
      u[i]! *= weights[i]! * p * (1 - p);
    }
  } else {
    for (let i = 0; i < n; i++) {
      let mean = 0;
      for (let c = 0; c < k; c++) mean += probabilities[c * n + i]! * u[c * n + i]!;
      for (let c = 0; c < k; c++)
        u[c * n + i] = weights[i]! * probabilities[c * n + i]! * (u[c * n + i]! - mean);
    }
  }
  const out = new Float64Array(v.length);
  pullBack(problem, u, out);
  addPenalty(problem, v, out);
  return out;
}

/** ∇²F as a matrix: for few parameters. Block (c, e) is Xᵀ·diag(s·p_c·([c = e] − p_e))·X. */
export function hessian(
  problem: LogisticProblem,
  X: Matrix | CSRMatrix,
  probabilities: Floats,
): Matrix {
  const { k, weights, fitIntercept, l2, interceptL2 } = problem;
  const { rows: n, cols: d } = problem.design;
  const size = sizeOfProblem(problem);
  const H = Matrix.zeros(size, size);
  const factor = new Float64Array(n);
  for (let c = 0; c < k; c++) {
    for (let e = 0; e <= c; e++) {
      for (let i = 0; i < n; i++) {
        const p = probabilities[c * n + i]!;
        const other = k === 1 ? 1 - p : (c === e ? 1 : 0) - probabilities[e * n + i]!;
        factor[i] = weights[i]! * p * other;
      }
      const block = weightedGram(X, factor, fitIntercept);
      const place = (which: number, j: number): number => (j < d ? which * d + j : k * d + which);
      const width = block.cols;
      for (let a = 0; a < width; a++)
        for (let b = 0; b < width; b++) {
          const value = block.data[a * width + b]!;
          H.data[place(c, a) * size + place(e, b)] = value;
          H.data[place(e, b) * size + place(c, a)] = value;
        }
    }
  }
  for (let j = 0; j < size; j++) H.data[j * size + j]! += j < k * d ? l2 : interceptL2;
  return H;
}

/** [X 1]ᵀ·diag(f)·[X 1], or without the column of ones. */
export function weightedGram(X: Matrix | CSRMatrix, f: Float64Array, ones: boolean): Matrix {
  const { rows: n, cols: d } = X;
  const width = d + (ones ? 1 : 0);
  if (!(X instanceof Matrix)) {
    const out = Matrix.zeros(width, width);
    for (let i = 0; i < n; i++) {
      const { indices, data } = X.row(i);
      for (let p = 0; p < data.length; p++) {
        const value = f[i]! * data[p]!;
        const at = indices[p]! * width;
        for (let q = 0; q < data.length; q++) out.data[at + indices[q]!]! += value * data[q]!;
        if (ones) {
          out.data[at + d]! += value;
          out.data[d * width + indices[p]!]! += value;
        }
      }
      if (ones) out.data[d * width + d]! += f[i]!;
    }
    return out;
  }
  const left = Matrix.zeros(n, width);
  const right = Matrix.zeros(n, width);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < width; j++) {
      const value = j < d ? X.data[i * d + j]! : 1;
      right.data[i * width + j] = value;
      left.data[i * width + j] = f[i]! * value;
    }
  }
  return multiply(left, right, { transposeA: true });
}
