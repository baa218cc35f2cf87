/** Decompositions give scikit-learn's values. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  FastICA,
  IncrementalPCA,
  KernelPCA,
  NMF,
  PCA,
  TruncatedSVD,
} from '../../../src/learn/decomposition/index.ts';
import { CSRMatrix, Matrix } from '../../../src/linalg/index.ts';
import { smallData } from '../small-data.ts';
import { listOf, near, rowsOf, standardised } from './support.ts';

const golden = JSON.parse(
  readFileSync(
    new URL('../../golden/learn/decomposition/decomposition.json', import.meta.url),
    'utf8',
  ),
);
const iris = smallData('iris').X;
const wine = standardised(smallData('wine').X);
const digits = smallData('digits').X;

describe('PCA', () => {
  const cases = [
    ['two', iris, { nComponents: 2 }],
    ['all', iris, {}],
    ['share', wine, { nComponents: 0.8 }],
    ['mle', wine, { nComponents: 'mle' }],
    ['white', iris, { nComponents: 3, whiten: true }],
  ] as const;
  for (const svdSolver of ['full', 'covariance_eigh'] as const) {
    test.each(cases)(`${svdSolver}: %s`, (name, X, options) => {
      const expected = golden.pca[name];
      const pca = new PCA({ ...options, svdSolver }).fit(X);
      expect(pca.nComponents_).toBe(expected.n);
      near(pca.components_, expected.components, 1e-9);
      near(pca.explainedVariance_, expected.variance, 1e-10);
      near(pca.explainedVarianceRatio_, expected.ratio, 1e-10);
      near(pca.singularValues_, expected.singular, 1e-10);
      near([pca.noiseVariance_], [expected.noise], 1e-8);
      near(pca.transform(X.slice(0, 5)), expected.first, 1e-9);
      if (name === 'white') {
        // the density of the data does not depend on the scale of the coordinates (it does in scikit-learn)
        const plain = new PCA({ nComponents: 3, svdSolver }).fit(X);
        expect(pca.score(X)).toBeCloseTo(plain.score(X), 12);
        return;
      }
      expect(pca.score(X)).toBeCloseTo(expected.score, 7);
      near(rowsOf(pca.getCovariance())[0]!, expected.covariance, 1e-9);
      near(rowsOf(pca.getPrecision())[0]!, expected.precision, 1e-8);
    });
  }
  test('randomized, with enough power iterations, is the full solver', () => {
    const full = new PCA({ nComponents: 4, svdSolver: 'full' }).fit(digits);
    const quick = new PCA({
      nComponents: 4,
      svdSolver: 'randomized',
      iteratedPower: 30,
      randomState: 3,
    });
    near(quick.fit(digits).components_, rowsOf(full.components_), 1e-6);
    near(quick.explainedVariance_, listOf(full.explainedVariance_), 1e-9);
    near([quick.noiseVariance_], [full.noiseVariance_], 1e-9);
  });
  test('a block iteration finds the leading components of many features', () => {
    const wide = digits
      .slice(0, 300)
      .map((row) => [
        ...row,
        ...row.map((v, j) => v * (j % 7) + (j % 3)),
        ...row.map((v) => v * v),
        ...row.map((v, j) => Math.sin(v + j)),
      ]);
    const full = new PCA({ nComponents: 6, svdSolver: 'full' }).fit(wide);
    const block = new PCA({ nComponents: 6, svdSolver: 'covariance_eigh' }).fit(wide);
    near(block.explainedVariance_, listOf(full.explainedVariance_), 1e-8);
    near(block.components_, rowsOf(full.components_), 1e-5);
  });
});

test('IncrementalPCA', () => {
  const expected = golden.incremental;
  const model = new IncrementalPCA({ nComponents: 2, batchSize: 40 }).fit(iris);
  near(model.components_, expected.components, 1e-9);
  near(model.explainedVariance_, expected.variance, 1e-9);
  near(model.explainedVarianceRatio_, expected.ratio, 1e-9);
  near(model.singularValues_, expected.singular, 1e-9);
  near([model.noiseVariance_], [expected.noise], 1e-8);
  near(model.mean_, expected.mean, 1e-12);
  near(model.var_, expected.var, 1e-12);
  near(model.transform(iris.slice(0, 4)), expected.first, 1e-9);
});

describe('KernelPCA', () => {
  const small = iris.filter((_, i) => i % 5 === 0);
  test.each([
    ['linear', { kernel: 'linear' }],
    ['rbf', { kernel: 'rbf', gamma: 0.3 }],
    ['poly', { kernel: 'poly', degree: 2, gamma: 0.1, coef0: 1 }],
    ['sigmoid', { kernel: 'sigmoid', gamma: 0.01, coef0: 0.1 }],
    ['cosine', { kernel: 'cosine' }],
  ] as const)('%s', (name, options) => {
    const expected = golden.kernel[name];
    const model = new KernelPCA({
      nComponents: 3,
      fitInverseTransform: true,
      alpha: 0.1,
      ...options,
    });
    const train = model.fitTransform(small);
    near(model.eigenvalues_, expected.values, 1e-9);
    near(
      rowsOf(train)
        .slice(0, 3)
        .map((r) => r.map(Math.abs)),
      expected.train,
      1e-7,
    );
    near(
      rowsOf(model.transform(iris.slice(1, 4))).map((r) => r.map(Math.abs)),
      expected.first,
      1e-7,
    );
    near(model.inverseTransform(model.transform(iris.slice(1, 3))), expected.back, 1e-6);
  });
});

describe('TruncatedSVD', () => {
  const X = digits.slice(0, 200);
  const sparse = CSRMatrix.fromDense(Matrix.from(X));
  test.each([
    ['lanczos', X, { algorithm: 'lanczos' }, 1e-9],
    ['lanczos, sparse', sparse, { algorithm: 'lanczos' }, 1e-9],
    ['randomized', X, { nIter: 30, randomState: 1 }, 1e-7],
    ['randomized, sparse', sparse, { nIter: 30, randomState: 1 }, 1e-7],
  ] as const)('%s', (_, data, options, tolerance) => {
    const model = new TruncatedSVD({ nComponents: 5, ...options }).fit(data);
    near(model.singularValues_, golden.truncated.singular, tolerance);
    near(model.explainedVariance_, golden.truncated.variance, tolerance);
    near(model.explainedVarianceRatio_, golden.truncated.ratio, tolerance);
    near(model.transform(X.slice(0, 2)), golden.truncated.first, tolerance * 10);
  });
});

describe('NMF', () => {
  const X = digits.slice(0, 60).map((row) => row.slice(2, 30));
  const common = { nComponents: 3, init: 'nndsvda', tol: 1e-6, maxIter: 150 } as const;
  test.each([
    ['cd', {}],
    ['cdPenalty', { alphaW: 0.01, alphaH: 0.02, l1Ratio: 0.5 }],
    ['mu', { solver: 'mu' }],
    ['kl', { solver: 'mu', betaLoss: 'kullback-leibler' }],
    ['klPenalty', { solver: 'mu', betaLoss: 'kullback-leibler', alphaW: 0.005, l1Ratio: 0.3 }],
  ] as const)('%s', (name, options) => {
    const expected = golden.nmf[name];
    for (const data of [X, CSRMatrix.fromDense(Matrix.from(X))]) {
      const model = new NMF({ ...common, ...options });
      const W = model.fitTransform(data);
      near([model.reconstructionErr_], [expected.error], 1e-7);
      expect(model.nIter_).toBe(expected.n);
      near(rowsOf(W).slice(0, 4), expected.w, 1e-4);
      near(
        rowsOf(model.components_).map((row) => row.slice(0, 8)),
        expected.h,
        1e-4,
      );
      // scikit-learn 1.2 adds the penalty again at each iteration of this transform
      if (name !== 'klPenalty') near(model.transform(X.slice(0, 3)), expected.again, 1e-3);
    }
  });
  test('Itakura–Saito', () => {
    const positive = X.map((row) => row.map((v) => v + 0.5));
    const model = new NMF({
      nComponents: 2,
      init: 'nndsvda',
      solver: 'mu',
      betaLoss: 'itakura-saito',
      maxIter: 100,
      tol: 0,
    }).fit(positive);
    near([model.reconstructionErr_], [golden.nmf.is.error], 1e-4);
  });
});

describe('FastICA', () => {
  const A = [
    [1, 1, 1],
    [0.5, 2, 1],
    [1.5, 1, 2],
  ];
  const X = Array.from({ length: 400 }, (_, i) => {
    const t = (i / 400) * 8;
    const s = [Math.sin(2 * t), Math.sign(Math.sin(3 * t)), ((t * 0.7) % 1) - 0.5];
    return A.map((row) => row.reduce((sum, a, j) => sum + a * s[j]!, 0));
  });
  test.each([
    ['parallel', {}],
    ['exp', { fun: 'exp' }],
    ['cube', { fun: 'cube' }],
  ] as const)('%s finds the same sources, up to order and sign', (name, options) => {
    const model = new FastICA({
      nComponents: 3,
      tol: 1e-10,
      maxIter: 2000,
      randomState: 5,
      ...options,
    }).fit(X);
    const rows = rowsOf(model.components_).map((row) => {
      const largest = row.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      return row.map((v) => v * Math.sign(largest));
    });
    rows.sort((a, b) => a[0]! - b[0]!);
    near(rows, golden.ica[name], 1e-4);
  });
  test('deflation finds the sources, each with more than 0.95 of correlation', () => {
    const model = new FastICA({
      nComponents: 3,
      algorithm: 'deflation',
      tol: 1e-8,
      maxIter: 2000,
      randomState: 1,
    });
    const found = rowsOf(model.fitTransform(X));
    const sources = Array.from({ length: 400 }, (_, i) => {
      const t = (i / 400) * 8;
      return [Math.sin(2 * t), Math.sign(Math.sin(3 * t)), ((t * 0.7) % 1) - 0.5];
    });
    const best = [0, 1, 2].map((j) =>
      Math.max(
        ...[0, 1, 2].map((k) =>
          Math.abs(
            correlation(
              sources.map((r) => r[j]!),
              found.map((r) => r[k]!),
            ),
          ),
        ),
      ),
    );
    expect(Math.min(...best)).toBeGreaterThan(0.95);
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (v: readonly number[]): number => v.reduce((s, x) => s + x, 0) / v.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i]! - ma) * (b[i]! - mb);
    aa += (a[i]! - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
