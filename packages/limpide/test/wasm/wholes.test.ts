/** Whole operators on wasm: what they compute, in every variant, with any number of threads, and nothing beside it. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provideAttention } from '../../src/devices/attention.ts';
import { ReferenceDevice, toValues } from '../../src/devices/reference/index.ts';
import { variants, WasmDevice } from '../../src/devices/wasm/index.ts';
import { allDTypes, type DType, isFloat, type Shape, sizeOf } from '../../src/graph/index.ts';
import {
  type Call,
  compute,
  type Operand,
  optimiseAtOnce,
  prepare,
  preparePhases,
} from './whole-harness.ts';

provideAttention();

optimiseAtOnce();
const reference = new ReferenceDevice();
const runs = Number(process.env['LIMPIDE_FUZZ_RUNS'] ?? 40);

/** Numbers from a seed (mulberry32), so that a failing case shrinks to its shapes. */
function numbers(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const special = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Elements that every dtype holds exactly; floats with now and then a special one. */
function moved(shape: Shape, dtype: DType, random: () => number): Operand {
  const one = (): number => {
    const n = Math.floor(random() * 200) - 100;
    if (dtype === 'bool') return n & 1;
    if (dtype === 'uint8') return n + 100;
    if (!isFloat(dtype)) return n;
    return random() < 0.1 ? special[Math.floor(random() * special.length)]! : n;
  };
  return { shape, dtype, values: Array.from({ length: sizeOf(shape) }, one) };
}

/** Small whole numbers: sums and products of them are exact. */
const counted = (shape: Shape, dtype: DType, random: () => number, most = 8): Operand => ({
  shape,
  dtype,
  values: Array.from({ length: sizeOf(shape) }, () => Math.floor(random() * (2 * most + 1)) - most),
});

const smooth = (shape: Shape, dtype: DType, random: () => number): Operand => ({
  shape,
  dtype,
  values: Array.from({ length: sizeOf(shape) }, () => Math.fround(4 * random() - 2)),
});

/** Positions along an axis, a few of them outside it. */
const places = (shape: Shape, size: number, random: () => number): Operand => ({
  shape,
  dtype: 'int32',
  values: Array.from({ length: sizeOf(shape) }, () =>
    random() < 0.05 ? (random() < 0.5 ? -1 : size) : Math.floor(random() * size),
  ),
});

/**
 * The operator gives the reference's numbers (`tolerance` relative to 1 + |y|), the same bits however many
 * threads share it, and touches no memory but its own.
 */
function check(call: Call, variant: (typeof variants)[number], tolerance: number): void {
  const wanted = compute(reference, call);
  const phases = preparePhases(call, variant);
  const first = phases.run(1);
  const got = toValues(first, call.dtype);
  const what = `${call.name} ${JSON.stringify(call.attrs)} of ${call.args.map((x) => `${x.dtype}[${x.shape}]`).join(', ')} (${phases.description})`;
  for (let i = 0; i < wanted.length; i++) {
    const [x, y] = [got[i]!, wanted[i]!];
    if (Object.is(x, y) || (Math.abs(x - y) <= tolerance * (1 + Math.abs(y)) && tolerance > 0))
      continue;
    expect.fail(`${what}: element ${i} is ${x}, should be ${y}`);
  }
  const bits = (a: ArrayBufferView): Uint8Array =>
    new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
  for (const threads of [2, 3]) {
    if (Buffer.compare(bits(first), bits(phases.run(threads))) !== 0)
      expect.fail(`${what}: other bits with ${threads} threads`);
  }
  const damage = phases.damage();
  if (damage !== undefined) expect.fail(`${what}: wrote at ${damage}, outside its memory`);
}

const seed = fc.integer();
const shape = (least: number, most = 7): fc.Arbitrary<number[]> =>
  fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: most }) },
      { weight: 1, arbitrary: fc.constantFrom(0, 1, 19, 70) },
    ),
    { minLength: least, maxLength: 4 },
  );
const dtype = fc.constantFrom<DType>(...allDTypes);
const summed = fc.constantFrom<DType>('float32', 'float64', 'int32');
const axisOf = (s: Shape, n: number): number => n % s.length;
const withAxis = (s: Shape, axis: number, n: number): number[] =>
  s.map((m, d) => (d === axis ? n : m));

