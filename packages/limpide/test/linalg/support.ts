/** What the tests of linear algebra share: matrices at random, differences, golden files. */
import fs from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { type Tensor, tensor } from '../../src/index.ts';
import { Matrix, multiply } from '../../src/linalg/index.ts';

/** A number of a golden file; what JSON cannot hold is text. */
export type Golden = number | string;

export function readGolden<T>(name: string): T {
  const file = path.resolve(import.meta.dirname, '../golden/linalg', `${name}.json`);
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

export const matrixOf = (shape: readonly [number, number], values: readonly Golden[]): Matrix =>
  new Matrix(Float64Array.from(values, Number), shape[0], shape[1]);

/** A float64 tensor. */
export const float64 = (shape: readonly number[], values: Iterable<Golden>): Tensor =>
  tensor(Float64Array.from(values, Number), { shape });

/** Numbers in (−1, 1) from a seed (a linear congruential generator: tests repeat). */
export function random(rows: number, cols: number, seed = 1): Matrix {
  const out = Matrix.zeros(rows, cols);
  let state = (seed * 2654435761) >>> 0;
  for (let i = 0; i < out.data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out.data[i] = (state / 2 ** 31 - 1) * 0.999;
  }
  return out;
}

export const largest = (values: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (!(size <= most)) most = size; // NaN counts
  }
  return most;
};

/** The largest difference of two arrays, NaN when they have another length. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  return largest(Array.from({ length: a.length }, (_, i) => a[i]! - b[i]!));
}

export const t = (a: Matrix): Matrix => a.transpose();
export const symmetric = (a: Matrix): Matrix => {
  const out = a.clone();
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < i; j++) out.data[j * a.cols + i] = out.at(i, j);
  return out;
};

/** ‖QᵀQ − I‖, element by element. */
export const lossOfOrthogonality = (q: Matrix): number =>
  difference(multiply(q, q, { transposeA: true }).data, Matrix.identity(q.cols).data);

/** A·diag(values) */
export function scaleColumns(a: Matrix, values: ArrayLike<number>): Matrix {
  const out = a.clone();
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.cols; j++) out.data[i * a.cols + j]! *= values[j]!;
  return out;
}

/**
 * Matrices whose elements are moderate numbers, often 0, often equal: ranks that are not full included.
 * Unless `plain`, elements may also be as small as numbers can be.
 */
export const matrices = (
  options: { square?: boolean; max?: number; plain?: boolean } = {},
): fc.Arbitrary<Matrix> => {
  const { square = false, max = 9, plain = false } = options;
  const element = fc.oneof(
    {
      weight: 4,
      arbitrary: plain
        ? fc.integer({ min: -800, max: 800 }).map((x) => x / 100)
        : fc.double({ min: -8, max: 8, noNaN: true }),
    },
    { weight: 2, arbitrary: fc.integer({ min: -2, max: 2 }) },
  );
  const size = fc.integer({ min: 1, max });
  return fc
    .tuple(size, size)
    .chain(([m, other]) => {
      const n = square ? m : other;
      return fc.tuple(
        fc.constant([m, n] as const),
        fc.array(element, { minLength: m * n, maxLength: m * n }),
      );
    })
    .map(([shape, values]) => matrixOf(shape, values));
};
