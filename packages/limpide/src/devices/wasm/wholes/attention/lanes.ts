/** Arithmetic on the lanes of a tile: one vector of queries at a time, float32 or float64. */
import {
  type Expr,
  type Local,
  lane,
  load,
  type OpName,
  op,
  store,
  v128c,
} from '../../assembler/index.ts';
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
    return this.#shape === 'f64x2'
      ? v128c({ f64x2: [first, first + 1] })
      : v128c({ f32x4: [first, first + 1, first + 2, first + 3] });
  }
  /** An i32 in all lanes. */
  splatInt(x: Expr): Expr {
    return this.#shape === 'f64x2'
      ? op('f64x2.splat', op('f64.convert_i32_s', x))
      : op('f32x4.splat', op('f32.convert_i32_s', x));
  }
  choose(mask: Expr, a: Expr, b: Expr): Expr {
    return op('v128.bitselect', a, b, mask);
  }

  /** A vector of equal lanes in a local: V8 builds a constant anew wherever it stands, so loops use those made before them. */
  held(x: number): Local {
    return this.#c.v(this.constant(x));
  }

  /**
   * exp(x) for x that are not large: no overflow is looked after. −∞ gives 0, NaN stays. The function is made
   * before a loop and used inside.
   */
  exponential(): (x: Local) => Expr {
    const c = this.#c;
    if (this.#shape === 'f64x2') return (x) => this.#byLanes('exp', x);
    // 2ⁿ·p(r) with n from adding 1.5·2²³: its low bits then hold the integer (coefficients as in loops/math.ts)
    const [least, log2e, magic, high, low] = [
      -87,
      Math.LOG2E,
      12582912,
      -0.693359375,
      2.121944400546906e-4,
    ].map((k) => this.held(k)) as [Local, Local, Local, Local, Local];
    const bias = c.v(i32s(127));
    const [first, ...rest] = [
      1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1,
      5.0000001201e-1, 1,
    ].map((k) => this.held(k)) as [Local, ...Local[]];
    const one = rest[rest.length - 1]!;
    return (x) => {
      const near = c.v(op('f32x4.max', x.get(), least.get()));
      const shifted = c.v(c.madd(near.get(), log2e.get(), magic.get()));
      const n = c.v(op('f32x4.sub', shifted.get(), magic.get()));
      const r1 = c.v(c.madd(n.get(), high.get(), near.get()));
      const r = c.v(c.madd(n.get(), low.get(), r1.get()));
      let p: Expr = first.get();
      for (const k of [...rest, one]) p = c.madd(p, r.get(), k.get());
      const power = op('i32x4.shl', op('i32x4.add', shifted.get(), bias.get()), i32c(23));
      return op('v128.andnot', op('f32x4.mul', p, power), op('f32x4.lt', x.get(), least.get()));
    };
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
      f.emit(
        out.set(
          lane(
            'f64x2.replace_lane',
            i,
            out.get(),
            f.call(fn, lane('f64x2.extract_lane', i, x.get())),
          ),
        ),
      );
    }
    return out.get();
  }

  /** One local for each vector of a tile's row. */
  row(make: (u: number) => Expr): Local[] {
    return Array.from({ length: this.#plan.vectors }, (_, u) => this.#c.v(make(u)));
  }

  /** The vectors of a row in memory. */
  load(at: Local): Local[] {
    return this.row((u) => load('v128.load', at.get(), 16 * u));
  }

  /** All vectors of a row, one after the other, so that V8 can make pairs of them. */
  store(at: Local, row: readonly Local[], offset = 0): void {
    for (const [u, v] of row.entries()) {
      this.#c.f.emit(store('v128.store', at.get(), v.get(), offset + 16 * u));
    }
  }

  /** Each vector of a row becomes a new value. */
  update(row: readonly Local[], next: (old: Expr, u: number) => Expr): void {
    for (const [u, v] of row.entries()) this.#c.f.emit(v.set(next(v.get(), u)));
  }
}
