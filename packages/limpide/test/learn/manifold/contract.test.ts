/** What users may rely on, for decompositions, maps, Gaussian processes and networks alike. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manifoldErrors } from '../../../src/errors/catalog/learn-manifold.ts';
import { AbortError, LimpideError, NotFittedError } from '../../../src/errors/index.ts';
import { clone, type Estimator, type Features, Frame } from '../../../src/learn/base/index.ts';
import { onWarning } from '../../../src/learn/base/warnings.ts';
import {
  FastICA,
  IncrementalPCA,
  KernelPCA,
  NMF,
  PCA,
  TruncatedSVD,
} from '../../../src/learn/decomposition/index.ts';
import {
  GaussianProcessClassifier,
  GaussianProcessRegressor,
} from '../../../src/learn/gaussian-process/index.ts';
import { Isomap, MDS, SpectralEmbedding, TSNE, UMAP } from '../../../src/learn/manifold/index.ts';
import { MLPClassifier, MLPRegressor } from '../../../src/learn/neural/index.ts';
import { Tensor } from '../../../src/tensor/index.ts';
import { near, rowsOf } from '../decomposition/support.ts';
import { smallData } from '../small-data.ts';

const iris = smallData('iris');
const X = iris.X.filter((_, i) => i % 3 === 0);
const y = iris.y.filter((_, i) => i % 3 === 0);
const randomState = 7;

const makers: Record<string, () => Estimator> = {
  PCA: () => new PCA({ nComponents: 2, svdSolver: 'randomized', randomState }),
  IncrementalPCA: () => new IncrementalPCA({ nComponents: 2, batchSize: 20 }),
  KernelPCA: () => new KernelPCA({ nComponents: 2, kernel: 'rbf', fitInverseTransform: true }),
  TruncatedSVD: () => new TruncatedSVD({ nComponents: 2, randomState }),
  NMF: () => new NMF({ nComponents: 2, init: 'random', tol: 1e-3, randomState }),
  FastICA: () => new FastICA({ nComponents: 2, maxIter: 500, randomState }),
  TSNE: () => new TSNE({ perplexity: 5, maxIter: 300, randomState }),
  UMAP: () => new UMAP({ nNeighbors: 5, nEpochs: 40, randomState }),
  Isomap: () => new Isomap({ nNeighbors: 20 }),
  MDS: () => new MDS({ nInit: 1, maxIter: 30, eps: 1, randomState }),
  SpectralEmbedding: () => new SpectralEmbedding({ nNeighbors: 25, randomState }),
  GaussianProcessRegressor: () => new GaussianProcessRegressor({ alpha: 0.1, randomState }),
  GaussianProcessClassifier: () => new GaussianProcessClassifier({ randomState }),
  MLPClassifier: () => new MLPClassifier({ hiddenLayerSizes: [4], maxIter: 5, randomState }),
  MLPRegressor: () => new MLPRegressor({ hiddenLayerSizes: [4], maxIter: 5, randomState }),
};
const names = Object.keys(makers);

/** What an estimator says of samples: predictions, coordinates, or its map. */
function answer(estimator: Estimator, data: Features): number[] {
  const flat = (t: unknown): number[] =>
    t instanceof Tensor
      ? Array.from(t.dataSync(), Number)
      : Array.from(t as ArrayLike<number>, Number);
  if ('predictProba' in estimator && typeof estimator.predictProba === 'function')
    return flat(estimator.predictProba(data));
  if ('predict' in estimator && typeof estimator.predict === 'function')
    return flat(estimator.predict(data));
  if ('transform' in estimator && typeof estimator.transform === 'function')
    return flat(estimator.transform(data));
  return 'embedding_' in estimator ? flat(estimator.embedding_) : [];
}
/** Runs with warnings heard, not printed. */
function quietly<R>(run: () => R): R {
  const stop = onWarning(() => {});
  try {
    return run();
  } finally {
    stop();
  }
}
const fitted = (name: string, data: Features = X): Estimator =>
  quietly(() => makers[name]!().fit(data, y));

