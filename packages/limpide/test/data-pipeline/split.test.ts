import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ArrayDataset,
  iris,
  randomSplit,
  trainTestIndices,
  trainTestSplit,
} from '../../src/data/index.ts';
import { setDefaultDevice } from '../../src/tensor/index.ts';

setDefaultDevice('reference');

const sorted = (...parts: ArrayLike<number>[]): number[] =>
  parts.flatMap((part) => Array.from(part)).sort((a, b) => a - b);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('splits', () => {
  it('share out every sample once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer(), (n, seed) => {
        const { train, test } = trainTestIndices(n, { testSize: 0.3, seed: Math.abs(seed) });
        expect(sorted(train, test)).toEqual(upTo(n));
        expect(test.length).toBe(Math.ceil(n * 0.3 - 1e-9));
      }),
    );
  });

  it('keep the proportions of classes when asked to', () => {
    const { labels, features } = iris();
    const [x, xTest, y, yTest] = trainTestSplit(features, labels, {
      testSize: 0.2,
      stratify: labels,
      seed: 1,
    });
    expect([x.shape, xTest.shape]).toEqual([
      [120, 4],
      [30, 4],
    ]);
    const counts = (values: unknown): number[] =>
      [0, 1, 2].map((c) => (values as number[]).filter((v) => v === c).length);
    expect(counts(y.toArraySync())).toEqual([40, 40, 40]);
    expect(counts(yTest.toArraySync())).toEqual([10, 10, 10]);
  });

  it('by length or by fraction', () => {
    const data = new ArrayDataset(upTo(10));
    const parts = randomSplit(data, [0.75, 0.25], { seed: 2 });
    expect(parts.map((p) => p.length)).toEqual([8, 2]);
    expect(sorted(...parts.map((p) => p.indices))).toEqual(upTo(10));
    expect(randomSplit(data, [4, 6], { seed: 2 }).map((p) => p.length)).toEqual([4, 6]);
    expect(() => randomSplit(data, [4, 5])).toThrow(/10/);
  });

  it('refuse sizes that leave a part empty', () => {
    expect(() => trainTestIndices(4, { testSize: 4 })).toThrow(/testSize/);
  });
});
