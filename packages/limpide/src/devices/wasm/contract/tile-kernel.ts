/**
 * The micro-kernel: a tile of rows × columns of the result stays in registers while k runs. For each k, the columns of B are
 * loaded as vectors, each element of A is splat over a vector, and rows × vectors multiply-adds follow.
 *
 * In the `wide` variant V8 packs two neighbouring vectors into one of 256 bits. It looks for pairs of loads, multiply-adds and
 * stores at +0 and +16, with no store between the loads of a pair: hence a row of the result is loaded whole, then added,
 * then stored whole.
 */

import type { Expr, FuncRef, FunctionBuilder, Local, ModuleBuilder } from '../assembler/index.ts';
import { load, op, store } from '../assembler/index.ts';
import type { Lanes, Pointer } from './lanes.ts';
import { adjacent, basedAt, loadLanes, madd, storeLanes, zeroVector } from './lanes.ts';
import type { Variant } from './spec.ts';
import type { LaneGroup } from './tiling.ts';
import { transpose } from './transpose.ts';
import { unrolledAxes, unrolledOffsets, walk } from './walk.ts';

export interface TileKernel {
  readonly lanes: Lanes;
  readonly variant: Variant;
  /** byte offsets of the rows in A and in the result */
  readonly rows: { readonly a: readonly number[]; readonly out: readonly number[] };
  readonly columns: readonly LaneGroup[];
  /** extents of k, outermost first; the first one is given when called */
  readonly extents: readonly number[];
  readonly aSteps: readonly number[];
  readonly bSteps: readonly number[];
  /** add to the result, or write it */
  readonly accumulate: boolean;
}

/** About this many k are unrolled, when they are inner axes: the windows of a convolution. */
const unrollAtMost = 32;

/** Emits `(a, b, out, turns, scratch)`; scratch takes 16 bytes for each vector of the tile, when its lanes are scattered. */
export function emitTileKernel(m: ModuleBuilder, name: string, t: TileKernel): FuncRef {
  const { lanes, columns, rows, extents } = t;
  return m.func(
    name,
    [
      ['a', 'i32'],
      ['b', 'i32'],
      ['out', 'i32'],
      ['turns', 'i32'],
      ['scratch', 'i32'],
    ],
    [],
    (f) => {
      const unrolled = repeats(t) ? 0 : unrolledAxes(extents, unrollAtMost);
      const aShifts = unrolledOffsets(extents, t.aSteps, unrolled);
      const bShifts = unrolledOffsets(extents, t.bSteps, unrolled);
      const all = (offsets: readonly number[], shifts: readonly number[]): number[] => {
        const least = Math.min(...offsets);
        return shifts.map((shift) => least + shift);
      };
      const a = basedAt(f, f.param(0), all(rows.a, aShifts));
      const b = basedAt(
        f,
        f.param(1),
        all(
          columns.flatMap((c) => c.b),
          bShifts,
        ),
      );
      const out = basedAt(
        f,
        f.param(2),
        all(
          columns.flatMap((c) => c.out),
          rows.out,
        ),
      );
      const sums = rows.a.map((_, r) => columns.map((_, c) => f.local('v128', `c${r}_${c}`)));
      const bVectors = columns.map((_, c) => f.local('v128', `b${c}`));
      const splats = rows.a.map((_, r) => f.local('v128', `a${r}`));

      const loadColumn = (c: number, u: number): void => {
        const vector = bVectors[c];
        const column = columns[c];
        if (vector === undefined || column === undefined) return;
        f.emit(vector.set(loadLanes(lanes, b, column.b, bShifts[u])));
      };
      const splatRow = (r: number, u: number): void => {
        const offset = (rows.a[r] ?? 0) + (aShifts[u] ?? 0) - a.least;
        const splat = splats[r];
        if (splat !== undefined) f.emit(splat.set(load(lanes.splat, a.local.get(), offset)));
      };
      const multiply = (r: number, c: number): void => {
        const [splat, vector, sum] = [splats[r], bVectors[c], sums[r]?.[c]];
        if (splat === undefined || vector === undefined || sum === undefined) return;
        f.emit(sum.set(madd(lanes, t.variant, splat.get(), vector.get(), sum.get())));
      };
      const walkers = [
        { local: a.local, steps: t.aSteps },
        { local: b.local, steps: t.bSteps },
      ];
      const height = rows.a.length;
      const width = columns.length;
      const pair = t.variant === 'wide' ? 2 : 1;
      walk(f, extents, f.param(3), walkers, unrolled, () => {
        for (let u = 0; u < aShifts.length; u++) {
          // The shorter side stays in registers, the longer one streams by.
          if (height * pair >= width) {
            for (let c = 0; c < width; c++) loadColumn(c, u);
            for (let r = 0; r < height; r++) {
              splatRow(r, u);
              for (let c = 0; c < width; c++) multiply(r, c);
            }
            continue;
          }
          for (let r = 0; r < height; r++) splatRow(r, u);
          for (let from = 0; from < width; from += pair) {
            const to = Math.min(from + pair, width);
            for (let c = from; c < to; c++) loadColumn(c, u);
            for (let r = 0; r < height; r++) for (let c = from; c < to; c++) multiply(r, c);
          }
        }
      });

      storeTile(f, t, sums, out, f.param(4));
    },
  );
}