describe.each(names)('%s', (name) => {
  test('learned things are missing before fit', () => {
    expect(() => answer(makers[name]!(), X)).toThrow(NotFittedError);
  });
  test('fit returns the estimator, changes no input, and repeats itself', () => {
    const copy = structuredClone(X);
    const estimator = makers[name]!();
    const before = JSON.stringify(estimator.params);
    expect(quietly(() => estimator.fit(X, y))).toBe(estimator);
    expect(X).toEqual(copy);
    expect(JSON.stringify(estimator.params)).toBe(before);
    expect(answer(fitted(name), X)).toEqual(answer(estimator, X));
    expect(answer(estimator, X).every(Number.isFinite)).toBe(true);
  });
  test('what was learned can be put into a clone', () => {
    const estimator = fitted(name);
    const other = clone(estimator);
    expect(other.isFitted).toBe(false);
    other.setLearned(estimator.getLearned());
    expect(answer(other, X)).toEqual(answer(estimator, X));
  });
  test('a table gives the same as rows, and wrong columns are named', () => {
    const table = new Frame(
      Object.fromEntries(iris.names.map((column, j) => [column, X.map((row) => row[j]!)])),
    );
    const estimator = fitted(name, table);
    near(answer(estimator, table), answer(fitted(name), X), 1e-12);
    expect(estimator.featureNamesIn_).toEqual(iris.names);
  });
  test('bad input: typed errors that name the place', () => {
    const bad = X.map((row) => [...row]);
    bad[3]![1] = Number.NaN;
    expect(() => makers[name]!().fit(bad, y)).toThrow(/column 1 .*row 3/);
    bad[3]![1] = Infinity;
    expect(() => makers[name]!().fit(bad, y)).toThrow(/column 1 .*row 3/);
    expect(() => makers[name]!().fit([], y)).toThrow(LimpideError);
    expect(() => makers[name]!().fit([[], []], [0, 1])).toThrow(LimpideError);
    const estimator = fitted(name);
    if ('transform' in estimator || 'predict' in estimator)
      expect(() =>
        answer(
          estimator,
          X.map((row) => row.slice(0, 2)),
        ),
      ).toThrow(/4 .*2|2 .*4/);
  });
  test('one sample, two samples, samples all alike: an answer or a typed error', () => {
    const cases: [number[][], number[]][] = [
      [[[1, 2, 3, 4]], [0]],
      [
        [
          [1, 2, 3, 4],
          [4, 3, 2, 1],
        ],
        [0, 1],
      ],
      [Array.from({ length: 30 }, () => [1, 2, 3, 4]), Array.from({ length: 30 }, (_, i) => i % 3)],
      [
        Array.from({ length: 30 }, (_, i) => [1, 1, 1, i]),
        Array.from({ length: 30 }, (_, i) => i % 3),
      ],
    ];
    for (const [data, target] of cases) {
      try {
        const estimator = quietly(() => makers[name]!().fit(data, target));
        expect(answer(estimator, data).every(Number.isFinite)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(LimpideError);
      }
    }
  });
  test('permuted samples give permuted answers, one at a time or together', () => {
    const estimator = fitted(name);
    if (!('transform' in estimator || 'predict' in estimator)) return;
    const all = answer(estimator, X.slice(0, 6));
    const width = all.length / 6;
    for (const i of [5, 0, 3])
      near(answer(estimator, [X[i]!]), all.slice(i * width, (i + 1) * width), 1e-9);
  });
});

test.each([
  'IncrementalPCA',
  'NMF',
  'FastICA',
  'TSNE',
  'UMAP',
  'Isomap',
  'MDS',
  'GaussianProcessRegressor',
  'GaussianProcessClassifier',
  'MLPClassifier',
  'MLPRegressor',
])('%s stops when asked, and is as before', (name) => {
  const estimator = makers[name]!();
  const controller = new AbortController();
  const reports: number[] = [];
  expect(() =>
    quietly(() =>
      estimator.fit(X, y, {
        signal: controller.signal,
        onProgress: ({ done, total }) => {
          reports.push(done);
          expect(done).toBeLessThanOrEqual(total);
          controller.abort();
        },
      }),
    ),
  ).toThrow(AbortError);
  expect(reports).toHaveLength(1);
  expect(estimator.isFitted).toBe(false);
});

test('more components than there can be', () => {
  for (const Make of [PCA, IncrementalPCA, TruncatedSVD, FastICA]) {
    expect(() => new Make({ nComponents: 5 }).fit(X)).toThrow(/nComponents/);
  }
  expect(() => new KernelPCA({ nComponents: 60 }).fit(X)).toThrow(/nComponents/);
  expect(() => new Isomap({ nNeighbors: 50 }).fit(X)).toThrow(/nNeighbors/);
  expect(() => new TSNE({ perplexity: 50 }).fit(X)).toThrow(/perplexity/);
  expect(() => new TSNE({ nComponents: 4, perplexity: 5 }).fit(X)).toThrow(/exact/);
  expect(() =>
    new NMF({ nComponents: 2 }).fit([
      [1, -1],
      [1, 2],
    ]),
  ).toThrow(/column 1 .*-1/);
  expect(() =>
    new MLPClassifier().fit(
      X,
      X.map(() => 1),
    ),
  ).toThrow(/two classes/);
});

test('PCA: projections, distances, and what is left', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 }),
        { minLength: 6, maxLength: 20 },
      ),
      fc.constantFrom('full' as const, 'covariance_eigh' as const),
      (rows, svdSolver) => {
        const pca = new PCA({ svdSolver }).fit(rows);
        const scale = Math.max(1, ...rows.flat().map(Math.abs));
        // all components: nothing is lost
        const back = rowsOf(pca.inverseTransform(pca.transform(rows)));
        for (const [i, row] of rows.entries())
          for (const [j, v] of row.entries())
            expect(Math.abs(back[i]![j]! - v)).toBeLessThan(1e-7 * scale);
        // orthonormal directions, variances in order and of the same sum
        const V = rowsOf(pca.components_);
        for (const [a, va] of V.entries())
          for (const [b, vb] of V.entries())
            expect(
              Math.abs(va.reduce((s, v, j) => s + v * vb[j]!, 0) - (a === b ? 1 : 0)),
            ).toBeLessThan(1e-9);
        const variances = Array.from(pca.explainedVariance_.dataSync(), Number);
        expect(variances.every((v, i) => v >= 0 && (i === 0 || v <= variances[i - 1]!))).toBe(true);
        // a shift changes nothing but the mean
        const shifted = new PCA({ svdSolver }).fit(rows.map((row) => row.map((v) => v + 5)));
        const moved = Array.from(shifted.explainedVariance_.dataSync(), Number);
        for (const [i, v] of variances.entries())
          expect(Math.abs(moved[i]! - v)).toBeLessThan(1e-9 * (scale + 5) ** 2);
      },
    ),
    { numRuns: 40 },
  );
});

