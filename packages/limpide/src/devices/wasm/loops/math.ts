/**
 * Elementary functions on four float32 lanes.
 *
 * exp, log, sin, cos, tanh, erf by range reduction and polynomials (coefficients fitted for the reduced
 * ranges, within about 2 units in the last place); the rarer ones lane by lane through Math, in double
 * precision.
 */
import { type Context, type Expr, f32s, i32c, i32s, lane, type Local, op, v128c } from './context.ts';

type Unary = (c: Context, x: Local) => Expr;

/** Horner's scheme. */
function polynomial(c: Context, x: Local, coefficients: readonly number[]): Expr {
  let acc = f32s(coefficients[0]!);
  for (const k of coefficients.slice(1)) acc = c.madd(acc, x.get(), f32s(k));
  return acc;
}

/** x − n·ln 2 in two steps, so that the reduced argument keeps its last bits */
const LN2_HIGH = 0.693359375;
const LN2_LOW = -2.12194440054690583e-4;

/** adding 1.5·2²³ rounds to the nearest integer and leaves it in the low bits */
const MAGIC = 12_582_912;

/**
 * eˣ = 2ⁿ·p(r), |r| ≤ ln2/2, p of degree 5 ((eʳ − 1)/r interpolated at Chebyshev's nodes: relative error 2.0e-7, exact at 0).
 * The factor is applied as 2ⁿ⁻¹ · 2: above the range it overflows to ∞; below 2⁻¹²⁶ its exponent runs out
 * of bits and it is 0. Every step is one that V8 packs to 256 bits.
 */
export const exp: Unary = (c, x) => {
  // in this order a NaN stays one
  const bounded = c.v(op('f32x4.pmax', op('f32x4.pmin', x.get(), f32s(89)), f32s(-87.5)));
  const t = c.v(c.madd(bounded.get(), f32s(Math.LOG2E), f32s(MAGIC)));
  const n = c.v(op('f32x4.sub', t.get(), f32s(MAGIC)));
  const r1 = c.v(c.madd(n.get(), f32s(-LN2_HIGH), bounded.get()));
  const r = c.v(c.madd(n.get(), f32s(-LN2_LOW), r1.get()));
  const p = c.v(polynomial(c, r, [0.008363202971552196, 0.041875853931323315, 0.16666576845994244, 0.4999937088027347, 1, 1]));
  const power = op('i32x4.add', op('i32x4.shl', t.get(), twentyThree()), i32s(126 << 23));
  const half = c.v(op('f32x4.mul', p.get(), power));
  return op('f32x4.add', half.get(), half.get());
};
const twentyThree = (): Expr => i32c(23);

/** Cephes' logf: exponent and mantissa in [√½, √2), polynomial of degree 8. */
export const log: Unary = (c, x) => {
  // subnormals are scaled up first
  const tiny = c.v(op('f32x4.lt', x.get(), f32s(1.17549435e-38)));
  const v = c.v(c.choose(tiny.get(), op('f32x4.mul', x.get(), f32s(8388608)), x.get()));
  const bits = c.v(op('i32x4.sub', v.get(), i32s(0x3f3504f3)));
  const e0 = c.v(op('i32x4.shr_s', bits.get(), twentyThree()));
  const e = c.v(op('f32x4.sub', op('f32x4.convert_i32x4_s', e0.get()), op('v128.and', tiny.get(), f32s(23))));
  const m = c.v(op('f32x4.sub', op('i32x4.add', op('v128.and', bits.get(), i32s(0x007fffff)), i32s(0x3f3504f3)), f32s(1)));
  const z = c.v(op('f32x4.mul', m.get(), m.get()));
  const p = c.v(polynomial(c, m, [7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1]));
  const y0 = c.v(op('f32x4.mul', op('f32x4.mul', p.get(), m.get()), z.get()));
  const y1 = c.v(c.madd(e.get(), f32s(LN2_LOW), y0.get()));
  const y2 = c.v(c.madd(z.get(), f32s(-0.5), y1.get()));
  const y = c.v(c.madd(e.get(), f32s(LN2_HIGH), op('f32x4.add', m.get(), y2.get())));
  // 0 → −∞, negative or NaN → NaN, +∞ → +∞
  const zero = op('f32x4.eq', x.get(), f32s(0));
  const infinite = op('f32x4.eq', x.get(), f32s(Number.POSITIVE_INFINITY));
  const valid = op('f32x4.ge', x.get(), f32s(0));
  const withInf = c.choose(infinite, f32s(Number.POSITIVE_INFINITY), y.get());
  return c.choose(zero, f32s(Number.NEGATIVE_INFINITY), c.choose(valid, withInf, f32s(Number.NaN)));
};

