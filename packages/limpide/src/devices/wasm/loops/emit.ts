/** The generator: from a loop kernel to a WebAssembly function (args, tid, nth). */

import type { LoopKernel, PlanBuffer, Value } from '../../../compile/index.ts';
import type { Affine, DType, ReduceFunction } from '../../../graph/index.ts';
import { castScalar } from '../../reference/scalar.ts';
import { type FuncRef, i32c, load, type ModuleBuilder, op, shuffle32 } from '../assembler/index.ts';
import { loadFour, loadGuarded, loadOne, storeFour, storeOne } from './access.ts';
import {
  Context,
  dtypeInfo,
  type Expr,
  f32s,
  f64s,
  i32s,
  type Lanes,
  type Local,
  lanesOf,
  registers,
  store,
  type Variant,
  type Vec,
  v128c,
} from './context.ts';
import { fromBfloat16, fromFloat16, toBfloat16, toFloat16 } from './half.ts';
import { builders, cast } from './maps.ts';
import { planWalk, type WalkPlan } from './plan.ts';

export interface LoopEnvironment {
  readonly buffers: readonly PlanBuffer[];
  /** Slot of the table of addresses that holds the scalars (float64 each). */
  readonly scalarsSlot: number;
  /** Slot of the per-thread scratch; its stride in bytes is in the next slot. */
  readonly scratchSlot: number;
  readonly math: (name: string, operands: 1 | 2) => FuncRef;
}

export interface EmittedLoop {
  readonly func: FuncRef;
  readonly plan: WalkPlan;
  readonly scratchBytes: number;
}

/** A form of the loop variables, kept up to date in a local: an address, or a plain number. */
interface Access {
  readonly form: Affine;
  /** bytes per unit of the form (1 for plain numbers) */
  readonly scale: number;
  readonly slot: number | null;
  current: Local;
}

/** Lanes of a step: groups of four, or a single element in all lanes. */
type Mode = { readonly groups: number; readonly one: boolean };
const single: Mode = { groups: 1, one: true };

const identity: Readonly<Record<ReduceFunction, Readonly<Record<'f32' | 'f64' | 'i32', number>>>> =
  {
    sum: { f32: 0, f64: 0, i32: 0 },
    prod: { f32: 1, f64: 1, i32: 1 },
    max: { f32: Number.NEGATIVE_INFINITY, f64: Number.NEGATIVE_INFINITY, i32: -2147483648 },
    min: { f32: Number.POSITIVE_INFINITY, f64: Number.POSITIVE_INFINITY, i32: 2147483647 },
  };
const foldMap = { sum: 'add', prod: 'mul', max: 'max', min: 'min' } as const;

const splat = (value: number, lanes: Lanes): Expr =>
  lanes === 'f32'
    ? f32s(value)
    : lanes === 'f64'
      ? f64s(value)
      : lanes === 'mask'
        ? i32s(value !== 0 ? -1 : 0)
        : i32s(value);

class Emitter {
  readonly c: Context;
  readonly kernel: LoopKernel;
  readonly plan: WalkPlan;
  readonly env: LoopEnvironment;
  readonly accesses = new Map<string, Access>();
  /** Vectors of values by depth; a step of several groups has one Vec per group. */
  readonly memo: Map<number, readonly Vec[]>[] = [new Map(), new Map(), new Map(), new Map()];
  readonly keptPointers = new Map<number, Local>();
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

  // ---- the walk ------------------------------------------------------------------------------------

  /** Values of one depth and pass, operands first. */
  computeAll(depth: number, stage: number | null, mode: Mode): void {
    this.kernel.values.forEach((v, i) => {
      if (
        v.op !== 'fold' &&
        this.plan.depth[i] === depth &&
        (stage === null || this.plan.stage[i] === stage)
      )
        this.compute(i, mode);
    });
  }

