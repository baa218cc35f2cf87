/** The generator: from a loop kernel to a WebAssembly function (args, tid, nth). */

import type { LoopKernel, Value } from '../../../compile/index.ts';
import type { Affine, ReduceFunction } from '../../../graph/index.ts';
import { type FuncRef, i32c, load, type ModuleBuilder, op, shuffle32 } from '../assembler/index.ts';
import { loadFour, loadOne, storeFour, storeOne } from './access.ts';
import {
  Context,
  type Expr,
  i32s,
  type Lanes,
  type Local,
  lanesOf,
  registers,
  store,
  type Variant,
  type Vec,
} from './context.ts';
import { builders } from './maps.ts';
import { planWalk, type WalkPlan } from './plan.ts';
import { type Access, type LoopEnvironment, type Mode, single, splat, Values } from './values.ts';

export interface EmittedLoop {
  readonly func: FuncRef;
  readonly plan: WalkPlan;
  readonly scratchBytes: number;
}

const identity: Readonly<Record<ReduceFunction, Readonly<Record<'f32' | 'f64' | 'i32', number>>>> =
  {
    sum: { f32: 0, f64: 0, i32: 0 },
    prod: { f32: 1, f64: 1, i32: 1 },
    max: { f32: Number.NEGATIVE_INFINITY, f64: Number.NEGATIVE_INFINITY, i32: -2147483648 },
    min: { f32: Number.POSITIVE_INFINITY, f64: Number.POSITIVE_INFINITY, i32: 2147483647 },
  };
const foldMap = { sum: 'add', prod: 'mul', max: 'max', min: 'min' } as const;

class Emitter extends Values {
  readonly keptPointers = new Map<number, Local>();

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
