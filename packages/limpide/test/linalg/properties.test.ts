/** Factorisations by what defines them, on matrices of many shapes, sizes and ranks. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dense, Matrix, multiply } from '../../src/linalg/index.ts';
import { checkEig, checkEigh, checkLU, checkQR, checkSVD, few } from './checks.ts';
import {
  difference,
  largest,
  lossOfOrthogonality,
  matrices,
  random,
  scaleColumns,
  symmetric,
  t,
} from './support.ts';

const runs = { numRuns: 100 };
describe('small matrices of any kind', () => {
  const every = (
    options: { square?: boolean; plain?: boolean },
    check: (a: Matrix) => void,
  ): void => {
    fc.assert(fc.property(matrices(options), check), runs);
  };
  test('P·A = L·U, and no multiplier exceeds 1', () => every({}, checkLU));
  test('A = Q·R, QᵀQ = I, with and without pivoting', () => every({}, checkQR));
  test('A·V = V·Λ, VᵀV = I', () => every({ square: true }, (a) => checkEigh(symmetric(a))));
  test('A = U·Σ·Vᵀ, UᵀU = I, VᵀV = I', () => every({}, checkSVD));
  test('A·v = λ·v, real or complex', () => every({ square: true, plain: true }, checkEig));
  test('A = L·Lᵀ when A = BᵀB + I', () =>
    every({}, (b) => {
      const a = multiply(b, b, { transposeA: true });
      for (let i = 0; i < a.rows; i++) a.data[i * a.cols + i]! += 1;
      const l = dense.cholesky(a);
      expect(difference(multiply(l, l, { transposeB: true }).data, a.data)).toBeLessThanOrEqual(
        few(a),
      );
      const x = dense.choleskySolve(l, Matrix.identity(a.rows));
      expect(difference(multiply(a, x).data, Matrix.identity(a.rows).data)).toBeLessThanOrEqual(
        few(a),
      );
    }));
  test('A·A⁻¹ = I to the condition number, which is estimated within a factor of 10', () =>
    every({ square: true, plain: true }, (a) => {
      const s = dense.svdvals(a);
      const condition = s[0]! / s.at(-1)!;
      fc.pre(condition < 1e10);
      const factors = dense.luFactor(a);
      const inverse = dense.luSolve(factors, Matrix.identity(a.rows));
      const error = difference(multiply(a, inverse).data, Matrix.identity(a.rows).data);
      expect(error).toBeLessThanOrEqual(1e-15 * 10 * a.rows * condition);
      const transposed = dense.luSolve(factors, Matrix.identity(a.rows), { transpose: true });
      expect(difference(t(transposed).data, inverse.data)).toBeLessThanOrEqual(
        1e-14 * condition * largest(inverse.data),
      );
      const exact = dense.norm1(a) * dense.norm1(inverse);
      const estimate = dense.conditionEstimate(a, factors);
      expect(estimate).toBeLessThanOrEqual(exact * (1 + 1e-4));
      expect(estimate).toBeGreaterThanOrEqual(exact / 10);
    }));
  test('det(A·B) = det A · det B', () => {
    const det = (a: Matrix): number => dense.luDeterminant(dense.luFactor(a)).det;
    fc.assert(
      fc.property(
        matrices({ square: true, max: 5 }),
        fc.integer({ min: 1, max: 1000 }),
        (a, seed) => {
          const b = random(a.rows, a.rows, seed);
          const scale = (dense.norm1(a) * dense.norm1(b)) ** a.rows || 1;
          expect(Math.abs(det(multiply(a, b)) - det(a) * det(b))).toBeLessThanOrEqual(
            1e-13 * scale,
          );
        },
      ),
      runs,
    );
  });
  test('exp(A)·exp(−A) = I', () =>
    every({ square: true, plain: true }, (a) => {
      const minus = a.clone();
      for (let i = 0; i < minus.data.length; i++) minus.data[i]! *= -1;
      const [x, y] = [dense.matrixExp(a), dense.matrixExp(minus)];
      const scale = (largest(x.data) || 1) * (largest(y.data) || 1) * a.rows;
      expect(difference(multiply(x, y).data, Matrix.identity(a.rows).data)).toBeLessThanOrEqual(
        1e-14 * (1 + dense.norm1(a)) * scale,
      );
    }));
});

describe('sizes at which blocks begin and end', () => {
  test.each([31, 32, 33, 64, 65, 97])('%i', (n) => {
    const a = random(n, n, n);
    checkLU(a);
    checkQR(a);
    checkQR(random(n + 40, n, n));
    checkEigh(symmetric(a));
    checkSVD(random(n, n + 3, n));
    checkEig(a);
  });
  test('the head start of large singular value problems', () => {
    checkSVD(random(170, 165, 3));
    checkSVD(multiply(random(180, 4, 1), random(4, 170, 2)));
  });
});

describe('difficult spectra', () => {
  test('eigenvalues that all but coincide: identity, zero, ones, glued blocks, 1, −2, 1', () => {
    const n = 90;
    const ones = Matrix.zeros(n, n);
    ones.data.fill(1);
    const second = Matrix.zeros(n, n);
    const glued = Matrix.zeros(n, n);
    for (let i = 0; i < n; i++) {
      second.data[i * n + i] = -2;
      glued.data[i * n + i] = Math.abs((i % 15) - 7);
      if (i > 0) {
        second.data[i * n + i - 1] = 1;
        glued.data[i * n + i - 1] = i % 15 === 0 ? 1e-10 : 1;
      }
    }
    for (const a of [
      Matrix.identity(n),
      Matrix.zeros(n, n),
      ones,
      symmetric(second),
      symmetric(glued),
    ])
      checkEigh(a);
    const { values } = dense.eigh(symmetric(second));
    const exact = Array.from(values, (_, i) => -2 - 2 * Math.cos((Math.PI * (i + 1)) / (n + 1)));
    expect(
      difference(
        values,
        exact.sort((x, y) => x - y),
      ),
    ).toBeLessThanOrEqual(1e-13);
  });
  test('small singular values have digits of their own', () => {
    // columns of very different lengths, nearly orthogonal: the values follow the lengths
    const q = new dense.HouseholderQR(random(12, 6, 5)).q();
    const lengths = [1, 1e-4, 1e-8, 1e-12, 1e-16, 1e-20];
    const s = dense.svdvals(scaleColumns(q, lengths));
    s.forEach((x, i) => {
      expect(x / lengths[i]!).toBeCloseTo(1, 12);
    });
  });
  test('beyond the range of squares, down to subnormal numbers', () => {
    checkQR(
      Matrix.from([
        [5e-324, 0],
        [-5e-324, 0],
      ]),
    );
    checkSVD(
      Matrix.from([
        [0, 5e-324, 0],
        [5e-324, 0, 0],
        [0, 0, -1],
        [0, 5e-324, 0],
      ]),
    );
    checkEigh(
      Matrix.from([
        [0, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 0, 5e-324],
        [0, 0, 5e-324, 0],
      ]),
    );
    for (const scale of [1e-200, 1e200]) {
      const a = random(5, 5, 9);
      for (let i = 0; i < 25; i++) a.data[i]! *= scale;
      checkEigh(symmetric(a));
      checkSVD(a);
      checkEig(a);
    }
  });
  test('defective: a Jordan block has one direction', () => {
    const jordan = Matrix.from([
      [3, 1, 0],
      [0, 3, 1],
      [0, 0, 3],
    ]);
    checkEig(jordan);
    expect(Array.from(dense.eig(jordan, { vectors: false }).re)).toEqual([3, 3, 3]);
  });
});

describe('randomised singular values', () => {
  const a = multiply(random(120, 8, 1), random(8, 60, 2));
  test('exact when the rank is no more than k', () => {
    const { u, s, vt } = dense.randomizedSvd(a, { k: 8 });
    expect(difference(multiply(scaleColumns(u, s), vt).data, a.data)).toBeLessThanOrEqual(1e-12);
    expect(lossOfOrthogonality(u)).toBeLessThanOrEqual(1e-13);
    expect(difference(s, dense.svdvals(a).slice(0, 8))).toBeLessThanOrEqual(1e-12);
  });
  test('the same seed gives the same bits, another one others', () => {
    const b = random(50, 40, 3);
    const values = (seed: number): number[] =>
      Array.from(dense.randomizedSvd(b, { k: 3, nIter: 1, seed }).u.data);
    expect(values(5)).toEqual(values(5));
    expect(values(5)).not.toEqual(values(6));
  });
});

describe('products', () => {
  test('plain loops and the engine agree, transposed or not', () => {
    for (const [m, k, n] of [
      [1, 1, 1],
      [3, 7, 5],
      [33, 13, 270],
      [130, 140, 150],
    ] as const) {
      const [a, b] = [random(m, k, 1), random(k, n, 2)];
      const exact = Matrix.zeros(m, n);
      for (let i = 0; i < m; i++)
        for (let j = 0; j < n; j++)
          for (let p = 0; p < k; p++) exact.data[i * n + j]! += a.at(i, p) * b.at(p, j);
      for (const product of [
        multiply(a, b),
        multiply(t(a), b, { transposeA: true }),
        multiply(a, t(b), { transposeB: true }),
        multiply(t(a), t(b), { transposeA: true, transposeB: true }),
      ])
        expect(difference(product.data, exact.data)).toBeLessThanOrEqual(1e-13);
      const single = multiply(a.clone('float32'), b.clone('float32'));
      expect(single.kind).toBe('float32');
      expect(difference(single.data, exact.data)).toBeLessThanOrEqual(1e-4);
    }
  });
  test('triangular systems, each half, transposed or not', () => {
    const n = 101;
    const full = random(n, n, 4);
    for (let i = 0; i < n; i++) full.data[i * n + i] = 10 + i;
    const b = random(n, 3, 5);
    for (const upper of [false, true])
      for (const transpose of [false, true]) {
        const half = full.clone();
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) if (upper ? j < i : j > i) half.data[i * n + j] = 0;
        const x = dense.solveTriangular(full, b, { upper, transpose });
        expect(
          difference(multiply(half, x, { transposeA: transpose }).data, b.data),
        ).toBeLessThanOrEqual(1e-13);
      }
  });
});
