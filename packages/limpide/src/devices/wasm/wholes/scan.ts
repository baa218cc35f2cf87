/**
 * Running sums, products and linear recurrences along an axis. Where the axis is not the last, columns are
 * taken eight (four doubles) at a time; float32 accumulates in float64.
 */
import { sizeOf } from '../../../graph/index.ts';
import {
  type Expr,
  f64c,
  i32c,
  type Local,
  load,
  type OpName,
  op,
  shuffle32,
  store,
} from '../assembler/index.ts';
import { f64s, i32s } from '../loops/context.ts';
import { add, coordinates, type Frame, phase, share, times } from './phase.ts';
import type { WholeEmitter } from './whole.ts';

type Dtype = 'float32' | 'float64' | 'int32';
/** 0 sum, 1 product, 2 linear recurrence */
type Step = 0 | 1 | 2;

/** h ← step(h, x, y) on scalars (doubles, or int32) and on vectors of them. */
function next(
  step: Step,
  kind: 'f64' | 'i32' | 'f64x2' | 'i32x4',
  h: Expr,
  x: Expr,
  y: (() => Expr) | null,
): Expr {
  const sum = `${kind}.add` as OpName;
  const product = `${kind}.mul` as OpName;
  if (step === 0) return op(sum, h, x);
  if (step === 1) return op(product, h, x);
  return op(sum, op(product, x, h), y!());
}

export const scan: WholeEmitter = (module, kernel) => {
  const { whole } = kernel;
  const dtype = whole.dtype as Dtype;
  const axis = whole.attrs['axis'] as number;
  const step = whole.attrs['fn'] as Step;
  const lead = sizeOf(whole.shape.slice(0, axis));
  const size = whole.shape[axis]!;
  const tail = sizeOf(whole.shape.slice(axis + 1));
  const bytes = dtype === 'float64' ? 8 : 4;
  const width = dtype === 'float64' ? 4 : 8;
  const groups = Math.floor(tail / width);
  const perBlock = groups + (tail - groups * width);
  const items = lead * perBlock;
  const func = phase(module, kernel.name, (frame) => {
    const { f, base, i32 } = frame;
    const x = base(kernel.args[0]!, 'x');
    const y = step === 2 ? base(kernel.args[1]!, 'y') : null;
    const out = base(kernel.out, 'out');
    const { from, to } = share(frame, items);
    const item = f.local('i32', 'item');
    f.for(item, from.get(), to.get(), 1, () => {
      const [p, g] = coordinates(frame, item, [lead, perBlock]) as [Local, Local];
      const column = i32(g.get(), 'column');
      const walk: Walk = (body) => {
        const at = i32(times(add(times(p.get(), size * tail), column.get()), bytes), 'at');
        const advance = (): void => f.emit(at.set(add(at.get(), tail * bytes)));
        // h(0) = y(0): there is no h(−1) to be multiplied
        const peeled = step === 2 ? 1 : 0;
        if (peeled) {
          body(at, true);
          advance();
        }
        if (size === peeled) return;
        const turns = i32(i32c(size - peeled), 'turns');
        f.loop((again) => {
          body(at, false);
          advance();
          f.brIf(again, turns.tee(add(turns.get(), -1)));
        });
      };
      const pointers = { x, y, out };
      const vector = (): void => {
        f.emit(column.set(times(g.get(), width)));
        wide(frame, dtype, step, pointers, walk);
      };
      const scalar = (): void => {
        f.emit(column.set(add(g.get(), groups * (width - 1))));
        narrow(frame, dtype, step, pointers, walk);
      };
      if (groups === 0) scalar();
      else if (perBlock === groups) vector();
      else f.if(op('i32.lt_s', g.get(), i32c(groups)), vector, scalar);
    });
  });
  return {
    phases: [func],
    scratchPerThread: 0,
    scratchShared: 0,
    work: 2 * sizeOf(whole.shape),
    description: `${items} items, ${groups > 0 ? `${width} columns at a time` : 'one column at a time'}`,
  };
};

interface Pointers {
  readonly x: Local;
  readonly y: Local | null;
  readonly out: Local;
}
/** Calls the body at every step; the first of a recurrence is one of its own. */
type Walk = (body: (at: Local, first: boolean) => void) => void;

function narrow({ f }: Frame, dtype: Dtype, step: Step, { x, y, out }: Pointers, walk: Walk): void {
  const kind = dtype === 'int32' ? 'i32' : 'f64';
  const h = f.local(kind, 'h');
  const first = step === 1 ? 1 : 0;
  f.emit(h.set(kind === 'i32' ? i32c(first) : f64c(first)));
  walk((at, start) => {
    const read = (pointer: Local): Expr => {
      const address = add(pointer.get(), at.get());
      if (dtype === 'int32') return load('i32.load', address);
      return dtype === 'float64'
        ? load('f64.load', address)
        : op('f64.promote_f32', load('f32.load', address));
    };
    f.emit(h.set(start ? read(y!) : next(step, kind, h.get(), read(x), y && (() => read(y)))));
    const target = add(out.get(), at.get());
    if (dtype === 'int32') f.emit(store('i32.store', target, h.get()));
    else if (dtype === 'float64') f.emit(store('f64.store', target, h.get()));
    else f.emit(store('f32.store', target, op('f32.demote_f64', h.get())));
  });
}

function wide({ f }: Frame, dtype: Dtype, step: Step, { x, y, out }: Pointers, walk: Walk): void {
  const first = step === 1 ? 1 : 0;
  const kind = dtype === 'int32' ? 'i32x4' : 'f64x2';
  const count = dtype === 'float32' ? 4 : 2;
  const h = Array.from({ length: count }, () => f.local('v128', 'h'));
  for (const v of h) f.emit(v.set(kind === 'i32x4' ? i32s(first) : f64s(first)));
  walk((at, start) => {
    const read = (pointer: Local): Local[] => {
      const address = (): Expr => add(pointer.get(), at.get());
      if (dtype !== 'float32') return [0, 16].map((o) => held(f, load('v128.load', address(), o)));
      return [0, 8, 16, 24].map((o) =>
        held(f, op('f64x2.promote_low_f32x4', load('v128.load64_zero', address(), o))),
      );
    };
    const ys = y ? read(y) : null;
    const xs = start ? ys! : read(x);
    for (const [i, v] of h.entries()) {
      f.emit(
        v.set(
          start
            ? ys![i]!.get()
            : next(step, kind, v.get(), xs[i]!.get(), ys && (() => ys[i]!.get())),
        ),
      );
    }
    const target = (): Expr => add(out.get(), at.get());
    if (dtype !== 'float32') {
      for (const [i, v] of h.entries()) f.emit(store('v128.store', target(), v.get(), 16 * i));
      return;
    }
    for (const i of [0, 2]) {
      const low = op('f32x4.demote_f64x2_zero', h[i]!.get());
      const high = op('f32x4.demote_f64x2_zero', h[i + 1]!.get());
      f.emit(store('v128.store', target(), shuffle32(low, high, [0, 1, 4, 5]), 8 * i));
    }
  });
}

function held(f: Frame['f'], e: Expr): Local {
  const v = f.local('v128', 'v');
  f.emit(v.set(e));
  return v;
}
