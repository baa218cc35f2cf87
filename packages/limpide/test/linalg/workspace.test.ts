/** Large matrices: the kernels beside plain loops, sizes at which blocks begin and end, spectra that deflate. */
import { describe, expect, test } from 'vitest';
import { getDevice, randn, setDefaultDevice, setNumThreads } from '../../src/index.ts';
import { bidiagonalDivide } from '../../src/linalg/dense/bidiagonal-divide.ts';
import { inWorkspace } from '../../src/linalg/dense/in-workspace.ts';
import { jacobiSvd } from '../../src/linalg/dense/jacobi.ts';
import { type Part, part, turned } from '../../src/linalg/dense/part.ts';
import { PlainWorkspace } from '../../src/linalg/dense/plain-workspace.ts';
import type { Workspace } from '../../src/linalg/dense/workspace.ts';
import { dense, Matrix, multiply } from '../../src/linalg/index.ts';
import { checkEig, checkEigh, checkLU, checkQR, checkSVD, few } from './checks.ts';
import {
  difference,
  largest,
  lossOfOrthogonality,
  random,
  scaleColumns,
  symmetric,
  t,
} from './support.ts';

/** More multiplications than any workspace keeps on the heap. */
const many = 1e9;
/** The same computation in both workspaces. */
function both(compute: (ws: Workspace) => ArrayLike<number>): [number[], number[]] {
  const plain = Array.from(compute(new PlainWorkspace()));
  return [plain, inWorkspace(many, (ws) => Array.from(compute(ws)))];
}
const values = (length: number, seed: number): ArrayLike<number> => random(1, length, seed).data;

describe('the kernels do what plain loops do', () => {
  // tiles have 6 × 8 elements, groups 96 rows, blocks 256 products
  test.each([
    [1, 1, 1],
    [5, 3, 7],
    [6, 4, 8],
    [7, 9, 9],
    [12, 255, 16],
    [13, 256, 17],
    [95, 257, 31],
    [97, 2, 33],
    [193, 520, 41],
  ])('products of %i × %i and %i columns', (m, k, n) => {
    for (const turnA of [false, true])
      for (const turnB of [false, true]) {
        const [plain, device] = both((ws) => {
          // in the midst of larger matrices, so that strides are not sizes
          const within = (rows: number, cols: number, seed: number): Part =>
            part(
              ws.copy(values((rows + 3) * (cols + 2), seed)),
              cols + 2,
              2,
              rows + 2,
              1,
              cols + 1,
            );
          const c = within(m, n, 1);
          const a = turnA ? turned(within(k, m, 2)) : within(m, k, 2);
          const b = turnB ? turned(within(n, k, 3)) : within(k, n, 3);
          ws.addProduct(c, a, b, -2);
          return c.data;
        });
        expect(difference(plain, device)).toBeLessThanOrEqual(1e-14 * k);
      }
  });
  test('the lower triangle of a product, and nothing outside of C', () => {
    const n = 77;
    const [plain, device] = both((ws) => {
      const c = ws.floats(n * n);
      const x = part(ws.copy(values(90 * n, 4)), n, 0, 90, 0, n);
      ws.addProduct(part(c, n, 0, n, 0, n), turned(x), x, 1, true);
      return c;
    });
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++)
        expect(Math.abs(plain[i * n + j]! - device[i * n + j]!)).toBeLessThanOrEqual(1e-13);
  });
  test.each([0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 100])('vectors of length %i', (n) => {
    const [plain, device] = both((ws) => {
      const x = ws.copy(values(n + 5, 1));
      const y = ws.copy(values(n + 5, 2));
      const product = ws.dot(x, 1, y, 2, n);
      ws.add(y, 1, 0.5, x, 2, n);
      ws.rotate(x, 3, y, 0, n, 0.6, 0.8);
      return [product, ...x, ...y];
    });
    expect(difference(plain, device)).toBeLessThanOrEqual(1e-14);
  });
  test.each([
    [1, 1],
    [3, 5],
    [4, 4],
    [5, 9],
    [17, 12],
    [33, 102],
  ])('a matrix of %i × %i times vectors', (m, n) => {
    const [plain, device] = both((ws) => {
      const a = part(ws.copy(values(m * (n + 3), 1)), n + 3, 0, m, 2, n + 2);
      const square = part(ws.copy(values((n + 1) ** 2, 4)), n + 1, 1, n + 1, 1, n + 1);
      const v = ws.copy(values(m + n + 1, 2));
      const out = ws.copy(values(m + n + n, 3));
      ws.addTimes(out, 0, a, v, 1);
      ws.addTransposedTimes(out, m, a, v, 0);
      ws.addSymmetricTimes(out, m + n, square, v, 1);
      return out;
    });
    expect(difference(plain, device)).toBeLessThanOrEqual(1e-13);
  });
  test('the same bits with any number of threads', async () => {
    const [a, b] = [random(310, 190, 1), random(190, 150, 2)];
    await setNumThreads(1);
    const alone = multiply(a, b);
    await setNumThreads(3);
    const together = multiply(a, b);
    await setNumThreads(2);
    expect(Array.from(together.data)).toEqual(Array.from(alone.data));
  });
  test('memory is given back, also after an error', () => {
    dense.eigh(symmetric(random(100, 100, 1)));
    const used = (): number => getDevice().statistics().liveBytes;
    const before = used();
    dense.svd(random(150, 130, 1));
    expect(() => dense.cholesky(symmetric(random(200, 200, 1)))).toThrow();
    expect(used()).toBe(before);
  });
  test('a tensor is read where it is, also when that makes the memory grow', () => {
    const x = randn([1500, 2000], { dtype: 'float64' });
    const [host, there] = [x.dataSync(), inWorkspace(many, (ws) => ws.of(x).slice())];
    expect(difference(there, Float64Array.from(host, Number))).toBe(0);
    const single = randn([3, 4]);
    expect(Array.from(inWorkspace(many, (ws) => ws.of(single).slice()))).toEqual(
      Array.from(single.dataSync(), Number),
    );
  });
  test('packed columns that would take too much memory go in halves', () => {
    // 8 · 4000 · 1100 bytes: more than one panel may take
    const [m, k, n] = [40, 4000, 1100];
    const [a, b] = [random(m, k, 1), random(k, n, 2)];
    const product = multiply(a, b);
    for (const j of [0, 551, 552, 553, n - 1])
      expect(difference(product.column(j), dense.multiplyVector(a, b.column(j)))).toBeLessThan(
        1e-11,
      );
    const lower = inWorkspace(many, (ws) => {
      const x = part(ws.copy(b.data), n, 0, k, 0, n);
      const c = ws.floats(n * n);
      ws.addProduct(part(c, n, 0, n, 0, n), turned(x), x, 1, true);
      return Array.from({ length: n }, (_, i) => Array.from(c.subarray(i * n, i * n + i + 1)));
    });
    for (const i of [0, 551, 552, 1099]) {
      const expected = dense.multiplyVector(b, b.column(i), { transpose: true });
      expect(difference(lower[i]!, expected.subarray(0, i + 1))).toBeLessThan(1e-10);
    }
  });
  test('what the engine has no memory for is computed on the heap', () => {
    const where = inWorkspace(many, (ws) => {
      if (!(ws instanceof PlainWorkspace)) ws.floats(6e8); // 4.8 GB
      return ws instanceof PlainWorkspace ? 'heap' : 'engine';
    });
    expect(where).toBe('heap');
  });
  test('on a device without kernels', () => {
    setDefaultDevice('reference');
    checkSVD(random(110, 100, 2));
    setDefaultDevice('wasm');
  });
});

