/** Gaussian processes give scikit-learn's values. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  GaussianProcessClassifier,
  GaussianProcessRegressor,
  type Kernel,
  kernels,
} from '../../../src/learn/gaussian-process/index.ts';
import { posteriorMode } from '../../../src/learn/gaussian-process/laplace.ts';
import { Matrix } from '../../../src/linalg/index.ts';
import { near } from '../decomposition/support.ts';
import { smallData } from '../small-data.ts';

const golden = JSON.parse(
  readFileSync(
    new URL('../../golden/learn/gaussian-process/gaussian-process.json', import.meta.url),
    'utf8',
  ),
);
const iris = smallData('iris');
const two = (rows: readonly number[][]): number[][] => rows.map((row) => row.slice(0, 2));
const every = <T>(list: readonly T[], from: number, to: number, step: number): T[] =>
  list.filter((_, i) => i >= from && i < to && (i - from) % step === 0);
const X = two(every(iris.X, 0, 150, 4));
const y = every(iris.X, 0, 150, 4).map((row) => row[2]!);
const fresh = two(every(iris.X, 2, 10, 2));

const {
  constant,
  rbf,
  matern,
  rationalQuadratic,
  expSineSquared,
  dotProduct,
  white,
  sum,
  product,
  power,
} = kernels;
const all: Record<string, Kernel> = {
  rbf: rbf({ lengthScale: 0.7 }),
  ard: rbf({ lengthScale: [0.5, 2] }),
  matern12: matern({ lengthScale: 0.8, nu: 0.5 }),
  matern32: matern({ lengthScale: [0.8, 1.1], nu: 1.5 }),
  matern52: matern({ lengthScale: 0.8, nu: 2.5 }),
  rq: rationalQuadratic({ lengthScale: 0.9, alpha: 0.6 }),
  periodic: expSineSquared({ lengthScale: 1.3, periodicity: 2 }),
  dot: dotProduct({ sigma0: 0.5 }),
  sum: sum(product(constant(2), rbf({ lengthScale: 0.7 })), white(0.3)),
  power: power(dotProduct({ sigma0: 0.5 }), 2),
  mixed: sum(
    product(constant(1.5), rbf(), rationalQuadratic({ lengthScale: 0.5, alpha: 2 })),
    matern({ lengthScale: 2, lengthScaleBounds: 'fixed' }),
    white(0.05),
  ),
};

test.each(Object.keys(all))('kernel %s: values and derivatives', (name) => {
  const expected = golden.kernels[name];
  const kernel = all[name]!;
  const six = Matrix.from(X.slice(0, 6));
  const { value, gradients } = kernels.covarianceGradient(kernel, six);
  near(Array.from(value.data), expected.K, 1e-10);
  near(kernels.thetaOf(kernel), expected.theta, 1e-10);
  expect(gradients.length).toBe(expected.G.length);
  for (const [p, g] of gradients.entries()) near(Array.from(g.data), expected.G[p], 1e-9);
  near(
    Array.from(
      kernels.crossCovariance(kernel, Matrix.from(X.slice(0, 3)), Matrix.from(fresh)).data,
    ),
    expected.cross,
    1e-10,
  );
  near(Array.from(kernels.variances(kernel, Matrix.from(X.slice(0, 4)))), expected.diag, 1e-10);
});

test.each(['rbf', 'mixed', 'matern32'])('regressor, kernel %s as given', (name) => {
  const expected = golden.fixed[name];
  const gp = new GaussianProcessRegressor({
    kernel: all[name]!,
    alpha: 0.01,
    optimizer: 'none',
    normalizeY: true,
  }).fit(X, y);
  const { mean, covariance } = gp.predictCovariance(fresh);
  near(mean, expected.mean, 1e-8);
  near(covariance, expected.cov, 1e-7);
  near(gp.predictStd(fresh).std, expected.std, 1e-7);
  near(gp.predict(fresh), expected.mean, 1e-8);
  const { value, gradient } = gp.logMarginalLikelihood();
  near([value], [expected.lml], 1e-9);
  near(Array.from(gradient), expected.grad, 1e-7);
});

test.each([
  ['noise', sum(product(constant(1), rbf()), white(0.1))],
  ['ard', sum(product(constant(1), rbf({ lengthScale: [1, 1] })), white(0.1))],
  ['matern', sum(product(constant(1), matern({ nu: 2.5 })), white(0.1))],
] as const)('regressor, hyperparameters of most likelihood: %s', (name, kernel) => {
  const expected = golden.optimised[name];
  const gp = new GaussianProcessRegressor({
    kernel,
    normalizeY: true,
    nRestartsOptimizer: 4,
    randomState: 0,
  }).fit(X, y);
  expect(gp.logMarginalLikelihoodValue_).toBeGreaterThan(expected.lml - 1e-4);
  const { mean, std } = gp.predictStd(fresh);
  near(mean, expected.mean, 1e-3);
  near(std, expected.std, 2e-3);
});

describe('classifier', () => {
  const Xc = two(every(iris.X, 0, 150, 3));
  const yc = every(iris.y, 0, 150, 3);
  const grid = two(every(iris.X, 5, 145, 20));
  test.each([
    ['binary', product(constant(1), rbf()), 2, 'lbfgs'],
    ['binaryFixed', product(constant(2), rbf({ lengthScale: 0.8 })), 2, 'none'],
    ['three', product(constant(1), rbf()), 9, 'lbfgs'],
    ['default', undefined, 9, 'none'],
  ] as const)('%s', (name, kernel, below, optimizer) => {
    const expected = golden.classifier[name];
    const rows = yc.map((_, i) => i).filter((i) => yc[i]! < below);
    const inputs = rows.map((i) => Xc[i]!);
    const labels = rows.map((i) => yc[i]!);
    const gp = new GaussianProcessClassifier({ kernel, optimizer }).fit(inputs, labels);
    const loose = optimizer === 'lbfgs';
    near(gp.predictProba(grid), expected.proba, loose ? 2e-3 : 1e-6);
    near([gp.logMarginalLikelihoodValue_], [expected.lml], loose ? 1e-4 : 1e-7);
    expect(gp.score(inputs, labels)).toBeCloseTo(expected.score, loose ? 1 : 9);
    if (!expected.grad) return;
    const mode = posteriorMode(kernel!, Matrix.from(inputs), labels, 100, undefined, true);
    near(Array.from(mode.gradient), expected.grad, 1e-5);
  });
});
