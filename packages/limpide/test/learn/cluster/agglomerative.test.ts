import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/learn/base/index.ts';
import { AgglomerativeClustering, type Linkage } from '../../../src/learn/cluster/index.ts';
import { pairwiseDistances } from '../../../src/learn/neighbors/index.ts';
import { Matrix } from '../../../src/linalg/index.ts';
import { expectClose, flat, golden } from '../neighbors/golden.ts';
import { smallData } from '../small-data.ts';
import { canonical } from './partitions.ts';

const g = golden<{
  linkage: Record<Linkage, Record<'distances' | 'children' | 'sizes' | 'labels', number[]>>;
  cityblock: number[];
  leaves: number[];
}>('cluster', 'cluster');
const { X } = smallData('iris');
const J = X.map((r, i) => r.map((v, c) => v + 1e-3 * Math.sin(4 * i + c)));
const rules = ['ward', 'complete', 'average', 'single'] as const;

describe('AgglomerativeClustering', () => {
  it('merges as SciPy does, by each linkage', () => {
    for (const linkage of rules) {
      const want = g.linkage[linkage];
      const model = new AgglomerativeClustering({ nClusters: 5, linkage }).fit(J);
      expectClose(model.distances_, want.distances, 1e-7);
      expect(flat(model.children_)).toEqual(want.children);
      expect(flat(model.sizes_)).toEqual(want.sizes);
      expect(flat(model.labels_)).toEqual(canonical(want.labels));
      expect(model.linkageMatrix().shape).toEqual([149, 4]);
    }
    const options = { linkage: 'average', metric: 'manhattan' } as const;
    expectClose(new AgglomerativeClustering(options).fit(J).distances_, g.cityblock, 1e-8);
    const D = pairwiseDistances(J, J, { metric: 'manhattan' });
    const ready = new AgglomerativeClustering({ linkage: 'average', metric: 'precomputed' });
    expectClose(ready.fit(D).distances_, g.cityblock, 1e-8);
  });

  it('cuts by number or by distance', () => {
    for (const linkage of rules) {
      const all = new AgglomerativeClustering({ nClusters: 4, linkage }).fit(J);
      const heights = flat(all.distances_);
      const distanceThreshold = (heights[145]! + heights[146]!) / 2;
      const byDistance = new AgglomerativeClustering({
        nClusters: undefined,
        linkage,
        distanceThreshold,
      });
      byDistance.fit(J);
      expect(byDistance.nClusters_).toBe(4);
      expect(flat(byDistance.labels_)).toEqual(flat(all.labels_));
    }
  });

  it('heights never decrease; clusters are nested; permuted samples give permuted labels', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 40 }),
        fc.constantFrom(...rules),
        fc.integer({ max: 999, min: 0 }),
        (n, linkage, seed) => {
          const stream = new RandomStream(seed);
          const rows = Array.from({ length: n }, () => [stream.normal(), stream.normal()]);
          const fit = (nClusters: number, data = rows): AgglomerativeClustering =>
            new AgglomerativeClustering({ nClusters, linkage }).fit(data);
          const heights = flat(fit(3).distances_);
          for (let t = 1; t < heights.length; t++)
            expect(heights[t]!).toBeGreaterThanOrEqual(heights[t - 1]! - 1e-12);
          const three = flat(fit(3).labels_);
          const four = flat(fit(4).labels_);
          // who is together in four is together in three
          for (let i = 0; i < n; i++)
            for (let j = 0; j < i; j++) if (four[i] === four[j]) expect(three[i]).toBe(three[j]);
          const order = Array.from(stream.permutation(n));
          const moved = flat(
            fit(
              3,
              order.map((i) => rows[i]!),
            ).labels_,
          );
          expect(moved).toEqual(canonical(order.map((i) => three[i]!)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('equal distances do not lead it in circles', () => {
    const grid = Array.from({ length: 36 }, (_, i) => [i % 6, Math.floor(i / 6)]);
    for (const linkage of rules)
      expect(new AgglomerativeClustering({ linkage }).fit(grid).distances_.shape).toEqual([35]);
    for (const linkage of rules) {
      const same = new AgglomerativeClustering({ linkage }).fit(grid.map(() => [1, 1]));
      expect(flat(same.distances_).every((v) => v === 0)).toBe(true);
    }
  });

  it('draws a dendrogram without crossings', () => {
    const model = new AgglomerativeClustering({ linkage: 'average' }).fit(J);
    const { leaves, brackets } = model.dendrogram();
    expect(leaves).toEqual(g.leaves);
    expect(brackets.length).toBe(149);
    const height = new Map<number, number>();
    for (const b of brackets) {
      expect(b.left).toBeLessThan(b.right);
      expect(b.height).toBeGreaterThanOrEqual(Math.max(b.leftFoot, b.rightFoot));
      expect(height.get(b.left) ?? 0).toBe(b.leftFoot);
      expect(height.get(b.right) ?? 0).toBe(b.rightFoot);
      height.set((b.left + b.right) / 2, b.height);
    }
    expect(brackets.at(-1)!.size).toBe(150);
  });

  it('says what is wrong', () => {
    const fit =
      (options: object, data: unknown = X) =>
      () =>
        new AgglomerativeClustering(options).fit(data as number[][]);
    expect(fit({ distanceThreshold: 1 })).toThrow(/exactly one/);
    expect(fit({ nClusters: undefined })).toThrow(/exactly one/);
    expect(fit({ metric: 'manhattan' })).toThrow(/ward/);
    expect(fit({ nClusters: 151 })).toThrow(/150/);
    expect(fit({ metric: 'precomputed', linkage: 'single' })).toThrow(/square/);
    expect(fit({}, [[1, 2]])).toThrow(/2 samples/);
    const nested = new AgglomerativeClustering().fit(Matrix.from([[1], [2]]));
    expect(flat(nested.labels_)).toEqual([0, 1]);
  });
});
