/**
 * Polynomials fitted to points, with or without a penalty on their coefficients.
 *
 * The picture keeps x in [−1, 1], where powers up to 12 stay well enough apart for the normal equations.
 */

import { isNumber } from '../kit/own-values.ts';

export type Point = readonly [x: number, y: number];
export type Penalty = 'none' | 'l2' | 'l1';

/** What is predicted at x by coefficients [1, x, x², …]: Horner's scheme. */
export const valueAt = (w: readonly number[], x: number): number =>
  w.reduceRight((sum, c) => sum * x + c, 0);

/** Mean of the squared errors; 0 without points. */
export const meanSquares = (w: readonly number[], points: readonly Point[]): number =>
  points.length === 0
    ? 0
    : points.reduce((sum, [x, y]) => sum + (valueAt(w, x) - y) ** 2, 0) / points.length;

/** Gram matrix and right side of the normal equations, divided by the number of points. */
function normal(
  points: readonly Point[],
  size: number,
  features: readonly (readonly number[])[] | undefined,
): { a: number[][]; b: number[] } {
  const a = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const b = new Array<number>(size).fill(0);
  for (const [n, [x, y]] of points.entries()) {
    const powers = features?.[n]?.slice(0, size) ?? Array.from({ length: size }, (_, k) => x ** k);
    for (const [i, p] of powers.entries()) {
      b[i] = (b[i] ?? 0) + (p * y) / points.length;
      const row = a[i] ?? [];
      for (const [j, q] of powers.entries()) row[j] = (row[j] ?? 0) + (p * q) / points.length;
    }
  }
  return { a, b };
}

/** Gaussian elimination with partial pivoting; nearly empty pivots give 0. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = b.length;
  const m = a.map((row, i) => [...row, b[i] ?? 0]);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++)
      if (Math.abs(m[i]?.[k] ?? 0) > Math.abs(m[best]?.[k] ?? 0)) best = i;
    [m[k], m[best]] = [m[best] ?? [], m[k] ?? []];
    const pivot = m[k] ?? [];
    for (let i = k + 1; i < n; i++) {
      const row = m[i] ?? [];
      const factor = (row[k] ?? 0) / (pivot[k] || 1);
      for (let j = k; j <= n; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const row = m[i] ?? [];
    let sum = row[n] ?? 0;
    for (let j = i + 1; j < n; j++) sum -= (row[j] ?? 0) * (x[j] ?? 0);
    const pivot = row[i] ?? 0;
    x[i] = Math.abs(pivot) < 1e-14 ? 0 : sum / pivot;
  }
  return x;
}

/** Coordinate descent on mean squares + λ Σ|w|, the constant left free. */
function lasso(a: readonly (readonly number[])[], b: readonly number[], lambda: number): number[] {
  const w = new Array<number>(b.length).fill(0);
  for (let sweep = 0; sweep < 1000; sweep++) {
    let moved = 0;
    for (const [j, row] of a.entries()) {
      const diagonal = row[j] ?? 0;
      if (diagonal === 0) continue;
      const others = row.reduce((sum, v, k) => (k === j ? sum : sum + v * (w[k] ?? 0)), 0);
      const rho = (b[j] ?? 0) - others;
      const limit = j === 0 ? 0 : lambda / 2;
      const next = (Math.sign(rho) * Math.max(0, Math.abs(rho) - limit)) / diagonal;
      moved = Math.max(moved, Math.abs(next - (w[j] ?? 0)));
      w[j] = next;
    }
    if (moved < 1e-7) break;
  }
  return w;
}

/**
 * Coefficients [degree + 1] of the best polynomial; the constant is never penalised.
 *
 * @param features powers of x, a row per point, that take the place of those computed here
 */
export function fit(
  points: readonly Point[],
  degree: number,
  penalty: Penalty = 'none',
  lambda = 0,
  features?: readonly (readonly number[])[],
): number[] {
  const { a, b } = normal(points, degree + 1, features);
  if (penalty === 'l1') return lasso(a, b, lambda);
  const extra = penalty === 'l2' ? lambda : 1e-13;
  return solve(
    a.map((row, i) => row.map((v, j) => (i === j && i > 0 ? v + extra : v))),
    b,
  );
}

/** [x, x², …] of each point less their means, and y less its mean: the constant is out of the penalty's reach. */
export function centred(
  points: readonly Point[],
  degree: number,
): {
  readonly X: number[][];
  readonly y: number[];
  readonly xMeans: number[];
  readonly yMean: number;
} {
  const rows = points.map(([x]) => Array.from({ length: degree }, (_, k) => x ** (k + 1)));
  const mean = (list: readonly number[]): number =>
    list.reduce((sum, v) => sum + v, 0) / Math.max(1, list.length);
  const xMeans = Array.from({ length: degree }, (_, k) => mean(rows.map((row) => row[k] ?? 0)));
  const yMean = mean(points.map(([, y]) => y));
  return {
    ...{ xMeans, yMean },
    X: rows.map((row) => row.map((v, k) => v - (xMeans[k] ?? 0))),
    y: points.map(([, y]) => y - yMean),
  };
}

/** What a penalised fit makes as small as it can. */
function objective(
  w: readonly number[],
  points: readonly Point[],
  penalty: Penalty,
  lambda: number,
) {
  const cost = (c: number): number => (penalty === 'l1' ? Math.abs(c) : c * c);
  return meanSquares(w, points) + lambda * w.slice(1).reduce((sum, c) => sum + cost(c), 0);
}

/**
 * The polynomial of weights found on centred points, when it predicts what the expected one does, or is as good: with
 * hardly any penalty, coordinate descent is far from its end after as many sweeps as a picture has time for.
 */
export function readWeights(
  value: unknown,
  points: readonly Point[],
  expected: readonly number[],
  penalty: Penalty,
  lambda: number,
): number[] | null {
  const degree = expected.length - 1;
  if (!Array.isArray(value) || value.length !== degree || !value.every(isNumber)) return null;
  const { xMeans, yMean } = centred(points, degree);
  const w = [value.reduce((sum, c, k) => sum - c * (xMeans[k] ?? 0), yMean), ...value];
  const fits = points.every(([x]) => Math.abs(valueAt(w, x) - valueAt(expected, x)) < 0.02);
  const least = objective(expected, points, penalty, lambda);
  return fits || objective(w, points, penalty, lambda) <= 1.001 * least ? w : null;
}