/** log(1 + x): exact near 0 by u = 1 + x, log(u)·x/(u − 1) (Kahan) */
const log1p: Unary = (c, x) => {
  const u = c.v(op('f32x4.add', x.get(), f32s(1)));
  const l = c.v(log(c, u));
  const d = c.v(op('f32x4.sub', u.get(), f32s(1)));
  const exact = op('f32x4.eq', d.get(), f32s(0));
  const plain = op('f32x4.eq', u.get(), f32s(Number.POSITIVE_INFINITY));
  const scaled = op('f32x4.div', op('f32x4.mul', l.get(), x.get()), d.get());
  return c.choose(exact, x.get(), c.choose(plain, l.get(), scaled));
};

/** eˣ − 1: a series near 0, e·ˣ elsewhere */
const expm1: Unary = (c, x) => {
  const small = c.v(op('f32x4.lt', op('f32x4.abs', x.get()), f32s(0.35)));
  const p = c.v(polynomial(c, x, [1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2]));
  const series = c.v(c.madd(op('f32x4.mul', p.get(), x.get()), x.get(), x.get()));
  const e = c.v(exp(c, x));
  return c.choose(small.get(), series.get(), op('f32x4.sub', e.get(), f32s(1)));
};

/** tanh: an odd series near 0, 1 − 2/(e^2|x| + 1) elsewhere */
const tanh: Unary = (c, x) => {
  const a = c.v(op('f32x4.abs', x.get()));
  const small = c.v(op('f32x4.lt', a.get(), f32s(0.625)));
  const z = c.v(op('f32x4.mul', x.get(), x.get()));
  const p = c.v(polynomial(c, z, [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1]));
  const series = c.v(c.madd(op('f32x4.mul', p.get(), z.get()), x.get(), x.get()));
  const twice = c.v(op('f32x4.add', a.get(), a.get()));
  const e = c.v(exp(c, twice));
  const big = op('f32x4.sub', f32s(1), op('f32x4.div', f32s(2), op('f32x4.add', e.get(), f32s(1))));
  const signed = op('v128.or', op('v128.andnot', big, i32s(0x80000000)), op('v128.and', x.get(), i32s(0x80000000)));
  return c.choose(small.get(), series.get(), signed);
};

/** erf: odd series for |x| < 1, 1 − e^(−x²)·p(1/(1 + px)) (Abramowitz & Stegun 7.1.26 refitted) elsewhere */
const erf: Unary = (c, x) => {
  const a = c.v(op('f32x4.abs', x.get()));
  const small = c.v(op('f32x4.lt', a.get(), f32s(1)));
  const z = c.v(op('f32x4.mul', x.get(), x.get()));
  // Cephes erff: |x| < 1
  const p = c.v(polynomial(c, z, [7.853861353153693e-5, -8.010193625184903e-4, 5.188327685732524e-3, -2.685381193529856e-2, 1.128358514861418e-1, -3.761262582423300e-1, 1.128379165726710]));
  const series = c.v(op('f32x4.mul', x.get(), p.get()));
  // Cephes erfcf: e^(−a²)·q·P(1/a²), for 1 ≤ a
  const q = c.v(op('f32x4.div', f32s(1), a.get()));
  const y = c.v(op('f32x4.mul', q.get(), q.get()));
  const near = c.v(polynomial(c, y, [2.326819970068386e-2, -1.387039388740657e-1, 3.687424674597105e-1, -5.824733027278666e-1, 6.210004621745983e-1, -4.944515323274145e-1, 3.404879937665872e-1, -2.741127028184656e-1, 5.638259427386472e-1]));
  const far = c.v(polynomial(c, y, [-1.047766399936249e+1, 1.297719955372516e+1, -7.495518717768503, 2.921019019210786, -1.015265279202700, 4.218463358204948e-1, -2.820767439740514e-1, 5.641895067754075e-1]));
  const minus = c.v(op('f32x4.neg', op('f32x4.mul', a.get(), a.get())));
  const e = c.v(exp(c, minus));
  const tail = op('f32x4.mul', op('f32x4.mul', e.get(), q.get()), c.choose(op('f32x4.lt', a.get(), f32s(2)), near.get(), far.get()));
  const big = c.v(op('f32x4.sub', f32s(1), tail));
  const capped = c.choose(op('f32x4.gt', a.get(), f32s(9)), f32s(1), big.get());
  const signed = op('v128.or', op('v128.andnot', capped, i32s(0x80000000)), op('v128.and', x.get(), i32s(0x80000000)));
  return c.choose(small.get(), series.get(), signed);
};

