/**
 * Elementary functions on four float32 lanes.
 *
 * exp, log, sin, cos, tanh, erf by range reduction and polynomials (coefficients fitted for the reduced
 * ranges, within about 2 units in the last place); the rarer ones lane by lane through Math, in double
 * precision.
 */
import { type Context, type Expr, f32s, i32c, i32s, type Local, lane, op } from './context.ts';

type Unary = (c: Context, x: Local) => Expr;

/** Horner's scheme. */
function polynomial(c: Context, x: Local, coefficients: readonly number[]): Expr {
  let acc = f32s(coefficients[0]!);
  for (const k of coefficients.slice(1)) acc = c.madd(acc, x.get(), f32s(k));
  return acc;
}

/** x − n·ln 2 in two steps, so that the reduced argument keeps its last bits */
const LN2_HIGH = 0.693359375;
const LN2_LOW = -2.1219444005469057e-4;

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
  const r1 = c.madd(n.get(), f32s(-LN2_HIGH), bounded.get());
  const r = c.v(c.madd(n.get(), f32s(-LN2_LOW), r1));
  const p = polynomial(
    c,
    r,
    [0.008363202971552196, 0.041875853931323315, 0.16666576845994244, 0.4999937088027347, 1, 1],
  );
  const power = op('i32x4.add', op('i32x4.shl', t.get(), twentyThree()), i32s(126 << 23));
  const half = c.v(op('f32x4.mul', p, power));
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
  const e = c.v(
    op('f32x4.sub', op('f32x4.convert_i32x4_s', e0.get()), op('v128.and', tiny.get(), f32s(23))),
  );
  const m = c.v(
    op(
      'f32x4.sub',
      op('i32x4.add', op('v128.and', bits.get(), i32s(0x007fffff)), i32s(0x3f3504f3)),
      f32s(1),
    ),
  );
  const z = c.v(op('f32x4.mul', m.get(), m.get()));
  const p = c.v(
    polynomial(
      c,
      m,
      [
        7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1,
        -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
      ],
    ),
  );
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

/** log(1 + x): exact near 0 by u = 1 + x, log(u)·(x/(u − 1)) (Kahan) */
const log1p: Unary = (c, x) => {
  const u = c.v(op('f32x4.add', x.get(), f32s(1)));
  const l = c.v(log(c, u));
  const d = c.v(op('f32x4.sub', u.get(), f32s(1)));
  const exact = op('f32x4.eq', d.get(), f32s(0));
  const plain = op('f32x4.eq', u.get(), f32s(Number.POSITIVE_INFINITY));
  const scaled = op('f32x4.mul', l.get(), op('f32x4.div', x.get(), d.get()));
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

/** x·P(x²)/Q(x²) on [−bound, bound], where the function has reached ±1 in float32. */
function oddRational(bound: number, p: readonly number[], q: readonly number[]): Unary {
  return (c, x) => {
    const v = c.v(op('f32x4.pmax', op('f32x4.pmin', x.get(), f32s(bound)), f32s(-bound)));
    const z = c.v(op('f32x4.mul', v.get(), v.get()));
    const numerator = polynomial(c, z, p);
    const denominator = polynomial(c, z, q);
    const inside = op('f32x4.div', op('f32x4.mul', v.get(), numerator), denominator);
    // beyond the bound exactly ±1 (a NaN is not beyond)
    const beyond = op('f32x4.ge', op('f32x4.abs', x.get()), f32s(bound));
    const one = op('v128.or', op('v128.and', x.get(), i32s(0x80000000)), f32s(1));
    return c.choose(beyond, one, inside);
  };
}

/** Minimax coefficients of degree 13/6 and 13/8 in x, as in Eigen and XLA (a few units in the last place). */
const tanh = oddRational(
  7.905311107635498,
  [
    -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8,
    1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3,
  ],
  [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3],
);
const erf = oddRational(
  3.832506856900711,
  [
    -2.72614225801306e-10, 2.77068142495902e-8, -2.10102402082508e-6, -5.69250639462346e-5,
    -7.34990630326855e-4, -2.95459980854025e-3, -1.60960333262415e-2,
  ],
  [
    -1.45660718464996e-5, -2.13374055278905e-4, -1.68282697438203e-3, -7.37332916720468e-3,
    -1.42647390514189e-2,
  ],
);

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
        const r1 = c.v(c.madd(n.get(), f32s(-4.837512969970703e-4), r0.get()));
        const r = c.v(c.madd(n.get(), f32s(-7.549789948768648e-8), r1.get()));
        const q0 = c.v(op('i32x4.trunc_sat_f32x4_s', n.get()));
        const q = cosine ? c.v(op('i32x4.add', q0.get(), i32s(1))) : q0;
        const z = c.v(op('f32x4.mul', r.get(), r.get()));
        const s = c.v(polynomial(c, z, [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]));
        const sine = c.v(c.madd(op('f32x4.mul', s.get(), z.get()), r.get(), r.get()));
        const k = c.v(
          polynomial(
            c,
            z,
            [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2, -0.5],
          ),
        );
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
    const value = op(
      'f32.demote_f64',
      c.f.call(fn, op('f64.promote_f32', lane('f32x4.extract_lane', i, x.get()))),
    );
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
      c.f.call(
        fn,
        op('f64.promote_f32', lane('f32x4.extract_lane', i, x.get())),
        op('f64.promote_f32', lane('f32x4.extract_lane', i, y.get())),
      ),
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
