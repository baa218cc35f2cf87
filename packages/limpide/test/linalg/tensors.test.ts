/** Linear algebra of tensors: batches, dtypes, options, empty shapes, and what it refuses. */
import { describe, expect, test } from 'vitest';
import { linalgErrors } from '../../src/errors/catalog/linalg.ts';
import {
  ArgumentError,
  AutogradError,
  DTypeError,
  LimpideError,
  LinalgError,
  ShapeError,
  setLanguage,
  type Tensor,
  tensor,
  zeros,
} from '../../src/index.ts';
import * as la from '../../src/linalg/index.ts';
import { difference, float64, random } from './support.ts';

const read = (x: Tensor): number[] => Array.from(x.dataSync());
const batch = float64([2, 2, 3, 3], random(12, 3, 3).data);
const close = (a: Tensor, b: Tensor, tolerance = 1e-12): void => {
  expect(a.shape).toEqual(b.shape);
  expect(difference(a.dataSync(), b.dataSync())).toBeLessThanOrEqual(tolerance);
};
const same = (n: number, like: Tensor): Tensor =>
  la.Matrix.identity(n).toTensor().expand(like.shape);

describe('batches', () => {
  test('every matrix of a batch is treated as it would be alone', () => {
    const alone = (fn: (x: Tensor) => Tensor): void => {
      const all = fn(batch);
      for (let i = 0; i < 2; i++)
        for (let j = 0; j < 2; j++)
          close(all.select(0, i).select(0, j), fn(batch.select(0, i).select(0, j)));
    };
    alone(la.inv);
    alone(la.det);
    alone((x) => la.slogdet(x).sign);
    alone(la.svdvals);
    alone(la.matrixExp);
    alone(la.pinv);
    alone((x) => la.qr(x).R);
    alone((x) => la.eigvals(x).imag);
    alone((x) => la.cond(x, 1));
    alone((x) => la.matrixRank(x).to('float64'));
    alone((x) => la.matrixNorm(x, { ord: 'nuc' }));
  });
  test('A·X = B, leading axes broadcast', () => {
    const b = float64([2, 1, 3, 2], random(4, 3, 5).data);
    const x = la.solve(batch, b);
    close(batch.matmul(x), b.expand([2, 2, 3, 2]), 1e-11);
    const v = float64([3], [1, 2, 3]);
    close(batch.matmul(la.solve(batch, v).unsqueeze(-1)).squeeze(-1), v.expand([2, 2, 3]), 1e-11);
  });
  test('P·L·U, complete Q·R, full U·Σ·Vᵀ, V·Λ·Vᵀ', () => {
    const { P, L, U } = la.lu(batch);
    close(P.matmul(L).matmul(U), batch);
    const tall = batch.slice(-1, 0, 2);
    const { Q, R } = la.qr(tall, { mode: 'complete' });
    expect(Q!.shape).toEqual([2, 2, 3, 3]);
    close(Q!.matmul(R), tall);
    close(Q!.transpose(-2, -1).matmul(Q!), same(3, Q!));
    expect(la.qr(tall, { mode: 'r' })).toMatchObject({ Q: null, P: null });
    const pivoted = la.qr(batch.select(0, 0).select(0, 0), { pivoting: true });
    close(pivoted.Q!.matmul(pivoted.R), batch.select(0, 0).select(0, 0).indexSelect(1, pivoted.P!));
    for (const x of [tall, tall.transpose(-2, -1)]) {
      const { U: u, S, Vh } = la.svd(x);
      expect([u.shape, Vh.shape]).toEqual([
        [2, 2, x.size(-2), x.size(-2)],
        [2, 2, x.size(-1), x.size(-1)],
      ]);
      close(u.transpose(-2, -1).matmul(u), same(x.size(-2), u));
      close(
        u
          .slice(-1, 0, 2)
          .mul(S.unsqueeze(-2))
          .matmul(Vh.slice(-2, 0, 2)),
        x,
      );
    }
    const s = batch.add(batch.transpose(-2, -1));
    const { eigenvalues, eigenvectors } = la.eigh(s);
    close(s.matmul(eigenvectors), eigenvectors.mul(eigenvalues.unsqueeze(-2)));
    close(la.eigvalsh(s), eigenvalues);
  });
});

