/** Every map on numbers at the edges, on every variant, against double precision. */
import { beforeAll, describe, expect, test } from 'vitest';
import { setDefaultDevice, Tensor, tensor } from '../../src/index.ts';
import {
  applyBinary,
  applyUnary,
  binaryNames,
  type UnaryName,
  unaryNames,
} from '../../src/ops/maps.ts';
import { wasmDevices } from '../devices/variants.ts';
import { values } from './support.ts';

const f32 = Math.fround;
const tiny = 2 ** -149;
const least = 2 ** -126;
const most = f32(3.4028234663852886e38);

/** Numbers at which something happens: to their type, to exp, to sines, to inverse functions, to roundings. */
const special: readonly number[] = [
  0,
  tiny,
  3 * tiny,
  least - tiny,
  least,
  1e-30,
  1e-20,
  1e-10,
  1e-6,
  2 ** -24,
  2 ** -23,
  1e-4,
  0.001,
  0.1,
  0.25,
  0.35,
  0.5,
  Math.fround(Math.LN2),
  0.75,
  0.9999999,
  1,
  1.0000001,
  1.25,
  1.5,
  1.5707964,
  2,
  2.5,
  2.7182817,
  3,
  3.1415925,
  Math.fround(Math.PI),
  3.5,
  4,
  4.712389,
  5.5,
  6,
  6.2831855,
  7.9,
  8,
  9.0109129,
  10,
  12.566371,
  16.6,
  20,
  31.415926,
  50,
  86.9,
  87.3,
  87.4,
  88,
  88.72,
  88.73,
  89,
  100,
  103.9,
  104,
  127.5,
  355,
  1000.5,
  8191,
  8192,
  8193,
  1e5,
  8388607.5,
  8388608,
  16777216,
  16777217,
  1e9,
  2147483520,
  2147483648,
  4294967296,
  1e15,
  1e20,
  1.8446743e19,
  1e30,
  1.7e38,
  3e38,
  most,
  Number.POSITIVE_INFINITY,
]
  .flatMap((x) => [x, -x])
  .concat(Number.NaN);

/** A sweep of ordinary numbers too. */
const sweep: readonly number[] = [
  ...Array.from({ length: 400 }, (_, i) => f32((i - 200) / 9.7)),
  ...Array.from({ length: 200 }, (_, i) => f32(Math.exp((i - 100) / 8) * (i % 2 === 0 ? 1 : -1))),
];
const inputs = Float32Array.from([...special, ...sweep]);

/** The distance between neighbours among the float32 at x; subnormals count as zero's neighbours. */
const ulp = (x: number): number =>
  2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(x) || least))) - 23);

/**
 * How far each function may be off: units in the last place of the result, and an absolute part. `flush`
 * says that results below 2⁻¹²⁵ may be 0. Of zeros the sign is compared where the result is exact.
 */
interface Limit {
  readonly ulps: number;
  readonly absolute?: number;
  readonly flush?: boolean;
}
const exactly: Limit = { ulps: 0 };
const limits: Readonly<Record<UnaryName, Limit>> = {
  neg: exactly,
  abs: exactly,
  sign: exactly,
  floor: exactly,
  ceil: exactly,
  round: exactly,
  trunc: exactly,
  frac: exactly,
  square: { ulps: 0.5 },
  sqrt: { ulps: 0.5 },
  rsqrt: { ulps: 1.5 },
  reciprocal: { ulps: 0.5 },
  exp: { ulps: 3, flush: true },
  exp2: { ulps: 1 },
  expm1: { ulps: 7 },
  log: { ulps: 3 },
  log1p: { ulps: 5 },
  log2: { ulps: 1 },
  log10: { ulps: 4 },
  sin: { ulps: 2, absolute: 1.2e-7 },
  cos: { ulps: 2, absolute: 1.2e-7 },
  tan: { ulps: 1 },
  asin: { ulps: 1 },
  acos: { ulps: 1 },
  atan: { ulps: 1 },
  sinh: { ulps: 1 },
  cosh: { ulps: 1 },
  tanh: { ulps: 6, absolute: 1e-42 },
  asinh: { ulps: 1 },
  acosh: { ulps: 1 },
  atanh: { ulps: 1 },
  erf: { ulps: 8, absolute: 1e-42 },
  sigmoid: { ulps: 6, absolute: 1e-37 },
  logSigmoid: { ulps: 6, absolute: 1e-37 },
  relu: { ulps: 0.5 },
  relu6: { ulps: 0.5 },
  silu: { ulps: 8, absolute: 1e-35 },
  gelu: { ulps: 8, absolute: 1e-6 },
  geluTanh: { ulps: 8, absolute: 1e-6 },
  mish: { ulps: 10, absolute: 1e-35 },
  softsign: { ulps: 2 },
  hardsigmoid: { ulps: 2, absolute: 1.2e-7 },
  hardswish: { ulps: 3, absolute: 1e-7 },
  logicalNot: exactly,
  isNaN: exactly,
  isInf: exactly,
  isFinite: exactly,
};

