import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  ContractDtype,
  ContractOptions,
  ContractSpec,
  Strategy,
  Variant,
} from '../../src/devices/wasm/contract/index.ts';
import type { Numbers } from './contract-harness.ts';
import { prepare, reference } from './contract-harness.ts';

const variants: readonly Variant[] = ['wide', 'relaxed', 'simd'];
const epsilon: Readonly<Record<ContractDtype, number>> = {
  float32: 2 ** -23,
  float64: 2 ** -52,
  int32: 0,
};

/** An operand's layout: strides for the axes in some order of nesting, with gaps, flips and standing still. */
interface Layout {
  readonly strides: readonly number[];
  readonly offset: number;
  readonly length: number;
}

type AxisStyle = 'plain' | 'flipped' | 'still' | 'gap';

/** `order[0]` is the innermost axis. */
function layout(
  extents: readonly number[],
  order: readonly number[],
  styles: readonly AxisStyle[],
  start: number,
): Layout {
  const strides = extents.map(() => 0);
  let step = 1;
  let offset = start;
  let last = start;
  for (const d of order) {
    const extent = extents[d] ?? 1;
    const style = styles[d] ?? 'plain';
    if (style === 'still') continue;
    if (style === 'gap') step += 1 + (step % 3);
    const reach = Math.max(0, extent - 1) * step;
    strides[d] = style === 'flipped' ? -step : step;
    if (style === 'flipped') offset += reach;
    last += reach;
    step *= Math.max(1, extent);
  }
  return { strides, offset, length: last + 1 };
}

const permutation = (length: number): fc.Arbitrary<readonly number[]> =>
  fc.shuffledSubarray(
    Array.from({ length }, (_, i) => i),
    { minLength: length, maxLength: length },
  );

const extentsOf = (most: number, axes: number): fc.Arbitrary<number[]> =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: most }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 }) },
    ),
    { minLength: 0, maxLength: axes },
  );

interface Case {
  readonly spec: ContractSpec;
  readonly lengths: { readonly a: number; readonly b: number; readonly out: number };
}

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    dtype: fc.constantFrom<ContractDtype>('float32', 'float32', 'float64', 'int32'),
    batch: extentsOf(4, 2),
    m: extentsOf(20, 2),
    n: extentsOf(40, 3),
    k: extentsOf(40, 3),
  })
  .filter(
    ({ batch, m, n, k }) =>
      [...batch, ...m, ...n, ...k].reduce((p, x) => p * Math.max(x, 1), 1) < 60000,
  )
  .chain((shape) => {
    const { batch, m, n, k } = shape;
    const style = fc.constantFrom<AxisStyle>('plain', 'plain', 'plain', 'flipped', 'still', 'gap');
    const moving = fc.constantFrom<AxisStyle>('plain', 'plain', 'plain', 'flipped', 'gap');
    const one = (extents: readonly number[], s: fc.Arbitrary<AxisStyle>): fc.Arbitrary<Layout> =>
      fc
        .tuple(
          permutation(extents.length),
          fc.array(s, { minLength: extents.length, maxLength: extents.length }),
          fc.integer({ min: 0, max: 3 }),
        )
        .map(([order, styles, start]) => layout(extents, order, styles, start));
    return fc
      .tuple(
        one([...batch, ...m, ...k], style),
        one([...batch, ...n, ...k], style),
        one([...batch, ...m, ...n], moving),
      )
      .map(([a, b, out]) => {
        const cut = (l: Layout, free: readonly number[]) => ({
          batch: l.strides.slice(0, batch.length),
          free: l.strides.slice(batch.length, batch.length + free.length),
          rest: l.strides.slice(batch.length + free.length),
        });
        const [ca, cb, co] = [cut(a, m), cut(b, n), cut(out, m)];
        const spec: ContractSpec = {
          ...shape,
          a: { slot: 0, offset: a.offset, strides: { batch: ca.batch, free: ca.free, k: ca.rest } },
          b: { slot: 1, offset: b.offset, strides: { batch: cb.batch, free: cb.free, k: cb.rest } },
          out: {
            slot: 2,
            offset: out.offset,
            strides: { batch: co.batch, m: co.free, n: co.rest },
          },
        };
        return { spec, lengths: { a: a.length, b: b.length, out: out.length } };
      });
  });

