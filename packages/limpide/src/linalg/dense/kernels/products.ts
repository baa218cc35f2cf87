/**
 * C += s·A·B as WebAssembly, for any sizes and strides: what factorisations do to the rest of a matrix, block
 * after block, each of another shape.
 *
 * The engine compiles a program per shape; here sizes are arguments, and the engine's micro-kernel (a tile of the
 * result in registers while k runs) does the work on packed panels. Loops as in Goto & van de Geijn, "Anatomy of
 * high-performance matrix multiplication" (2008): B is packed once by columns, A by groups of rows that stay in
 * the second cache. Threads share panels, then take groups of rows as they come; the sums do not depend on who does what.
 */
import type {
  Expr,
  FuncRef,
  FunctionBuilder,
  Local,
  ModuleBuilder,
} from '../../../devices/wasm/assembler/index.ts';
import { atomic, f64c, i32c, load, op, store } from '../../../devices/wasm/assembler/index.ts';
import { lanesOf } from '../../../devices/wasm/contract/lanes.ts';
import type { Variant } from '../../../devices/wasm/contract/spec.ts';
import { emitTileKernel } from '../../../devices/wasm/contract/tile-kernel.ts';
import { count, minimum, plus, times } from './code.ts';

/** Where the arguments of a product stand, in bytes from the start of their table. Strides are in bytes. */
export const slots = {
  c: 0,
  cRow: 4,
  a: 8,
  aRow: 12,
  aColumn: 16,
  b: 20,
  bRow: 24,
  bColumn: 28,
  rows: 32,
  columns: 36,
  inner: 40,
  /** rows of A that one thread takes at a time, a multiple of the tile's */
  group: 44,
  /** memory for the whole of B, packed */
  panels: 48,
  /** each thread's memory for a group of A and a tile */
  scratch: 52,
  scratchStride: 56,
  /** 1: only the lower triangle of a square C is wanted; tiles above it are left out */
  lower: 60,
  /** s, a float64 */
  scale: 64,
  /** groups of rows that some thread has taken; 0 at the start */
  taken: 72,
} as const;
export const tableBytes = 80;

/** Products along k before a tile is added to C: a packed panel of B stays in the first cache. */
export const innerBlock = 256;
/** The most rows in a group. */
export const mostRows = 96;

export interface Tile {
  readonly rows: number;
  readonly columns: number;
}
type Six = readonly [Local, Local, Local, Local, Local, Local];

/** Rows and columns of a tile: as many sums as there are registers. */
export const tileOf = (variant: Variant): Tile =>
  variant === 'wide'
    ? { rows: 6, columns: 8 }
    : variant === 'relaxed'
      ? { rows: 6, columns: 4 }
      : { rows: 4, columns: 4 };

const word = (args: Local, at: number): Expr => load('i32.load', args.get(), at);
const i32 = (...names: readonly string[]): (readonly [string, 'i32'])[] =>
  names.map((name) => [name, 'i32'] as const);

