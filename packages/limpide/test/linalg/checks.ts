/** What defines a factorisation, as checks that a matrix's own size and scale are the measure of. */
import { expect } from 'vitest';
import { dense, Matrix, multiply } from '../../src/linalg/index.ts';
import { difference, largest, lossOfOrthogonality, scaleColumns, t } from './support.ts';

/** A few roundings of the largest element, times the size; no less than some of the smallest numbers there are. */
export const few = (a: Matrix): number =>
  1e-14 * Math.max(a.rows, a.cols) * (largest(a.data) || 1) + 2 ** -1068;
const takeRows = (a: Matrix, order: ArrayLike<number>): Matrix => {
  const out = Matrix.zeros(order.length, a.cols);
  for (let i = 0; i < order.length; i++) out.data.set(a.row(order[i]!), i * a.cols);
  return out;
};

export function checkLU(a: Matrix): void {
  const factors = dense.luFactor(a);
  const product = multiply(dense.lowerOf(factors), dense.upperOf(factors));
  expect(difference(product.data, takeRows(a, factors.permutation).data)).toBeLessThanOrEqual(
    few(a) * 10,
  );
  expect(largest(dense.lowerOf(factors).data)).toBeLessThanOrEqual(1);
}
export function checkQR(a: Matrix): void {
  for (const pivoting of [false, true]) {
    const factors = new dense.HouseholderQR(a, { pivoting });
    const [q, r] = [factors.q(), factors.r()];
    const moved = factors.permutation ? t(takeRows(t(a), factors.permutation)) : a;
    expect(difference(multiply(q, r).data, moved.data)).toBeLessThanOrEqual(few(a));
    expect(lossOfOrthogonality(q)).toBeLessThanOrEqual(1e-14 * a.rows);
    expect(lossOfOrthogonality(factors.q(a.rows))).toBeLessThanOrEqual(1e-14 * a.rows);
    for (let i = 0; i < r.rows; i++) {
      for (let j = 0; j < Math.min(i, r.cols); j++) expect(r.at(i, j)).toBe(0);
      if (pivoting && i > 0)
        expect(Math.abs(r.at(i, i))).toBeLessThanOrEqual(
          Math.abs(r.at(i - 1, i - 1)) * (1 + 1e-7) + few(a),
        );
    }
  }
}
export function checkEigh(a: Matrix): void {
  const { values, vectors } = dense.eigh(a);
  expect(
    difference(multiply(a, vectors).data, scaleColumns(vectors, values).data),
  ).toBeLessThanOrEqual(few(a) * 3);
  expect(lossOfOrthogonality(vectors)).toBeLessThanOrEqual(1e-14 * a.rows);
  expect(Array.from(values)).toEqual(Array.from(values).sort((x, y) => x - y));
  expect(difference(dense.eigvalsh(a), values)).toBeLessThanOrEqual(few(a) * 3);
}
export function checkSVD(a: Matrix): void {
  const { u, s, vt } = dense.svd(a);
  expect(difference(multiply(scaleColumns(u, s), vt).data, a.data)).toBeLessThanOrEqual(few(a) * 3);
  expect(lossOfOrthogonality(u)).toBeLessThanOrEqual(1e-14 * a.rows);
  expect(lossOfOrthogonality(t(vt))).toBeLessThanOrEqual(1e-14 * a.cols);
  expect(s.every((x, i) => x >= 0 && (i === 0 || x <= s[i - 1]!))).toBe(true);
  expect(difference(dense.svdvals(a), s)).toBeLessThanOrEqual(few(a));
}
export function checkEig(a: Matrix): void {
  const { re, im, vectors } = dense.eig(a);
  const { re: x, im: y } = vectors!;
  const n = a.rows;
  const [ax, ay] = [multiply(a, x), multiply(a, y)];
  for (let j = 0; j < n; j++) {
    let length = 0;
    for (let i = 0; i < n; i++) {
      const residual = Math.hypot(
        ax.at(i, j) - (re[j]! * x.at(i, j) - im[j]! * y.at(i, j)),
        ay.at(i, j) - (re[j]! * y.at(i, j) + im[j]! * x.at(i, j)),
      );
      expect(residual).toBeLessThanOrEqual(few(a) * 100);
      length += x.at(i, j) ** 2 + y.at(i, j) ** 2;
    }
    expect(length).toBeCloseTo(1, 12);
  }
}