  /** Everything at one place of the outer loops: passes over the inner loops, with what lies between. */
  point(mode: Mode): void {
    const { plan, kernel } = this;
    const pointDepth = plan.manner === 'rows' ? 1 : 2;
    this.memo[pointDepth]!.clear();
    for (let s = 0; s < plan.stages; s++) {
      this.computeAll(pointDepth, s, mode);
      const folds = kernel.values
        .map((_, i) => i)
        .filter((i) => {
          const v = kernel.values[i]!;
          return v.op === 'fold' && plan.stage[i] === s + 1;
        });
      const rowStores = kernel.stores.filter(
        (x) => this.isRowStore(x) && plan.stage[x.value] === s,
      );
      if (folds.length > 0 || rowStores.length > 0) this.pass(s, folds, rowStores, mode);
      for (const x of kernel.stores) {
        if (!this.isRowStore(x) && plan.stage[x.value] === s)
          this.emitStore(x.buffer, x.form, x.value, mode);
      }
    }
  }

  /** Whether a store happens at every turn of the inner loops (what it stores may be the same each time). */
  isRowStore(x: LoopKernel['stores'][number]): boolean {
    return (
      this.plan.depth[x.value] === 3 || this.plan.inner.some((d) => x.form.coefficients[d] !== 0)
    );
  }

  /** One run over the inner loops: what the folds and stores of this pass need, computed on the way. */
  pass(
    stage: number,
    folds: readonly number[],
    rowStores: readonly LoopKernel['stores'][number][],
    outerMode: Mode,
  ): void {
    const { c, plan, kernel } = this;
    const { f } = c;
    const rows = plan.manner === 'rows';
    const needed = new Set<number>();
    const need = (i: number): void => {
      if (needed.has(i) || plan.depth[i] !== 3) return;
      needed.add(i);
      const v = kernel.values[i]!;
      if ((plan.kept.get(i)?.first ?? stage) < stage) return; // read back from scratch
      if (v.op === 'map') for (const a of v.args) need(a);
      if (v.op === 'load' && v.guard !== null) need(v.guard);
    };
    for (const i of folds) need((kernel.values[i] as { arg: number }).arg);
    for (const x of rowStores) need(x.value);
    const order = [...needed].sort((a, b) => a - b);

    const groups = rows ? plan.unroll : outerMode.one ? 1 : outerMode.groups;
    const accumulators = folds.map((i) => {
      const v = kernel.values[i] as Extract<Value, { op: 'fold' }>;
      const lanes = lanesOf(v.dtype) as 'f32' | 'f64' | 'i32';
      const make = (): Local[] =>
        Array.from({ length: registers(lanes) }, () => c.v(splat(identity[v.fn][lanes], lanes)));
      // NaN-proof extrema take many instructions: the plain one, and where a NaN was seen, take three
      const extremum = lanes === 'f32' && (v.fn === 'max' || v.fn === 'min');
      const noNaN = (): Local => c.v(i32s(0));
      return {
        index: i,
        v,
        lanes,
        parts: Array.from({ length: groups }, make),
        tail: rows ? make() : null,
        nans: extremum ? Array.from({ length: groups + (rows ? 1 : 0) }, noNaN) : null,
      };
    });
    const extreme = (into: Local, nan: Local, x: Local, fn: ReduceFunction): void => {
      f.emit(into.set(op(fn === 'max' ? 'f32x4.pmax' : 'f32x4.pmin', into.get(), x.get())));
      f.emit(nan.set(op('v128.or', nan.get(), op('f32x4.ne', x.get(), x.get()))));
    };
    const marked = (x: Vec, nan: Local | undefined): Vec =>
      nan ? [c.v(op('v128.or', x[0]!.get(), nan.get()))] : x;
    const accumulate = (into: readonly Local[], x: Vec, fn: ReduceFunction, lanes: Lanes): void => {
      const next = builders[foldMap[fn]](c, [into, x], lanes);
      for (const [r, local] of into.entries()) f.emit(local.set(next[r]!.get()));
    };

    const body = (mode: Mode): void => {
      this.memo[3]!.clear();
      for (const i of order) {
        const kept = plan.kept.get(i);
        if (kept && kept.first < stage) this.readKept(i, kept.row, mode);
        else {
          this.compute(i, mode);
          if (kept) this.writeKept(i, kept.row, mode);
        }
      }
      for (const a of accumulators) {
        const count = mode.one && rows ? 1 : rows ? mode.groups : groups;
        for (let g = 0; g < count; g++) {
          const into = rows && mode.one ? a.tail! : a.parts[g]!;
          if (a.nans)
            extreme(
              into[0]!,
              a.nans[rows && mode.one ? groups : g]!,
              c.firm(this.vec(a.v.arg, g)[0]!),
              a.v.fn,
            );
          else accumulate(into, this.vec(a.v.arg, g), a.v.fn, a.lanes);
        }
      }
      for (const x of rowStores) this.emitStore(x.buffer, x.form, x.value, mode);
      if (rows) this.advanceKept(mode);
    };

    const nest = (level: number): void => {
      const dim = plan.inner[level]!;
      const last = level === plan.inner.length - 1;
      const n = kernel.dims[dim]!;
      if (last && rows) {
        const steps: Mode[] = [];
        if (n >= 4 * groups) steps.push({ groups, one: false });
        if (groups > 1 && n % (4 * groups) >= 4) steps.push({ groups: 1, one: false });
        if (n % 4 !== 0) steps.push(single);
        this.startKept();
        this.loop(dim, null, i32c(n), steps, body);
      } else if (last) this.loop(dim, null, i32c(n), [single], () => body(outerMode));
      else this.loop(dim, null, i32c(n), [single], () => nest(level + 1));
    };
    if (plan.inner.length === 0) body(outerMode);
    else nest(0);

    // Folds are now values of the point.
    const pointDepth = rows ? 1 : 2;
    for (const a of accumulators) {
      if (!rows) {
        this.memo[pointDepth]!.set(
          a.index,
          a.parts.map((part, g) => marked(part, a.nans?.[g])),
        );
        continue;
      }
      const parts = this.throughMemory(
        a.nans ? a.parts.map((part, g) => marked(part, a.nans![g])) : a.parts,
      );
      let total: Vec = parts[0]!;
      for (const part of parts.slice(1))
        total = builders[foldMap[a.v.fn]](c, [total, part], a.lanes);
      total = acrossLanes(c, total, a.v.fn, a.lanes);
      total = builders[foldMap[a.v.fn]](
        c,
        [total, a.nans ? marked(a.tail!, a.nans[groups]) : a.tail!],
        a.lanes,
      );
      this.memo[pointDepth]!.set(a.index, [total]);
    }
  }