/** Emits `product(args, tid, nth)`: one thread's share. `barrier(nth)` returns when all threads have come to it. */
export function emitProduct(m: ModuleBuilder, variant: Variant, barrier: FuncRef): FuncRef {
  const tile = tileOf(variant);
  const packPanels = emitPackPanels(m, tile);
  const packGroup = emitPackGroup(m, tile);
  const multiplyGroup = emitMultiplyGroup(m, variant, tile);
  return m.func('product', i32('args', 'tid', 'nth'), [], (f) => {
    const [args, tid, nth] = [f.param(0), f.param(1), f.param(2)];
    const [rows, inner, scratch] = ['rows', 'inner', 'scratch'].map((n) => f.local('i32', n)) as [
      Local,
      Local,
      Local,
    ];
    const [i0, end] = [f.local('i32', 'i0'), f.local('i32', 'end')];
    const [k0, turns] = [f.local('i32', 'k0'), f.local('i32', 'turns')];
    f.emit(rows.set(word(args, slots.rows)));
    f.emit(inner.set(word(args, slots.inner)));
    const own = times(tid.get(), word(args, slots.scratchStride));
    f.emit(scratch.set(plus(word(args, slots.scratch), own)));
    f.emit(f.call(packPanels, args.get(), tid.get(), nth.get()));
    f.emit(f.call(barrier, nth.get()));
    f.comment('each takes the next group that nobody has taken');
    f.loop((again) => {
      const next = atomic('i32.atomic.rmw.add', slots.taken, args.get(), i32c(1));
      f.emit(i0.set(times(next, word(args, slots.group))));
      f.if(op('i32.lt_s', i0.get(), rows.get()), () => {
        f.emit(end.set(minimum(f, rows.get(), plus(i0.get(), word(args, slots.group)))));
        count(f, k0, { from: i32c(0), end: inner, step: innerBlock }, () => {
          f.emit(turns.set(minimum(f, i32c(innerBlock), op('i32.sub', inner.get(), k0.get()))));
          for (const part of [packGroup, multiplyGroup]) {
            const place = [args, scratch, i0, end, k0, turns].map((local) => local.get());
            f.emit(f.call(part, ...place));
          }
        });
        f.br(again);
      });
    });
    f.emit(f.call(barrier, nth.get()));
  });
}

/** Emits `(args, tid, nth)`: this thread's share of B in panels [k][columns of a tile]. */
function emitPackPanels(m: ModuleBuilder, { columns: width }: Tile): FuncRef {
  const pack = emitPack(m, 'pack_columns', width);
  return m.func('pack_panels', i32('args', 'tid', 'nth'), [], (f) => {
    const [args, tid, nth] = [f.param(0), f.param(1), f.param(2)];
    const [columns, inner] = [f.local('i32', 'columns'), f.local('i32', 'inner')];
    const j = f.local('i32', 'j');
    f.emit(columns.set(word(args, slots.columns)));
    f.emit(inner.set(word(args, slots.inner)));
    const share = {
      from: times(tid.get(), width),
      end: columns,
      step: () => times(nth.get(), width),
    };
    count(f, j, share, () => {
      const from = plus(word(args, slots.b), times(j.get(), word(args, slots.bColumn)));
      const to = plus(word(args, slots.panels), times(times(j.get(), inner.get()), 8));
      const present = minimum(f, i32c(width), op('i32.sub', columns.get(), j.get()));
      const [across, along] = [word(args, slots.bColumn), word(args, slots.bRow)];
      f.emit(f.call(pack, from, across, along, to, present, inner.get(), f64c(1)));
    });
  });
}

/** Where a group of rows and a block of k stand: parameters of the two functions below. */
const place = i32('args', 'scratch', 'i0', 'end', 'k0', 'turns');
/** A thread's scratch begins with a tile; the group's panels follow. */
const tileBytes = ({ rows, columns }: Tile): number => 8 * rows * columns;

/** Emits `(…place)`: the group's rows of s·A in panels [k][rows of a tile]. */
function emitPackGroup(m: ModuleBuilder, tile: Tile): FuncRef {
  const height = tile.rows;
  const pack = emitPack(m, 'pack_rows', height);
  return m.func('pack_group', place, [], (f) => {
    const [args, scratch, i0, end, k0, turns] = f.params as Six;
    const [i, to] = [f.local('i32', 'i'), f.local('i32', 'to')];
    f.emit(to.set(plus(scratch.get(), tileBytes(tile))));
    count(f, i, { from: i0.get(), end, step: height }, () => {
      const row = plus(word(args, slots.a), times(i.get(), word(args, slots.aRow)));
      const from = plus(row, times(k0.get(), word(args, slots.aColumn)));
      const present = minimum(f, i32c(height), op('i32.sub', end.get(), i.get()));
      const [across, along] = [word(args, slots.aRow), word(args, slots.aColumn)];
      const scale = load('f64.load', args.get(), slots.scale);
      f.emit(f.call(pack, from, across, along, to.get(), present, turns.get(), scale));
      f.emit(to.set(plus(to.get(), times(turns.get(), 8 * height))));
    });
  });
}

