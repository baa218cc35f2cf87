/** Gradients of linear algebra against finite differences in float64, and their own gradients. */
import { describe, expect, test } from 'vitest';
import { gradcheck, gradgradcheck, type Tensor, tensor } from '../../src/index.ts';
import * as la from '../../src/linalg/index.ts';
import { random } from './support.ts';

/** Learnt values in (−1, 1). */
const learnt = (shape: readonly number[], seed: number): Tensor =>
  tensor(
    random(
      shape.reduce((a, b) => a * b, 1),
      1,
      seed,
    ).data,
    { shape, requiresGrad: true },
  );
const swapped = (x: Tensor): Tensor => x.transpose(-2, -1);
const eye = (n: number): Tensor => la.Matrix.identity(n).toTensor();
/** Symmetric, with eigenvalues near 1, 2, 3 …: vectors have gradients only where values differ. */
const spread = (x: Tensor): Tensor => {
  const n = x.size(-1);
  const steps = tensor(Float64Array.from({ length: n }, (_, i) => i + 1));
  return x.add(swapped(x)).mul(0.2).add(steps.diag());
};
const positive = (x: Tensor): Tensor => x.matmul(swapped(x)).add(eye(x.size(-1)));
/** What does not depend on the sign of singular vectors and eigenvectors. */
const unsigned = (v: Tensor): Tensor => v.mul(v);

type Case = readonly [name: string, fn: (...xs: Tensor[]) => Tensor, inputs: readonly Tensor[]];

const cases: readonly Case[] = [
  ['solve', (a, b) => la.solve(a!.add(eye(3).mul(3)), b!), [learnt([3, 3], 1), learnt([3, 2], 2)]],
  [
    'solve with a vector',
    (a, b) => la.solve(a!.add(eye(3).mul(3)), b!),
    [learnt([3, 3], 3), learnt([3], 4)],
  ],
  [
    'solve, batches that broadcast',
    (a, b) => la.solve(a!.add(eye(2).mul(3)), b!),
    [learnt([2, 2], 5), learnt([3, 2, 1], 6)],
  ],
  ['inv', (a) => la.inv(a!.add(eye(3).mul(2))), [learnt([2, 3, 3], 7)]],
  ['det', (a) => la.det(a!), [learnt([2, 3, 3], 8)]],
  ['slogdet', (a) => la.slogdet(a!).logabsdet, [learnt([3, 3], 9)]],
  ['cholesky', (a) => la.cholesky(positive(a!)), [learnt([2, 3, 3], 10)]],
  ['eigh, values', (a) => la.eigh(spread(a!)).eigenvalues, [learnt([3, 3], 11)]],
  ['eigh, vectors', (a) => unsigned(la.eigh(spread(a!)).eigenvectors), [learnt([3, 3], 12)]],
  ['svdvals', (a) => la.svdvals(a!), [learnt([4, 3], 13)]],
  ['svd, U, tall', (a) => unsigned(la.svd(a!, { fullMatrices: false }).U), [learnt([4, 2], 14)]],
  ['svd, Vh, tall', (a) => unsigned(la.svd(a!, { fullMatrices: false }).Vh), [learnt([4, 2], 15)]],
  ['svd, U, wide', (a) => unsigned(la.svd(a!, { fullMatrices: false }).U), [learnt([2, 4], 16)]],
  ['svd, Vh, wide', (a) => unsigned(la.svd(a!, { fullMatrices: false }).Vh), [learnt([2, 4], 17)]],
  [
    'solveTriangular, lower',
    (a, b) => la.solveTriangular(a!.add(eye(3).mul(3)), b!, { upper: false }),
    [learnt([3, 3], 18), learnt([3, 2], 19)],
  ],
  [
    'solveTriangular, upper, transposed',
    (a, b) => la.solveTriangular(a!.add(eye(3).mul(3)), b!, { upper: true, transpose: true }),
    [learnt([3, 3], 20), learnt([3, 2], 21)],
  ],
  [
    'solveTriangular, ones on the diagonal',
    (a, b) => la.solveTriangular(a!, b!, { upper: true, unitriangular: true }),
    [learnt([3, 3], 22), learnt([3, 1], 23)],
  ],
  [
    'choleskySolve',
    (a, b) => la.choleskySolve(b!, la.cholesky(positive(a!))),
    [learnt([3, 3], 24), learnt([3, 1], 25)],
  ],
  ['qr, Q', (a) => la.qr(a!).Q!, [learnt([4, 3], 26)]],
  ['qr, R', (a) => la.qr(a!).R, [learnt([3, 3], 27)]],
  ['pinv', (a) => la.pinv(a!), [learnt([4, 2], 28)]],
  ['lstsq', (a, b) => la.lstsq(a!, b!).solution, [learnt([4, 2], 29), learnt([4, 1], 30)]],
  ['matrixExp', (a) => la.matrixExp(a!), [learnt([2, 2, 2], 31)]],
  ['matrixPower', (a) => la.matrixPower(a!, 3), [learnt([3, 3], 32)]],
  ['matrixPower, negative', (a) => la.matrixPower(a!.add(eye(2).mul(2)), -2), [learnt([2, 2], 33)]],
  ['nuclear norm', (a) => la.matrixNorm(a!, { ord: 'nuc' }), [learnt([3, 2], 34)]],
  ['spectral norm', (a) => la.matrixNorm(a!, { ord: 2 }), [learnt([3, 2], 35)]],
  ['Frobenius norm', (a) => la.matrixNorm(a!), [learnt([3, 2], 36)]],
  ['cond', (a) => la.cond(a!), [learnt([3, 3], 37)]],
  ['cond in the 1-norm', (a) => la.cond(a!.add(eye(3).mul(2)), 1), [learnt([3, 3], 38)]],
];

describe.each(cases)('%s', (_name, fn, inputs) => {
  test('gradient', () => expect(gradcheck(fn, inputs)).toBe(true));
});
const twice = cases.filter(([name]) =>
  [
    'solve',
    'inv',
    'det',
    'slogdet',
    'cholesky',
    'eigh, values',
    'svdvals',
    'matrixExp',
    'pinv',
  ].includes(name),
);
test.each(twice)('second gradient of %s', (_name, fn, inputs) => {
  expect(gradgradcheck(fn, inputs, { atol: 1e-4 })).toBe(true);
});

test('the gradient of the determinant of a singular matrix is its matrix of cofactors', () => {
  const x = tensor(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), {
    shape: [3, 3],
    requiresGrad: true,
  });
  la.det(x).backward();
  const cofactors = [-3, 6, -3, 6, -12, 6, -3, 6, -3];
  Array.from(x.grad!.dataSync()).forEach((g, i) => {
    expect(g).toBeCloseTo(cofactors[i]!, 10);
  });
});
test('equal eigenvalues: their sum still has its gradient, the identity', () => {
  const x = eye(3).requiresGrad_();
  la.eigvalsh(x).sum().backward();
  expect(Array.from(x.grad!.dataSync())).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
});
