/** Normal equations in one pass: as exact as about the true means, wherever the samples lie and however they come. */
import { describe, expect, test } from 'vitest';
import { RandomStream, Ridge } from '../../../src/learn/index.ts';
import { normalEquations } from '../../../src/learn/linear/normal-equations.ts';
import { Matrix, multiply } from '../../../src/linalg/index.ts';

const n = 1500;
const d = 7;

/** Normal samples of a standard deviation of 1 about places that depend on the row. */
function samples(place: (i: number, j: number) => number, cols = d): Matrix {
  const stream = new RandomStream(3, cols);
  const out = Matrix.zeros(n, cols);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < cols; j++) out.data[i * cols + j] = place(i, j) + stream.normal();
  return out;
}

/** The same from its definition, in two passes. */
function byDefinition(X: Matrix, Y: Matrix, weights: Float64Array) {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const centred = (A: Matrix): { moved: Matrix; mean: Float64Array } => {
    const mean = new Float64Array(A.cols);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < A.cols; j++) mean[j]! += (weights[i]! / total) * A.at(i, j);
    const moved = A.clone();
    for (let i = 0; i < n; i++)
      for (let j = 0; j < A.cols; j++)
        moved.data[i * A.cols + j] = Math.sqrt(weights[i]!) * (A.at(i, j) - mean[j]!);
    return { moved, mean };
  };
  const [x, y] = [centred(X), centred(Y)];
  return {
    mean: x.mean,
    gram: multiply(x.moved, x.moved, { transposeA: true }),
    right: multiply(x.moved, y.moved, { transposeA: true }),
  };
}

describe.each([
  ['about 0', () => 0],
  ['far away', (_: number, j: number) => 1e5 * (j + 1)],
  ['first rows far from the others', (i: number) => (i < 300 ? 1e5 : 0)],
  ['rising', (i: number) => i / 10],
  ['one outlier first', (i: number) => (i === 0 ? 1e7 : 0)],
] as const)('%s', (_, place) => {
  test.each(['equal', 'unequal'])('weights: %s', (kind) => {
    const weights = Float64Array.from({ length: n }, (__, i) => (kind === 'equal' ? 1 : i % 4));
    const X = samples(place);
    const Y = samples((i) => i / 100, 2);
    const found = normalEquations(X, Y, weights, true);
    const expected = byDefinition(X, Y, weights);
    const scale = Math.max(...Array.from({ length: d }, (__, j) => expected.gram.at(j, j)));
    found.gram.data.forEach((value, p) => {
      expect(Math.abs(value - expected.gram.data[p]!)).toBeLessThanOrEqual(1e-11 * scale);
    });
    found.right.data.forEach((value, p) => {
      expect(Math.abs(value - expected.right.data[p]!)).toBeLessThanOrEqual(1e-11 * scale);
    });
    found.means.x.forEach((value, j) => {
      expect(value).toBeCloseTo(expected.mean[j]!, 6);
    });
  });
});

test('without an intercept nothing is taken away', () => {
  const X = samples(() => 5);
  const Y = samples(() => 1, 1);
  const { gram, right, means } = normalEquations(X, Y, new Float64Array(n).fill(1), false);
  const expected = multiply(X, X, { transposeA: true });
  gram.data.forEach((value, p) => {
    expect(value).toBeCloseTo(expected.data[p]!, 7);
  });
  expect(right.at(2, 0)).toBeCloseTo(multiply(X, Y, { transposeA: true }).at(2, 0), 7);
  expect(Array.from(means.x)).toEqual(Array<number>(d).fill(0));
});

test('constant columns stay without a slope', () => {
  const X = samples((_, j) => (j === 3 ? 0 : 10));
  for (let i = 0; i < n; i++) X.data[i * d + 3] = 1 / 3;
  const y = Float64Array.from({ length: n }, (_, i) => X.at(i, 0));
  const coef = new Ridge({ alpha: 1e-6 }).fit(X, y).coef_.dataSync();
  expect(Math.abs(Number(coef[3]))).toBeLessThan(1e-6);
  expect(Number(coef[0])).toBeCloseTo(1, 6);
});