/** Emits `(…place)`: the packed group times all panels, added to C. */
function emitMultiplyGroup(m: ModuleBuilder, variant: Variant, tile: Tile): FuncRef {
  const { rows: height, columns: width } = tile;
  const kernel = emitMicroKernel(m, variant, tile);
  const addTile = emitAddTile(m, height, width);
  return m.func('multiply_group', place, [], (f) => {
    const [args, scratch, i0, end, k0, turns] = f.params as Six;
    const [columns, panel] = [f.local('i32', 'columns'), f.local('i32', 'panel')];
    const [i, j, from] = [f.local('i32', 'i'), f.local('i32', 'j'), f.local('i32', 'from')];
    f.emit(columns.set(word(args, slots.columns)));
    count(f, j, { from: i32c(0), end: columns, step: width }, () => {
      const before = times(times(j.get(), word(args, slots.inner)), 8);
      const block = times(k0.get(), 8 * width);
      f.emit(panel.set(plus(plus(word(args, slots.panels), before), block)));
      f.emit(from.set(plus(scratch.get(), tileBytes(tile))));
      count(f, i, { from: i0.get(), end, step: height }, () => {
        const wanted = op(
          'i32.or',
          op('i32.eqz', word(args, slots.lower)),
          op('i32.lt_s', j.get(), plus(i.get(), height)),
        );
        f.if(wanted, () => {
          const [a, b] = [from.get(), panel.get()];
          f.emit(f.call(kernel, a, b, scratch.get(), turns.get(), i32c(0)));
          const row = plus(word(args, slots.c), times(i.get(), word(args, slots.cRow)));
          const c = plus(row, times(j.get(), 8));
          const present = minimum(f, i32c(height), op('i32.sub', end.get(), i.get()));
          const across = minimum(f, i32c(width), op('i32.sub', columns.get(), j.get()));
          f.emit(f.call(addTile, c, word(args, slots.cRow), scratch.get(), present, across));
        });
        f.emit(from.set(plus(from.get(), times(turns.get(), 8 * height))));
      });
    });
  });
}

/** The engine's own: a tile of packed A times packed B, in registers, then written to scratch. */
function emitMicroKernel(m: ModuleBuilder, variant: Variant, tile: Tile): FuncRef {
  const line = 8 * tile.columns;
  const vectors = Array.from({ length: tile.columns / 2 }, (_, i) => [16 * i, 16 * i + 8]);
  return emitTileKernel(m, 'tile', {
    lanes: lanesOf.float64,
    variant,
    rows: {
      a: Array.from({ length: tile.rows }, (_, r) => 8 * r),
      out: Array.from({ length: tile.rows }, (_, r) => line * r),
    },
    columns: vectors.map((offsets) => ({ b: offsets, out: offsets })),
    extents: [1],
    aSteps: [8 * tile.rows],
    bSteps: [line],
    accumulate: false,
  });
}

/**
 * Emits `(from, across, along, to, present, turns, scale)`: `turns` lines of `width` elements, `scale` times what
 * stands `across` bytes apart; a line's elements beyond `present` are 0. Lines lie `along` bytes apart.
 */
