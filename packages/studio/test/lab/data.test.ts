/** The laboratory's data and its short form in an address. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeData,
  drawData,
  drawnNames,
  encodeData,
  ownData,
  type ServedData,
  servedData,
} from '../../shared/data.ts';
import {
  activationNames,
  decodePoints,
  defaultLab,
  encodePoints,
  hiddenControls,
  type LabSpec,
  labAddress,
  labFromQuery,
  labSchema,
  lossesFor,
  optimizerNames,
  suited,
  taskOf,
  withOwnEngine,
} from '../../shared/models.ts';

const options = { count: 200, noise: 0.3, seed: 4, testShare: 0.25 };

describe('Data drawn from a seed', () => {
  it.each(drawnNames)('%s: the same seed, the same points; another seed, others', (name) => {
    expect(drawData(name, options)).toEqual(drawData(name, options));
    expect(drawData(name, options).train.x).not.toEqual(
      drawData(name, { ...options, seed: 5 }).train.x,
    );
  });
  it.each(drawnNames)('%s: as many as wanted, in two parts that share nothing', (name) => {
    const { train, test, features } = drawData(name, options);
    expect([train.count, test.count]).toEqual([150, 50]);
    expect(train.x).toHaveLength(150 * features);
    const key = (part: typeof train, i: number): string => `${part.x[2 * i]} ${part.x[2 * i + 1]}`;
    const seen = new Set(Array.from({ length: train.count }, (_, i) => key(train, i)));
    expect(Array.from({ length: test.count }, (_, i) => seen.has(key(test, i)))).not.toContain(
      true,
    );
  });
  it('has both classes in equal parts, and something for whoever learns', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('circles', 'spirals', 'moons', 'gaussians' as const),
        fc.integer({ min: 20, max: 400 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.integer({ min: 0, max: 1e6 }),
        (name, count, testShare, seed) => {
          const { train, test } = drawData(name, { count, noise: 0.1, seed, testShare });
          expect(train.count).toBeGreaterThan(0);
          expect(train.count + test.count).toBe(count);
          const ones = [...train.y, ...test.y].filter((label) => label === 1).length;
          expect(Math.abs(ones - count / 2)).toBeLessThanOrEqual(0.5);
        },
      ),
      { numRuns: 40 },
    );
  });
  it('a plane without noise is one', () => {
    const { train, task } = drawData('plane', { ...options, noise: 0 });
    expect(task).toBe('regression');
    for (let i = 0; i < train.count; i++) {
      const [x = 0, y = 0] = [train.x[2 * i], train.x[2 * i + 1]];
      expect(train.y[i]).toBeCloseTo(0.75 * x - 0.5 * y, 5);
    }
  });
});

describe('Points put down by hand', () => {
  const point = fc.record({
    x: fc.double({ min: -1, max: 1, noNaN: true }),
    y: fc.double({ min: -1, max: 1, noNaN: true }),
    label: fc.integer({ min: 0, max: 2 }),
  });
  it('are found again in an address, to a thousandth', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), (points) => {
        const back = decodePoints(encodePoints(points));
        expect(back).toHaveLength(points.length);
        points.forEach(({ x, y, label }, i) => {
          expect(back[i]?.label).toBe(label);
          expect(Math.abs((back[i]?.x ?? 9) - x)).toBeLessThan(1e-3);
          expect(Math.abs((back[i]?.y ?? 9) - y)).toBeLessThan(1e-3);
        });
        expect(encodePoints(back)).toBe(encodePoints(points));
      }),
    );
  });
  it('have as many classes as the highest that is used, two at least', () => {
    const at = (label: number) => ({ x: 0, y: 0, label });
    expect(ownData([at(0), at(0)], options).classes).toEqual(['A', 'B']);
    expect(ownData([at(0), at(2)], options).classes).toEqual(['A', 'B', 'C']);
  });
});

describe('A served set', () => {
  const flowers: ServedData = {
    header: {
      name: 'iris',
      train: 6,
      test: 0,
      features: 3,
      dtype: 'float32',
      classes: ['a', 'b'],
      featureNames: ['p', 'q', 'r'],
    },
    x: Float32Array.from({ length: 18 }, (_, i) => i * i),
    labels: Uint8Array.of(0, 1, 0, 1, 0, 1),
  };
  it('comes through as bytes', () => {
    expect(decodeData(encodeData(flowers))).toEqual(flowers);
  });
  it('is scaled by what is learnt from alone', () => {
    const data = servedData(flowers, { seed: 1, testShare: 0.34, examples: 0 });
    expect([data.train.count, data.test.count]).toEqual([4, 2]);
    const column = Array.from({ length: 4 }, (_, i) => data.train.x[3 * i] ?? 0);
    expect(data.scale?.mean[0]).toBeCloseTo(column.reduce((a, b) => a + b) / 4, 5);
    expect(data.view?.names).toEqual(['q', 'r']);
  });
});

describe('The address of a laboratory', () => {
  const any: fc.Arbitrary<LabSpec> = fc
    .record({
      data: fc.constantFrom(...drawnNames, 'iris', 'mnist', 'fashion'),
      count: fc.integer({ min: 20, max: 2000 }),
      noise: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
      layers: fc.array(fc.integer({ min: 1, max: 512 }), { maxLength: 6 }),
      activation: fc.constantFrom(...activationNames),
      optimizer: fc.constantFrom(...optimizerNames),
      rate: fc.constantFrom(1e-5, 0.003, 0.1, 3),
      batch: fc.integer({ min: 1, max: 512 }),
      l1: fc.constantFrom(0, 0.001),
      l2: fc.constantFrom(0, 0.03),
      dropout: fc.constantFrom(0, 0.25),
      batchNorm: fc.boolean(),
      seed: fc.integer({ min: 0, max: 999_999_999 }),
      epochs: fc.integer({ min: 1, max: 10_000 }),
    })
    .map((change) => {
      const loss = lossesFor[taskOf(change.data)][0];
      return labSchema.parse({ ...defaultLab, ...change, loss });
    });
  it('gives the same laboratory back', () => {
    fc.assert(
      fc.property(any, (spec) => {
        const { searchParams } = new URL(labAddress(spec), 'http://localhost');
        expect(labFromQuery(searchParams)).toEqual(spec);
      }),
    );
  });
  it('of the usual one says nothing', () => {
    expect(labAddress(defaultLab)).toBe('/laboratory');
  });
  it('with nonsense in it is as usual there', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('d', 'n', 'z', 'h', 'r', 'b', 'o', 'p', 's'), fc.string()),
        (query) => {
          const spec = labFromQuery(new URLSearchParams(query));
          expect(labSchema.parse(spec)).toEqual(spec);
        },
      ),
    );
  });
  it('of one’s own engine keeps to what it can do', () => {
    const spec = labFromQuery(new URLSearchParams('m=mine&d=plane&a=gelu&q=0.5&bn=1'));
    expect(spec).toEqual(withOwnEngine(spec));
    expect(spec).toMatchObject({
      data: 'circles',
      activation: 'relu',
      dropout: 0,
      batchNorm: false,
    });
  });
  it('hides the controls that it names', () => {
    expect([...hiddenControls('rate,seed,nonsense')]).toEqual(['rate', 'seed']);
    expect(hiddenControls(null).size).toBe(0);
  });
});

describe('Another set', () => {
  it('brings what suits it: a loss that fits, wide layers for pictures', () => {
    expect(suited(defaultLab, 'plane').loss).toBe('meanSquared');
    const digits = suited(defaultLab, 'mnist');
    expect(digits).toMatchObject({ layers: [128], activation: 'relu' });
    expect(suited(digits, 'moons')).toMatchObject({ layers: defaultLab.layers });
    expect(suited({ ...defaultLab, layers: [3] }, 'moons').layers).toEqual([3]);
  });
});