/** Quarter turns in three parts of π/2 (Cody & Waite), then the two polynomials of Cephes; beyond 8192 through Math. */
function sinCos(cosine: boolean): Unary {
  return (c, x) => {
    const result = c.f.local('v128', 'trig');
    const a = c.v(op('f32x4.abs', x.get()));
    // lanes beyond reach, NaN and infinities included
    const inReach = op('i32x4.all_true', op('f32x4.lt', a.get(), f32s(8192)));
    c.f.if(
      inReach,
      () => {
        const n = c.v(op('f32x4.nearest', op('f32x4.mul', x.get(), f32s(2 / Math.PI))));
        const r0 = c.v(c.madd(n.get(), f32s(-1.5703125), x.get()));
        const r1 = c.v(c.madd(n.get(), f32s(-4.837512969970703125e-4), r0.get()));
        const r = c.v(c.madd(n.get(), f32s(-7.549789948768648e-8), r1.get()));
        const q0 = c.v(op('i32x4.trunc_sat_f32x4_s', n.get()));
        const q = cosine ? c.v(op('i32x4.add', q0.get(), i32s(1))) : q0;
        const z = c.v(op('f32x4.mul', r.get(), r.get()));
        const s = c.v(polynomial(c, z, [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]));
        const sine = c.v(c.madd(op('f32x4.mul', s.get(), z.get()), r.get(), r.get()));
        const k = c.v(polynomial(c, z, [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2, -0.5]));
        const cosi = c.v(c.madd(k.get(), z.get(), f32s(1)));
        const odd = op('i32x4.eq', op('v128.and', q.get(), i32s(1)), i32s(1));
        const value = c.choose(odd, cosi.get(), sine.get());
        const flip = op('i32x4.shl', op('v128.and', q.get(), i32s(2)), i32c(30));
        c.f.emit(result.set(op('v128.xor', value, flip)));
      },
      () => {
        c.f.emit(result.set(byLanes(c, x, cosine ? 'cos' : 'sin')));
      },
    );
    return result.get();
  };
}

/** One lane after the other through Math, in double precision. */
export function byLanes(c: Context, x: Local, name: string): Expr {
  const fn = c.math(name, 1);
  const out = c.f.local('v128', 'lanes');
  c.f.emit(out.set(x.get()));
  for (let i = 0; i < 4; i++) {
    const value = op('f32.demote_f64', c.f.call(fn, op('f64.promote_f32', lane('f32x4.extract_lane', i, x.get()))));
    c.f.emit(out.set(lane('f32x4.replace_lane', i, out.get(), value)));
  }
  return out.get();
}

export function byLanes2(c: Context, x: Local, y: Local, name: string): Expr {
  const fn = c.math(name, 2);
  const out = c.f.local('v128', 'lanes');
  c.f.emit(out.set(x.get()));
  for (let i = 0; i < 4; i++) {
    const value = op(
      'f32.demote_f64',
      c.f.call(fn, op('f64.promote_f32', lane('f32x4.extract_lane', i, x.get())), op('f64.promote_f32', lane('f32x4.extract_lane', i, y.get()))),
    );
    c.f.emit(out.set(lane('f32x4.replace_lane', i, out.get(), value)));
  }
  return out.get();
}

const log2: Unary = (c, x) => byLanes(c, x, 'log2');

/** Those with a vector version; others go through Math. */
export const vectorMath: Readonly<Record<string, Unary>> = {
  exp,
  log,
  log1p,
  log2,
  expm1,
  tanh,
  erf,
  sin: sinCos(false),
  cos: sinCos(true),
};

export const v128Zero = (): Expr => v128c({ i32x4: [0, 0, 0, 0] });