describe('large matrices, at sizes at which blocks begin and end', () => {
  test.each([127, 128, 129, 161])('%i', (n) => {
    const a = random(n, n, n);
    checkLU(a);
    checkLU(random(n, n + 37, 2));
    checkLU(random(n + 37, n, 3));
    checkQR(a);
    checkQR(random(n + 40, n, n));
    checkEigh(symmetric(a));
    const b = random(n + 9, n, 5);
    const product = dense.gram(b);
    const l = dense.cholesky(product);
    expect(difference(multiply(l, l, { transposeB: true }).data, product.data)).toBeLessThan(
      few(product),
    );
    const r = dense.triangularFactor(b);
    expect(difference(multiply(t(r), r).data, product.data)).toBeLessThan(few(product));
  });
  test('eigenvalues of general matrices', () => checkEig(random(110, 110, 4)));
  test('products of columns in blocks of rows', () => {
    const x = random(2500, 33, 1);
    const whole = multiply(x, x, { transposeA: true });
    expect(difference(dense.gram(x).data, whole.data)).toBeLessThan(1e-11);
    const shifted = dense.gramOf(2500, 33, (block, i0, i1) => {
      for (let p = 0; p < (i1 - i0) * 33; p++) block[p] = x.data[i0 * 33 + p]! + 1;
    });
    expect(
      difference(
        shifted.data,
        dense.gram(
          new Matrix(
            x.data.map((v) => v + 1),
            2500,
            33,
          ),
        ).data,
      ),
    ).toBe(0);
  });
  test('what is wrong is named by its own number, in whatever block it stands', () => {
    const n = 190;
    const a = Matrix.identity(n);
    a.data[151 * n + 151] = -1;
    expect(() => dense.cholesky(a)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ minor: 152 }) }),
    );
    const singular = random(n, n, 3);
    for (let i = 0; i < n; i++) singular.data[i * n + 170] = 0;
    expect(dense.luFactor(singular).zeroPivot).toBe(170);
    const upper = Matrix.identity(n);
    upper.data[33 * n + 33] = 0;
    for (const transpose of [false, true])
      expect(() =>
        dense.solveTriangular(upper, random(n, 40, 1), { upper: true, transpose }),
      ).toThrow(expect.objectContaining({ details: expect.objectContaining({ pivot: 33 }) }));
  });
});

