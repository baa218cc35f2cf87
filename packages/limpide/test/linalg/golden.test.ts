/** Linear algebra against NumPy, SciPy and PyTorch (test/golden/linalg/make_golden.py). */
import { describe, expect, test } from 'vitest';
import { manualSeed, type Tensor } from '../../src/index.ts';
import * as la from '../../src/linalg/index.ts';
import { difference, float64, type Golden, largest, readGolden } from './support.ts';

interface Case {
  readonly name: string;
  readonly shape: readonly [number, number];
  readonly data: readonly Golden[];
  readonly svdvals: readonly Golden[];
  readonly rank?: number;
  readonly pinv?: readonly Golden[];
  readonly b?: readonly Golden[];
  readonly lstsq?: readonly Golden[];
  readonly norms?: Readonly<Record<string, number>>;
  readonly eigvals?: { readonly real: readonly Golden[]; readonly imag: readonly Golden[] };
  readonly eigvalsh?: readonly Golden[];
  readonly det?: number;
  readonly slogdet?: readonly Golden[];
  readonly expm?: readonly Golden[] | null;
  readonly inv?: readonly Golden[];
  readonly solve?: readonly Golden[];
  readonly cond1?: number;
  readonly cholesky?: readonly Golden[];
}

const cases = readGolden<readonly Case[]>('matrices');
const numbers = (values: readonly Golden[]): number[] => values.map(Number);
const read = (x: Tensor): number[] => Array.from(x.dataSync());

/** The values agree to `digits` of the largest of them. */
function agrees(got: Tensor, expected: readonly Golden[], tolerance: number): void {
  const wanted = numbers(expected);
  expect(difference(read(got), wanted)).toBeLessThanOrEqual(tolerance * (largest(wanted) || 1));
}