const anyOptions: fc.Arbitrary<ContractOptions> = fc
  .record({
    strategy: fc.constantFrom<Strategy | undefined>(
      undefined,
      undefined,
      'direct',
      'packed',
      'dot',
    ),
    kBlock: fc.constantFrom<number | undefined>(undefined, 7, 24),
    packA: fc.constantFrom<boolean | undefined>(undefined, undefined, true),
    maxThreads: fc.constantFrom(1, 2, 8),
  })
  .map(({ strategy, kBlock, packA, maxThreads }) => ({
    maxThreads,
    ...(strategy === undefined ? {} : { strategy }),
    ...(kBlock === undefined ? {} : { kBlock }),
    ...(packA === undefined ? {} : { packA }),
  }));

/** Pseudo-random values, the same for the same seed. */
function fill(array: Numbers, seed: number): void {
  let state = seed | 1;
  for (let i = 0; i < array.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    array[i] = array instanceof Int32Array ? state >> 8 : state / 2 ** 31;
  }
}

/** Runs with 1, 2 and 3 threads and compares with the definition. */
function check({ spec, lengths }: Case, variant: Variant, options: ContractOptions = {}): string {
  const p = prepare(spec, lengths, variant, options);
  fill(p.a, 1);
  fill(p.b, 2);
  const expected = reference(spec, p.a, p.b);
  const [a, b] = [p.a.slice(), p.b.slice()];
  let first: Numbers | undefined;
  for (const threads of [1, 2, 3]) {
    p.out.fill(77);
    p.run(threads);
    if (first === undefined) first = p.out.slice();
    else expect(p.out, `${threads} threads, ${p.emitted.description}`).toEqual(first);
  }
  p.out.forEach((got, i) => {
    const { value, scale } = expected.get(i) ?? { value: 77, scale: 0 };
    const tolerance =
      4 * epsilon[spec.dtype] * scale * Math.sqrt(1 + spec.k.reduce((x, y) => x * y, 1));
    if (!(Math.abs(got - value) <= tolerance)) {
      throw new Error(
        `out[${i}] = ${got}, expected ${value} ± ${tolerance} (${p.emitted.description})`,
      );
    }
  });
  expect(p.damage()).toBeUndefined();
  expect(p.a).toEqual(a);
  expect(p.b).toEqual(b);
  return p.emitted.description;
}

/** out[m, n] = Σ a[m, k] b[k, n], each operand row-major or transposed. */
function matmul(
  m: number,
  n: number,
  k: number,
  aT = false,
  bT = false,
  outT = false,
  batch = 1,
): Case {
  return {
    spec: {
      dtype: 'float32',
      batch: [batch],
      m: [m],
      n: [n],
      k: [k],
      a: { slot: 0, offset: 0, strides: { batch: [m * k], free: [aT ? 1 : k], k: [aT ? m : 1] } },
      b: { slot: 1, offset: 0, strides: { batch: [n * k], free: [bT ? k : 1], k: [bT ? 1 : n] } },
      out: {
        slot: 2,
        offset: 0,
        strides: { batch: [m * n], m: [outT ? 1 : n], n: [outT ? m : 1] },
      },
    },
    lengths: { a: batch * m * k, b: batch * k * n, out: batch * m * n },
  };
}

/** A convolution of `images` images without padding, as out[img, oc, oh, ow] = Σ w[oc, c, kh, kw] x[img, c, oh+kh, ow+kw]. */
function convolution(
  images: number,
  c: number,
  oc: number,
  size: number,
  kernel: number,
  stride = 1,
): Case {
  const o = Math.floor((size - kernel) / stride) + 1;
  return {
    spec: {
      dtype: 'float32',
      batch: [images],
      m: [oc],
      n: [o, o],
      k: [c, kernel, kernel],
      a: {
        slot: 0,
        offset: 0,
        strides: { batch: [0], free: [c * kernel * kernel], k: [kernel * kernel, kernel, 1] },
      },
      b: {
        slot: 1,
        offset: 0,
        strides: {
          batch: [c * size * size],
          free: [stride * size, stride],
          k: [size * size, size, 1],
        },
      },
      out: { slot: 2, offset: 0, strides: { batch: [oc * o * o], m: [o * o], n: [o, 1] } },
    },
    lengths: { a: oc * c * kernel * kernel, b: images * c * size * size, out: images * oc * o * o },
  };
}

