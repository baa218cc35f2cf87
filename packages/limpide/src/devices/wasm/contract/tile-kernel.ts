/**
 * The micro-kernel: a tile of rows × columns of the result stays in registers while k runs. For each k, the columns of B are
 * loaded as vectors, each element of A is splat over a vector, and rows × vectors multiply-adds follow.
 *
 * In the `wide` variant V8 packs two neighbouring vectors into one of 256 bits. It looks for pairs of loads, multiply-adds and
 * stores at +0 and +16, with no store between the loads of a pair: hence a row of the result is loaded whole, then added,
 * then stored whole.
 */

import type { FuncRef, Local, ModuleBuilder } from '../assembler/index.ts';
import { load, op } from '../assembler/index.ts';
import type { Lanes } from './lanes.ts';
import { basedAt, loadLanes, madd, storeLanes } from './lanes.ts';
import type { Variant } from './spec.ts';
import type { LaneGroup } from './tiling.ts';
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

/** Emits `(a, b, out, turns)`. */
export function emitTileKernel(m: ModuleBuilder, name: string, t: TileKernel): FuncRef {
  const { lanes, columns, rows, extents } = t;
  return m.func(
    name,
    [
      ['a', 'i32'],
      ['b', 'i32'],
      ['out', 'i32'],
      ['turns', 'i32'],
    ],
    [],
    (f) => {
      const unrolled = unrolledAxes(extents, unrollAtMost);
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
      const splat = f.local('v128', 'splat');

      const walkers = [
        { local: a.local, steps: t.aSteps },
        { local: b.local, steps: t.bSteps },
      ];
      walk(f, extents, f.param(3), walkers, unrolled, () => {
        for (let u = 0; u < aShifts.length; u++) {
          columns.forEach((column, c) => {
            const vector = bVectors[c];
            if (vector !== undefined) f.emit(vector.set(loadLanes(lanes, b, column.b, bShifts[u])));
          });
          sums.forEach((sumsOfRow, r) => {
            const offset = (rows.a[r] ?? 0) + (aShifts[u] ?? 0) - a.least;
            f.emit(splat.set(load(lanes.splat, a.local.get(), offset)));
            sumsOfRow.forEach((sum, c) => {
              const vector = bVectors[c];
              if (vector !== undefined) {
                f.emit(sum.set(madd(lanes, t.variant, splat.get(), vector.get(), sum.get())));
              }
            });
          });
        }
      });

      sums.forEach((sumsOfRow, r) => {
        const shift = rows.out[r] ?? 0;
        const each = (action: (column: LaneGroup, sum: Local) => void): void => {
          columns.forEach((column, c) => {
            const sum = sumsOfRow[c];
            if (sum !== undefined) action(column, sum);
          });
        };
        if (t.accumulate) {
          each((column, sum) => {
            f.emit(
              sum.set(
                op(`${lanes.shape}.add`, loadLanes(lanes, out, column.out, shift), sum.get()),
              ),
            );
          });
        }
        each((column, sum) => storeLanes(f, lanes, out, column.out, sum, shift));
      });
    },
  );
}
