/** Small helpers of the tests of decompositions, embeddings, Gaussian processes and networks. */
import { expect } from 'vitest';
import type { Tensor } from '../../../src/tensor/index.ts';

/** A tensor as nested lists. */
export function rowsOf(t: Tensor): number[][] {
  const [rows, cols] = t.shape as [number, number];
  const values = Array.from(t.dataSync(), Number);
  return Array.from({ length: rows }, (_, i) => values.slice(i * cols, (i + 1) * cols));
}
export const listOf = (t: Tensor): number[] => Array.from(t.dataSync(), Number);

type Nested = number | readonly Nested[];
const flat = (x: Nested): number[] => (typeof x === 'number' ? [x] : x.flatMap(flat));

/** Equal up to `tolerance`, relative to the largest of the numbers expected. */
export function near(got: Tensor | Nested, expected: Nested, tolerance = 1e-8): void {
  const a = typeof got === 'object' && 'dataSync' in got ? listOf(got) : flat(got);
  const b = flat(expected);
  expect(a.length).toBe(b.length);
  const scale = Math.max(...b.map(Math.abs), 1e-300);
  let worst = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
  }
  expect(worst / scale).toBeLessThanOrEqual(tolerance);
}

/** Each column with mean 0 and variance 1. */
export function standardised(X: readonly (readonly number[])[]): number[][] {
  const n = X.length;
  const d = X[0]!.length;
  const mean = Array.from({ length: d }, (_, j) => X.reduce((s, row) => s + row[j]!, 0) / n);
  const deviation = mean.map((m, j) =>
    Math.sqrt(X.reduce((s, row) => s + (row[j]! - m) ** 2, 0) / n),
  );
  return X.map((row) => row.map((v, j) => (v - mean[j]!) / deviation[j]!));
}