/** The gradient of that convolution for its weights: m = oc, n = (c, kh, kw), k = (img, oh, ow). */
function weightGradient(images: number, c: number, oc: number, size: number, kernel: number): Case {
  const o = size - kernel + 1;
  return {
    spec: {
      dtype: 'float32',
      batch: [],
      m: [oc],
      n: [c, kernel, kernel],
      k: [images, o, o],
      a: { slot: 0, offset: 0, strides: { batch: [], free: [o * o], k: [oc * o * o, o, 1] } },
      b: {
        slot: 1,
        offset: 0,
        strides: { batch: [], free: [size * size, size, 1], k: [c * size * size, size, 1] },
      },
      out: {
        slot: 2,
        offset: 0,
        strides: { batch: [], m: [c * kernel * kernel], n: [kernel * kernel, kernel, 1] },
      },
    },
    lengths: { a: images * oc * o * o, b: images * c * size * size, out: oc * c * kernel * kernel },
  };
}

/** rows × columns: all heights, and widths with every kind of rest */
const tiles = Array.from({ length: 12 }, (_, i) => i + 1).flatMap((rows) =>
  [1, 3, 5, 8, 11, 16, 20, 31, 33, 48].map((columns) => [rows, columns] as const),
);

describe.each(variants)('%s', (variant) => {
  test('is the sum of products, for any views, strategy and number of threads', () => {
    fc.assert(
      fc.property(anyCase, anyOptions, (example, options) => {
        check(example, variant, options);
      }),
      { numRuns: 300 },
    );
  });

  test('matrix products of many shapes and layouts', () => {
    const sizes = [1, 2, 3, 5, 8, 13, 16, 17, 31, 33, 48];
    fc.assert(
      fc.property(
        fc.tuple(
          fc.constantFrom(...sizes),
          fc.constantFrom(...sizes),
          fc.constantFrom(...sizes, 100, 300),
        ),
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
        anyOptions,
        ([m, n, k], [aT, bT, outT], options) => {
          check(matmul(m, n, k, aT, bT, outT), variant, options);
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each<[string, Case]>([
    ['y = x·Wᵀ', matmul(32, 128, 784, false, true)],
    ['dW = dyᵀ·x', matmul(128, 196, 32, true, false)],
    ['dx = dy·W', matmul(32, 196, 128)],
    ['large', matmul(150, 130, 600)],
    ['large, transposed', matmul(130, 150, 600, true, true)],
    ['one row', matmul(1, 300, 257)],
    ['one row, transposed', matmul(1, 300, 257, false, true)],
    ['one column', matmul(300, 1, 257)],
    ['one number', matmul(1, 1, 1000)],
    ['attention', matmul(64, 64, 32, false, true, false, 3)],
    ['convolution 1→6', convolution(3, 1, 6, 28, 5)],
    ['convolution 6→16', convolution(2, 6, 16, 14, 5)],
    ['convolution with stride 2', convolution(2, 3, 8, 17, 3, 2)],
    ['weight gradient 1→6', weightGradient(3, 1, 6, 28, 5)],
    ['weight gradient 6→16', weightGradient(2, 6, 16, 14, 5)],
  ])('%s', (_, example) => {
    check(example, variant);
  });

  test('every tile, in registers or spilled, from one product to many', () => {
    for (const strategy of ['direct', 'packed', 'dot'] as const) {
      for (const [rows, columns] of tiles) {
        for (const k of [1, 19]) {
          const example = matmul(rows, columns, k, false, strategy === 'dot', rows % 2 === 0);
          check(example, variant, { strategy, tile: { rows, columns } });
        }
      }
    }
  });

  test('infinities and not-a-number go where they belong, and nowhere else', () => {
    for (const strategy of ['direct', 'packed', 'dot'] as const) {
      const { spec, lengths } = matmul(7, 11, 13, false, strategy === 'dot');
      const p = prepare(spec, lengths, variant, { strategy });
      fill(p.a, 1);
      fill(p.b, 2);
      p.a[3 * 13 + 12] = Number.NaN;
      p.a[5 * 13] = Number.POSITIVE_INFINITY;
      p.run(1);
      const bad = new Set<number>();
      p.out.forEach((x, i) => {
        if (!Number.isFinite(x)) bad.add(Math.floor(i / 11));
      });
      expect([...bad], strategy).toEqual([3, 5]);
    }
  });

  test('a sum over nothing is zero; nothing is nothing', () => {
    const { spec, lengths } = matmul(3, 5, 0);
    const p = prepare(spec, lengths, variant);
    p.out.fill(7);
    p.run(2);
    expect([...p.out]).toEqual(Array.from({ length: 15 }, () => 0));
    expect(prepare(matmul(0, 5, 3).spec, lengths, variant).emitted.phases).toEqual([]);
  });
});