describe('least squares and the pseudo-inverse', () => {
  const a = float64([4, 3], [1, 2, 3, 2, 4, 6, 1, 0, 1, 0, 1, 1]); // rank 2: column 3 = column 1 + column 2
  test('the four conditions of Moore and Penrose', () => {
    const p = la.pinv(a);
    const [ap, pa] = [a.matmul(p), p.matmul(a)];
    close(ap.matmul(a), a);
    close(pa.matmul(p), p);
    close(ap.t(), ap);
    close(pa.t(), pa);
  });
  test('of all solutions the one of smallest norm; rank, residuals', () => {
    const b = float64([4], [1, 0, 2, 1]);
    const { solution, residuals, rank, singularValues } = la.lstsq(a, b);
    close(solution, la.pinv(a).matmul(b));
    expect(rank.itemSync()).toBe(2);
    expect(singularValues.shape).toEqual([3]);
    const free = float64([3], [1, 1, -1]); // A·free = 0
    expect(Math.abs(solution.dot(free).itemSync())).toBeLessThan(1e-14);
    close(residuals, a.matmul(solution).sub(b).square().sum());
  });
});

describe('dtypes', () => {
  test('float32 is computed in float64 and rounded once', () => {
    const h = tensor(
      Float32Array.from({ length: 36 }, (_, p) => 1 / (1 + (p % 6) + Math.floor(p / 6))),
      {
        shape: [6, 6],
      },
    );
    const single = la.inv(h);
    expect(single.dtype).toBe('float32');
    // condition 1.5e7: nothing of this would be right in single precision
    close(single, la.inv(h.to('float64')).to('float32'), 0);
    expect(la.eigh(h).eigenvectors.dtype).toBe('float32');
    expect(la.luFactor(h).pivots.dtype).toBe('int32');
    // its smallest singular value is below 6 roundings of single precision
    expect(la.matrixRank(h).itemSync()).toBe(5);
    expect(la.matrixRank(h.to('float64')).itemSync()).toBe(6);
    expect(la.matrixRank(float64([2, 2], [1, 0, 0, 1e-10]).to('float32')).itemSync()).toBe(1);
    expect(la.matrixRank(float64([2, 2], [1, 0, 0, 1e-10])).itemSync()).toBe(2);
    expect(la.matrixRank(float64([2, 2], [1, 0, 0, 1e-10]), { atol: 1e-8 }).itemSync()).toBe(1);
  });
  test('integers are refused', () => {
    const whole = tensor(
      [
        [1, 2],
        [3, 4],
      ],
      { dtype: 'int32' },
    );
    for (const fn of [la.inv, la.det, la.svdvals, la.eigvals, la.matrixExp, la.vectorNorm])
      expect(() => fn(whole)).toThrow(DTypeError);
  });
});

