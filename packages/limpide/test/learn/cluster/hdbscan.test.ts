import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/learn/base/index.ts';
import { HDBSCAN } from '../../../src/learn/cluster/index.ts';
import { pairwiseDistances } from '../../../src/learn/neighbors/index.ts';
import { expectClose, flat, golden } from '../neighbors/golden.ts';
import { smallData } from '../small-data.ts';
import { canonical } from './partitions.ts';

type Rows = number[][];
const g = golden<{
  B: Rows;
  cases: Record<string, { labels: number[]; probabilities: number[] }>;
}>('cluster', 'hdbscan');
const J = smallData('iris').X.map((r, i) => r.map((v, c) => v + 1e-3 * Math.sin(4 * i + c)));

const cases: Record<string, [Rows, object]> = {
  iris: [J, {}],
  samples: [J, { minClusterSize: 8, minSamples: 3 }],
  manhattan: [J, { minClusterSize: 10, metric: 'manhattan' }],
  blobs: [g.B, { minClusterSize: 6 }],
  leaf: [g.B, { minClusterSize: 6, clusterSelectionMethod: 'leaf' }],
  epsilon: [g.B, { minSamples: 3, clusterSelectionEpsilon: 0.6 }],
  leafEpsilon: [
    g.B,
    { minSamples: 3, clusterSelectionEpsilon: 0.45, clusterSelectionMethod: 'leaf' },
  ],
  single: [g.B.slice(0, 40), { minClusterSize: 8, allowSingleCluster: true }],
  singleEpsilon: [
    g.B.slice(0, 40),
    { minClusterSize: 8, allowSingleCluster: true, clusterSelectionEpsilon: 0.3 },
  ],
  most: [g.B, { minClusterSize: 6, maxClusterSize: 45 }],
  alpha: [g.B, { minClusterSize: 6, alpha: 1.7 }],
};

describe('HDBSCAN', () => {
  it.each(Object.keys(cases))('has the clusters of its definition: %s', (name) => {
    const [X, options] = cases[name]!;
    const model = new HDBSCAN(options).fit(X);
    expect(canonical(flat(model.labels_))).toEqual(g.cases[name]!.labels);
    expectClose(model.probabilities_, g.cases[name]!.probabilities, 1e-8);
  });

  it('takes precomputed distances', () => {
    const ready = new HDBSCAN({ metric: 'precomputed' }).fit(pairwiseDistances(J));
    expect(canonical(flat(ready.labels_))).toEqual(g.cases['iris']!.labels);
  });

  it('does not care for the order of samples, nor for shifts and scales', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 10, max: 80 }), (seed, n) => {
        const stream = new RandomStream(seed);
        const rows = Array.from({ length: n }, (_, i) => [
          stream.normal() + 6 * (i % 3),
          stream.normal(),
        ]);
        const order = Array.from(stream.permutation(n));
        // minSamples 1: a core distance ties the edges to all nearer neighbours, and ties go either way
        const base = flat(new HDBSCAN({ minSamples: 1 }).fit(rows).labels_);
        const moved = order.map((i) => rows[i]!.map((v) => 4 * v + 8));
        const labels = flat(new HDBSCAN({ minSamples: 1 }).fit(moved).labels_);
        expect(canonical(labels)).toEqual(canonical(order.map((i) => base[i]!)));
        const model = new HDBSCAN({ minSamples: 1 }).fit(rows);
        const probabilities = flat(model.probabilities_);
        base.forEach((label, i) => {
          expect(probabilities[i]! > 0).toBe(label >= 0);
          expect(probabilities[i]!).toBeLessThanOrEqual(1);
        });
        const sizes = new Map<number, number>();
        for (const label of base) sizes.set(label, (sizes.get(label) ?? 0) + 1);
        for (const [label, size] of sizes) if (label >= 0) expect(size).toBeGreaterThanOrEqual(5);
      }),
      { numRuns: 40 },
    );
  });

  it('coincident samples, too few samples, constant data: an answer without NaN', () => {
    const twice = [...g.B.slice(0, 30), ...g.B.slice(0, 30)];
    const same = Array.from({ length: 20 }, () => [1, 1]);
    for (const rows of [twice, same, [[0], [1]].concat([[2], [3], [4]])]) {
      for (const clusterSelectionMethod of ['eom', 'leaf'] as const) {
        for (const allowSingleCluster of [false, true]) {
          const model = new HDBSCAN({ clusterSelectionMethod, allowSingleCluster }).fit(rows);
          expect(flat(model.probabilities_).every((p) => p >= 0 && p <= 1)).toBe(true);
          expect(flat(model.labels_).length).toBe(rows.length);
        }
      }
    }
  });

  it('says what is wrong', () => {
    expect(() => new HDBSCAN({ minClusterSize: 1 }).fit(J)).toThrow(/minClusterSize/);
    expect(() => new HDBSCAN().fit([[1], [2], [3]])).toThrow(/minSamples is 5/);
    expect(() => new HDBSCAN().fit([[1]])).toThrow(/2 samples/);
    expect(() => new HDBSCAN({ metric: 'precomputed' }).fit(J)).toThrow(/precomputed/);
    expect(() => new HDBSCAN({ alpha: 0 }).fit(J)).toThrow(/alpha/);
  });
});