  /**
   * Accumulators stored side by side and read again: V8 packs pairs of 128-bit operations only where it
   * finds the pairs stored.
   */
  throughMemory(parts: readonly Vec[]): readonly Vec[] {
    if (this.c.variant !== 'wide' || parts.length < 2 || parts[0]!.length > 1) return parts;
    const { f } = this.c;
    const base = this.scratchPointer();
    parts.forEach((part, g) => {
      f.emit(store('v128.store', base.get(), part[0]!.get(), this.accumulatorOffset() + 16 * g));
    });
    return parts.map((_, g) => [
      this.c.v(load('v128.load', base.get(), this.accumulatorOffset() + 16 * g)),
    ]);
  }
  #scratch: Local | null = null;
  /** This thread's scratch. */
  scratchPointer(): Local {
    this.#scratch ??= this.c.f.local('i32', 'scratch');
    return this.#scratch;
  }
  /** Accumulators lie behind the kept rows. */
  accumulatorOffset(): number {
    return this.plan.kept.size * this.rowBytes();
  }
  get scratchBytes(): number {
    const folds = this.plan.manner === 'rows' && this.kernel.values.some((v) => v.op === 'fold');
    return this.accumulatorOffset() + (folds ? 256 : 0);
  }

  emitStore(buffer: number, form: Affine, value: number, mode: Mode): void {
    const pointer = this.access(form, buffer).current;
    const { dtype } = this.env.buffers[buffer]!;
    const stride = form.coefficients[this.plan.vector] ?? 0;
    if (mode.one || stride === 0) {
      storeOne(this.c, pointer, dtype, this.vec(value, 0));
      return;
    }
    for (let g = 0; g < mode.groups; g++)
      storeFour(this.c, pointer, dtype, this.vec(value, g), stride, 4 * g * stride);
  }

  // ---- rows kept in scratch ----------------------------------------------------------------------