describe.each(cases)('$name', (c) => {
  const a = float64(c.shape, c.data);
  const condition = Number(c.svdvals[0]) / Number(c.svdvals.at(-1));

  test('singular values', () => {
    agrees(la.svdvals(a), c.svdvals, 1e-14);
    agrees(la.svd(a).S, c.svdvals, 1e-14);
  });
  if (c.rank !== undefined) test('rank', () => expect(la.matrixRank(a).itemSync()).toBe(c.rank));
  if (c.norms) {
    const norms = c.norms;
    test('norms', () => {
      const scale = 1e-13 * Number(c.svdvals[0]) * 10;
      for (const [name, expected] of Object.entries(norms)) {
        const order =
          name === 'fro' || name === 'nuc' ? name : Number(name.replace('inf', 'Infinity'));
        expect(
          Math.abs(la.matrixNorm(a, { ord: order }).itemSync() - expected),
        ).toBeLessThanOrEqual(scale);
        expect(Math.abs(la.norm(a, { ord: order }).itemSync() - expected)).toBeLessThanOrEqual(
          scale,
        );
      }
    });
  }
  if (c.pinv && c.lstsq && c.b) {
    const { pinv, lstsq, b } = c;
    test('pseudo-inverse and least squares', () => {
      // perturbations grow by the condition number within the rank
      const kept = numbers(c.svdvals).slice(0, c.rank);
      const grows = kept.length === 0 ? 1 : kept[0]! / kept.at(-1)!;
      const rtol = c.name === 'hilbert 10' ? { rtol: 1e-13 } : {};
      agrees(la.pinv(a, rtol), pinv, 1e-14 * grows + 1e-13);
      agrees(la.lstsq(a, float64([c.shape[0], 2], b)).solution, lstsq, 1e-14 * grows + 1e-13);
    });
  }
  if (c.eigvals) {
    const { eigvals } = c;
    test('eigenvalues', () => {
      const wanted = eigvals.real.map((re, i) => [Number(re), Number(eigvals.imag[i])] as const);
      const { real, imag } = la.eigvals(a);
      const left = read(real).map((re, i) => [re, read(imag)[i]!] as const);
      const scale = largest(wanted.flat()) || 1;
      // a Jordan block of size 3 moves its eigenvalues by the cube root of a rounding
      const defective = c.name === 'jordan' || c.name === 'nilpotent';
      const tolerance = defective ? 1e-4 : 1e-12 * (c.name === 'badly scaled' ? 10 : 1);
      for (const [re, im] of wanted) {
        const distance = ([x, y]: readonly [number, number]): number => Math.hypot(x - re, y - im);
        left.sort((p, q) => distance(p) - distance(q));
        expect(distance(left.shift()!)).toBeLessThanOrEqual(tolerance * scale);
      }
      expect(left).toEqual([]);
    });
  }
  if (c.eigvalsh) {
    const { eigvalsh } = c;
    test('symmetric eigenvalues', () => {
      agrees(la.eigvalsh(a), eigvalsh, 1e-14);
      agrees(la.eigh(a).eigenvalues, eigvalsh, 1e-14);
    });
  }
  if (c.det !== undefined && c.slogdet) {
    const { det, slogdet } = c;
    test('determinant', () => {
      const size = numbers(c.svdvals).reduce((p, s) => p * s, 1);
      // a determinant is as uncertain as its smallest singular value
      const most =
        1e-14 *
        Math.max(
          size,
          numbers(c.svdvals)
            .slice(0, -1)
            .reduce((p, s) => p * s, 1) * Number(c.svdvals[0]),
        );
      expect(Math.abs(la.det(a).itemSync() - det)).toBeLessThanOrEqual(most * 10);
      const { sign, logabsdet } = la.slogdet(a);
      if (condition < 1e12) {
        expect(sign.itemSync()).toBe(Number(slogdet[0]));
        expect(logabsdet.itemSync()).toBeCloseTo(Number(slogdet[1]), 9);
      } else if (slogdet[0] === 0) {
        // singular: 0 exactly, or a rounding in the last pivot
        expect(logabsdet.itemSync()).toBeLessThan(-30);
        if (logabsdet.itemSync() === -Infinity) expect(sign.itemSync()).toBe(0);
      }
    });
  }
  if (c.expm) {
    const { expm } = c;
    // scaling and squaring loses what the norm of A says
    test('exponential', () =>
      agrees(la.matrixExp(a), expm, c.name === 'badly scaled' ? 1e-10 : 1e-12));
  }
  if (c.inv && c.solve && c.b && c.cond1 !== undefined) {
    const { inv, solve, b, cond1 } = c;
    test('inverse, solution and condition number', () => {
      const right = float64([c.shape[0], 2], b);
      agrees(la.inv(a), inv, 1e-15 * condition + 1e-14);
      agrees(la.solve(a, right), solve, 1e-15 * condition + 1e-14);
      expect(la.cond(a, 1).itemSync() / cond1).toBeCloseTo(1, condition > 1e12 ? 2 : 6);
      expect(la.cond(a).itemSync() / condition).toBeCloseTo(1, condition > 1e12 ? 2 : 6);
      const { LU, pivots } = la.luFactor(a);
      agrees(la.luSolve(LU, pivots, right), solve, 1e-15 * condition + 1e-14);
    });
  }
  if (c.cholesky && c.solve && c.b) {
    const { cholesky, solve, b } = c;
    test('Cholesky', () => {
      const l = la.cholesky(a);
      agrees(l, cholesky, 1e-14);
      agrees(la.cholesky(a, { upper: true }).t(), cholesky, 1e-14);
      const right = float64([c.shape[0], 2], b);
      agrees(la.choleskySolve(right, l), solve, 1e-12);
      agrees(la.choleskySolve(right, l.t(), { upper: true }), solve, 1e-12);
    });
  }
  if (c.name !== 'tiny' && c.name !== 'huge')
    test('float32 gives the same to single precision', () => {
      const single = la.svdvals(a.to('float32'));
      expect(single.dtype).toBe('float32');
      agrees(single, c.svdvals, 3e-7);
    });
});

interface GradientCase {
  readonly op: string;
  readonly shape: readonly number[];
  readonly data: readonly Golden[];
  readonly output: readonly Golden[];
  readonly grad: readonly Golden[];
}

const functions: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  inv: la.inv,
  det: la.det,
  logabsdet: (x) => la.slogdet(x).logabsdet,
  svdvals: la.svdvals,
  'eigvalsh of x + xT': (x) => la.eigvalsh(x.add(x.transpose(-2, -1))),
  'cholesky of x xT + I': (x) =>
    la.cholesky(x.matmul(x.transpose(-2, -1)).add(float64([3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]))),
  matrixExp: la.matrixExp,
  pinv: la.pinv,
};

test.each(readGolden<readonly GradientCase[]>('gradients'))('gradient of $op', (c) => {
  manualSeed(0);
  const x = float64(c.shape, c.data).requiresGrad_();
  const y = functions[c.op]!(x);
  agrees(y.detach(), c.output, 1e-12);
  const weights = float64(
    y.shape,
    Array.from({ length: y.numel }, (_, i) => i + 1),
  );
  y.mul(weights).sum().backward();
  agrees(x.grad!, c.grad, 1e-11);
});
