/**
 * Householder reflections H = I − τ·v·vᵀ, one by one and in blocks.
 *
 * A reflection sends a given vector onto an axis; QR, tridiagonal and Hessenberg forms are made of them.
 * One reflection is two passes over a matrix for four operations per element. A product of k of them is
 * I − V·T·Vᵀ, with V their vectors and T a small triangle (Schreiber & Van Loan, 1989): applied like
 * that, it is two matrix products.
 *
 * Vectors are rows here: reflection j is row j of `v`, zero before its own place.
 */
import { addProduct } from './product.ts';

/**
 * Turns x = data[at …at + n − 1] into the vector of the reflection that sends x onto β·e₀: x becomes v,
 * with v₀ = 1. Returns τ and β; τ = 0 where x is on the axis already.
 */
export function reflector(
  data: Float64Array<ArrayBufferLike>,
  at: number,
  n: number,
): { tau: number; beta: number } {
  if (n === 0) return { tau: 0, beta: 0 };
  const alpha = data[at]!;
  let largest = 0;
  for (let i = 1; i < n; i++) largest = Math.max(largest, Math.abs(data[at + i]!));
  if (largest === 0) {
    data[at] = 1;
    return { tau: 0, beta: alpha };
  }
  if (Math.max(largest, Math.abs(alpha)) < 1e-250) {
    // among subnormal numbers nothing is exact: the same direction, at another scale
    for (let i = 0; i < n; i++) data[at + i]! *= 2 ** 600;
    const { tau, beta } = reflector(data, at, n);
    return { tau, beta: beta * 2 ** -600 };
  }
  // squares of scaled values neither overflow nor vanish
  const scale = Math.max(largest, Math.abs(alpha));
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const value = data[at + i]! / scale;
    sum += value * value;
  }
  const norm = scale * Math.sqrt(sum);
  const beta = alpha > 0 ? -norm : norm; // the sign for which alpha − beta does not cancel
  const head = alpha - beta;
  data[at] = 1;
  for (let i = 1; i < n; i++) data[at + i]! /= head;
  return { tau: -head / beta, beta };
}

/** Reflections that are applied together. */
export const blockOf = 32;

/**
 * T of H₀·H₁⋯H₍ₖ₋₁₎ = I − V·T·Vᵀ, k × k upper triangular, for the k rows of `v` that begin at `at` and
 * are `stride` apart, of length `n`.
 */
export function blockTriangle(
  v: Float64Array<ArrayBufferLike>,
  at: number,
  stride: number,
  n: number,
  taus: ArrayLike<number>,
  k: number,
): Float64Array<ArrayBuffer> {
  const t = new Float64Array(k * k);
  const inner = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    const tau = taus[j]!;
    const row = at + j * stride;
    for (let i = 0; i < j; i++) {
      const other = at + i * stride;
      let sum = 0;
      for (let p = j; p < n; p++) sum += v[other + p]! * v[row + p]!;
      inner[i] = sum;
    }
    for (let i = 0; i < j; i++) {
      let sum = 0;
      for (let p = i; p < j; p++) sum += t[i * k + p]! * inner[p]!;
      t[i * k + j] = -tau * sum;
    }
    t[j * k + j] = tau;
  }
  return t;
}

/**
 * X ← X·(I − V·T·Vᵀ), or with Tᵀ, in place. X is `rows` × n with rows `xs` apart; V is k × n with rows
 * `vs` apart, as row vectors.
 */
export function applyBlock(
  x: Float64Array<ArrayBufferLike>,
  xs: number,
  rows: number,
  v: Float64Array<ArrayBufferLike>,
  vs: number,
  k: number,
  n: number,
  t: Float64Array<ArrayBufferLike>,
  transposeT: boolean,
): void {
  if (rows === 0) return;
  const vt = new Float64Array(n * k);
  for (let p = 0; p < n; p++) for (let j = 0; j < k; j++) vt[p * k + j] = v[j * vs + p]!;
  const xv = new Float64Array(rows * k);
  addProduct(xv, k, x, xs, 1, vt, k, rows, k, n);
  const tt = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) tt[i * k + j] = transposeT ? t[j * k + i]! : t[i * k + j]!;
  const xvt = new Float64Array(rows * k);
  addProduct(xvt, k, xv, k, 1, tt, k, rows, k, k);
  addProduct(x, xs, xvt, k, 1, v, vs, rows, n, k, -1);
}
