import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/learn/base/index.ts';
import { DBSCAN } from '../../../src/learn/cluster/index.ts';
import { pairwiseDistances } from '../../../src/learn/neighbors/index.ts';
import { flat, golden } from '../neighbors/golden.ts';
import { smallData } from '../small-data.ts';

type Rows = number[][];
const g = golden<{
  dbscan: Record<'plain' | 'small' | 'manhattan' | 'plane' | 'weighted' | 'space', number[]>;
}>('cluster', 'cluster').dbscan;
const { X } = smallData('iris');
const J = X.map((r, i) => r.map((v, c) => v + 1e-3 * Math.sin(4 * i + c)));
const columns = (rows: Rows, d: number): Rows => rows.map((r) => r.slice(0, d));
const labels = (options: object, data: Rows, sampleWeight?: number[]): number[] =>
  flat(new DBSCAN(options).fit(data, undefined, { sampleWeight }).labels_);

describe('DBSCAN', () => {
  it('has the labels of scikit-learn, numbers included', () => {
    expect(labels({}, X)).toEqual(g.plain);
    expect(labels({ eps: 0.3, minSamples: 4 }, X)).toEqual(g.small);
    expect(labels({ eps: 0.8, metric: 'manhattan' }, X)).toEqual(g.manhattan);
    for (const algorithm of ['auto', 'kdTree', 'ballTree', 'brute'] as const) {
      expect(labels({ eps: 0.18, minSamples: 6, algorithm }, columns(J, 2))).toEqual(g.plane);
      const weights = X.map((_, i) => 1 + (i % 3));
      const weighted = { eps: 0.18, minSamples: 12, algorithm };
      expect(labels(weighted, columns(J, 2), weights)).toEqual(g.weighted);
      expect(labels({ eps: 0.25, minSamples: 4, algorithm }, columns(J, 3))).toEqual(g.space);
    }
    const D = pairwiseDistances(X);
    expect(flat(new DBSCAN({ metric: 'precomputed' }).fit(D).labels_)).toEqual(g.plain);
  });

  it('by a grid and by neighbourhoods: the same, in one to three dimensions, weighted or not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0.05, max: 1.5, noNaN: true }),
        fc.boolean(),
        fc.integer({ min: 0, max: 10_000 }),
        (n, d, minSamples, eps, weighted, seed) => {
          const stream = new RandomStream(seed);
          // coarse places: many samples coincide, many distances are exactly eps
          const round = seed % 2 ? eps : 1e-6;
          const rows = Array.from({ length: n }, () =>
            Array.from({ length: d }, () => Math.round(stream.normal() / round) * round),
          );
          const weights = weighted ? rows.map((_, i) => (i === 0 ? 1 : stream.int(4))) : undefined;
          const options = { eps: eps * 1.0000001, minSamples };
          const grid = labels(options, rows, weights);
          expect(grid).toEqual(labels({ ...options, algorithm: 'brute' }, rows, weights));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('core samples are listed with their rows; noise is −1', () => {
    const rows = [
      [0, 0],
      [0, 0.1],
      [0.1, 0],
      [5, 5],
    ];
    const model = new DBSCAN({ eps: 0.2, minSamples: 3 }).fit(rows);
    expect(flat(model.labels_)).toEqual([0, 0, 0, -1]);
    expect(flat(model.coreSampleIndices_)).toEqual([0, 1, 2]);
    expect(flat(model.components_)).toEqual(rows.slice(0, 3).flat());
    const none = new DBSCAN({ eps: 0.01 }).fit(rows);
    expect(flat(none.labels_)).toEqual([-1, -1, -1, -1]);
    expect(none.components_.shape).toEqual([0, 2]);
  });

  it('eps tiny beside the extent of the data falls back on trees', () => {
    const rows = [
      [0, 0],
      [1e-9, 0],
      [1e9, 1e9],
      [1e9, 1e9],
    ];
    expect(labels({ eps: 1e-8, minSamples: 2 }, rows)).toEqual([0, 0, 1, 1]);
  });

  it('says what is wrong', () => {
    expect(() => new DBSCAN({ eps: 0 }).fit(X)).toThrow(/eps/);
    expect(() => new DBSCAN({ minSamples: 0 }).fit(X)).toThrow(/minSamples/);
    expect(() => new DBSCAN({ metric: 'precomputed' }).fit(X)).toThrow(/precomputed/);
    expect(() => new DBSCAN({ metric: 'cosine', algorithm: 'kdTree' }).fit(X)).toThrow(/kdTree/);
    expect(() => new DBSCAN().fit([[Number.NaN]])).toThrow(/NaN/);
  });
});