  startKept(): void {
    const { f } = this.c;
    for (const { row } of this.plan.kept.values()) {
      const pointer = this.keptPointers.get(row) ?? f.local('i32', 'kept');
      this.keptPointers.set(row, pointer);
      f.emit(pointer.set(op('i32.add', this.scratchPointer().get(), i32c(row * this.rowBytes()))));
    }
  }
  rowBytes(): number {
    return Math.ceil((this.plan.rowSize * 4 + 16) / 64) * 64;
  }
  readKept(index: number, row: number, mode: Mode): void {
    const pointer = this.keptPointers.get(row)!;
    const vecs: Vec[] = mode.one
      ? [loadOne(this.c, pointer, 'float32')]
      : Array.from({ length: mode.groups }, (_, g) =>
          loadFour(this.c, pointer, 'float32', 1, 4 * g),
        );
    this.memo[3]!.set(index, vecs);
  }
  writeKept(index: number, row: number, mode: Mode): void {
    const pointer = this.keptPointers.get(row)!;
    if (mode.one) storeOne(this.c, pointer, 'float32', this.vec(index, 0));
    else
      for (let g = 0; g < mode.groups; g++)
        storeFour(this.c, pointer, 'float32', this.vec(index, g), 1, 4 * g);
  }
  advanceKept(mode: Mode): void {
    for (const pointer of this.keptPointers.values()) {
      this.c.f.emit(
        pointer.set(op('i32.add', pointer.get(), i32c(4 * (mode.one ? 1 : 4 * mode.groups)))),
      );
    }
  }

  // ---- the function --------------------------------------------------------------------------------

