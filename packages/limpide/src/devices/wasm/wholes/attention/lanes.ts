/** Arithmetic on the lanes of a tile: one vector of queries at a time, float32 or float64. */
import { type Expr, lane, type Local, op, type OpName, v128c } from '../../assembler/index.ts';
import type { Context } from '../../loops/context.ts';
import { f32s, f64s, i32c, i32s } from '../../loops/context.ts';
import { log as log32 } from '../../loops/math.ts';
import type { AttentionPlan } from './plan.ts';

type Operation = 'add' | 'sub' | 'mul' | 'div' | 'max' | 'min' | 'eq' | 'lt' | 'ge' | 'splat';

export class Arithmetic {
  readonly #c: Context;
  readonly #plan: AttentionPlan;
  readonly #shape: 'f32x4' | 'f64x2';

  constructor(c: Context, plan: AttentionPlan) {
    this.#c = c;
    this.#plan = plan;
    this.#shape = plan.lanes.shape === 'f64x2' ? 'f64x2' : 'f32x4';
  }

  op(name: Operation, ...args: Expr[]): Expr {
    return op(`${this.#shape}.${name}` as OpName, ...args);
  }
  constant(x: number): Expr {
    return this.#shape === 'f64x2' ? f64s(x) : f32s(x);
  }
  never(): Expr {
    return this.constant(Number.NEGATIVE_INFINITY);
  }
  /** 0, 1, 2, … from lane `first` on */
  positions(first: number): Expr {
    return this.#shape === 'f64x2' ? v128c({ f64x2: [first, first + 1] }) : v128c({ f32x4: [first, first + 1, first + 2, first + 3] });
  }
  /** An i32 in all lanes. */
  splatInt(x: Expr): Expr {
    return this.#shape === 'f64x2' ? op('f64x2.splat', op('f64.convert_i32_s', x)) : op('f32x4.splat', op('f32.convert_i32_s', x));
  }
  choose(mask: Expr, a: Expr, b: Expr): Expr {
    return op('v128.bitselect', a, b, mask);
  }

  /** exp(x) for x that are not large: no overflow is looked after. −∞ gives 0, NaN stays. */
  exp(x: Local): Expr {
    const c = this.#c;
    if (this.#shape === 'f64x2') return this.#byLanes('exp', x);
    // 2ⁿ·p(r) with n from adding 1.5·2²³: its low bits then hold the integer (coefficients as in loops/math.ts)
    const magic = 12582912;
    const low = c.v(op('f32x4.max', x.get(), f32s(-87)));
    const shifted = c.v(c.madd(low.get(), f32s(Math.LOG2E), f32s(magic)));
    const n = c.v(op('f32x4.sub', shifted.get(), f32s(magic)));
    const r1 = c.v(c.madd(n.get(), f32s(-0.693359375), low.get()));
    const r = c.v(c.madd(n.get(), f32s(2.12194440054690583e-4), r1.get()));
    let p: Expr = f32s(1.98756915e-4);
    for (const k of [1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1, 1]) p = c.madd(p, r.get(), f32s(k));
    const power = op('i32x4.shl', op('i32x4.add', shifted.get(), i32s(127)), i32c(23));
    return op('v128.andnot', op('f32x4.mul', p, power), op('f32x4.lt', x.get(), f32s(-87)));
  }

  log(x: Local): Expr {
    return this.#shape === 'f64x2' ? this.#byLanes('log', x) : log32(this.#c, x);
  }

  #byLanes(name: string, x: Local): Expr {
    const { f, math } = this.#c;
    const fn = math(name, 1);
    const out = f.local('v128', name);
    f.emit(out.set(x.get()));
    for (const i of [0, 1]) {
      f.emit(out.set(lane('f64x2.replace_lane', i, out.get(), f.call(fn, lane('f64x2.extract_lane', i, x.get())))));
    }
    return out.get();
  }

  /** One local for each vector of a tile's row. */
  row(make: (u: number) => Expr): Local[] {
    return Array.from({ length: this.#plan.vectors }, (_, u) => this.#c.v(make(u)));
  }
}
