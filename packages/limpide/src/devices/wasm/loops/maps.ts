/** Each scalar function on four lanes: one table entry per function and kind of lanes. */
import type { MapFunction } from '../../../graph/index.ts';
import { shuffle32 } from '../assembler/index.ts';
import {
  type Context,
  type Expr,
  f32s,
  f64s,
  i32c,
  i32s,
  type Lanes,
  type Local,
  lane,
  op,
  registers,
  type Vec,
} from './context.ts';
import { byLanes, byLanes2, vectorMath } from './math.ts';
import { philox } from './philox.ts';

type Build = (c: Context, args: readonly Vec[], lanes: Lanes) => Vec;

/** The same instruction on every register. */
const each =
  (build: (...regs: Expr[]) => Expr): Build =>
  (c, args) =>
    args[0]!.map((_, r) => c.out(build(...args.map((a) => a[r]!.get()))));

/** Lane-wise instruction names by kind of lanes. */
const instruction =
  (
    f32: Parameters<typeof op>[0] | null,
    f64: Parameters<typeof op>[0] | null,
    i32: Parameters<typeof op>[0] | null,
  ): Build =>
  (c, args, lanes) => {
    const name = lanes === 'f32' ? f32 : lanes === 'f64' ? f64 : i32;
    if (name === null) throw new Error(`no instruction for ${lanes} lanes`);
    return each((...regs) => op(name, ...regs))(c, args, lanes);
  };

/** A mask for float64 lives in 64-bit lanes while it is computed; kernels keep masks of 32-bit lanes. */
function narrowMask(c: Context, pair: readonly Expr[]): Vec {
  const [low, high] = pair as [Expr, Expr];
  return [c.v(shuffleEven(low, high))];
}
const shuffleEven = (low: Expr, high: Expr): Expr => shuffle32(low, high, [0, 2, 4, 6]);
/** The two 64-bit-lane masks of a 32-bit-lane mask. */
export function widenMask(c: Context, mask: Local): [Local, Local] {
  return [
    c.v(shuffle32(mask.get(), mask.get(), [0, 0, 1, 1])),
    c.v(shuffle32(mask.get(), mask.get(), [2, 2, 3, 3])),
  ];
}