describe.each(variants)('whole operators, %s', (variant) => {
  const property = <T extends unknown[]>(
    arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
    make: (...given: T) => Call,
    tolerance = 0,
  ): void => {
    fc.assert(
      fc.property(...(arbitraries as unknown as [fc.Arbitrary<unknown>]), (...given) =>
        check(make(...(given as unknown as T)), variant, tolerance),
      ),
      { numRuns: runs },
    );
  };

  it('barrier copies', () => {
    property([shape(0), dtype, seed], (s, t, n) => ({
      name: 'barrier',
      args: [moved(s, t, numbers(n)), counted([3], 'int32', numbers(n))],
      attrs: {},
      shape: s,
      dtype: t,
    }));
  });

  it('cat joins', () => {
    property(
      [
        shape(1),
        fc.nat(3),
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 }),
        dtype,
        seed,
      ],
      (s, a, sizes, t, n) => {
        const axis = axisOf(s, a);
        const random = numbers(n);
        return {
          name: 'cat',
          args: sizes.map((m) => moved(withAxis(s, axis, m), t, random)),
          attrs: { axis },
          shape: withAxis(
            s,
            axis,
            sizes.reduce((x, y) => x + y, 0),
          ),
          dtype: t,
        };
      },
    );
  });

  it('gather reads at places', () => {
    property([shape(1), fc.nat(3), fc.nat(9), fc.nat(2), dtype, seed], (s, a, m, less, t, n) => {
      const axis = axisOf(s, a);
      const random = numbers(n);
      const index = s.map((size, d) => (d === axis ? m : Math.max(0, size - less)));
      return {
        name: 'gather',
        args: [moved(s, t, random), places(index, s[axis]!, random)],
        attrs: { axis },
        shape: index,
        dtype: t,
      };
    });
  });

  it('indexSelect copies rows', () => {
    property([shape(1), fc.nat(3), fc.nat(9), dtype, seed], (s, a, m, t, n) => {
      const axis = axisOf(s, a);
      const random = numbers(n);
      return {
        name: 'indexSelect',
        args: [moved(s, t, random), places([m], s[axis]!, random)],
        attrs: { axis },
        shape: withAxis(s, axis, m),
        dtype: t,
      };
    });
  });

  it('scatter writes at places, the last one wins', () => {
    property([shape(1), fc.nat(3), fc.nat(9), fc.nat(2), dtype, seed], (s, a, m, less, t, n) => {
      const axis = axisOf(s, a);
      const random = numbers(n);
      const index = s.map((size, d) => (d === axis ? m : Math.max(0, size - less)));
      return {
        name: 'scatter',
        args: [moved(s, t, random), places(index, s[axis]!, random), moved(index, t, random)],
        attrs: { axis },
        shape: s,
        dtype: t,
      };
    });
  });

  it('scatterAdd adds at places', () => {
    property(
      [shape(1), fc.nat(3), fc.nat(9), fc.nat(2), fc.nat(1), summed, seed],
      (s, a, m, less, base, t, n) => {
        const axis = axisOf(s, a);
        const random = numbers(n);
        const index = s.map((size, d) => (d === axis ? m : Math.max(0, size - less)));
        const start = base ? [counted(s, t, random)] : [];
        return {
          name: 'scatterAdd',
          args: [...start, places(index, s[axis]!, random), counted(index, t, random)],
          attrs: { axis, base },
          shape: s,
          dtype: t,
        };
      },
    );
  });

  it('indexAdd adds rows', () => {
    property([shape(1), fc.nat(3), fc.nat(30), fc.nat(1), summed, seed], (s, a, m, base, t, n) => {
      const axis = axisOf(s, a);
      const random = numbers(n);
      const start = base ? [counted(s, t, random)] : [];
      return {
        name: 'indexAdd',
        args: [...start, places([m], s[axis]!, random), counted(withAxis(s, axis, m), t, random)],
        attrs: { axis, base },
        shape: s,
        dtype: t,
      };
    });
  });

  it('sums at a place do not depend on the number of threads', () => {
    property(
      [fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 70 }), seed],
      (rows, columns, n) => {
        const random = numbers(n);
        return {
          name: 'indexAdd',
          args: [places([200], rows, random), smooth([200, columns], 'float32', random)],
          attrs: { axis: 0, base: 0 },
          shape: [rows, columns],
          dtype: 'float32',
        };
      },
      1e-4,
    );
    property(
      [fc.integer({ min: 1, max: 9 }), seed],
      (rows, n) => {
        const random = numbers(n);
        return {
          name: 'scatterAdd',
          args: [places([300], rows, random), smooth([300], 'float32', random)],
          attrs: { axis: 0, base: 0 },
          shape: [rows],
          dtype: 'float32',
        };
      },
      1e-4,
    );
  });

  it('scan runs along an axis', () => {
    property(
      [shape(1), fc.nat(3), fc.constantFrom(0, 1, 2), summed, seed],
      (s, a, fn, t, n) => {
        const random = numbers(n);
        const args =
          fn === 2
            ? [counted(s, t, random, 2), counted(s, t, random, 2)]
            : [counted(s, t, random, fn === 0 ? 8 : 2)];
        return { name: 'scan', args, attrs: { axis: axisOf(s, a), fn }, shape: s, dtype: t };
      },
      1e-6,
    );
  });

  it('the first step of a recurrence does not look at its factor', () => {
    const x: Operand = {
      shape: [2, 9],
      dtype: 'float32',
      values: [...new Array<number>(9).fill(Number.NaN), ...new Array<number>(9).fill(2)],
    };
    const y: Operand = { shape: [2, 9], dtype: 'float32', values: new Array<number>(18).fill(1) };
    check(
      { name: 'scan', args: [x, y], attrs: { axis: 0, fn: 2 }, shape: [2, 9], dtype: 'float32' },
      variant,
      0,
    );
  });

  it('argsort orders, stably, NaN last', () => {
    const sorted = (s: Shape, a: number, descending: number, t: DType, n: number): Call => ({
      name: 'argsort',
      args: [moved(s, t, numbers(n))],
      attrs: { axis: axisOf(s, a), descending },
      shape: s,
      dtype: 'int32',
    });
    property([shape(1), fc.nat(3), fc.nat(1), summed, seed], sorted);
    property(
      [fc.integer({ min: 60, max: 5000 }).map((n) => [n]), fc.constant(0), fc.nat(1), summed, seed],
      sorted,
    );
    property(
      [
        fc.integer({ min: 60, max: 300 }).map((n) => [n, 3]),
        fc.constant(0),
        fc.nat(1),
        summed,
        seed,
      ],
      (s, a, descending, t, n) => ({
        ...sorted(s, a, descending, t, n),
        args: [smooth(s, t === 'int32' ? 'float32' : t, numbers(n))],
      }),
    );
  });

  describe('attention', () => {
    const sizes = fc.record({
      B: fc.integer({ min: 1, max: 3 }),
      G: fc.integer({ min: 1, max: 3 }),
      shared: fc.integer({ min: 1, max: 3 }),
      N: fc.oneof(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 20, max: 80 }),
        fc.constantFrom(0, 16, 32, 64),
      ),
      S: fc.oneof(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 20, max: 130 }),
        fc.constantFrom(0, 6, 72, 96, 192),
      ),
      D: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(0, 8, 32)),
      E: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(0, 16, 32)),
      mask: fc.constantFrom(0, 1),
      maskB: fc.boolean(),
      maskH: fc.boolean(),
      causal: fc.constantFrom(0, 1),
      t: fc.constantFrom<DType>('float32', 'float64'),
      n: seed,
    });
    const called = ({
      B,
      G,
      shared,
      N,
      S,
      D,
      E,
      mask,
      maskB,
      maskH,
      causal,
      t,
      n,
    }: typeof sizes extends fc.Arbitrary<infer T> ? T : never) => {
      const H = G * shared;
      const random = numbers(n);
      const seen: Operand = {
        shape: [maskB ? B : 1, maskH ? H : 1, N, S],
        dtype: t,
        // some rows see nothing
        values: Array.from(
          { length: (maskB ? B : 1) * (maskH ? H : 1) * N },
          () => random() < 0.1,
        ).flatMap((blind) =>
          Array.from({ length: S }, () =>
            blind || random() < 0.3 ? Number.NEGATIVE_INFINITY : Math.fround(random()),
          ),
        ),
      };
      const args = [
        smooth([B, H, N, D], t, random),
        smooth([B, G, S, D], t, random),
        smooth([B, G, S, E], t, random),
        ...(mask ? [seen] : []),
      ];
      const attrs = { mask, causal, scale: 0.3 };
      const forward: Call = { name: 'attention', args, attrs, shape: [B, H, N, E + 1], dtype: t };
      return {
        forward,
        g: smooth([B, H, N, E], t, random),
        gradients: B * H * N * D + B * G * S * (D + E),
      };
    };

    it('is softmax(q kᵀ) v, without the scores', () => {
      property([sizes], (given) => called(given).forward, 2e-5);
    });
    it('has its gradients', () => {
      property(
        [sizes],
        (given) => {
          const { forward, g, gradients } = called(given);
          const o: Operand = {
            shape: forward.shape,
            dtype: forward.dtype,
            values: compute(reference, forward),
          };
          return {
            ...forward,
            name: 'attentionBackward',
            args: [...forward.args, o, g],
            shape: [gradients],
          };
        },
        5e-5,
      );
    });
    it('stands very large and infinite scores', () => {
      const q: Operand = { shape: [1, 1, 3, 1], dtype: 'float32', values: [1e4, -1e4, Number.NaN] };
      const k: Operand = { shape: [1, 1, 4, 1], dtype: 'float32', values: [3, -2, 0.5, 3] };
      const v: Operand = {
        shape: [1, 1, 4, 2],
        dtype: 'float32',
        values: [1, 2, 3, 4, 5, 6, 7, 8],
      };
      check(
        {
          name: 'attention',
          args: [q, k, v],
          attrs: { mask: 0, causal: 0, scale: 1 },
          shape: [1, 1, 3, 3],
          dtype: 'float32',
        },
        variant,
        1e-6,
      );
    });
  });

  it('gives the same bits on one, two and three real threads', async () => {
    const device = new WasmDevice({ variant });
    const random = numbers(7);
    const q = smooth([4, 4, 64, 32], 'float32', random);
    const forward: Call = {
      name: 'attention',
      args: [q, q, q],
      attrs: { mask: 0, causal: 1, scale: 0.2 },
      shape: [4, 4, 64, 33],
      dtype: 'float32',
    };
    const o: Operand = {
      shape: forward.shape,
      dtype: 'float32',
      values: compute(reference, forward),
    };
    const calls: Call[] = [
      forward,
      {
        ...forward,
        name: 'attentionBackward',
        args: [q, q, q, o, q],
        shape: [3 * sizeOf(q.shape)],
      },
      {
        name: 'indexAdd',
        args: [places([2000], 90, random), smooth([2000, 100], 'float32', random)],
        attrs: { axis: 0, base: 0 },
        shape: [90, 100],
        dtype: 'float32',
      },
      {
        name: 'scatterAdd',
        args: [places([40_000], 50, random), smooth([40_000], 'float32', random)],
        attrs: { axis: 0, base: 0 },
        shape: [50],
        dtype: 'float32',
      },
      {
        name: 'argsort',
        args: [smooth([50, 1000], 'float32', random)],
        attrs: { axis: 1, descending: 0 },
        shape: [50, 1000],
        dtype: 'int32',
      },
    ];
    const prepared = calls.map((call) => prepare(device, call));
    const results: Uint8Array[][] = [];
    for (const threads of [1, 2, 3]) {
      device.pool.setThreads(threads);
      expect(await device.pool.whenReady()).toBe(threads);
      results.push(prepared.map(({ run }) => new Uint8Array(run().buffer)));
    }
    device.pool.dispose();
    for (const other of results.slice(1))
      for (const [i, bits] of other.entries())
        expect(Buffer.compare(bits, results[0]![i]!), calls[i]!.name).toBe(0);
  });
});
