/** The kernels of a plan: one for each kind of tile, and the copies into panels. */

import type { FuncRef, ModuleBuilder } from '../assembler/index.ts';
import { emitDotKernel } from './dot-kernel.ts';
import { usedKinds } from './drive.ts';
import { panelWidth } from './layout.ts';
import { emitPack } from './pack.ts';
import type { Plan } from './plan.ts';
import { columnGroups } from './plan.ts';
import { emitTileKernel } from './tile-kernel.ts';
import type { Kind } from './tiling.ts';
import { tileOffsets, tileSize } from './tiling.ts';
import { denseSteps } from './walk.ts';

/** `(a, b, out, turns, scratch)`: a tile's products along one block of k, written or added to the result. */
export function emitKernel(
  m: ModuleBuilder,
  name: string,
  plan: Plan,
  rowKind: Kind,
  columnKind: Kind,
  accumulate: boolean,
): FuncRef {
  const { rows, columns, lanes, variant, problem, strategy, packA, packB } = plan;
  const extents = problem.k.map((axis) => axis.extent);
  const fullName = `${name}_${rowKind}${columnKind}${accumulate ? '_add' : ''}`;
  const height = tileSize(rows, rowKind);
  const direct = { a: tileOffsets(rows, rowKind, 'a'), out: tileOffsets(rows, rowKind, 'out') };
  const common = { lanes, variant, extents, accumulate };
  const aSteps = problem.k.map((axis) => axis.a);
  const bSteps = problem.k.map((axis) => axis.b);
  if (strategy === 'dot') {
    const out = tileOffsets(columns, columnKind, 'out');
    const b = tileOffsets(columns, columnKind, 'b');
    return emitDotKernel(m, fullName, {
      ...common,
      rows: direct,
      aSteps,
      bSteps,
      columns: { b, out },
    });
  }
  const dense = (length: number, first = 0): number[] =>
    Array.from({ length }, (_, i) => (first + i) * lanes.size);
  const groups = columnGroups(plan, columnKind);
  const width = panelWidth(plan, columnKind);
  return emitTileKernel(m, fullName, {
    ...common,
    rows: packA ? { a: dense(height), out: direct.out } : direct,
    columns:
      packB === 'no'
        ? groups
        : groups.map((group, g) => ({ b: dense(lanes.count, g * lanes.count), out: group.out })),
    aSteps: packA ? denseSteps(extents, height * lanes.size) : aSteps,
    bSteps: packB === 'no' ? bSteps : denseSteps(extents, width * lanes.size),
  });
}

/** `(source, panel, turns)` for each kind of tile of an operand. */
export function emitPacks(
  m: ModuleBuilder,
  name: string,
  plan: Plan,
  operand: 'a' | 'b',
): ReadonlyMap<Kind, FuncRef> {
  const { problem, lanes, rows, columns } = plan;
  const t = operand === 'a' ? rows : columns;
  const extents = problem.k.map((axis) => axis.extent);
  const steps = problem.k.map((axis) => axis[operand]);
  return new Map(
    usedKinds(t.pieces).map((kind) => {
      const offsets = tileOffsets(t, kind, operand);
      const width = operand === 'a' ? offsets.length : panelWidth(plan, kind);
      const full = `${name}_copy_${operand}${kind}`;
      return [kind, emitPack(m, full, { lanes, offsets, width, extents, steps })];
    }),
  );
}