/**
 * Whether unrolling would read an element of A more than once, as rows that are overlapping windows do. V8 then keeps the
 * element in a register for its next use, and there are none left.
 */
function repeats({ extents, aSteps, rows }: TileKernel): boolean {
  const shifts = unrolledOffsets(extents, aSteps, unrolledAxes(extents, unrollAtMost));
  const places = shifts.flatMap((shift) => rows.a.map((row) => row + shift));
  return new Set(places).size < places.length;
}

/** Whether the lanes of a vector go to places that do not follow each other. */
function isScattered({ columns, lanes }: TileKernel): boolean {
  return columns.some((column) => !adjacent(lanes, column.out));
}

function storeTile(
  f: FunctionBuilder,
  t: TileKernel,
  sums: readonly (readonly Local[])[],
  out: Pointer,
  scratch: Local,
): void {
  const { lanes, columns, rows } = t;
  const sum = (vector: Local, offsets: readonly number[], shift: number): void => {
    if (!t.accumulate) return;
    const old = loadLanes(lanes, out, offsets, shift);
    f.emit(vector.set(op(`${lanes.shape}.add`, old, vector.get())));
  };
  if (!isScattered(t)) {
    sums.forEach((sumsOfRow, r) => {
      const shift = rows.out[r] ?? 0;
      columns.forEach((column, c) => {
        const vector = sumsOfRow[c];
        if (vector !== undefined) sum(vector, column.out, shift);
      });
      columns.forEach((column, c) => {
        const vector = sumsOfRow[c];
        if (vector !== undefined) storeLanes(f, lanes, out, column.out, vector, shift);
      });
    });
    return;
  }
  // V8's packer starts from pairs of stores: where the result has none, scratch gives them.
  const width = columns.length;
  if (t.variant === 'wide') {
    sums.flat().forEach((vector, i) => {
      f.emit(store('v128.store', scratch.get(), vector.get(), 16 * i));
    });
  }
  const read = (r: number, c: number): Expr => {
    const vector = sums[r]?.[c];
    if (vector === undefined) return zeroVector();
    return t.variant === 'wide'
      ? load('v128.load', scratch.get(), 16 * (r * width + c))
      : vector.get();
  };
  if (rows.out.length > 1 && adjacent(lanes, rows.out)) {
    // The result is contiguous along the rows: turn squares of it.
    const lines = Array.from({ length: lanes.count }, (_, i) => f.local('v128', `line${i}`));
    const turned = Array.from({ length: lanes.count }, (_, i) => f.local('v128', `turned${i}`));
    columns.forEach((column, c) => {
      for (let r = 0; r < rows.out.length; r += lanes.count) {
        lines.forEach((line, i) => {
          f.emit(line.set(read(r + i, c)));
        });
        transpose(f, lines, turned);
        const to = rows.out.slice(r, r + lanes.count);
        column.out.forEach((shift, i) => {
          const vector = turned[i];
          if (vector === undefined) return;
          sum(vector, to, shift);
          storeLanes(f, lanes, out, to, vector, shift);
        });
      }
    });
    return;
  }
  const vector = f.local('v128', 'result');
  rows.out.forEach((shift, r) => {
    columns.forEach((column, c) => {
      f.emit(vector.set(read(r, c)));
      sum(vector, column.out, shift);
      storeLanes(f, lanes, out, column.out, vector, shift);
    });
  });
}
