/** The values of a loop kernel, as vectors: where they are read, how they are computed, what a form of the loop variables is. */

import type { LoopKernel, PlanBuffer, Value } from '../../../compile/index.ts';
import type { Affine, DType } from '../../../graph/index.ts';
import { castScalar } from '../../reference/scalar.ts';
import { type FuncRef, i32c, load, op } from '../assembler/index.ts';
import { loadFour, loadGuarded, loadOne } from './access.ts';
import {
  type Context,
  dtypeInfo,
  type Expr,
  f32s,
  f64s,
  i32s,
  type Lanes,
  type Local,
  lanesOf,
  registers,
  type Vec,
  v128c,
} from './context.ts';
import { fromBfloat16, fromFloat16, toBfloat16, toFloat16 } from './half.ts';
import { builders, cast } from './maps.ts';
import type { WalkPlan } from './plan.ts';

export interface LoopEnvironment {
  readonly buffers: readonly PlanBuffer[];
  /** Slot of the table of addresses that holds the scalars (float64 each). */
  readonly scalarsSlot: number;
  /** Slot of the per-thread scratch; its stride in bytes is in the next slot. */
  readonly scratchSlot: number;
  readonly math: (name: string, operands: 1 | 2) => FuncRef;
}

/** A form of the loop variables, kept up to date in a local: an address, or a plain number. */
export interface Access {
  readonly form: Affine;
  /** bytes per unit of the form (1 for plain numbers) */
  readonly scale: number;
  readonly slot: number | null;
  current: Local;
}

/** Lanes of a step: groups of four, or a single element in all lanes. */
export type Mode = { readonly groups: number; readonly one: boolean };
export const single: Mode = { groups: 1, one: true };

export const splat = (value: number, lanes: Lanes): Expr =>
  lanes === 'f32'
    ? f32s(value)
    : lanes === 'f64'
      ? f64s(value)
      : lanes === 'mask'
        ? i32s(value !== 0 ? -1 : 0)
        : i32s(value);

/** What the generator knows of a kernel's values while it walks the loops (emit.ts). */
export class Values {
  readonly c: Context;
  readonly kernel: LoopKernel;
  readonly plan: WalkPlan;
  readonly env: LoopEnvironment;
  readonly accesses = new Map<string, Access>();
  /** Vectors of values by depth; a step of several groups has one Vec per group. */
  readonly memo: Map<number, readonly Vec[]>[] = [new Map(), new Map(), new Map(), new Map()];
  readonly once: ReadonlySet<number>;

  constructor(c: Context, kernel: LoopKernel, plan: WalkPlan, env: LoopEnvironment) {
    this.c = c;
    this.kernel = kernel;
    this.plan = plan;
    this.env = env;
    this.once = this.readOnce();
  }

  // ---- forms -----------------------------------------------------------------------------------

  access(form: Affine, buffer: number | null): Access {
    const key = `${buffer ?? 'n'}:${form.offset}:${form.coefficients.join()}`;
    const found = this.accesses.get(key);
    if (!found) throw new Error('a form that was not announced');
    return found;
  }

  announce(form: Affine, buffer: number | null): void {
    const key = `${buffer ?? 'n'}:${form.offset}:${form.coefficients.join()}`;
    if (this.accesses.has(key)) return;
    const scale = buffer === null ? 1 : dtypeInfo[this.env.buffers[buffer]!.dtype].bytes;
    this.accesses.set(key, {
      form,
      scale,
      slot: buffer,
      current: this.c.f.local('i32', buffer === null ? 'n' : 'p'),
    });
  }

  /** The loop over `dim`, with every form moving along. `body` is called once per manner of step. */
  loop(
    dim: number,
    from: Expr | null,
    end: Expr,
    steps: readonly Mode[],
    body: (mode: Mode) => void,
  ): void {
    const { f } = this.c;
    const saved = new Map<Access, Local>();
    const moving = [...this.accesses.values()].filter((a) => a.form.coefficients[dim] !== 0);
    for (const a of moving) {
      const next = f.local('i32', 'p');
      f.emit(next.set(a.current.get()));
      saved.set(a, a.current);
      a.current = next;
    }
    const i = f.local('i32', `i${dim}`);
    const last = f.local('i32', 'end');
    f.emit(i.set(from ?? i32c(0)));
    f.emit(last.set(end));
    for (const mode of steps) {
      const width = mode.one ? 1 : 4 * mode.groups;
      f.block((out) => {
        f.loop((again) => {
          f.brIf(out, op('i32.gt_s', op('i32.add', i.get(), i32c(width)), last.get()));
          body(mode);
          for (const a of moving) {
            const by = a.form.coefficients[dim]! * a.scale * width;
            f.emit(a.current.set(op('i32.add', a.current.get(), i32c(by))));
          }
          f.emit(i.set(op('i32.add', i.get(), i32c(width))));
          f.br(again);
        });
      });
    }
    for (const [a, before] of saved) a.current = before;
  }

