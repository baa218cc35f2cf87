/**
 * LSQR (Paige & Saunders, 1982): min ‖A·x − b‖² + δ²‖x‖² from products with A and Aᵀ alone.
 *
 * Golub–Kahan bidiagonalisation, whose small least-squares problem is solved by one Givens rotation per step.
 * Without damping it comes to the solution of least norm. Right for sparse A, which no factorisation leaves sparse.
 */
import type { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { designOf } from './design.ts';

/** A as products: `[m, n]`. */
export interface LinearMap {
  readonly rows: number;
  readonly cols: number;
  readonly times: (x: Float64Array) => Float64Array;
  readonly transposed: (y: Float64Array) => Float64Array;
}

export interface LsqrResult {
  readonly x: Float64Array<ArrayBuffer>;
  readonly iterations: number;
  readonly converged: boolean;
  /** ‖Aᵀr‖ / (‖A‖·‖r‖): how far from optimal. */
  readonly reached: number;
}

export function lsqr(
  A: LinearMap,
  b: Float64Array,
  { damp = 0, tol = 1e-6, maxIter = 2 * (A.rows + A.cols) } = {},
): LsqrResult {
  const x = new Float64Array(A.cols);
  const u = Float64Array.from(b);
  let beta = normalise(u);
  if (beta === 0) return { x, iterations: 0, converged: true, reached: 0 };
  const sizeB = beta;
  const v = Float64Array.from(A.transposed(u));
  let alpha = normalise(v);
  if (alpha === 0) return { x, iterations: 0, converged: true, reached: 0 };
  const w = v.slice();
  let phiBar = beta;
  let rhoBar = alpha;
  let sizeA = 0; // Frobenius norm of A, as far as it has been seen
  let damped = 0;
  let reached = Infinity;
  let iterations = 0;
  let converged = false;
  while (iterations < maxIter && !converged) {
    const Av = A.times(v);
    for (let i = 0; i < u.length; i++) u[i] = Av[i]! - alpha * u[i]!;
    beta = normalise(u);
    sizeA = Math.hypot(sizeA, alpha, beta, damp);
    if (beta > 0) {
      const Au = A.transposed(u);
      for (let j = 0; j < v.length; j++) v[j] = Au[j]! - beta * v[j]!;
      alpha = normalise(v);
    }
    // one rotation removes the damping, one the new row
    const rhoDamped = Math.hypot(rhoBar, damp);
    damped = Math.hypot(damped, (damp / rhoDamped) * phiBar);
    phiBar *= rhoBar / rhoDamped;
    const rho = Math.hypot(rhoDamped, beta);
    const c = rhoDamped / rho;
    const s = beta / rho;
    const theta = s * alpha;
    rhoBar = -c * alpha;
    const phi = c * phiBar;
    phiBar *= s;
    for (let j = 0; j < x.length; j++) {
      x[j]! += (phi / rho) * w[j]!;
      w[j] = v[j]! - (theta / rho) * w[j]!;
    }
    iterations++;
    const residual = Math.hypot(phiBar, damped);
    reached = residual > 0 ? (alpha * Math.abs(c * phiBar)) / (sizeA * residual) : 0;
    converged = reached <= tol || residual <= tol * 1e-3 * sizeB || beta === 0 || alpha === 0;
  }
  return { x, iterations, converged, reached };
}

function normalise(v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i]! * v[i]!;
  const size = Math.sqrt(sum);
  if (size > 0) for (let i = 0; i < v.length; i++) v[i]! /= size;
  return size;
}

/** diag(√s)·(X − 1·x̄ᵀ) without ever forming it: a sparse X stays sparse. */
export function centredMap(
  X: Matrix | CSRMatrix,
  mean: Float64Array,
  weights: Float64Array,
): LinearMap {
  const design = designOf(X);
  const roots = weights.map(Math.sqrt);
  return {
    rows: X.rows,
    cols: X.cols,
    times: (x) => {
      let shift = 0;
      for (let j = 0; j < mean.length; j++) shift += mean[j]! * x[j]!;
      const z = design.scores(x, 1);
      return Float64Array.from(z, (value, i) => roots[i]! * (value - shift));
    },
    transposed: (y) => {
      let sum = 0;
      const scaled = y.map((value, i) => value * roots[i]!);
      for (let i = 0; i < scaled.length; i++) sum += scaled[i]!;
      const out = design.pull(scaled, 1);
      return Float64Array.from(out, (value, j) => value - sum * mean[j]!);
    },
  };
}
