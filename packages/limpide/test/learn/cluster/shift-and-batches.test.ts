import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/learn/base/index.ts';
import {
  estimateBandwidth,
  KMeans,
  MeanShift,
  MiniBatchKMeans,
} from '../../../src/learn/cluster/index.ts';
import { CSRMatrix, Matrix } from '../../../src/linalg/index.ts';
import { expectClose, flat, golden } from '../neighbors/golden.ts';
import { smallData } from '../small-data.ts';

type Rows = number[][];
const g = golden<{
  meanshift: { bandwidth: number; centres: Rows; labels: number[]; binned: Rows };
  digits: Record<'miniMean' | 'miniStd', number>;
}>('cluster', 'cluster');
const J = smallData('iris').X.map((r, i) => r.map((v, c) => v + 1e-3 * Math.sin(4 * i + c)));
const digits = smallData('digits').X;
const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0) / v.length;

describe('MeanShift', () => {
  it('finds the hills that scikit-learn finds', () => {
    const model = new MeanShift({ bandwidth: 0.9 }).fit(J);
    expectClose(model.clusterCenters_, g.meanshift.centres, 1e-7);
    expect(flat(model.labels_)).toEqual(g.meanshift.labels);
    expectClose(
      new MeanShift({ bandwidth: 0.9, binSeeding: true }).fit(J).clusterCenters_,
      g.meanshift.binned,
      1e-7,
    );
    expect(estimateBandwidth(J, { quantile: 0.2 })).toBeCloseTo(g.meanshift.bandwidth, 9);
    expect(flat(model.predict(J))).toEqual(flat(model.labels_));
  });
  it('leaves out samples beyond reach when asked to', () => {
    const rows = [[0], [0.1], [0.2], [50]];
    const model = new MeanShift({ bandwidth: 1, seeds: [[0.1]], clusterAll: false }).fit(rows);
    expect(flat(model.labels_)).toEqual([0, 0, 0, -1]);
    expect(flat(new MeanShift({ bandwidth: 1 }).fit(rows).labels_)).toEqual([0, 0, 0, 1]);
  });
  it('says what is wrong', () => {
    expect(() => new MeanShift({ bandwidth: 0 }).fit(J)).toThrow(/bandwidth/);
    expect(() => new MeanShift().fit([[1], [1], [1]])).toThrow(/bandwidth/);
    expect(() => new MeanShift({ bandwidth: 1, seeds: [[1e6, 0, 0, 0]] }).fit(J)).toThrow(/seed/);
    expect(() => new MeanShift({ bandwidth: 1, seeds: [[1]] }).fit(J)).toThrow(/4 features/);
  });
});

describe('MiniBatchKMeans', () => {
  it('over seeds, inertias are distributed as those of scikit-learn', () => {
    const { miniMean, miniStd } = g.digits;
    const runs = Array.from(
      { length: 12 },
      (_, randomState) =>
        new MiniBatchKMeans({ nClusters: 10, batchSize: 256, randomState }).fit(digits).inertia_,
    );
    expect(mean(runs)).toBeLessThan(miniMean + 1.2 * miniStd);
    expect(mean(runs)).toBeGreaterThan(miniMean - 2 * miniStd);
  });
  it('batch by batch finds what is far apart; dense and sparse alike', () => {
    const stream = new RandomStream(5);
    const rows = Array.from({ length: 900 }, (_, i) => [
      10 * (i % 3) + stream.normal(),
      stream.normal(),
    ]);
    const model = new MiniBatchKMeans({ nClusters: 3, randomState: 1 });
    for (let t = 0; t < 9; t++) model.partialFit(rows.slice(100 * t, 100 * (t + 1)));
    expect(model.nSteps_).toBe(9);
    const centres = Matrix.fromTensor(model.clusterCenters_).column(0).sort();
    expectClose(centres, [0, 10, 20], 0.03);
    const options = { nClusters: 3, randomState: 2, batchSize: 100 };
    const dense = new MiniBatchKMeans(options).fit(rows);
    const sparse = new MiniBatchKMeans(options).fit(CSRMatrix.fromDense(Matrix.from(rows)));
    expectClose(sparse.inertia_, dense.inertia_, 1e-6);
    expect(dense.inertia_).toBeLessThan(
      1.05 * new KMeans({ nClusters: 3, randomState: 0 }).fit(rows).inertia_,
    );
    const again = new MiniBatchKMeans(options).fit(rows);
    expect(flat(again.clusterCenters_)).toEqual(flat(dense.clusterCenters_));
  });
  it('says what is wrong', () => {
    expect(() => new MiniBatchKMeans({ nClusters: 5 }).fit(J.slice(0, 4))).toThrow(/4 samples/);
    expect(() => new MiniBatchKMeans({ batchSize: 0 }).fit(J)).toThrow(/batchSize/);
    expect(() => new MiniBatchKMeans({ nClusters: 2 }).fit(J).partialFit([[1]])).toThrow(
      /4 features/,
    );
    const same = new MiniBatchKMeans({ nClusters: 3, randomState: 0 }).fit([[1], [1], [1], [1]]);
    expect(same.inertia_).toBe(0);
  });
});
