/**
 * Two classes by a Gaussian process: the posterior of the hidden f given labels is not Gaussian, and Laplace's
 * approximation puts a Gaussian at its mode (Rasmussen & Williams, 2006, algorithms 3.1, 3.2 and 5.1).
 */
import { cholesky, choleskySolve } from '../../linalg/dense/cholesky.ts';
import { solveTriangular } from '../../linalg/dense/triangular.ts';
import { Matrix, multiplyVector } from '../../linalg/index.ts';
import { covariance, covarianceGradient } from './covariance.ts';
import type { Kernel } from './kernel.ts';

export interface Mode {
  /** f at the mode. */
  readonly f: Float64Array<ArrayBuffer>;
  /** σ(f), the probability of class 1. */
  readonly pi: Float64Array<ArrayBuffer>;
  /** √(π(1 − π)). */
  readonly root: Float64Array<ArrayBuffer>;
  /** Cholesky factor of I + √W·K·√W. */
  readonly l: Matrix;
  readonly logLikelihood: number;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly iterations: number;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The mode for labels y in {0, 1}, by Newton's method from `start`; the gradient by log θ when wanted. */
export function posteriorMode(
  kernel: Kernel,
  x: Matrix,
  y: ArrayLike<number>,
  maxIter: number,
  start: ArrayLike<number> | undefined,
  wanted: boolean,
): Mode {
  const n = x.rows;
  const { value: k, gradients } = wanted
    ? covarianceGradient(kernel, x)
    : { value: covariance(kernel, x), gradients: [] };
  let f = start ? Float64Array.from(start) : new Float64Array(n);
  let pi = f.map(sigmoid);
  let root = pi.map((p) => Math.sqrt(p * (1 - p)));
  let l = Matrix.identity(n);
  let a = new Float64Array(n);
  let best = -Infinity;
  let iterations = 0;
  for (; iterations < maxIter; iterations++) {
    pi = f.map(sigmoid);
    root = pi.map((p) => Math.sqrt(p * (1 - p)));
    l = factorOf(k, root);
    const b = f.map((v, i) => root[i]! ** 2 * v + (y[i]! - pi[i]!));
    const kb = multiplyVector(k, b);
    const right = new Matrix(
      kb.map((v, i) => root[i]! * v),
      n,
      1,
    );
    const inner = choleskySolve(l, right).data;
    a = b.map((v, i) => v - root[i]! * inner[i]!);
    f = multiplyVector(k, a);
    let value = 0;
    for (let i = 0; i < n; i++) {
      value -= 0.5 * a[i]! * f[i]!;
      // log σ(±f), without overflow
      const z = y[i]! > 0.5 ? -f[i]! : f[i]!;
      value -= z > 30 ? z : Math.log1p(Math.exp(z));
      value -= Math.log(l.data[i * (n + 1)]!);
    }
    if (value - best < 1e-10) {
      best = Math.max(best, value);
      break;
    }
    best = value;
  }
  const gradient = wanted ? gradientAt(k, gradients, y, f, pi, root, l, a) : new Float64Array(0);
  return { f, pi, root, l, logLikelihood: best, gradient, iterations: iterations + 1 };
}

function factorOf(k: Matrix, root: Float64Array): Matrix {
  const n = k.rows;
  const b = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) b.data[i * n + j] = root[i]! * k.data[i * n + j]! * root[j]!;
  for (let i = 0; i < n; i++) b.data[i * (n + 1)]! += 1;
  return cholesky(b);
}

/** Algorithm 5.1: the explicit part, and that of the mode moving with θ. */
function gradientAt(
  k: Matrix,
  gradients: readonly Matrix[],
  y: ArrayLike<number>,
  f: Float64Array,
  pi: Float64Array,
  root: Float64Array,
  l: Matrix,
  a: Float64Array,
): Float64Array<ArrayBuffer> {
  const n = k.rows;
  const diagonal = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) diagonal.data[i * (n + 1)] = root[i]!;
  const r = choleskySolve(l, diagonal);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) r.data[i * n + j]! *= root[i]!;
  const scaled = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) scaled.data[i * n + j] = root[i]! * k.data[i * n + j]!;
  const c = solveTriangular(l, scaled);
  const s2 = new Float64Array(n);
  for (let i = 0; i < n; i++) s2[i] = k.data[i * (n + 1)]!;
  for (let q = 0; q < n; q++) for (let i = 0; i < n; i++) s2[i]! -= c.data[q * n + i]! ** 2;
  for (let i = 0; i < n; i++) {
    const p = pi[i]!;
    s2[i]! *= -0.5 * (p * (1 - p) * (1 - 2 * p));
  }
  const residual = Float64Array.from(f, (_, i) => y[i]! - pi[i]!);
  return Float64Array.from(gradients, (g) => {
    const ga = multiplyVector(g, a);
    let explicit = 0;
    for (let i = 0; i < n; i++) explicit += 0.5 * a[i]! * ga[i]!;
    for (let t = 0; t < n * n; t++) explicit -= 0.5 * r.data[t]! * g.data[t]!;
    const b = multiplyVector(g, residual);
    const rb = multiplyVector(r, b);
    const krb = multiplyVector(k, rb);
    let implicit = 0;
    for (let i = 0; i < n; i++) implicit += s2[i]! * (b[i]! - krb[i]!);
    return explicit + implicit;
  });
}

// ∫ σ(z) N(z | m, v) dz by a sum of five error functions that follows σ (Williams & Barber, 1998, appendix A).
const slopes = [0.41, 0.4, 0.37, 0.44, 0.39] as const;
const weights = [-1854.8214151, 3516.89893646, 221.29346712, 128.12323805, -2010.49422654] as const;

/** The probability of class 1 when f is Gaussian with this mean and variance. */
export function averagedSigmoid(
  mean: number,
  variance: number,
  erf: (x: number) => number,
): number {
  if (!(variance > 0)) return sigmoid(mean);
  const alpha = 1 / (2 * variance);
  let sum = 0;
  let total = 0;
  for (let i = 0; i < slopes.length; i++) {
    const gamma = slopes[i]! * mean;
    const integral =
      (Math.sqrt(Math.PI / alpha) * erf(gamma * Math.sqrt(alpha / (alpha + slopes[i]! ** 2)))) /
      (2 * Math.sqrt(variance * 2 * Math.PI));
    sum += weights[i]! * integral;
    total += weights[i]!;
  }
  return Math.min(Math.max(sum + 0.5 * total, 0), 1);
}