describe('singular values by divide and conquer', () => {
  test.each([
    [96, 96],
    [97, 97],
    [120, 100],
    [200, 100],
    [100, 210],
  ])('%i × %i', (m, n) => checkSVD(random(m, n, m)));
  test('the right vectors alone', () => {
    const a = random(260, 110, 3);
    const { s, vt } = dense.rightSvd(a);
    expect(difference(s, dense.svdvals(a))).toBeLessThan(few(a));
    expect(lossOfOrthogonality(t(vt))).toBeLessThan(1e-13);
    expect(
      difference(
        multiply(
          scaleColumns(
            t(vt),
            s.map((x) => x * x),
          ),
          vt,
        ).data,
        dense.gram(a).data,
      ),
    ).toBeLessThan(few(a) * 30);
  });
  test('spectra that deflate: zero, identity, ones, low rank, equal values, one great value', () => {
    const n = 101;
    const ones = Matrix.zeros(n, n);
    ones.data.fill(1);
    const spike = Matrix.identity(n);
    spike.data[7 * n + 3] = 1e8;
    const q = new dense.HouseholderQR(random(n, n, 1)).q();
    const p = new dense.HouseholderQR(random(n, n, 2)).q();
    const of = (s: (i: number) => number): Matrix =>
      multiply(
        scaleColumns(
          q,
          Float64Array.from({ length: n }, (_, i) => s(i)),
        ),
        p,
      );
    for (const a of [
      Matrix.zeros(n, n),
      Matrix.zeros(130, n),
      Matrix.identity(n),
      Matrix.identity(n + 60, n),
      ones,
      spike,
      multiply(random(180, 4, 1), random(4, 170, 2)),
      of((i) => (i % 3) + 1),
      of((i) => (i < 50 ? 1 : 0)),
      of((i) => 10 ** (-i / 5)),
    ])
      checkSVD(a);
    const graded = dense.svdvals(of((i) => 10 ** (-i / 5)));
    graded.forEach((s, i) => {
      expect(Math.abs(s - 10 ** (-i / 5))).toBeLessThan(1e-14);
    });
  });
  test('at any scale', () => {
    for (const scale of [1e-250, 1e-100, 1e100, 1e250]) {
      const a = random(100, 98, 5);
      for (let i = 0; i < a.data.length; i++) a.data[i]! *= scale;
      checkSVD(a);
    }
  });
  test.each([
    ['random', 60, (i: number) => Math.sin(i * i)],
    ['zeros on the diagonal', 70, (i: number) => (i % 7 === 3 ? 0 : 1 + i)],
    ['all equal', 53, () => 1],
    ['split in blocks', 64, (i: number) => (i % 16 === 0 ? 0 : 1)],
    ['falling fast', 80, (i: number) => 2 ** -i],
  ])('bidiagonal: %s', (_, n, element) => {
    for (const extra of [0, 1]) {
      const diagonal = Float64Array.from({ length: n }, (__, i) => element(i));
      const above = Float64Array.from({ length: n - 1 + extra }, (__, i) => element(i + 1) / 2);
      const { values: s, left, right, none } = bidiagonalDivide(diagonal, above);
      const b = Matrix.zeros(n, n + extra);
      diagonal.forEach((x, i) => {
        b.data[i * b.cols + i] = x;
      });
      above.forEach((x, i) => {
        b.data[i * b.cols + i + 1] = x;
      });
      expect(difference(multiply(b, t(right)).data, scaleColumns(t(left), s).data)).toBeLessThan(
        few(b),
      );
      expect(lossOfOrthogonality(t(left))).toBeLessThan(1e-13);
      expect(lossOfOrthogonality(t(right))).toBeLessThan(1e-13);
      expect(difference(s.toReversed(), jacobiSvd(b).s)).toBeLessThan(few(b));
      expect(none === null).toBe(extra === 0);
      if (none) {
        expect(largest(dense.multiplyVector(b, none))).toBeLessThan(few(b));
        expect(largest(dense.multiplyVector(right, none))).toBeLessThan(1e-13);
      }
    }
  });
});
