/** The frame of a phase, its share of the work, and the small arithmetic that emitters repeat. */
import {
  type Expr,
  type FuncRef,
  type FunctionBuilder,
  i32c,
  type Local,
  load,
  type ModuleBuilder,
  op,
} from '../assembler/index.ts';

export const add = (a: Expr, b: Expr | number): Expr => {
  if (typeof b !== 'number') return op('i32.add', a, b);
  return b === 0 ? a : op('i32.add', a, i32c(b));
};
export const sub = (a: Expr, b: Expr | number): Expr =>
  typeof b === 'number' ? add(a, -b) : op('i32.sub', a, b);
export const times = (a: Expr, b: number): Expr => (b === 1 ? a : op('i32.mul', a, i32c(b)));
/** The smaller of two numbers held in locals. */
export const least = (a: Local, b: Local): Expr =>
  op('select', a.get(), b.get(), op('i32.lt_s', a.get(), b.get()));

/** The frame that emitters fill: the builder, the thread's number, the number of threads. */
export interface Frame {
  readonly f: FunctionBuilder;
  readonly tid: Local;
  readonly nth: Local;
  /** The address in a slot of the table (a buffer's id is its slot), loaded once where it is asked for. */
  readonly base: (slot: number, name?: string) => Local;
  /** A new local with this value. */
  readonly i32: (value: Expr, name?: string) => Local;
}

/** A function (args, tid, nth) of the program. Exported, so that it can be timed by itself. */
export function phase(module: ModuleBuilder, name: string, body: (frame: Frame) => void): FuncRef {
  return module.func(
    name,
    [
      ['args', 'i32'],
      ['tid', 'i32'],
      ['nth', 'i32'],
    ],
    [],
    (f) => {
      const i32 = (value: Expr, local = 'i'): Local => {
        const made = f.local('i32', local);
        f.emit(made.set(value));
        return made;
      };
      const base = (slot: number, local = 'base'): Local =>
        i32(load('i32.load', f.param(0).get(), 4 * slot), local);
      body({ f, tid: f.param(1), nth: f.param(2), base, i32 });
    },
    { export: true },
  );
}

/** The thread's own range of `count` equal items: consecutive ones. What an item computes never depends on it. */
export function share(
  { f, tid, nth, i32 }: Frame,
  count: number,
): { readonly from: Local; readonly to: Local } {
  const each = i32(op('i32.div_u', add(nth.get(), count - 1), nth.get()), 'each');
  const all = i32(i32c(count), 'all');
  const from = i32(op('i32.mul', tid.get(), each.get()), 'from');
  f.emit(from.set(least(from, all)));
  const to = i32(add(from.get(), each.get()), 'to');
  f.emit(to.set(least(to, all)));
  return { from, to };
}

/** Splits a number into coordinates, the last one fastest; sizes of one take no arithmetic. */
export function coordinates({ f, i32 }: Frame, item: Local, sizes: readonly number[]): Local[] {
  const rest = i32(item.get(), 'rest');
  const found: Local[] = [];
  for (let d = sizes.length - 1; d >= 0; d--) {
    const size = sizes[d]!;
    const outermost = sizes.slice(0, d).every((n) => n === 1);
    if (size === 1) found[d] = i32(i32c(0), 'zero');
    else if (outermost) found[d] = i32(rest.get(), `at${d}`);
    else {
      found[d] = i32(op('i32.rem_u', rest.get(), i32c(size)), `at${d}`);
      f.emit(rest.set(op('i32.div_u', rest.get(), i32c(size))));
    }
  }
  return found;
}

/** A function that the module holds once, however many kernels ask for it. */
export function once(module: ModuleBuilder, name: string, make: () => FuncRef): FuncRef {
  return module.functions.find(({ ref }) => ref.name === name)?.ref ?? make();
}

/** The address of this thread's scratch. */
export function ownScratch(
  { tid, base, i32 }: Frame,
  env: { readonly scratchSlot: number },
): Local {
  const first = base(env.scratchSlot, 'scratches');
  const stride = base(env.scratchSlot + 1, 'stride');
  return i32(add(first.get(), op('i32.mul', tid.get(), stride.get())), 'scratch');
}