describe('functions', () => {
  test('powers', () => {
    const a = float64([2, 2], [1, 1, 1, 0]);
    expect(read(la.matrixPower(a, 10))).toEqual([89, 55, 55, 34]);
    expect(read(la.matrixPower(a, 0))).toEqual([1, 0, 0, 1]);
    close(la.matrixPower(a, -1), float64([2, 2], [0, 1, 1, -1]));
    expect(() => la.matrixPower(a, 0.5)).toThrow(ArgumentError);
  });
  test('vector norms', () => {
    const x = float64([2, 3], [3, -4, 0, 0, 5, 12]);
    const norm = (ord: number): number[] => read(la.vectorNorm(x, { ord, dim: -1 }));
    expect(norm(2)).toEqual([5, 13]);
    expect(norm(1)).toEqual([7, 17]);
    expect(norm(0)).toEqual([2, 2]);
    expect(norm(Infinity)).toEqual([4, 12]);
    expect(norm(-Infinity)).toEqual([0, 0]);
    expect(la.norm(x).itemSync()).toBeCloseTo(Math.sqrt(194), 12);
    expect(la.norm(x, { ord: 1, dim: 0, keepdim: true }).shape).toEqual([1, 3]);
    expect(la.norm(x, { ord: 'fro', dim: [0, 1], keepdim: true }).shape).toEqual([1, 1]);
    expect(la.norm(x, { ord: 1 }).itemSync()).toBe(12);
  });
  test('power iteration finds the largest eigenvalues, of either sign', () => {
    const q = la.qr(float64([5, 5], random(5, 5, 8).data)).Q!;
    const a = q.mul(float64([5], [-9, 5, 2, 1, 0])).matmul(q.t());
    const { eigenvalues, eigenvectors } = la.powerIteration(a, { k: 3, tol: 1e-12 });
    close(eigenvalues, float64([3], [-9, 5, 2]), 1e-10);
    close(a.matmul(eigenvectors), eigenvectors.mul(eigenvalues), 1e-9);
    expect(() => la.powerIteration(float64([2, 2], [0, -1, 1, 0]), { maxIter: 50 })).toThrow(
      LinalgError,
    );
    expect(() => la.powerIteration(float64([2, 2], [1, 2, 0, 3]), { k: 2 })).toThrow(ArgumentError);
  });
  test('symmetric or not', () => {
    expect(la.isSymmetric(batch.add(batch.transpose(-2, -1)))).toBe(true);
    expect(la.isSymmetric(batch)).toBe(false);
  });
  test('infinite condition of a singular matrix', () => {
    const a = float64([2, 2, 2], [1, 2, 2, 4, 2, 0, 0, 1]);
    expect(read(la.cond(a, 1))).toEqual([Infinity, 2]);
    expect(read(la.cond(zeros([2, 2], { dtype: 'float64' }), 'fro'))).toEqual([Infinity]);
  });
  test('randomised singular values of tensors', () => {
    const { U, S, Vh } = la.randomizedSvd(batch, { k: 2, seed: 1 });
    expect([U.shape, S.shape, Vh.shape]).toEqual([
      [2, 2, 3, 2],
      [2, 2, 2],
      [2, 2, 2, 3],
    ]);
    close(S, la.svdvals(batch).slice(-1, 0, 2), 1e-10);
    expect(() => la.randomizedSvd(batch, { k: 4 })).toThrow(ArgumentError);
  });
});

