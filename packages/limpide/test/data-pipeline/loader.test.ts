import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ArrayDataset,
  BatchSampler,
  ConcatDataset,
  DataLoader,
  defaultCollate,
  MapDataset,
  SequentialSampler,
  Subset,
  TensorDataset,
  WeightedRandomSampler,
} from '../../src/data/index.ts';
import {
  Generator,
  manualSeed,
  setDefaultDevice,
  type Tensor,
  tensor,
} from '../../src/tensor/index.ts';

setDefaultDevice('reference');

const numbers = (n: number): TensorDataset<[Tensor, Tensor]> =>
  new TensorDataset(
    tensor(
      Float32Array.from({ length: 2 * n }, (_, i) => i),
      { shape: [n, 2] },
    ),
    tensor(Int32Array.from({ length: n }, (_, i) => i)),
  );
const labels = (batches: Iterable<readonly [Tensor, Tensor]>): number[][] =>
  [...batches].map(([, y]) => y.toArraySync() as number[]);

describe('DataLoader', () => {
  it('gives every sample once per epoch, in batches, whatever the sizes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        fc.boolean(),
        (n, batchSize, shuffle, dropLast) => {
          const loader = new DataLoader(numbers(n), { batchSize, shuffle, dropLast, seed: 3 });
          const batches = labels(loader);
          expect(batches).toHaveLength(loader.length);
          const seen = batches.flat();
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen.length).toBe(dropLast ? n - (n % batchSize) : n);
          for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(batchSize);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps rows and labels together', () => {
    for (const [x, y] of new DataLoader(numbers(7), { batchSize: 3, shuffle: true, seed: 1 })) {
      const rows = x.toArraySync() as number[][];
      expect(rows.map((row) => row[0]! / 2)).toEqual(y.toArraySync());
    }
  });

  it('shuffles by its seed: the same seed the same order, each epoch another', () => {
    const make = (seed: number): DataLoader<[Tensor, Tensor]> =>
      new DataLoader(numbers(20), { batchSize: 4, shuffle: true, seed });
    const [a, b] = [make(5), make(5)];
    const first = labels(a);
    expect(labels(b)).toEqual(first);
    expect(labels(a)).not.toEqual(first);
    expect(labels(make(6))).not.toEqual(first);
  });

  it('takes its order from manualSeed when it has no seed of its own', () => {
    const order = (): number[][] => {
      manualSeed(11);
      return labels(new DataLoader(numbers(9), { batchSize: 2, shuffle: true }));
    };
    expect(order()).toEqual(order());
  });

  it('goes on from a saved position with the very batches that were to come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25 }), (stop) => {
        const make = (): DataLoader<[Tensor, Tensor]> =>
          new DataLoader(numbers(23), { batchSize: 3, shuffle: true, seed: 8 });
        const whole: number[][] = [];
        const reference = make();
        for (let epoch = 0; epoch < 4; epoch++) whole.push(...labels(reference));

        const loader = make();
        const taken: number[][] = [];
        let state = loader.stateDict();
        outer: for (;;) {
          for (const [, y] of loader) {
            if (taken.length === stop) break outer;
            taken.push(y.toArraySync() as number[]);
            state = JSON.parse(JSON.stringify(loader.stateDict())) as typeof state;
          }
        }
        const resumed = make();
        resumed.loadStateDict(state);
        while (taken.length < whole.length) taken.push(...labels(resumed));
        expect(taken.slice(0, whole.length)).toEqual(whole);
      }),
      { numRuns: 26 },
    );
  });

  it('refuses a position that is not its own', () => {
    const loader = new DataLoader(numbers(4), { batchSize: 2 });
    const state = { ...loader.stateDict(), batch: 9 };
    expect(() => loader.loadStateDict(state)).toThrow(/2 batches/);
  });

  it('collates samples field by field', () => {
    const batch = defaultCollate([
      { x: tensor([1, 2]), y: 3, name: 'a', pair: [true, 0.5] },
      { x: tensor([3, 4]), y: 4, name: 'b', pair: [false, 1.5] },
    ]);
    expect(batch.x.shape).toEqual([2, 2]);
    expect(batch.y.dtype).toBe('int32');
    expect(batch.name).toEqual(['a', 'b']);
    const [flags, halves] = batch.pair as unknown as [Tensor, Tensor];
    expect(flags.dtype).toBe('bool');
    expect(halves.toArraySync()).toEqual([0.5, 1.5]);
    expect(() => defaultCollate([1, 'a'] as unknown[])).toThrow(/batch/);
  });

  it('waits for samples that come later, several batches ahead, in order', async () => {
    let running = 0;
    let most = 0;
    const slow = new MapDataset(new ArrayDataset([1, 2, 3, 4, 5, 6, 7]), async (value) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 10 - value));
      running--;
      return value;
    });
    const loader = new DataLoader<number>(slow, { batchSize: 2, prefetch: 2 });
    const seen: unknown[] = [];
    for await (const batch of loader) seen.push(batch.toArraySync());
    expect(seen).toEqual([[1, 2], [3, 4], [5, 6], [7]]);
    expect(most).toBeGreaterThan(2);
    expect(loader.synchronous).toBe(false);
    expect(() => [...loader]).toThrow(/for await/);
  });

  it('throws what a sample throws, where the batch is asked for', async () => {
    const broken = new MapDataset(new ArrayDataset([1, 2, 3]), async (value) => {
      if (value === 3) throw new Error('no third');
      return value;
    });
    const loader = new DataLoader<number>(broken, { batchSize: 1, prefetch: 2 });
    const seen: unknown[] = [];
    await expect(async () => {
      for await (const batch of loader) seen.push(batch.toArraySync());
    }).rejects.toThrow('no third');
    expect(seen).toEqual([[1], [2]]);
  });

  it('gives the rows of its tensors, through subsets too', () => {
    const part = new Subset(new Subset(numbers(10), [9, 7, 5, 3]), [3, 0]);
    const loader = new DataLoader(part, { batchSize: 2 });
    expect([...loader.rows()].map((rows) => [...rows])).toEqual([[3, 9]]);
    expect(loader.tensors).toHaveLength(2);
    expect(labels(loader)).toEqual([[3, 9]]);
  });
});

describe('data sets and samplers', () => {
  it('are checked at their edges', () => {
    expect(() => new TensorDataset(tensor([1, 2]), tensor([1]))).toThrow(/\[2\].*\[1\]/);
    expect(() => numbers(3).get(3)).toThrow(/sample 3/);
    expect(() => new Subset(numbers(3), [-1])).toThrow(/sample -1/);
    expect(() => new BatchSampler(new SequentialSampler(3), 0)).toThrow(/batchSize/);
  });
  it('stand one after the other', () => {
    const both = new ConcatDataset([new ArrayDataset(['a', 'b']), new ArrayDataset(['c'])]);
    expect([0, 1, 2].map((i) => both.get(i))).toEqual(['a', 'b', 'c']);
    expect(both).toHaveLength(3);
  });
  it('draw in proportion to weights', () => {
    const drawn = new WeightedRandomSampler([0, 1, 3], 4000).indices(new Generator(1));
    const share = drawn.filter((i) => i === 2).length / 4000;
    expect(drawn).not.toContain(0);
    expect(share).toBeCloseTo(0.75, 1);
    expect(() => new WeightedRandomSampler([-1])).toThrow(/≥ 0/);
  });
});