  emit(): void {
    const { c, plan, kernel } = this;
    const { f } = c;
    const [args, tid, nth] = [f.param(0), f.param(1), f.param(2)];
    for (const v of kernel.values) {
      if (v.op === 'load') this.announce(v.form, v.buffer);
      if (v.op === 'index') this.announce(v.form, null);
      if (v.op === 'inside') for (const x of v.constraints) this.announce(x.form, null);
    }
    for (const x of kernel.stores) this.announce(x.form, x.buffer);
    if (this.scratchBytes > 0) {
      const mine = op(
        'i32.mul',
        tid.get(),
        load('i32.load', args.get(), 4 * (this.env.scratchSlot + 1)),
      );
      f.emit(
        this.scratchPointer().set(
          op('i32.add', load('i32.load', args.get(), 4 * this.env.scratchSlot), mine),
        ),
      );
    }
    this.computeAll(0, null, single);
    const bases = new Map<number, Local>();
    for (const a of this.accesses.values()) {
      if (a.slot !== null && !bases.has(a.slot))
        bases.set(a.slot, c.i(load('i32.load', args.get(), 4 * a.slot)));
    }
    // Items first … last − 1 are this thread's.
    const share = c.i(op('i32.div_u', i32c(plan.itemCount), nth.get()));
    const rest = c.i(op('i32.rem_u', i32c(plan.itemCount), nth.get()));
    const least = (a: Local, b: Local): Expr =>
      op('select', a.get(), b.get(), op('i32.lt_u', a.get(), b.get()));
    const item = c.i(op('i32.add', op('i32.mul', share.get(), tid.get()), least(tid, rest)));
    const last = c.i(
      op('i32.add', op('i32.add', item.get(), share.get()), op('i32.lt_u', tid.get(), rest.get())),
    );
    const constantAccess = new Map<Access, Local>();
    for (const a of this.accesses.values()) {
      const start =
        a.slot === null
          ? i32c(a.form.offset)
          : op('i32.add', bases.get(a.slot)!.get(), i32c(a.form.offset * a.scale));
      constantAccess.set(a, c.i(start));
    }
    f.block((done) => {
      f.loop((again) => {
        f.brIf(done, op('i32.ge_u', item.get(), last.get()));
        const remaining = c.i(item.get());
        const coordinate = new Map<number, Local>();
        const block = f.local('i32', 'block');
        if (plan.blocks > 1) {
          f.emit(block.set(op('i32.rem_u', remaining.get(), i32c(plan.blocks))));
          f.emit(remaining.set(op('i32.div_u', remaining.get(), i32c(plan.blocks))));
        }
        [...plan.items].reverse().forEach((d, n) => {
          if (n === plan.items.length - 1) {
            coordinate.set(d, remaining);
            return;
          }
          const at = c.i(op('i32.rem_u', remaining.get(), i32c(kernel.dims[d]!)));
          coordinate.set(d, at);
          f.emit(remaining.set(op('i32.div_u', remaining.get(), i32c(kernel.dims[d]!))));
        });
        const columns = plan.manner === 'columns';
        const vectorStart =
          columns && plan.blocks > 1 ? c.i(op('i32.mul', block.get(), i32c(plan.block))) : null;
        for (const a of this.accesses.values()) {
          let e = constantAccess.get(a)!.get();
          for (const d of plan.items) {
            const by = a.form.coefficients[d]! * a.scale;
            if (by !== 0) e = op('i32.add', e, op('i32.mul', coordinate.get(d)!.get(), i32c(by)));
          }
          const along = columns ? (a.form.coefficients[plan.vector] ?? 0) * a.scale : 0;
          if (vectorStart && along !== 0)
            e = op('i32.add', e, op('i32.mul', vectorStart.get(), i32c(along)));
          f.emit(a.current.set(e));
        }
        this.memo[1]!.clear();
        if (columns) {
          this.computeAll(1, null, single);
          const n = kernel.dims[plan.vector] ?? 1;
          const groups = plan.unroll;
          const steps: Mode[] = [];
          const least4 = Math.min(n, plan.block);
          if (least4 >= 4 * groups) steps.push({ groups, one: false });
          if (groups > 1 && (n % (4 * groups) >= 4 || plan.block % (4 * groups) >= 4))
            steps.push({ groups: 1, one: false });
          if (n % 4 !== 0 || plan.block % 4 !== 0) steps.push(single);
          if (plan.vector < 0 || kernel.dims.length === 0) this.point(single);
          else if (vectorStart) {
            const end = c.i(op('i32.add', vectorStart.get(), i32c(plan.block)));
            const bound = c.i(op('select', end.get(), i32c(n), op('i32.lt_u', end.get(), i32c(n))));
            this.loop(plan.vector, vectorStart.get(), bound.get(), steps, (mode) =>
              this.point(mode),
            );
          } else this.loop(plan.vector, null, i32c(n), steps, (mode) => this.point(mode));
        } else this.point(single);
        f.emit(item.set(op('i32.add', item.get(), i32c(1))));
        f.br(again);
      });
    });
  }
}

/** The fold of the four lanes, in every lane. */
function acrossLanes(c: Context, v: Vec, fn: ReduceFunction, lanes: Lanes): Vec {
  const combine = (a: Local, b: Local): Local =>
    c.firm(builders[foldMap[fn]](c, [[a], [b]], lanes)[0]!);
  const turned = (x: Local, order: readonly number[]): Local =>
    c.v(shuffle32(x.get(), x.get(), order));
  if (lanes === 'f64') {
    const pair = combine(c.firm(v[0]!), c.firm(v[1]!));
    const all = combine(pair, turned(pair, [2, 3, 0, 1]));
    return [all, all];
  }
  const whole = c.firm(v[0]!);
  const half = combine(whole, turned(whole, [2, 3, 0, 1]));
  return [combine(half, turned(half, [1, 0, 3, 2]))];
}

/** Adds the function of a loop kernel to a module. */
export function emitLoop(
  module: ModuleBuilder,
  kernel: LoopKernel,
  variant: Variant,
  env: LoopEnvironment,
): EmittedLoop {
  const plan = planWalk(kernel);
  let scratchBytes = 0;
  const func = module.func(
    kernel.name,
    [
      ['args', 'i32'],
      ['tid', 'i32'],
      ['nth', 'i32'],
    ],
    [],
    (f) => {
      const c = new Context(module, f, variant, env.math);
      const emitter = new Emitter(c, kernel, plan, env);
      if (plan.itemCount > 0) emitter.emit();
      scratchBytes = emitter.scratchBytes;
    },
    { export: true },
  );
  return { func, plan, scratchBytes };
}
