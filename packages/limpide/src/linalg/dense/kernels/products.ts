/**
 * C += s·A·B as WebAssembly, for any sizes and strides: what factorisations do to the rest of a matrix, block
 * after block, each of another shape.
 *
 * The engine compiles a program per shape; here sizes are arguments, and the engine's micro-kernel (a tile of the
 * result in registers while k runs) does the work on packed panels. Loops as in Goto & van de Geijn, "Anatomy of
 * high-performance matrix multiplication" (2008): B is packed once by columns, A by groups of rows that stay in
 * the second cache. Threads share panels, then groups of rows; the sums do not depend on how many there are.
 */
import type {
  Expr,
  FuncRef,
  FunctionBuilder,
  Local,
  ModuleBuilder,
} from '../../../devices/wasm/assembler/index.ts';
import { f64c, i32c, load, op, store } from '../../../devices/wasm/assembler/index.ts';
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
} as const;
export const tableBytes = 72;

/** Products along k before a tile is added to C: a packed panel of B stays in the first cache. */
export const innerBlock = 256;
/** The most rows in a group. */
export const mostRows = 96;

/** Rows and columns of a tile: as many sums as there are registers. */
export const tileOf = (variant: Variant): { readonly rows: number; readonly columns: number } =>
  variant === 'wide'
    ? { rows: 6, columns: 8 }
    : variant === 'relaxed'
      ? { rows: 6, columns: 4 }
      : { rows: 4, columns: 4 };

const word = (args: Local, at: number): Expr => load('i32.load', args.get(), at);

/** Emits `product(args, tid, nth)`: one thread's share. `barrier(nth)` returns when all threads have come to it. */
export function emitProduct(m: ModuleBuilder, variant: Variant, barrier: FuncRef): FuncRef {
  const { rows: height, columns: width } = tileOf(variant);
  const line = 8 * width;
  const vectors = Array.from({ length: width / 2 }, (_, i) => [16 * i, 16 * i + 8]);
  const tile = emitTileKernel(m, 'tile', {
    lanes: lanesOf.float64,
    variant,
    rows: {
      a: Array.from({ length: height }, (_, r) => 8 * r),
      out: Array.from({ length: height }, (_, r) => line * r),
    },
    columns: vectors.map((offsets) => ({ b: offsets, out: offsets })),
    extents: [1],
    aSteps: [8 * height],
    bSteps: [line],
    accumulate: false,
  });
  const packRows = emitPack(m, 'pack_rows', height);
  const packColumns = emitPack(m, 'pack_columns', width);
  const addTile = emitAddTile(m, height, width);

  return m.func(
    'product',
    [
      ['args', 'i32'],
      ['tid', 'i32'],
      ['nth', 'i32'],
    ],
    [],
    (f) => {
      const [args, tid, nth] = [f.param(0), f.param(1), f.param(2)];
      const local = (name: string): Local => f.local('i32', name);
      const [rows, columns, inner] = [local('rows'), local('columns'), local('inner')];
      const [panels, scratch, panel, from, to] = [
        local('panels'),
        local('scratch'),
        local('panel'),
        local('from'),
        local('to'),
      ];
      const [i0, j0, k0, turns, end, i] = [
        local('i0'),
        local('j0'),
        local('k0'),
        local('turns'),
        local('end'),
        local('i'),
      ];
      f.emit(rows.set(word(args, slots.rows)));
      f.emit(columns.set(word(args, slots.columns)));
      f.emit(inner.set(word(args, slots.inner)));
      f.emit(panels.set(word(args, slots.panels)));
      f.emit(
        scratch.set(
          plus(word(args, slots.scratch), times(tid.get(), word(args, slots.scratchStride))),
        ),
      );

      f.comment('B in panels [k][columns of a tile]');
      count(
        f,
        j0,
        times(tid.get(), width),
        columns,
        () => times(nth.get(), width),
        () => {
          f.emit(
            f.call(
              packColumns,
              plus(word(args, slots.b), times(j0.get(), word(args, slots.bColumn))),
              word(args, slots.bColumn),
              word(args, slots.bRow),
              plus(panels.get(), times(times(j0.get(), inner.get()), 8)),
              minimum(f, i32c(width), op('i32.sub', columns.get(), j0.get())),
              inner.get(),
              f64c(1),
            ),
          );
        },
      );
      f.emit(f.call(barrier, nth.get()));

      f.comment('groups of rows of C');
      const groupRows = (): Expr => word(args, slots.group);
      count(
        f,
        i0,
        times(tid.get(), groupRows()),
        rows,
        () => times(nth.get(), groupRows()),
        () => {
          f.emit(end.set(minimum(f, rows.get(), plus(i0.get(), groupRows()))));
          count(
            f,
            k0,
            i32c(0),
            inner,
            () => i32c(innerBlock),
            () => {
              f.emit(turns.set(minimum(f, i32c(innerBlock), op('i32.sub', inner.get(), k0.get()))));
              f.comment('the group of A in panels [k][rows of a tile]');
              f.emit(to.set(plus(scratch.get(), 8 * height * width)));
              count(
                f,
                i,
                i0.get(),
                end,
                () => i32c(height),
                () => {
                  f.emit(
                    f.call(
                      packRows,
                      plus(
                        plus(word(args, slots.a), times(i.get(), word(args, slots.aRow))),
                        times(k0.get(), word(args, slots.aColumn)),
                      ),
                      word(args, slots.aRow),
                      word(args, slots.aColumn),
                      to.get(),
                      minimum(f, i32c(height), op('i32.sub', end.get(), i.get())),
                      turns.get(),
                      load('f64.load', args.get(), slots.scale),
                    ),
                  );
                  f.emit(to.set(plus(to.get(), times(turns.get(), 8 * height))));
                },
              );
              count(
                f,
                j0,
                i32c(0),
                columns,
                () => i32c(width),
                () => {
                  f.emit(
                    panel.set(
                      plus(
                        plus(panels.get(), times(times(j0.get(), inner.get()), 8)),
                        times(k0.get(), line),
                      ),
                    ),
                  );
                  f.emit(from.set(plus(scratch.get(), 8 * height * width)));
                  count(
                    f,
                    i,
                    i0.get(),
                    end,
                    () => i32c(height),
                    () => {
                      f.if(
                        op(
                          'i32.or',
                          op('i32.eqz', word(args, slots.lower)),
                          op('i32.lt_s', j0.get(), plus(i.get(), height)),
                        ),
                        () => {
                          f.emit(
                            f.call(
                              tile,
                              from.get(),
                              panel.get(),
                              scratch.get(),
                              turns.get(),
                              i32c(0),
                            ),
                          );
                          f.emit(
                            f.call(
                              addTile,
                              plus(
                                plus(word(args, slots.c), times(i.get(), word(args, slots.cRow))),
                                times(j0.get(), 8),
                              ),
                              word(args, slots.cRow),
                              scratch.get(),
                              minimum(f, i32c(height), op('i32.sub', end.get(), i.get())),
                              minimum(f, i32c(width), op('i32.sub', columns.get(), j0.get())),
                            ),
                          );
                        },
                      );
                      f.emit(from.set(plus(from.get(), times(turns.get(), 8 * height))));
                    },
                  );
                },
              );
            },
          );
        },
      );
      f.emit(f.call(barrier, nth.get()));
    },
  );
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