  // ---- values ------------------------------------------------------------------------------------

  /** The vectors of a value that has been computed, for a group of the current step. */
  vec(value: number, group: number): Vec {
    const vecs = this.memo[this.plan.depth[value]!]!.get(value);
    if (!vecs)
      throw new Error(
        `value ${value} (${this.kernel.values[value]!.op}) of ${this.kernel.name} is not computed yet`,
      );
    return vecs[Math.min(group, vecs.length - 1)]!;
  }

  /**
   * Values with a single reader at the same place: a map in the same pass, or a fold. They stay
   * expressions; what is stored or kept does not, so that every load stands before every store.
   */
  readOnce(): Set<number> {
    const readers = new Map<number, { count: number; by: number }>();
    const read = (i: number, by: number): void => {
      const known = readers.get(i);
      readers.set(i, { count: (known?.count ?? 0) + 1, by });
    };
    this.kernel.values.forEach((v, i) => {
      if (v.op === 'map') for (const a of v.args) read(a, i);
      if (v.op === 'fold') read(v.arg, i);
      // a guard is read for every lane
      if (v.op === 'load' && v.guard !== null) {
        read(v.guard, i);
        read(v.guard, i);
      }
    });
    for (const s of this.kernel.stores) {
      read(s.value, -1);
      read(s.value, -1);
    }
    const { depth, stage, kept } = this.plan;
    const found = new Set<number>();
    for (const [i, { count, by }] of readers) {
      if (count !== 1 || by < 0 || kept.has(i) || this.kernel.values[i]!.dtype === 'float64')
        continue;
      const reader = this.kernel.values[by]!;
      const here =
        reader.op === 'fold'
          ? depth[i] === 3
          : depth[i] === depth[by] && (depth[i] === 3 || stage[i] === stage[by]);
      if (here && depth[i]! >= 2) found.add(i);
    }
    return found;
  }

  /** Whether a value differs between lanes. */
  alongLanes(form: Affine): boolean {
    return (
      form.coefficients[this.plan.vector] !== undefined && form.coefficients[this.plan.vector] !== 0
    );
  }

  compute(index: number, mode: Mode): void {
    const v = this.kernel.values[index]!;
    const depth = this.plan.depth[index]!;
    const laneDepth = this.plan.manner === 'rows' ? 3 : 2;
    const groups = depth >= laneDepth && !mode.one ? mode.groups : 1;
    const vecs: Vec[] = [];
    this.c.deferring = this.once.has(index) && groups === (mode.one ? 1 : mode.groups);
    const { deferring } = this.c;
    for (let g = 0; g < groups; g++) {
      const vec = this.one(v, g, depth >= laneDepth && !mode.one);
      // a conversion that changes nothing hands its operand on
      vecs.push(deferring ? vec : vec.map((r) => this.c.firm(r)));
    }
    this.c.deferring = false;
    this.memo[depth]!.set(index, vecs);
  }