test('networks go on: partialFit lowers the loss, warmStart keeps the count', () => {
  const model = new MLPClassifier({ hiddenLayerSizes: [8], learningRateInit: 0.02, randomState });
  for (let i = 0; i < 30; i++) model.partialFit(X, y, { classes: [0, 1, 2] });
  expect(model.nIter_).toBe(30);
  expect(model.lossCurve_.at(-1)!).toBeLessThan(0.6 * model.lossCurve_[0]!);
  expect(() =>
    model.partialFit(
      X,
      y.map(() => 9),
    ),
  ).toThrow(/class 9/);
  const early = new MLPClassifier({
    hiddenLayerSizes: [8],
    earlyStopping: true,
    learningRateInit: 0.05,
    nIterNoChange: 3,
    randomState,
  });
  quietly(() =>
    early.fit(
      X,
      y.map((label) => `kind ${label}`),
    ),
  );
  expect(early.validationScores_).toHaveLength(early.nIter_);
  expect(early.bestValidationScore_).toBe(Math.max(...early.validationScores_));
  expect(early.predict(X.slice(0, 1))).toEqual(['kind 0']);
});

test.each(Object.entries(manifoldErrors))(
  '%s says the same in both languages',
  (_code, { en, fr }) => {
    const places = (text: string): string[] =>
      [...text.matchAll(/\{\w+\}/g)].map(([p]) => p).sort();
    expect(places(fr)).toEqual(places(en));
    expect(fr).not.toMatch(/['"]\{/);
    expect(fr).not.toContain("'");
    expect(fr).not.toMatch(/ [:;»]|« /);
  },
);
