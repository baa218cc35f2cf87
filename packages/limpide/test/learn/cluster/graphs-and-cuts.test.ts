import { describe, expect, it } from 'vitest';
import { onWarning } from '../../../src/learn/base/index.ts';
import {
  AffinityPropagation,
  BisectingKMeans,
  KMeans,
  SpectralClustering,
} from '../../../src/learn/cluster/index.ts';
import { pairwiseDistances, pairwiseKernels } from '../../../src/learn/neighbors/index.ts';
import { CSRMatrix, Matrix } from '../../../src/linalg/index.ts';
import { expectClose, flat, golden } from '../neighbors/golden.ts';
import { smallData } from '../small-data.ts';
import { canonical, rand } from './partitions.ts';

type Rows = number[][];
const g = golden<{
  moons: { X: Rows; labels: number[] };
  spectral: { labels: number[] };
  affinity: { centres: number[]; labels: number[] };
  bisecting: { mean: number; std: number };
}>('cluster', 'cluster');
const J = smallData('iris').X.map((r, i) => r.map((v, c) => v + 1e-3 * Math.sin(4 * i + c)));
const wine = ((): Rows => {
  const { X } = smallData('wine');
  const n = X.length;
  const means = X[0]!.map((_, c) => X.reduce((s, r) => s + r[c]!, 0) / n);
  const stds = means.map((m, c) => Math.sqrt(X.reduce((s, r) => s + (r[c]! - m) ** 2, 0) / n));
  return X.map((r) => r.map((v, c) => (v - means[c]!) / stds[c]!));
})();
const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;

describe('SpectralClustering', () => {
  it('tells moons apart, as scikit-learn does', () => {
    for (const assignLabels of ['kmeans', 'clusterQr'] as const) {
      const options = {
        nClusters: 2,
        affinity: 'nearestNeighbors',
        assignLabels,
        randomState: 0,
      } as const;
      const model = new SpectralClustering(options).fit(g.moons.X);
      expect(rand(flat(model.labels_), g.moons.labels)).toBeGreaterThan(0.98);
    }
  });
  it('clusters by a kernel, computed or given', () => {
    const options = { nClusters: 3, gamma: 0.5, randomState: 0 } as const;
    const model = new SpectralClustering(options).fit(wine);
    expect(rand(flat(model.labels_), g.spectral.labels)).toBeGreaterThan(0.95);
    const kernel = pairwiseKernels(wine, undefined, { metric: 'rbf', gamma: 0.5 });
    const given = new SpectralClustering({ ...options, affinity: 'precomputed' }).fit(kernel);
    expect(canonical(flat(given.labels_))).toEqual(canonical(flat(model.labels_)));
  });
  it('parts that are not connected are clusters', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [
      100 * (i % 3) + Math.sin(i),
      Math.cos(3 * i),
    ]);
    const model = new SpectralClustering({
      nClusters: 3,
      affinity: 'nearestNeighbors',
      randomState: 1,
    });
    expect(canonical(flat(model.fit(rows).labels_))).toEqual(rows.map((_, i) => i % 3));
  });
  it('says what is wrong', () => {
    const fit =
      (options: object, data: Rows = J) =>
      () =>
        new SpectralClustering(options).fit(data);
    expect(fit({ affinity: 'precomputed' })).toThrow(/square/);
    expect(
      fit({ affinity: 'precomputed', nClusters: 2 }, [
        [0, -1],
        [-1, 0],
      ]),
    ).toThrow(/≥ 0/);
    expect(fit({ nClusters: 200 })).toThrow(/150/);
    expect(fit({ gamma: 0 })).toThrow(/gamma/);
    expect(
      fit({ nClusters: 2, affinity: 'precomputed', randomState: 0 }, [
        [0, 0],
        [0, 0],
      ]),
    ).not.toThrow();
  });
});

describe('AffinityPropagation', () => {
  it('elects the exemplars that scikit-learn elects', () => {
    const model = new AffinityPropagation({ maxIter: 500, randomState: 0 }).fit(J);
    expect(flat(model.clusterCentersIndices_)).toEqual(g.affinity.centres);
    expect(flat(model.labels_)).toEqual(g.affinity.labels);
    expect(flat(model.predict(J))).toEqual(flat(model.labels_));
    const similarities = pairwiseDistances(J, J, { metric: 'sqeuclidean' }).mul(-1);
    const given = new AffinityPropagation({
      affinity: 'precomputed',
      maxIter: 500,
      randomState: 0,
    });
    expect(flat(given.fit(similarities).labels_)).toEqual(g.affinity.labels);
  });
  it('equal similarities, one sample, no convergence: an answer', () => {
    expect(flat(new AffinityPropagation().fit([[1], [1], [1]]).labels_)).toEqual([0, 1, 2]);
    expect(flat(new AffinityPropagation({ preference: -5 }).fit([[1], [1]]).labels_)).toEqual([
      0, 0,
    ]);
    expect(flat(new AffinityPropagation().fit([[4]]).labels_)).toEqual([0]);
    const heard: string[] = [];
    const stop = onWarning(({ code }) => heard.push(code));
    const cut = new AffinityPropagation({ maxIter: 2, randomState: 0 }).fit(J);
    stop();
    expect(heard).toEqual(['learn.notConverged']);
    expect(flat(cut.labels_).every((label) => label >= 0)).toBe(true);
    expect(() => new AffinityPropagation({ damping: 1 }).fit(J)).toThrow(/damping/);
    expect(() => new AffinityPropagation({ affinity: 'precomputed' }).fit(J)).toThrow(/square/);
  });
});

describe('BisectingKMeans', () => {
  const digits = smallData('digits').X;
  it('over seeds, inertias are distributed as those of scikit-learn', () => {
    const runs = Array.from(
      { length: 10 },
      (_, randomState) => new BisectingKMeans({ nClusters: 10, randomState }).fit(digits).inertia_,
    );
    expect(Math.abs(mean(runs) - g.bisecting.mean)).toBeLessThan(1.5 * g.bisecting.std);
  });
  it('puts new samples where the cuts put those of fit; dense and sparse alike', () => {
    for (const bisectingStrategy of ['biggestInertia', 'largestCluster'] as const) {
      const options = { nClusters: 6, randomState: 3, bisectingStrategy } as const;
      const model = new BisectingKMeans(options).fit(digits);
      expect(rand(flat(model.predict(digits)), flat(model.labels_))).toBeGreaterThan(0.99);
      const sparse = new BisectingKMeans(options).fit(CSRMatrix.fromDense(Matrix.from(digits)));
      expectClose(sparse.inertia_, model.inertia_, 1e-3);
      const copy = new BisectingKMeans(options).setLearned(model.getLearned());
      expect(flat(copy.predict(digits))).toEqual(flat(model.predict(digits)));
    }
    const two = new BisectingKMeans({
      nClusters: 2,
      init: 'k-means++',
      nInit: 5,
      randomState: 0,
    }).fit(J);
    const plain = new KMeans({ nClusters: 2, nInit: 5, randomState: 0 }).fit(J);
    expectClose(two.inertia_, plain.inertia_, 1e-6);
  });
  it('coincident samples are cut all the same', () => {
    const model = new BisectingKMeans({ nClusters: 3, randomState: 0 }).fit([[1], [1], [1], [1]]);
    expect(new Set(flat(model.labels_)).size).toBe(3);
    expect(() => new BisectingKMeans({ nClusters: 5 }).fit([[1], [2]])).toThrow(/2 samples/);
  });
});
