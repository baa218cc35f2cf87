/**
 * Writing at places that data name: scatter, scatterAdd element by element, indexAdd row by row.
 *
 * Several elements may go to one place, so the order of what meets there must be that of the index,
 * whatever the number of threads: a thread owns places of the result, never elements of the index.
 */

import type { WholeKernel } from '../../../compile/index.ts';
import { dtypeInfo, sizeOf } from '../../../graph/index.ts';
import {
  type Expr,
  type FuncRef,
  i32c,
  type LoadName,
  type Local,
  load,
  type ModuleBuilder,
  type OpName,
  op,
  type StoreName,
  store,
} from '../assembler/index.ts';
import { copyPhase, zeroPhase } from './copy.ts';
import { moverOf, whileAtLeast } from './move.ts';
import { add, type Frame, phase, share, sub, times } from './phase.ts';
import { placesOf, type Rows, walkPlaces } from './places.ts';
import type { WholeEmitter } from './whole.ts';

interface Adder {
  readonly bytes: number;
  readonly load: LoadName;
  readonly store: StoreName;
  readonly one: OpName;
  readonly vector: OpName;
}
const adders: Readonly<Record<string, Adder>> = {
  float32: { bytes: 4, load: 'f32.load', store: 'f32.store', one: 'f32.add', vector: 'f32x4.add' },
  float64: { bytes: 8, load: 'f64.load', store: 'f64.store', one: 'f64.add', vector: 'f64x2.add' },
  int32: { bytes: 4, load: 'i32.load', store: 'i32.store', one: 'i32.add', vector: 'i32x4.add' },
};

function adderOf(dtype: string): Adder {
  const found = adders[dtype];
  if (!found) throw new Error(`sums at places in ${dtype}`);
  return found;
}

/** What stands in the result before anything is written. */
function startPhase(module: ModuleBuilder, kernel: WholeKernel, hasBase: boolean): FuncRef {
  const bytes = sizeOf(kernel.whole.shape) * dtypeInfo[kernel.whole.dtype].bytes;
  const name = `${kernel.name}_start`;
  return hasBase
    ? copyPhase(module, name, kernel.args[0]!, kernel.out, bytes)
    : zeroPhase(module, name, kernel.out, bytes);
}

/** The thread's own rows of the axis: when there are too few items to share, every thread reads the whole index. */
function ownRows(frame: Frame, size: number): Rows {
  const { from, to } = share(frame, size);
  return { from, count: frame.i32(op('i32.sub', to.get(), from.get()), 'count') };
}

/** Fewer independent items than this are not shared out; places are. */
const fewItems = 8;

function byElement(
  module: ModuleBuilder,
  kernel: WholeKernel,
  hasBase: boolean,
  operands: { readonly index: number; readonly src: number },
  bytes: number,
  write: (target: Expr, again: () => Expr, source: Expr) => Expr,
): ReturnType<WholeEmitter> {
  const { whole } = kernel;
  const axis = whole.attrs['axis'] as number;
  const indexShape = whole.args[operands.index]!.shape;
  const start = startPhase(module, kernel, hasBase);
  const common = { scratchPerThread: 0, scratchShared: 0 };
  const elements = sizeOf(indexShape);
  if (elements === 0)
    return {
      ...common,
      phases: [start],
      work: sizeOf(whole.shape) / 4,
      description: 'nothing to write',
    };
  const places = placesOf(whole.shape, indexShape, axis, false);
  const owned = places.items < fewItems;
  const func = phase(module, kernel.name, (frame) => {
    const { f, base, i32 } = frame;
    const [index, src, out] = [
      base(kernel.args[operands.index]!, 'index'),
      base(kernel.args[operands.src]!, 'src'),
      base(kernel.out, 'out'),
    ];
    const rows = owned ? ownRows(frame, whole.shape[axis]!) : null;
    const { from, to } = owned
      ? { from: i32(i32c(0), 'from'), to: i32(i32c(places.items), 'to') }
      : share(frame, places.items);
    const item = f.local('i32', 'item');
    f.for(item, from.get(), to.get(), 1, () => {
      walkPlaces(frame, places, item, index, rows, (i, at) => {
        const target = (): Expr => add(out.get(), times(at.get(), bytes));
        f.emit(write(target(), target, add(src.get(), times(i.get(), bytes))));
      });
    });
  });
  return {
    ...common,
    phases: [start, func],
    work: 4 * elements + sizeOf(whole.shape) / 4,
    description: `element by element, ${owned ? 'places' : `${places.items} items`} shared out`,
  };
}

export const scatter: WholeEmitter = (module, kernel) => {
  const mover = moverOf(kernel.whole.dtype);
  return byElement(
    module,
    kernel,
    true,
    { index: 1, src: 2 },
    mover.bytes,
    (target, _again, source) => mover.store(target, mover.load(source)),
  );
};

export const scatterAdd: WholeEmitter = (module, kernel) => {
  const adder = adderOf(kernel.whole.dtype);
  const base = kernel.whole.attrs['base'] as number;
  return byElement(
    module,
    kernel,
    base === 1,
    { index: base, src: base + 1 },
    adder.bytes,
    (target, again, source) =>
      store(
        adder.store,
        target,
        op(adder.one, load(adder.load, again()), load(adder.load, source)),
      ),
  );
};

