/** Matrices in compressed rows against dense ones. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ArgumentError, ShapeError } from '../../src/index.ts';
import { CSRMatrix, dense, Matrix, multiply } from '../../src/linalg/index.ts';
import { difference, random } from './support.ts';

/** Triplets in any order, places repeated, and the dense matrix of their sums. */
const triplets = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([rows, cols]) =>
    fc
      .array(fc.tuple(fc.nat(rows - 1), fc.nat(cols - 1), fc.integer({ min: -5, max: 5 })), {
        maxLength: 25,
      })
      .map((list) => {
        const full = Matrix.zeros(rows, cols);
        for (const [i, j, x] of list) full.data[i * cols + j]! += x;
        const part = (p: 0 | 1 | 2): number[] => list.map((one) => one[p]);
        return { sparse: CSRMatrix.fromTriplets(rows, cols, part(0), part(1), part(2)), full };
      }),
  );
const holds = (check: (pair: { sparse: CSRMatrix; full: Matrix }) => void): void => {
  fc.assert(fc.property(triplets, check), { numRuns: 100 });
};
const values = (a: Matrix): number[] => Array.from(a.data);

describe('a sparse matrix and the dense one', () => {
  test('have the same elements', () =>
    holds(({ sparse, full }) => {
      expect(values(sparse.toDense())).toEqual(values(full));
      for (let i = 0; i < full.rows; i++)
        for (let j = 0; j < full.cols; j++) expect(sparse.at(i, j)).toBe(full.at(i, j));
      const again = CSRMatrix.fromDense(full);
      expect(values(again.toDense())).toEqual(values(full));
      expect(again.data.every((x) => x !== 0)).toBe(true);
    }));
  test('have the same products, transposes, sums and means', () =>
    holds(({ sparse, full }) => {
      const b = random(full.cols, 3, 1);
      expect(difference(sparse.multiply(b).data, multiply(full, b).data)).toBeLessThan(1e-13);
      const c = random(full.rows, 2, 2);
      expect(
        difference(
          sparse.multiply(c, { transpose: true }).data,
          multiply(full, c, { transposeA: true }).data,
        ),
      ).toBeLessThan(1e-13);
      expect(values(sparse.transpose().toDense())).toEqual(values(full.transpose()));
      const ones = Matrix.zeros(full.rows, 1);
      ones.data.fill(1);
      const sums = multiply(full, ones, { transposeA: true });
      expect(Array.from(sparse.columnSums())).toEqual(values(sums));
      expect(Array.from(sparse.columnMeans())).toEqual(values(sums).map((x) => x / full.rows));
      expect(Array.from(sparse.rowSums())).toEqual(Array.from(sparse.transpose().columnSums()));
    }));
  test('can be taken apart and stacked', () =>
    holds(({ sparse, full }) => {
      const last = full.rows - 1;
      const taken = sparse.takeRows([last, 0, last]).toDense();
      expect(values(taken)).toEqual(
        [full.row(last), full.row(0), full.row(last)].flatMap((r) => [...r]),
      );
      expect(values(CSRMatrix.vstack([sparse, sparse]).toDense())).toEqual([
        ...full.data,
        ...full.data,
      ]);
      const side = CSRMatrix.hstack([sparse, sparse.map((x) => 2 * x)]).toDense();
      for (let i = 0; i < full.rows; i++)
        expect(Array.from(side.row(i))).toEqual([...full.row(i), ...full.row(i).map((x) => 2 * x)]);
    }));
});

test('float32 stays float32', () => {
  const a = CSRMatrix.fromTriplets(2, 2, [0, 1], [1, 0], Float32Array.of(1, 2));
  expect([a.kind, a.transpose().kind, a.multiply(Matrix.zeros(2, 1, 'float32')).kind]).toEqual(
    Array(3).fill('float32'),
  );
});
test('rows are views', () => {
  const a = CSRMatrix.fromDense(
    Matrix.from([
      [0, 5],
      [7, 0],
    ]),
  );
  a.row(1).data[0] = 9;
  expect(a.at(1, 0)).toBe(9);
  expect(Array.from(a.row(0).indices)).toEqual([1]);
});
test('randomised singular values need products only', () => {
  const full = multiply(random(40, 3, 1), random(3, 30, 2));
  for (let p = 0; p < full.data.length; p += 2) full.data[p] = 0;
  const { s } = dense.randomizedSvd(CSRMatrix.fromDense(full), { k: 3, nIter: 8 });
  expect(difference(s, dense.svdvals(full).slice(0, 3))).toBeLessThan(1e-6);
});
test('what is not a matrix in compressed rows is refused', () => {
  const int = (...x: number[]): Int32Array<ArrayBuffer> => Int32Array.from(x);
  const one = Float64Array.of(1, 2);
  for (const [indptr, indices] of [
    [int(0, 2), int(0, 1)],
    [int(0, 1, 1), int(0, 1)],
    [int(0, 2, 2), int(1, 0)],
    [int(0, 2, 2), int(0, 0)],
    [int(0, 2, 2), int(0, 2)],
    [int(0, 3, 2), int(0, 1)],
    [int(1, 2, 2), int(0, 1)],
    [int(0, 1, 2), int(0)],
    [int(0, 1, 2), int(-1, 0)],
  ] as const)
    expect(() => new CSRMatrix(2, 2, indptr, indices, one)).toThrow(ArgumentError);
  const a = CSRMatrix.fromDense(Matrix.identity(2));
  expect(() => a.row(2)).toThrow(ArgumentError);
  expect(() => a.takeRows([-1])).toThrow(ArgumentError);
  expect(() => a.multiply(Matrix.zeros(3, 1))).toThrow(ShapeError);
  expect(() => CSRMatrix.vstack([a, CSRMatrix.fromDense(Matrix.zeros(1, 3))])).toThrow(ShapeError);
  expect(() => CSRMatrix.hstack([])).toThrow(ArgumentError);
  expect(() => CSRMatrix.fromTriplets(2, 2, [0], [0, 1], [1, 2])).toThrow(ShapeError);
});