const compare =
  (name: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge'): Build =>
  (c, args, lanes) => {
    if (lanes === 'f64') {
      return narrowMask(
        c,
        [0, 1].map((r) => op(`f64x2.${name}`, args[0]![r]!.get(), args[1]![r]!.get())),
      );
    }
    const signed = name === 'eq' || name === 'ne' ? '' : '_s';
    const full =
      lanes === 'f32'
        ? (`f32x4.${name}` as const)
        : (`i32x4.${name}${signed}` as Parameters<typeof op>[0]);
    return [c.out(op(full, args[0]![0]!.get(), args[1]![0]!.get()))];
  };

/** Through Math, lane by lane: float64 always, float32 where there is no vector version. */
function throughMath(name: string): Build {
  return (c, args, lanes) => {
    if (lanes === 'f32') {
      const vector = vectorMath[name];
      const x = c.firm(args[0]![0]!);
      return [c.out(vector ? vector(c, x) : byLanes(c, x, name))];
    }
    const fn = c.math(name, 1);
    return args[0]!.map((given) => {
      const x = c.firm(given);
      const out = c.f.local('v128', 'lanes');
      c.f.emit(out.set(x.get()));
      for (let i = 0; i < 2; i++)
        c.f.emit(
          out.set(
            lane(
              'f64x2.replace_lane',
              i,
              out.get(),
              c.f.call(fn, lane('f64x2.extract_lane', i, x.get())),
            ),
          ),
        );
      return out;
    });
  };
}

function throughMath2(name: string): Build {
  return (c, args, lanes) => {
    const [x, y] = args.map((v) => v.map((r) => c.firm(r))) as [Local[], Local[]];
    if (lanes === 'f32') return [c.v(byLanes2(c, x[0]!, y[0]!, name))];
    const fn = c.math(name, 2);
    if (lanes === 'f64') {
      return x.map((a, r) => {
        const out = c.f.local('v128', 'lanes');
        c.f.emit(out.set(a.get()));
        for (let i = 0; i < 2; i++) {
          c.f.emit(
            out.set(
              lane(
                'f64x2.replace_lane',
                i,
                out.get(),
                c.f.call(
                  fn,
                  lane('f64x2.extract_lane', i, a.get()),
                  lane('f64x2.extract_lane', i, y[r]!.get()),
                ),
              ),
            ),
          );
        }
        return out;
      });
    }
    const out = c.f.local('v128', 'lanes');
    c.f.emit(out.set(x[0]!.get()));
    for (let i = 0; i < 4; i++) {
      const value = c.f.call(
        fn,
        op('f64.convert_i32_s', lane('i32x4.extract_lane', i, x[0]!.get())),
        op('f64.convert_i32_s', lane('i32x4.extract_lane', i, y[0]!.get())),
      );
      c.f.emit(out.set(lane('i32x4.replace_lane', i, out.get(), op('i32.trunc_sat_f64_s', value))));
    }
    return [out];
  };
}

/** floor(x / y) for int32 in double precision, where it is exact; 0 where y is 0 */
const integerDivision = (name: 'floordivInt' | 'modInt' | 'fmodInt' | 'powInt'): Build =>
  throughMath2(name);

const byLanesOf =
  (f32: Build, f64: Build, i32: Build): Build =>
  (c, args, lanes) =>
    (lanes === 'f32' ? f32 : lanes === 'f64' ? f64 : i32)(c, args, lanes);

const sign: Build = byLanesOf(
  (c, [x]) => {
    const v = c.firm(x![0]!);
    const ones = op('v128.or', op('v128.and', v.get(), i32s(0x80000000)), f32s(1));
    const nonzero = op('f32x4.ne', v.get(), f32s(0));
    const signed = op('v128.and', ones, nonzero);
    return [c.v(c.choose(op('f32x4.ne', v.get(), v.get()), v.get(), signed))];
  },
  (c, [x]) =>
    x!.map((given) => {
      const v = c.firm(given);
      const ones = op('v128.or', op('v128.and', v.get(), f64s(-0)), f64s(1));
      const signed = op('v128.and', ones, op('f64x2.ne', v.get(), f64s(0)));
      return c.v(c.choose(op('f64x2.ne', v.get(), v.get()), v.get(), signed));
    }),
  (c, [x]) => {
    const v = c.firm(x![0]!);
    return [
      c.v(
        op(
          'v128.or',
          op('i32x4.shr_s', v.get(), i32c(31)),
          op('i32x4.shr_u', op('i32x4.neg', v.get()), i32c(31)),
        ),
      ),
    ];
  },
);

const floats = (name: 'floor' | 'ceil' | 'nearest' | 'trunc'): Build =>
  byLanesOf(
    instruction(`f32x4.${name}`, null, null),
    instruction(null, `f64x2.${name}`, null),
    (_c, [x]) => x!,
  );

/** The builders, by function of the graph. */
export const builders: Readonly<Record<Exclude<MapFunction, 'cast'>, Build>> = {
  neg: instruction('f32x4.neg', 'f64x2.neg', 'i32x4.neg'),
  abs: instruction('f32x4.abs', 'f64x2.abs', 'i32x4.abs'),
  sign,
  floor: floats('floor'),
  ceil: floats('ceil'),
  round: floats('nearest'),
  trunc: floats('trunc'),
  sqrt: instruction('f32x4.sqrt', 'f64x2.sqrt', null),
  exp: throughMath('exp'),
  expm1: throughMath('expm1'),
  log: throughMath('log'),
  log1p: throughMath('log1p'),
  log2: throughMath('log2'),
  sin: throughMath('sin'),
  cos: throughMath('cos'),
  tan: throughMath('tan'),
  asin: throughMath('asin'),
  acos: throughMath('acos'),
  atan: throughMath('atan'),
  sinh: throughMath('sinh'),
  cosh: throughMath('cosh'),
  tanh: throughMath('tanh'),
  asinh: throughMath('asinh'),
  acosh: throughMath('acosh'),
  atanh: throughMath('atanh'),
  erf: throughMath('erf'),
  not: (c, [x]) => [c.out(op('v128.not', x![0]!.get()))],
  isnan: (c, [x], lanes) => {
    const v = x!.map((r) => c.firm(r));
    if (lanes === 'f32') return [c.out(op('f32x4.ne', v[0]!.get(), v[0]!.get()))];
    return lanes === 'f64'
      ? narrowMask(
          c,
          v.map((r) => op('f64x2.ne', r.get(), r.get())),
        )
      : [c.v(i32s(0))];
  },
  isinf: (c, [x], lanes) =>
    lanes === 'f32'
      ? [c.v(op('f32x4.eq', op('f32x4.abs', x![0]!.get()), f32s(Number.POSITIVE_INFINITY)))]
      : lanes === 'f64'
        ? narrowMask(
            c,
            x!.map((v) => op('f64x2.eq', op('f64x2.abs', v.get()), f64s(Number.POSITIVE_INFINITY))),
          )
        : [c.v(i32s(0))],
  add: instruction('f32x4.add', 'f64x2.add', 'i32x4.add'),
  sub: instruction('f32x4.sub', 'f64x2.sub', 'i32x4.sub'),
  mul: instruction('f32x4.mul', 'f64x2.mul', 'i32x4.mul'),
  div: instruction('f32x4.div', 'f64x2.div', null),
  floordiv: byLanesOf(
    (c, [x, y]) => [c.out(op('f32x4.floor', op('f32x4.div', x![0]!.get(), y![0]!.get())))],
    (c, [x, y]) => x!.map((v, r) => c.v(op('f64x2.floor', op('f64x2.div', v.get(), y![r]!.get())))),
    integerDivision('floordivInt'),
  ),
  mod: byLanesOf(throughMath2('mod'), throughMath2('mod'), integerDivision('modInt')),
  fmod: byLanesOf(throughMath2('fmod'), throughMath2('fmod'), integerDivision('fmodInt')),
  pow: byLanesOf(throughMath2('pow'), throughMath2('pow'), integerDivision('powInt')),
  max: instruction('f32x4.max', 'f64x2.max', 'i32x4.max_s'),
  min: instruction('f32x4.min', 'f64x2.min', 'i32x4.min_s'),
  atan2: throughMath2('atan2'),
  eq: compare('eq'),
  ne: compare('ne'),
  lt: compare('lt'),
  le: compare('le'),
  gt: compare('gt'),
  ge: compare('ge'),
  and: each((x, y) => op('v128.and', x, y)),
  or: each((x, y) => op('v128.or', x, y)),
  xor: each((x, y) => op('v128.xor', x, y)),
  where: (c, [mask, x, y], lanes) => {
    if (registers(lanes) === 1)
      return [c.out(c.choose(mask![0]!.get(), x![0]!.get(), y![0]!.get()))];
    return widenMask(c, c.firm(mask![0]!)).map((m, r) =>
      c.v(c.choose(m.get(), x![r]!.get(), y![r]!.get())),
    );
  },
  philox: (c, args) => [
    philox(
      c,
      args.map((a) => c.firm(a[0]!)),
    ),
  ],
};

/** From one kind of lanes to another. Floats to integers truncate and saturate; NaN gives 0. */
export function cast(c: Context, given: Vec, from: Lanes, to: Lanes): Vec {
  if (from === to) return given;
  const x = given.map((r) => c.firm(r));
  const [a, b] = x as [Local, Local?];
  switch (`${from}>${to}`) {
    case 'f32>f64':
      return [
        c.v(op('f64x2.promote_low_f32x4', a.get())),
        c.v(op('f64x2.promote_low_f32x4', shuffle32(a.get(), a.get(), [2, 3, 2, 3]))),
      ];
    case 'f64>f32':
      return [
        c.v(
          shuffle32(
            op('f32x4.demote_f64x2_zero', a.get()),
            op('f32x4.demote_f64x2_zero', b!.get()),
            [0, 1, 4, 5],
          ),
        ),
      ];
    case 'i32>f32':
      return [c.out(op('f32x4.convert_i32x4_s', a.get()))];
    case 'f32>i32':
      return [c.out(op('i32x4.trunc_sat_f32x4_s', a.get()))];
    case 'i32>f64':
      return [
        c.v(op('f64x2.convert_low_i32x4_s', a.get())),
        c.v(op('f64x2.convert_low_i32x4_s', shuffle32(a.get(), a.get(), [2, 3, 2, 3]))),
      ];
    case 'f64>i32':
      return [
        c.v(
          shuffle32(
            op('i32x4.trunc_sat_f64x2_s_zero', a.get()),
            op('i32x4.trunc_sat_f64x2_s_zero', b!.get()),
            [0, 1, 4, 5],
          ),
        ),
      ];
    case 'mask>f32':
      return [c.out(op('v128.and', a.get(), f32s(1)))];
    case 'mask>i32':
      return [c.out(op('v128.and', a.get(), i32s(1)))];
    case 'mask>f64':
      return widenMask(c, a).map((m) => c.v(op('v128.and', m.get(), f64s(1))));
    case 'f32>mask':
      return [c.out(op('f32x4.ne', a.get(), f32s(0)))];
    case 'i32>mask':
      return [c.out(op('i32x4.ne', a.get(), i32s(0)))];
    case 'f64>mask':
      return narrowMask(
        c,
        x.map((v) => op('f64x2.ne', v.get(), f64s(0))),
      );
    default:
      throw new Error(`no conversion ${from} to ${to}`);
  }
}