describe('nothing to compute', () => {
  const none = zeros([0, 0], { dtype: 'float64' });
  test('0 × 0: determinant 1, the rest empty', () => {
    expect(la.det(none).itemSync()).toBe(1);
    expect(read(la.slogdet(none).logabsdet)).toEqual([0]);
    for (const x of [
      la.inv(none),
      la.cholesky(none),
      la.matrixExp(none),
      la.pinv(none),
      la.eigh(none).eigenvectors,
    ])
      expect(x.shape).toEqual([0, 0]);
    expect(la.eigvals(none).real.shape).toEqual([0]);
    expect(la.matrixRank(none).itemSync()).toBe(0);
  });
  test('0 × 3 and no matrix at all', () => {
    const flat = zeros([0, 3], { dtype: 'float64' });
    expect(la.svd(flat, { fullMatrices: false }).Vh.shape).toEqual([0, 3]);
    expect(read(la.svd(flat).Vh)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(la.pinv(flat).shape).toEqual([3, 0]);
    expect(la.qr(flat.t()).Q!.shape).toEqual([3, 0]);
    expect(la.inv(zeros([0, 2, 2], { dtype: 'float64' })).shape).toEqual([0, 2, 2]);
  });
  test('no norm of nothing', () => {
    expect(() => la.cond(none)).toThrow(ShapeError);
    expect(() => la.matrixNorm(none, { ord: 1 })).toThrow(ShapeError);
  });
});

describe('what is refused, and what is said', () => {
  const caught = (fn: () => unknown): LimpideError => {
    try {
      fn();
    } catch (error) {
      if (error instanceof LimpideError) return error;
      throw error;
    }
    throw new Error('nothing was thrown');
  };
  test('singular: the pivot, and which of the batch', () => {
    const two = float64([2, 2, 2], [1, 0, 0, 1, 1, 2, 2, 4]);
    const error = caught(() => la.inv(two));
    expect(error).toBeInstanceOf(LinalgError);
    expect([error.code, error.details['pivot'], error.details['batch']]).toEqual([
      'linalg.singular',
      1,
      ' [1]',
    ]);
    expect(error.sentence('en')).toContain('pivot 1 of 2');
    expect(error.sentence('fr')).toContain('pinv');
    expect(caught(() => la.solve(two, float64([2, 1], [1, 1]))).code).toBe('linalg.singular');
  });
  test('singular to working precision: the condition number', () => {
    const hilbert = float64(
      [14, 14],
      Array.from({ length: 196 }, (_, p) => 1 / (1 + (p % 14) + Math.floor(p / 14))),
    );
    const error = caught(() => la.inv(hilbert));
    expect(error.code).toBe('linalg.nearSingular');
    expect(Number(error.details['condition'])).toBeGreaterThan(1e16);
    // units are no singularity
    close(la.inv(float64([2, 2], [1e-12, 0, 0, 1e12])), float64([2, 2], [1e12, 0, 0, 1e-12]), 1e-3);
  });
  test('not positive definite: the minor', () => {
    const error = caught(() => la.cholesky(float64([3, 3], [1, 0, 0, 0, 2, 0, 0, 0, -3])));
    expect([error.code, error.details['minor'], error.details['pivot']]).toEqual([
      'linalg.positive',
      3,
      -3,
    ]);
    expect(
      caught(() => la.cholesky(float64([2, 2, 2], [1, 0, 0, 1, 1, 1, 1, 1]))).details['batch'],
    ).toBe(' [1]');
  });
  test('zero on the diagonal of a triangle', () => {
    const error = caught(() =>
      la.solveTriangular(float64([2, 2], [1, 0, 1, 0]), float64([2, 1], [1, 1]), { upper: false }),
    );
    expect([error.code, error.details['pivot']]).toEqual(['linalg.triangular', 1]);
  });
  test('not square, too few axes, sizes that do not fit', () => {
    const wide = float64([2, 3], [1, 2, 3, 4, 5, 6]);
    for (const fn of [la.inv, la.det, la.slogdet, la.eig, la.eigh, la.cholesky, la.matrixExp])
      expect(caught(() => fn(wide)).code).toBe('linalg.square');
    for (const fn of [la.inv, la.svdvals, la.qr, la.pinv])
      expect(() => fn(float64([3], [1, 2, 3]))).toThrow(ShapeError);
    const square = float64([2, 2], [1, 2, 3, 4]);
    expect(() => la.solve(square, float64([3, 1], [1, 2, 3]))).toThrow(ShapeError);
    expect(() => la.lstsq(square, float64([3, 1], [1, 2, 3]))).toThrow(ShapeError);
    expect(() => la.solve(batch, zeros([3, 2, 3, 3], { dtype: 'float64' }))).toThrow(ShapeError);
  });
  test('not finite: where', () => {
    for (const bad of [Number.NaN, Infinity]) {
      const a = float64([2, 2], [1, 2, bad, 4]);
      for (const fn of [la.inv, la.eig, la.eigh, la.svd, la.qr, la.matrixExp, la.cholesky, la.lu]) {
        const error = caught(() => fn(a));
        expect([error.code, error.details['row'], error.details['col']]).toEqual([
          'linalg.finite',
          1,
          0,
        ]);
      }
    }
  });
  test('no gradient, rather than a silent one', () => {
    const x = float64([3, 2], [1, 2, 3, 4, 5, 7]).requiresGrad_();
    const s = float64([2, 2], [2, 1, 1, 3]).requiresGrad_();
    for (const fn of [
      () => la.svd(x),
      () => la.qr(x, { pivoting: true }),
      () => la.lu(s),
      () => la.luFactor(s),
      () => la.eig(s),
      () => la.eigvals(s),
      () => la.randomizedSvd(x, { k: 1 }),
      () => la.powerIteration(s),
    ])
      expect(fn).toThrow(AutogradError);
    expect(la.eigvals(s.detach()).real.shape).toEqual([2]);
  });
  test('every sentence exists in both languages, with the same places to fill', () => {
    const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const { en, fr } of Object.values(linalgErrors)) {
      expect([...new Set(places(fr))]).toEqual([...new Set(places(en))]);
      expect(fr).not.toMatch(/'(?!\))(?=[a-zàâéèêîôû])/);
    }
    setLanguage('en');
  });
  test('matrices on the host', () => {
    expect(() => new la.Matrix(new Float64Array(3), 2, 2)).toThrow(ShapeError);
    expect(() => la.Matrix.from([[1, 2], [3]])).toThrow(ShapeError);
    expect(() => la.Matrix.fromTensor(batch)).toThrow(ShapeError);
    expect(() => la.multiply(la.Matrix.zeros(2, 3), la.Matrix.zeros(2, 3))).toThrow(ShapeError);
    expect(() => la.CSRMatrix.fromTriplets(2, 2, [2], [0], [1])).toThrow(ArgumentError);
  });
});
