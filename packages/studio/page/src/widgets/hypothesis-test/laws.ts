/** The two laws of a test, Gaussian and Student's, as far as its pictures need them; shuffles from a seed. */
import { covariance, mean, normals } from '../distributions/draw.ts';

/** Height of the standard Gaussian. */
export const bell = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** The integral of f from 0 to x, by Simpson's rule on 200 pieces. */
function integral(f: (u: number) => number, x: number): number {
  const pieces = 200;
  const h = x / pieces;
  let sum = f(0) + f(x);
  for (let i = 1; i < pieces; i++) sum += (i % 2 === 1 ? 4 : 2) * f(i * h);
  return (sum * h) / 3;
}

/** P(Z > z) for the standard Gaussian. */
export const bellTail = (z: number): number =>
  Math.max(0, 0.5 - integral(bell, Math.max(-9, Math.min(9, z))));

/** The z beyond which lies the share p of the standard Gaussian, by bisection. */
export function bellBeyond(p: number): number {
  let [low, high] = [-9, 9];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (bellTail(middle) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** ln Γ(x) for x > 0: Stirling's series, after x has been raised above 10. */
function logGamma(x: number): number {
  let factor = 0;
  let y = x;
  for (; y < 10; y++) factor += Math.log(y);
  const series = 1 / (12 * y) - 1 / (360 * y ** 3) + 1 / (1260 * y ** 5);
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - factor;
}

/** Height of Student's law with df degrees of freedom. */
export function student(df: number): (t: number) => number {
  const top = Math.exp(logGamma((df + 1) / 2) - logGamma(df / 2)) / Math.sqrt(df * Math.PI);
  return (t) => top * (1 + (t * t) / df) ** (-(df + 1) / 2);
}

/** Welch's test of two means: the statistic, its degrees of freedom, the two-sided p-value. */
export function welch(
  x: readonly number[],
  y: readonly number[],
): { readonly t: number; readonly df: number; readonly error: number; readonly p: number } {
  const [n, m] = [x.length, y.length];
  const [ex, ey] = [covariance(x, x) / (n - 1), covariance(y, y) / (m - 1)];
  const error = Math.sqrt(ex + ey);
  const t = (mean(x) - mean(y)) / error;
  const df = (ex + ey) ** 2 / (ex ** 2 / (n - 1) + ey ** 2 / (m - 1));
  const p = Math.max(0, 1 - 2 * integral(student(df), Math.min(40, Math.abs(t))));
  return { t, df, error, p };
}

/** `count` random orders of the ranks 0 … length − 1 (Fisher and Yates). */
export function shuffles(length: number, count: number, random: () => number): number[][] {
  const order = Array.from({ length }, (_, i) => i);
  return Array.from({ length: count }, () => {
    for (let i = length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    return [...order];
  });
}

/** The gap between the means of the first n values and of the others, read in each of the orders. */
export function gapsOf(
  values: readonly number[],
  n: number,
  orders: readonly (readonly number[])[],
): number[] {
  const total = values.reduce((a, b) => a + b, 0);
  return orders.map((order) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[order[i] ?? 0] ?? 0;
    return sum / n - (total - sum) / (values.length - n);
  });
}

/** (1 + count)/(1 + N): the share of deals whose gap is at least as far from 0 as the observed one. */
export function dealtP(gaps: readonly number[], observed: number): number {
  const reached = gaps.filter((gap) => Math.abs(gap) >= Math.abs(observed) - 1e-12).length;
  return (1 + reached) / (1 + gaps.length);
}

/**
 * One study on pure noise, looked at again and again: |z| after 3, 4, … `most` measurements in each of two
 * groups of standard deviation 1.
 */
export function looks(seed: number, most: number): number[] {
  const normal = normals(2 * most, seed);
  let gap = 0;
  return Array.from({ length: most }, (_, i) => {
    gap += (normal[2 * i] ?? 0) - (normal[2 * i + 1] ?? 0);
    return Math.abs(gap) / Math.sqrt(2 * (i + 1));
  }).slice(2);
}