/** What the reference gives in double precision for the same float32 numbers. */
function wanted(name: UnaryName): number[] {
  const x = tensor(Float64Array.from(inputs), { device: 'reference' });
  return values(new Tensor(applyUnary(name, x.node)));
}

function close(got: number, y: number, { ulps, absolute = 0, flush = false }: Limit): boolean {
  if (Number.isNaN(y)) return Number.isNaN(got);
  const rounded = f32(y);
  if (Object.is(got, rounded)) return true;
  // a result at the edge of what float32 holds may be the largest number or infinity
  if (!Number.isFinite(rounded) || !Number.isFinite(got))
    return (
      got === rounded ||
      (Math.abs(y) >= most * (1 - ulps * 2 ** -23) &&
        Math.abs(got) >= most * (1 - ulps * 2 ** -23) &&
        got * y > 0)
    );
  if (flush && Math.abs(y) < 2 * least && got === 0) return true;
  if (got === 0 && rounded === 0) return ulps > 0 || Object.is(got, rounded);
  return Math.abs(got - y) <= ulps * ulp(y) + absolute;
}

describe.each(wasmDevices)('%s', (device) => {
  beforeAll(() => setDefaultDevice(device));

  test.each(unaryNames)('%s', (name) => {
    const truth = wanted(name);
    const got = values(new Tensor(applyUnary(name, tensor(inputs.slice()).node)));
    const off: string[] = [];
    got.forEach((g, i) => {
      if (!close(g, truth[i]!, limits[name]))
        off.push(
          `${name}(${inputs[i]}) = ${g}, should be ${truth[i]} (${(Math.abs(g - truth[i]!) / ulp(truth[i]!)).toFixed(1)} ulp)`,
        );
    });
    expect(off).toEqual([]);
  });

  test.each(unaryNames)('%s in float64 is the reference’s', (name) => {
    const truth = wanted(name);
    const got = values(new Tensor(applyUnary(name, tensor(Float64Array.from(inputs)).node)));
    got.forEach((g, i) => {
      const y = truth[i]!;
      if (Object.is(g, y) || Math.abs(g - y) <= 4e-16 * Math.abs(y)) return;
      expect.fail(`${name}(${inputs[i]}) = ${g}, should be ${y}`);
    });
  });

  describe('two operands', () => {
    const edge = [
      0,
      -0,
      1,
      -1,
      0.5,
      -2.5,
      3,
      7,
      -7,
      tiny,
      -least,
      most,
      -most,
      1e20,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ];
    const left = Float32Array.from(edge.flatMap((x) => edge.map(() => x)));
    const right = Float32Array.from(edge.flatMap(() => edge));
    test.each(binaryNames)('%s', (name) => {
      const on = (where: string): number[] =>
        values(
          new Tensor(
            applyBinary(
              name,
              tensor(left.slice(), { device: where }).node,
              tensor(right.slice(), { device: where }).node,
            ),
          ).to('float64'),
        );
      const [got, truth] = [on(device), on('reference')];
      const off: string[] = [];
      got.forEach((g, i) => {
        const y = truth[i]!;
        const same =
          Object.is(g, y) || Math.abs(g - y) <= (name === 'pow' || name === 'atan2' ? ulp(y) : 0);
        if (!same) off.push(`${name}(${left[i]}, ${right[i]}) = ${g}, should be ${y}`);
      });
      expect(off).toEqual([]);
    });
  });

  describe('int32', () => {
    const edge = [
      0, 1, -1, 2, -2, 3, -3, 7, -7, 31, 32, 33, 255, 256, -256, 46341, 65536, 2147483646,
      2147483647, -2147483647, -2147483648,
    ];
    const left = Int32Array.from(edge.flatMap((x) => edge.map(() => x)));
    const right = Int32Array.from(edge.flatMap(() => edge));
    test.each(binaryNames)('%s', (name) => {
      const on = (where: string): number[] =>
        values(
          new Tensor(
            applyBinary(
              name,
              tensor(left.slice(), { device: where }).node,
              tensor(right.slice(), { device: where }).node,
            ),
          ).to('float64'),
        );
      const [got, truth] = [on(device), on('reference')];
      const off = got.flatMap((g, i) => {
        const y = truth[i]!;
        const same =
          Object.is(g, y) ||
          g === y ||
          (['div', 'atan2'].includes(name) && Math.abs(g - y) <= ulp(y));
        return same ? [] : [`${name}(${left[i]}, ${right[i]}) = ${g}, should be ${y}`];
      });
      expect(off).toEqual([]);
    });
    test.each(edge)('by the number %i', (by) => {
      for (const name of [
        'floorDivide',
        'remainder',
        'fmod',
        'mul',
        'add',
        'sub',
        'pow',
        'maximum',
      ] as const) {
        const on = (where: string): number[] =>
          values(
            new Tensor(
              applyBinary(name, tensor(Int32Array.from(edge), { device: where }).node, by),
            ),
          );
        expect(on(device), name).toEqual(on('reference'));
      }
    });
    test.each(['neg', 'abs', 'sign', 'square', 'relu', 'floor', 'logicalNot'] as const)(
      '%s',
      (name) => {
        const on = (where: string): number[] =>
          values(
            new Tensor(applyUnary(name, tensor(Int32Array.from(edge), { device: where }).node)),
          );
        expect(on(device)).toEqual(on('reference'));
      },
    );
    test('divided, what is left over, and both together', () => {
      const pairs = edge.flatMap((a) =>
        edge.flatMap((b) => (b === 0 || (a === -2147483648 && b === -1) ? [] : [[a, b] as const])),
      );
      const a = tensor(Int32Array.from(pairs, (p) => p[0]));
      const b = tensor(Int32Array.from(pairs, (p) => p[1]));
      const [q, r] = [
        new Tensor(applyBinary('floorDivide', a.node, b.node)),
        new Tensor(applyBinary('remainder', a.node, b.node)),
      ];
      expect(values(q.mul(b).add(r))).toEqual(pairs.map((p) => p[0]));
      expect(values(q)).toEqual(pairs.map(([x, y]) => Math.floor(x / y) | 0));
      values(r).forEach((x, i) => {
        expect(x === 0 || Math.sign(x) === Math.sign(pairs[i]![1])).toBe(true);
      });
    });
  });

  describe('16-bit floats', () => {
    const patterns = Uint16Array.from({ length: 65_536 }, (_, i) => i);
    /** Bit patterns as a tensor: through the typed array that holds them. */
    const stored = (dtype: 'float16' | 'bfloat16', where: string): Tensor => {
      const zeros = tensor(new Float32Array(patterns.length), { device: where })
        .to(dtype)
        .realize();
      const { storage } = zeros.node;
      storage!.host = patterns.slice();
      storage!.resident = null;
      return zeros;
    };
    test.each(['float16', 'bfloat16'] as const)('every %s: read, and written again', (dtype) => {
      const read = (where: string): number[] => values(stored(dtype, where).to('float32'));
      const [got, truth] = [read(device), read('reference')];
      const wrong = got.findIndex((x, i) => !Object.is(x, truth[i]));
      expect(wrong).toBe(-1);
      const back = values(tensor(Float32Array.from(got)).to(dtype));
      const nan = (bits: number): boolean => Number.isNaN(truth[bits]!);
      expect(back.findIndex((bits, i) => (nan(i) ? !nan(bits) : bits !== i))).toBe(-1);
    });
    test.each(['float16', 'bfloat16'] as const)(
      '%s: what lies between two goes to the nearest, halves to the even one',
      (dtype) => {
        const table = values(stored(dtype, 'reference').to('float32'));
        const ordered = [...new Set(table.filter(Number.isFinite))].sort((a, b) => a - b);
        const between = ordered.slice(1).flatMap((b, i) => {
          const a = ordered[i]!;
          const half = (a + b) / 2;
          return [half, f32(half * (1 + 2 ** -23)), f32(half * (1 - 2 ** -23))];
        });
        const beyond = [
          65504,
          65519,
          65519.996,
          65520,
          65536,
          1e6,
          3.39e38,
          3.3961775e38,
          most,
          tiny,
          2 ** -25,
          2 ** -24,
          2 ** -26,
          1e-45,
        ];
        const x = Float32Array.from([
          ...between,
          ...beyond,
          ...beyond.map((v) => -v),
          Number.NaN,
          Infinity,
          -Infinity,
          0,
          -0,
        ]);
        const write = (where: string): number[] =>
          values(tensor(x.slice(), { device: where }).to(dtype));
        const [got, truth] = [write(device), write('reference')];
        const isNaN16 = (bits: number): boolean => Number.isNaN(table[bits]!);
        const wrong = got.findIndex(
          (bits, i) => bits !== truth[i] && !(isNaN16(bits) && isNaN16(truth[i]!)),
        );
        expect(wrong < 0 ? '' : `${x[wrong]}: ${got[wrong]}, should be ${truth[wrong]}`).toBe('');
      },
    );
    test('and from float64', () => {
      const x = Float64Array.from([
        1 + 2 ** -11 + 2 ** -40,
        65519.9999999,
        2 ** -25 + 2 ** -60,
        Math.PI,
        -1e300,
        1e-300,
        Number.NaN,
      ]);
      for (const dtype of ['float16', 'bfloat16', 'float32', 'int32', 'int8', 'uint8'] as const) {
        const write = (where: string): number[] =>
          values(tensor(x.slice(), { device: where }).to(dtype));
        expect(write(device), dtype).toEqual(write('reference'));
      }
    });
  });

  test('conversions of numbers at the edges', () => {
    const x = [
      0,
      -0,
      0.5,
      -0.5,
      0.99,
      -0.99,
      1.5,
      -1.5,
      127,
      128,
      129,
      -128,
      -129,
      255,
      256,
      257,
      -1,
      300.7,
      65535,
      2147483520,
      2147483647,
      2147483648,
      -2147483648,
      -2147483904,
      1e10,
      -1e10,
      1e39,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ];
    for (const from of ['float32', 'float64'] as const) {
      for (const to of [
        'int32',
        'int8',
        'uint8',
        'bool',
        'float16',
        'bfloat16',
        'float32',
        'float64',
      ] as const) {
        const on = (where: string): number[] =>
          values(tensor(x, { dtype: from, device: where }).to(to));
        expect(on(device), `${from} to ${to}`).toEqual(on('reference'));
      }
    }
    const n = Int32Array.of(
      0,
      1,
      -1,
      127,
      128,
      255,
      256,
      -128,
      -129,
      16777217,
      2147483647,
      -2147483648,
    );
    for (const to of [
      'int8',
      'uint8',
      'bool',
      'float16',
      'bfloat16',
      'float32',
      'float64',
    ] as const) {
      const on = (where: string): number[] => values(tensor(n.slice(), { device: where }).to(to));
      expect(on(device), `int32 to ${to}`).toEqual(on('reference'));
    }
  });
});