  one(v: Value, group: number, four: boolean): Vec {
    const { c } = this;
    switch (v.op) {
      case 'constant': {
        const lanes = lanesOf(v.dtype);
        const local = c.v(splat(castScalar(v.value, v.dtype), lanes));
        return registers(lanes) === 2 ? [local, local] : [local];
      }
      case 'scalar': {
        const lanes = lanesOf(v.dtype);
        const base = load('i32.load', c.f.param(0).get(), 4 * this.env.scalarsSlot);
        const number = load('f64.load', base, 8 * v.slot);
        if (lanes === 'f64') {
          const local = c.v(op('f64x2.splat', number));
          return [local, local];
        }
        if (lanes === 'f32')
          return this.castTo(
            [c.v(op('f32x4.splat', op('f32.demote_f64', number)))],
            'float32',
            v.dtype,
          );
        const bits = c.v(op('i32x4.splat', op('i32.wrap_i64', op('i64.trunc_sat_f64_s', number))));
        return lanes === 'mask'
          ? [c.v(op('i32x4.ne', bits.get(), i32s(0)))]
          : this.castTo([bits], 'int32', v.dtype);
      }
      case 'index':
        return [this.number(v.form, group, four)];
      case 'inside': {
        let mask: Local | null = null;
        for (const { form, size } of v.constraints) {
          const n = this.number(form, group, four);
          const ok = op('i32x4.lt_u', n.get(), i32s(size));
          mask = c.v(mask === null ? ok : op('v128.and', mask.get(), ok));
        }
        return [mask ?? c.v(i32s(-1))];
      }
      case 'load': {
        const pointer = this.access(v.form, v.buffer).current;
        const { dtype } = this.env.buffers[v.buffer]!;
        const stride = four ? (v.form.coefficients[this.plan.vector] ?? 0) : 0;
        const distance = stride * 4 * group;
        if (v.guard !== null) {
          const guard = this.kernel.values[v.guard]!;
          const uniform =
            !four ||
            !(guard.op === 'inside' && guard.constraints.some((x) => this.alongLanes(x.form)));
          return loadGuarded(
            c,
            pointer,
            dtype,
            stride,
            distance,
            c.firm(this.vec(v.guard, group)[0]!),
            uniform,
          );
        }
        return four
          ? loadFour(c, pointer, dtype, stride, distance)
          : loadOne(c, pointer, dtype, distance);
      }
      case 'map': {
        const args = v.args.map((a) => this.vec(a, group));
        const first = this.kernel.values[v.args[0]!]!;
        if (v.fn === 'cast') return this.castTo(args[0]!, first.dtype, v.dtype);
        // comparisons and choices work in the lanes of what they compare or choose
        const typed = v.fn === 'where' ? v.dtype : first.dtype;
        if ((v.fn === 'max' || v.fn === 'min') && v.dtype === 'float32') {
          // against a constant one instruction will do, in the order that lets a NaN through
          const constant = v.args.findIndex((a) => this.isNumber(a));
          if (constant >= 0)
            return [
              c.v(
                op(
                  v.fn === 'max' ? 'f32x4.pmax' : 'f32x4.pmin',
                  args[1 - constant]![0]!.get(),
                  args[constant]![0]!.get(),
                ),
              ),
            ];
        }
        if ((v.fn === 'floordiv' || v.fn === 'mod') && v.dtype === 'int32') {
          // by a power of two: a shift, or the low bits
          const by = this.kernel.values[v.args[1]!]!;
          const power = by.op === 'constant' ? Math.log2(by.value) : Number.NaN;
          if (Number.isInteger(power) && power >= 0 && power < 31) {
            const x = args[0]![0]!.get();
            return [
              c.out(
                v.fn === 'mod'
                  ? op('v128.and', x, i32s(2 ** power - 1))
                  : op('i32x4.shr_s', x, i32c(power)),
              ),
            ];
          }
        }
        return builders[v.fn](c, args, lanesOf(typed));
      }
      case 'fold':
        throw new Error('folds are computed by their pass');
    }
  }

  /** Whether a value is a constant other than NaN. */
  isNumber(index: number): boolean {
    const v = this.kernel.values[index]!;
    return v.op === 'constant' && !Number.isNaN(v.value);
  }

  /** A form as a vector of int32. */
  number(form: Affine, group: number, four: boolean): Local {
    const base = this.access(form, null).current;
    const stride = four ? (form.coefficients[this.plan.vector] ?? 0) : 0;
    const start = op('i32x4.splat', base.get());
    if (stride === 0) return this.c.v(start);
    const first = 4 * group * stride;
    return this.c.v(
      op(
        'i32x4.add',
        start,
        v128c({ i32x4: [first, first + stride, first + 2 * stride, first + 3 * stride] }),
      ),
    );
  }

  castTo(x: Vec, from: DType, to: DType): Vec {
    const { c } = this;
    const y = cast(c, x, lanesOf(from), lanesOf(to));
    switch (to) {
      case 'uint8':
        return [c.v(op('v128.and', y[0]!.get(), i32s(255)))];
      case 'int8':
        return [c.v(op('i32x4.shr_s', op('i32x4.shl', y[0]!.get(), i32c(24)), i32c(24)))];
      case 'float16': {
        const bits = c.v(toFloat16(c, c.firm(y[0]!)));
        return [c.v(fromFloat16(c, bits))];
      }
      case 'bfloat16': {
        const bits = c.v(toBfloat16(c, c.firm(y[0]!)));
        return [c.v(fromBfloat16(bits))];
      }
      default:
        return y;
    }
  }
}
