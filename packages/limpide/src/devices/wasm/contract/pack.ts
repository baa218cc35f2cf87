/**
 * Copying a tile's operand into a dense panel [k][lanes], read through its view: vector copies where the view is contiguous
 * along the tile, 4×4 transposes in registers where it is contiguous along k, single elements elsewhere.
 */

import type { FuncRef, FunctionBuilder, Local, ModuleBuilder } from '../assembler/index.ts';
import { i32c, op } from '../assembler/index.ts';
import type { Lanes, Pointer } from './lanes.ts';
import { adjacent, basedAt, loadLanes, storeLanes } from './lanes.ts';
import { transpose } from './transpose.ts';
import { denseSteps, walk } from './walk.ts';

export interface PackKernel {
  readonly lanes: Lanes;
  /** byte offsets of the tile's elements in the operand */
  readonly offsets: readonly number[];
  /** elements from one k to the next in the panel; those beyond the tile are set to zero */
  readonly width: number;
  readonly extents: readonly number[];
  /** bytes, one for each axis of k */
  readonly steps: readonly number[];
}

export type PackMode = 'copy' | 'transpose' | 'gather';

export function packMode(
  lanes: Lanes,
  offsets: readonly number[],
  innermostStep: number,
): PackMode {
  if (offsets.length === 1 || adjacent(lanes, offsets)) return 'copy';
  const runs = chunks(offsets, lanes.count);
  if (runs.filter((run) => adjacent(lanes, run)).length * 2 >= runs.length) return 'copy';
  return innermostStep === lanes.size ? 'transpose' : 'gather';
}

/** Emits `(source, panel, turns)`. */
export function emitPack(m: ModuleBuilder, name: string, p: PackKernel): FuncRef {
  const mode = packMode(p.lanes, p.offsets, p.steps.at(-1) ?? 0);
  return m.func(
    name,
    [
      ['source', 'i32'],
      ['panel', 'i32'],
      ['turns', 'i32'],
    ],
    [],
    (f) => {
      const source = basedAt(f, f.param(0), p.offsets);
      const panel = f.param(1);
      const panelSteps = denseSteps(p.extents, p.width * p.lanes.size);
      if (mode !== 'transpose') {
        walk(
          f,
          p.extents,
          f.param(2),
          [
            { local: source.local, steps: p.steps },
            { local: panel, steps: panelSteps },
          ],
          0,
          () => copyOne(f, p, source, panel),
        );
        return;
      }
      // The innermost axis is walked by `transposeRow`, several k at a time, which moves both pointers to its end.
      const left = f.local('i32', 'left');
      if (p.extents.length === 1) {
        f.emit(left.set(f.param(2).get()));
        transposeRow(f, p, source, panel, left);
        return;
      }
      const length = p.extents.at(-1) ?? 1;
      walk(
        f,
        p.extents.slice(0, -1),
        f.param(2),
        [
          { local: source.local, steps: p.steps.slice(0, -1), moved: length * p.lanes.size },
          { local: panel, steps: panelSteps.slice(0, -1), moved: length * p.width * p.lanes.size },
        ],
        0,
        () => {
          f.emit(left.set(i32c(length)));
          transposeRow(f, p, source, panel, left);
        },
      );
    },
  );
}

/** One k: every vector of the tile, then zeros up to the width. */
function copyOne(f: FunctionBuilder, p: PackKernel, source: Pointer, panel: Local): void {
  const { lanes } = p;
  const to: Pointer = { local: panel, least: 0 };
  // All loads come before the stores, so that pairs of them can be packed.
  const runs = chunks(p.offsets, lanes.count);
  const vectors = runs.map((_, i) => f.local('v128', `v${i}`));
  runs.forEach((run, i) => {
    const vector = vectors[i];
    if (vector !== undefined) f.emit(vector.set(loadLanes(lanes, source, run)));
  });
  runs.forEach((_, i) => {
    const vector = vectors[i];
    if (vector !== undefined) storeLanes(f, lanes, to, panelOffsets(p, i, 0), vector);
  });
}

/** Where vector `i` of the `k`-th line of the panel goes; the last vector is cut where the width ends. */
function panelOffsets(p: PackKernel, i: number, k: number): readonly number[] {
  const { count, size } = p.lanes;
  const length = Math.min(count, p.width - i * count);
  return Array.from({ length }, (_, lane) => (k * p.width + i * count + lane) * size);
}

/** The whole innermost axis: `left` elements, contiguous in the operand; moves both pointers to its end. */
function transposeRow(
  f: FunctionBuilder,
  p: PackKernel,
  source: Pointer,
  panel: Local,
  left: Local,
): void {
  const { lanes } = p;
  const step = lanes.count;
  const advance = (k: number): void => {
    f.emit(source.local.set(op('i32.add', source.local.get(), i32c(k * lanes.size))));
    f.emit(panel.set(op('i32.add', panel.get(), i32c(k * p.width * lanes.size))));
    f.emit(left.set(op('i32.sub', left.get(), i32c(k))));
  };
  const whileAtLeast = (k: number, body: () => void): void => {
    f.block((done) =>
      f.loop((again) => {
        f.brIf(done, op('i32.lt_s', left.get(), i32c(k)));
        body();
        advance(k);
        f.br(again);
      }),
    );
  };
  const lines = Array.from({ length: step }, (_, i) => f.local('v128', `line${i}`));
  const turned = Array.from({ length: step }, (_, i) => f.local('v128', `turned${i}`));
  whileAtLeast(step, () => {
    chunks(p.offsets, step).forEach((run, i) => {
      lines.forEach((line, lane) => {
        const offset = run[lane];
        const k =
          offset === undefined
            ? undefined
            : Array.from({ length: step }, (_, j) => offset + j * lanes.size);
        f.emit(
          line.set(
            k === undefined ? op('v128.xor', line.get(), line.get()) : loadLanes(lanes, source, k),
          ),
        );
      });
      transpose(f, lines, turned);
      turned.forEach((vector, k) => {
        storeLanes(f, lanes, { local: panel, least: 0 }, panelOffsets(p, i, k), vector);
      });
    });
  });
  whileAtLeast(1, () => copyOne(f, p, source, panel));
}

export function chunks(offsets: readonly number[], size: number): readonly (readonly number[])[] {
  const list: (readonly number[])[] = [];
  for (let i = 0; i < offsets.length; i += size) list.push(offsets.slice(i, i + size));
  return list;
}
