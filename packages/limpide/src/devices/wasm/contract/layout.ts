/** Where packed panels stand in the scratch memories, and how large these must be. */

import type { Plan } from './plan.ts';
import { columnGroups } from './plan.ts';
import type { Axis } from './spec.ts';
import { product } from './spec.ts';
import type { Kind, Tiling } from './tiling.ts';
import { kinds, pieceCount, tileSize } from './tiling.ts';
import { denseSteps } from './walk.ts';

/** Numbers that the drivers and the kernels must agree on. */
export interface Layout {
  /** products along the inner axes of k, for one turn of the outermost */
  readonly innerK: number;
  readonly outermostK: number;
  readonly blocks: number;
  /** rows of A in all, when it is packed */
  readonly packedRows: number;
  /** bytes of a panel of columns: of one block when each unit packs for itself, of the whole k when it is shared */
  readonly panelBytes: number;
  /** where the shared panels of columns begin, behind those of A */
  readonly sharedColumns: number;
  /** where the room for a tile's results begins, behind the private panels */
  readonly bounce: number;
  readonly scratchPerThread: number;
  readonly scratchShared: number;
}

/** elements from one k to the next in a panel of columns */
export function panelWidth(plan: Plan, kind: Kind): number {
  return columnGroups(plan, kind).length * plan.lanes.count;
}

/** Axes outside the tiles that tell one panel from another: along the other batch axes the operand stands still. */
export function panelAxes(plan: Plan, t: Tiling, operand: 'a' | 'b'): readonly Axis[] {
  return [...plan.problem.batch.filter((axis) => axis[operand] !== 0), ...t.outer];
}

/** Steps for numbering along `panelAxes`, when each index of the innermost of them counts `innermost`. */
export function panelSteps(axes: readonly Axis[], innermost: number): ReadonlyMap<Axis, number> {
  const steps = denseSteps(
    axes.map((axis) => axis.extent),
    innermost,
  );
  return new Map(axes.map((axis, i) => [axis, steps[i] ?? 0]));
}

export function makeLayout(plan: Plan): Layout {
  const { problem, lanes, rows, columns, kTurns, packA, packB, strategy } = plan;
  const line = (bytes: number): number => Math.ceil(bytes / 64) * 64;
  const turns = product(problem.k);
  const outermostK = problem.k[0]?.extent ?? 1;
  const innerK = turns / outermostK;
  const packedRows = product(panelAxes(plan, rows, 'a')) * rows.split.extent * product(rows.whole);
  const widest = Math.max(...kinds.map((kind) => panelWidth(plan, kind)));
  const panelBytes = line(widest * lanes.size * (packB === 'shared' ? turns : kTurns * innerK));
  const panels = product(panelAxes(plan, columns, 'b')) * pieceCount(columns.pieces);
  const sharedColumns = packA ? line(packedRows * turns * lanes.size) : 0;
  const bounce = packB === 'private' ? plan.columnsPerUnit * panelBytes : 0;
  const tile = tileSize(rows, 0) * tileSize(columns, 0);
  const results =
    strategy === 'dot' ? 32 * tile : plan.scattered ? lanes.size * tileSize(rows, 0) * widest : 0;
  return {
    innerK,
    outermostK,
    blocks: Math.ceil(outermostK / kTurns),
    packedRows,
    panelBytes,
    sharedColumns,
    bounce,
    scratchPerThread: line(bounce + results),
    scratchShared: sharedColumns + (packB === 'shared' ? panels * panelBytes : 0),
  };
}
