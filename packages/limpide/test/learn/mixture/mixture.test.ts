import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onWarning, RandomStream } from '../../../src/learn/base/index.ts';
import { covarianceTypes, GaussianMixture } from '../../../src/learn/mixture/index.ts';
import { Matrix } from '../../../src/linalg/index.ts';
import { expectClose, flat, golden } from '../neighbors/golden.ts';
import { smallData } from '../small-data.ts';

type Rows = number[][];
interface OneType {
  weights: number[];
  means: Rows;
  covariances: unknown;
  precisions: unknown;
  bound: number;
  score: number;
  aic: number;
  bic: number;
  proba: Rows;
  logs: number[];
  labels: number[];
}
const g = golden<{
  types: Record<(typeof covarianceTypes)[number], OneType>;
  scores: { mean: number; std: number; best: number };
}>('mixture', 'mixture');
const { X } = smallData('iris');
const start = [0, 60, 120].map((i) => X[i]!);
const some = X.filter((_, i) => i % 10 === 0);

describe('GaussianMixture', () => {
  it('climbs where scikit-learn does, with each form of covariance', () => {
    for (const covarianceType of covarianceTypes) {
      const want = g.types[covarianceType];
      const model = new GaussianMixture({
        nComponents: 3,
        covarianceType,
        meansInit: start,
        randomState: 0,
        tol: 1e-8,
        maxIter: 1000,
      }).fit(X);
      // k-means numbers its clusters in any order, but the means given fix it
      expect(model.converged_).toBe(true);
      expectClose(model.lowerBound_, want.bound, 1e-6);
      expectClose(model.weights_, want.weights, 2e-3);
      expectClose(model.means_, want.means, 2e-3);
      expectClose(model.covariances_, want.covariances, 2e-3);
      expectClose(model.score(X), want.score, 1e-6);
      expectClose(model.aic(X), want.aic, 1e-6);
      expectClose(model.bic(X), want.bic, 1e-6);
      expectClose(model.predictProba(some), want.proba, 5e-3);
      expectClose(model.scoreSamples(some), want.logs, 5e-3);
      expect(flat(model.predict(X))).toEqual(want.labels);
      expect(model.covariances_.shape).toEqual(
        { full: [3, 4, 4], tied: [4, 4], diag: [3, 4], spherical: [3] }[covarianceType],
      );
    }
  });

  it('reaches the same likelihoods over seeds', () => {
    const scores = Array.from({ length: 10 }, (_, s) =>
      new GaussianMixture({ nComponents: 3, randomState: s, tol: 1e-4, maxIter: 500 })
        .fit(X)
        .score(X),
    );
    const mean = scores.reduce((a, b) => a + b, 0) / 10;
    expect(Math.abs(mean - g.scores.mean)).toBeLessThan(3 * g.scores.std + 0.01);
    const best = new GaussianMixture({ nComponents: 3, nInit: 5, randomState: 1, tol: 1e-4 }).fit(
      X,
    );
    expect(best.score(X)).toBeGreaterThan(g.scores.best - 0.01);
  });

  it('one full component is the mean and covariance of the data', () => {
    const model = new GaussianMixture({ regCovar: 0 }).fit(X);
    const mean = [0, 1, 2, 3].map((c) => X.reduce((s, r) => s + r[c]!, 0) / 150);
    expectClose(model.means_, mean, 1e-12);
    const cov = mean.map((a, i) =>
      mean.map((b, j) => X.reduce((s, r) => s + (r[i]! - a) * (r[j]! - b), 0) / 150),
    );
    expectClose(model.covariances_, cov, 1e-9);
  });

  it('probabilities sum to 1; labels follow the samples when these are permuted', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...covarianceTypes),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 100 }),
        (covarianceType, nComponents, randomState) => {
          const model = new GaussianMixture({
            covarianceType,
            nComponents,
            randomState,
            tol: 1e-2,
          });
          const proba = Matrix.fromTensor(model.fit(X).predictProba(X));
          for (let i = 0; i < 150; i++)
            expect(Array.from(proba.row(i)).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
          const order = new RandomStream(randomState).permutation(150);
          const labels = flat(model.predict(X));
          const moved = flat(model.predict(Array.from(order, (i) => X[i]!)));
          expect(moved).toEqual(Array.from(order, (i) => labels[i]));
          expect(model.scoreSamples(X).shape).toEqual([150]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('the likelihood grows from iteration to iteration', () => {
    const values: number[] = [];
    new GaussianMixture({
      nComponents: 4,
      initParams: 'random',
      randomState: 3,
      tol: 1e-5,
      maxIter: 300,
    }).fit(X, undefined, {
      onProgress: ({ value }) => values.push(value ?? Number.NaN),
    });
    expect(values.length).toBeGreaterThan(3);
    for (let t = 1; t < values.length; t++)
      expect(values[t]!).toBeGreaterThan(values[t - 1]! - 1e-5);
  });

  it('samples have the moments of the mixture', () => {
    for (const covarianceType of covarianceTypes) {
      const model = new GaussianMixture({
        nComponents: 3,
        covarianceType,
        meansInit: start,
        randomState: 0,
      });
      const { X: drawn, y } = model.fit(X).sample(6000, { randomState: 5 });
      const again = new GaussianMixture({ covarianceType }).fit(drawn);
      const whole = new GaussianMixture({ covarianceType }).fit(X);
      expectClose(again.means_, whole.means_, 0.1);
      const labels = flat(y);
      const weights = flat(model.weights_);
      for (const c of [0, 1, 2])
        expect(labels.filter((l) => l === c).length / 6000).toBeCloseTo(weights[c]!, 1);
    }
    expect(() => new GaussianMixture().fit(X).sample(0)).toThrow(/≥ 1/);
  });

  it('every way to start works, and seeds repeat', () => {
    for (const initParams of ['kmeans', 'k-means++', 'random', 'randomFromData'] as const) {
      const options = { nComponents: 3, initParams, randomState: 4, maxIter: 300 } as const;
      const a = new GaussianMixture(options).fit(X);
      const b = new GaussianMixture(options).fit(X);
      expect(flat(a.means_)).toEqual(flat(b.means_));
      expect(Number.isFinite(a.lowerBound_)).toBe(true);
    }
  });

  it('what was learned is all that a copy needs', () => {
    const model = new GaussianMixture({ nComponents: 3, randomState: 0 }).fit(X);
    const copy = new GaussianMixture({ nComponents: 3 }).setLearned(model.getLearned());
    expect(flat(copy.predictProba(some))).toEqual(flat(model.predictProba(some)));
  });

  it('says what is wrong', () => {
    const fit =
      (options: object, data: Rows = X) =>
      () =>
        new GaussianMixture(options).fit(data);
    expect(fit({ nComponents: 200 })).toThrow(/150 samples/);
    expect(fit({}, [[1, 2]])).toThrow(/2 samples/);
    expect(fit({ nComponents: 2, weightsInit: [0.5, 0.6] })).toThrow(/weightsInit/);
    expect(fit({ nComponents: 2, meansInit: [[1, 2]] })).toThrow(/meansInit/);
    expect(fit({ covarianceType: 'round' })).toThrow(/covarianceType/);
    expect(
      fit({ regCovar: 0, nComponents: 3, randomState: 0 }, [
        [0, 0],
        [0, 0],
        [1, 1],
        [2, 2],
        [5, 5],
      ]),
    ).toThrow(/regCovar/);
    expect(
      fit({}, [
        [1, Number.NaN],
        [2, 3],
      ]),
    ).toThrow(/column 1/);
    const heard: string[] = [];
    const stop = onWarning(({ code }) => heard.push(code));
    new GaussianMixture({ nComponents: 3, maxIter: 1, randomState: 0 }).fit(X);
    stop();
    expect(heard).toEqual(['learn.notConverged']);
    const constant = new GaussianMixture({ nComponents: 2, randomState: 0 }).fit(
      X.map((r) => [r[0]!, 3]),
    );
    expect(flat(constant.scoreSamples([[5, 3]])).every(Number.isFinite)).toBe(true);
  });

  it('can be stopped, and is then as before', () => {
    const control = new AbortController();
    const model = new GaussianMixture({ nComponents: 3, randomState: 0 });
    const stop = (): void => control.abort();
    expect(() => model.fit(X, undefined, { signal: control.signal, onProgress: stop })).toThrow(
      /stopped/,
    );
    expect(model.isFitted).toBe(false);
  });
});