function emitPack(m: ModuleBuilder, name: string, width: number): FuncRef {
  return m.func(
    name,
    [
      ['from', 'i32'],
      ['across', 'i32'],
      ['along', 'i32'],
      ['to', 'i32'],
      ['present', 'i32'],
      ['turns', 'i32'],
      ['scale', 'f64'],
    ],
    [],
    (f) => {
      const [from, across, along, to] = [f.param(0), f.param(1), f.param(2), f.param(3)];
      const [present, turns, scale] = [f.param(4), f.param(5), f.param(6)];
      const lines = (body: () => void): void => {
        f.loop((again) => {
          body();
          f.emit(from.set(plus(from.get(), along.get())));
          f.emit(to.set(plus(to.get(), 8 * width)));
          f.brIf(again, turns.tee(op('i32.sub', turns.get(), i32c(1))));
        });
      };
      const scaled = (address: Expr): Expr => op('f64.mul', scale.get(), load('f64.load', address));
      f.if(op('i32.eq', present.get(), i32c(width)), () => {
        f.if(
          op('i32.eq', across.get(), i32c(8)),
          () => {
            const factor = f.local('v128', 'factor');
            f.emit(factor.set(op('f64x2.splat', scale.get())));
            lines(() => {
              for (let i = 0; i < width; i += 2) {
                const vector = op('f64x2.mul', load('v128.load', from.get(), 8 * i), factor.get());
                f.emit(store('v128.store', to.get(), vector, 8 * i));
              }
            });
          },
          () => {
            const places = Array.from({ length: width }, (_, i) => f.local('i32', `place${i}`));
            places.forEach((place, i) => {
              f.emit(place.set(times(across.get(), i)));
            });
            lines(() => {
              places.forEach((place, i) => {
                const value = scaled(plus(from.get(), place.get()));
                f.emit(store('f64.store', to.get(), value, 8 * i));
              });
            });
          },
        );
        f.return();
      });
      const i = f.local('i32', 'i');
      const at = f.local('i32', 'at');
      lines(() => {
        f.emit(at.set(from.get()));
        f.for(i, i32c(0), present.get(), 1, () => {
          f.emit(store('f64.store', plus(to.get(), times(i.get(), 8)), scaled(at.get())));
          f.emit(at.set(plus(at.get(), across.get())));
        });
        f.for(i, present.get(), i32c(width), 1, () => {
          f.emit(store('f64.store', plus(to.get(), times(i.get(), 8)), f64c(0)));
        });
      });
    },
  );
}

/** Emits `(c, stride, tile, rows, columns)`: a tile, or its first rows and columns, is added to C. */
function emitAddTile(m: ModuleBuilder, height: number, width: number): FuncRef {
  return m.func(
    'add_tile',
    [
      ['c', 'i32'],
      ['stride', 'i32'],
      ['tile', 'i32'],
      ['rows', 'i32'],
      ['columns', 'i32'],
    ],
    [],
    (f) => {
      const [c, stride, tile, rows, columns] = f.params as readonly [
        Local,
        Local,
        Local,
        Local,
        Local,
      ];
      f.if(
        op(
          'i32.and',
          op('i32.eq', rows.get(), i32c(height)),
          op('i32.eq', columns.get(), i32c(width)),
        ),
        () => {
          const sums = Array.from({ length: width / 2 }, (_, i) => f.local('v128', `sum${i}`));
          for (let r = 0; r < height; r++) {
            addLine(f, sums, c, tile, 8 * width * r);
            if (r + 1 < height) f.emit(c.set(plus(c.get(), stride.get())));
          }
          f.return();
        },
      );
      const [i, j] = [f.local('i32', 'i'), f.local('i32', 'j')];
      const place = f.local('i32', 'place');
      f.for(i, i32c(0), rows.get(), 1, () => {
        f.for(j, i32c(0), times(columns.get(), 8), 8, () => {
          f.emit(place.set(plus(c.get(), j.get())));
          const value = load('f64.load', plus(tile.get(), j.get()));
          f.emit(
            store('f64.store', place.get(), op('f64.add', load('f64.load', place.get()), value)),
          );
        });
        f.emit(c.set(plus(c.get(), stride.get())));
        f.emit(tile.set(plus(tile.get(), 8 * width)));
      });
    },
  );
}

/** One whole line of a tile: all loads come before the stores, so that pairs of them can be packed. */
function addLine(
  f: FunctionBuilder,
  sums: readonly Local[],
  c: Local,
  tile: Local,
  from: number,
): void {
  sums.forEach((sum, i) => {
    const value = load('v128.load', tile.get(), from + 16 * i);
    f.emit(sum.set(op('f64x2.add', load('v128.load', c.get(), 16 * i), value)));
  });
  sums.forEach((sum, i) => {
    f.emit(store('v128.store', c.get(), sum.get(), 16 * i));
  });
}