/** Columns are shared out in pieces of a cache line. */
const line = 64;

export const indexAdd: WholeEmitter = (module, kernel) => {
  const { whole } = kernel;
  const adder = adderOf(whole.dtype);
  const axis = whole.attrs['axis'] as number;
  const base = whole.attrs['base'] as number;
  const lead = sizeOf(whole.shape.slice(0, axis));
  const size = whole.shape[axis]!;
  const row = sizeOf(whole.shape.slice(axis + 1)) * adder.bytes;
  const count = whole.args[base]!.shape[0]!;
  const shared = row >= 2 * line ? 'columns' : lead >= fewItems ? 'blocks' : 'places';
  const start = startPhase(module, kernel, base === 1);
  const addRow = count === 0 ? null : rowAdder(module, adder);
  const func = phase(module, kernel.name, (frame) => {
    if (!addRow) return;
    const { f, base: address, i32 } = frame;
    const [index, src, out] = [
      address(kernel.args[base]!, 'index'),
      address(kernel.args[base + 1]!, 'src'),
      address(kernel.out, 'out'),
    ];
    const whole0 = (): Local => i32(i32c(0), 'zero');
    const blocks =
      shared === 'blocks' ? share(frame, lead) : { from: whole0(), to: i32(i32c(lead), 'lead') };
    const rows =
      shared === 'places'
        ? ownRows(frame, size)
        : { from: whole0(), count: i32(i32c(size), 'size') };
    const start = i32(i32c(0), 'start');
    const length = i32(i32c(row), 'length');
    if (shared === 'columns') {
      const lines = share(frame, Math.ceil(row / line));
      f.emit(start.set(times(lines.from.get(), line)));
      const end = i32(times(lines.to.get(), line), 'end');
      f.emit(end.set(op('select', end.get(), i32c(row), op('i32.lt_s', end.get(), i32c(row)))));
      f.emit(length.set(sub(end.get(), start.get())));
    }
    const p = f.local('i32', 'p');
    const n = f.local('i32', 'n');
    f.if(op('i32.gt_s', length.get(), i32c(0)), () => {
      f.for(p, blocks.from.get(), blocks.to.get(), 1, () => {
        const read = i32(add(add(src.get(), times(p.get(), count * row)), start.get()), 'read');
        const block = i32(add(add(out.get(), times(p.get(), size * row)), start.get()), 'block');
        f.for(n, i32c(0), i32c(count), 1, () => {
          const place = i32(load('i32.load', add(index.get(), times(n.get(), 4))), 'place');
          f.if(
            op('i32.lt_u', op('i32.sub', place.get(), rows.from.get()), rows.count.get()),
            () => {
              const target = i32(add(block.get(), times(place.get(), row)), 'target');
              if (row === adder.bytes)
                f.emit(
                  store(
                    adder.store,
                    target.get(),
                    op(adder.one, load(adder.load, target.get()), load(adder.load, read.get())),
                  ),
                );
              else f.emit(f.call(addRow, target.get(), read.get(), length.get()));
            },
          );
          f.emit(read.set(add(read.get(), row)));
        });
      });
    });
  });
  return {
    phases: [start, func],
    scratchPerThread: 0,
    scratchShared: 0,
    work: lead * count * (8 + row / 8) + (lead * size * row) / 16,
    description: `rows of ${row} bytes, ${shared} shared out`,
  };
};

/** `add_row(to, from, n)`: n bytes of elements added, 32 bytes a turn. */
function rowAdder(module: ModuleBuilder, adder: Adder): FuncRef {
  const name = `add_row_${adder.vector.slice(0, 5)}`;
  const known = module.functions.find(({ ref }) => ref.name === name);
  if (known) return known.ref;
  return module.func(
    name,
    [
      ['to', 'i32'],
      ['from', 'i32'],
      ['n', 'i32'],
    ],
    [],
    (f) => {
      const [to, from, n] = [f.param(0), f.param(1), f.param(2)];
      const advance = (bytes: number): void => {
        f.emit(to.set(add(to.get(), bytes)));
        f.emit(from.set(add(from.get(), bytes)));
        f.emit(n.set(sub(n.get(), bytes)));
      };
      for (const vectors of [2, 1]) {
        whileAtLeast(f, n, 16 * vectors, () => {
          const sums = Array.from({ length: vectors }, () => f.local('v128', 'sum'));
          for (const [i, sum] of sums.entries()) {
            f.emit(
              sum.set(
                op(
                  adder.vector,
                  load('v128.load', to.get(), 16 * i),
                  load('v128.load', from.get(), 16 * i),
                ),
              ),
            );
          }
          for (const [i, sum] of sums.entries()) {
            f.emit(store('v128.store', to.get(), sum.get(), 16 * i));
          }
          advance(16 * vectors);
        });
      }
      whileAtLeast(f, n, adder.bytes, () => {
        f.emit(
          store(
            adder.store,
            to.get(),
            op(adder.one, load(adder.load, to.get()), load(adder.load, from.get())),
          ),
        );
        advance(adder.bytes);
      });
    },
  );
}
