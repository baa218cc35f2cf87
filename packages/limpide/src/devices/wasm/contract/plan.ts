/**
 * Choosing how to compute a contraction: which operand is the vector side, direct, packed or dot form, and the tile. Every
 * choice is priced in processor cycles by a small model, and the cheapest one wins. All shapes are known, so this happens once,
 * when the code is made.
 */

import { dotVectors } from './dot-kernel.ts';
import type { Lanes } from './lanes.ts';
import { adjacent, lanesOf } from './lanes.ts';
import { packMode } from './pack.ts';
import type { Axis, ContractOptions, Problem, Strategy, Variant } from './spec.ts';
import { product, swapOperands } from './spec.ts';
import type { LaneGroup, Tiling } from './tiling.ts';
import {
  cutEvenly,
  cutFixed,
  kinds,
  laneGroups,
  pieceCount,
  tileGroup,
  tileOffsets,
  tileSize,
} from './tiling.ts';

export interface Plan {
  readonly strategy: Strategy;
  readonly swapped: boolean;
  readonly problem: Problem;
  readonly lanes: Lanes;
  readonly variant: Variant;
  readonly rows: Tiling;
  readonly columns: Tiling;
  /** a vector of columns stays inside the innermost axis */
  readonly aligned: boolean;
  readonly packA: boolean;
  /** turns of the outermost axis of k in one block */
  readonly kTurns: number;
  /** column pieces that one unit of work covers */
  readonly columnsPerUnit: number;
  /** row pieces that one unit of work covers */
  readonly rowsPerUnit: number;
  /** row pieces of A that should stay in the second-level cache */
  readonly rowsPerChunk: number;
  readonly cycles: number;
}

/** What the registers hold: sums, and everything that lives during one k. */
const registers: Readonly<Record<Variant, { readonly sums: number; readonly all: number }>> = {
  wide: { sums: 12, all: 16 },
  relaxed: { sums: 12, all: 16 },
  simd: { sums: 10, all: 16 },
};

/** A fused multiply-add is ready after this many cycles; fewer sums than twice this number wait for themselves. */
const latency = 4;
const callCycles = 15;
/** products along k in one block, when the columns are packed: a panel of 16 columns stays in the first-level cache */
const packedBlock = 256;
const directBlock = 1024;
const dotBlock = 4096;
const secondLevelBytes = 256 * 1024;

/** The panel of columns of this kind, as vectors. */
export function columnGroups(
  plan: Pick<Plan, 'columns' | 'aligned' | 'lanes'>,
  kind: 0 | 1,
): readonly LaneGroup[] {
  return laneGroups(plan.columns, kind, plan.lanes.count, plan.aligned);
}

export function makePlan(p: Problem, variant: Variant, options: ContractOptions): Plan {
  let best: Plan | undefined;
  const consider = (plan: Plan | undefined): void => {
    if (plan !== undefined && (best === undefined || plan.cycles < best.cycles)) best = plan;
  };
  const wanted = (s: Strategy): boolean => options.strategy === undefined || options.strategy === s;
  for (const swapped of [false, true]) {
    const problem = swapped ? swapOperands(p) : p;
    for (const strategy of ['direct', 'packed'] as const) {
      if (wanted(strategy)) tilePlans(problem, swapped, strategy, variant, options, consider);
    }
    if (wanted('dot')) dotPlans(problem, swapped, variant, options, consider);
  }
  if (best === undefined) {
    // The wanted strategy does not fit this shape.
    const { strategy: _, tile: __, ...rest } = options;
    return makePlan(p, variant, rest);
  }
  return schedule(best, options);
}

type Consider = (plan: Plan | undefined) => void;

/** Puts the axis that satisfies `last` at the end; the others follow each other by falling stride. */
function order(
  axes: readonly Axis[],
  stride: (axis: Axis) => number,
  last: (axis: Axis) => boolean,
): readonly Axis[] {
  const sorted = [...axes].sort((x, y) => stride(y) - stride(x));
  const at = sorted.findIndex(last);
  return at < 0
    ? sorted
    : [...sorted.slice(0, at), ...sorted.slice(at + 1), ...sorted.slice(at, at + 1)];
}

function orderedRows(axes: readonly Axis[]): readonly Axis[] {
  return [...axes].sort((x, y) => x.extent - y.extent);
}

/** Vectors that are pairs for V8 count once. */
function unitsOf(
  groups: readonly LaneGroup[],
  lanes: Lanes,
  variant: Variant,
  dense: boolean,
): number {
  let units = 0;
  for (let i = 0; i < groups.length; i++) {
    units++;
    const one = groups[i];
    const two = groups[i + 1];
    if (variant !== 'wide' || one === undefined || two === undefined) continue;
    const pair =
      one.out.length === lanes.count &&
      two.out.length === lanes.count &&
      adjacent(lanes, [...one.out, ...two.out]) &&
      (dense || adjacent(lanes, [...one.b, ...two.b]));
    if (pair) i++;
  }
  return units;
}

function tilePlans(
  problem: Problem,
  swapped: boolean,
  strategy: 'direct' | 'packed',
  variant: Variant,
  options: ContractOptions,
  consider: Consider,
): void {
  const lanes = lanesOf[problem.dtype];
  const packed = strategy === 'packed';
  const unit = (axis: Axis): boolean => (packed ? axis.out : axis.b) === lanes.size;
  const n = order(problem.n, (axis) => Math.abs(packed ? axis.out : axis.b), unit);
  const m = orderedRows(problem.m);
  const k = order(
    problem.k,
    (axis) => Math.max(Math.abs(axis.a), Math.abs(axis.b)),
    () => false,
  );
  const last = n.at(-1);
  const aligned =
    !packed && last !== undefined && last.b === lanes.size && last.extent >= lanes.count;
  const limit = registers[variant];
  const turns = product(k);
  const outer = product(problem.batch);
  const step = variant === 'wide' ? 2 * lanes.count : lanes.count;
  const widths =
    options.tile === undefined ? [1, 2, 3, 4, 6].map((u) => u * step) : [options.tile.columns];
  const seen = new Set<string>();
  for (const width of widths) {
    const columns = tileGroup(n, width, cutFixed);
    const key = `${columns.outer.length}:${columns.pieces.size.join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const panels = kinds.map((kind) => {
      const groups = laneGroups(columns, kind, lanes.count, aligned);
      const loads = packed
        ? unitsOf(groups, lanes, variant, true)
        : groups.reduce((sum, g) => sum + (adjacent(lanes, g.b) ? 1 : g.b.length), 0);
      const stores = groups.reduce(
        (sum, g) => sum + (adjacent(lanes, g.out) ? 1 : 2 * g.out.length),
        0,
      );
      const mode = packMode(lanes, tileOffsets(columns, kind, 'b'), k.at(-1)?.b ?? 0);
      const packCost = { copy: 1.2, transpose: 3, gather: 6 }[mode] * groups.length;
      const units = unitsOf(groups, lanes, variant, packed);
      const paired = !packed && units < groups.length;
      return {
        units,
        loads: paired ? units : loads,
        stores,
        packCost,
        count: columns.pieces.count[kind] * product(columns.outer),
      };
    });
    const mostUnits = Math.max(...panels.map((panel) => (panel.count > 0 ? panel.units : 0)));
    const rowChoices =
      options.tile === undefined ? [1, 2, 3, 4, 5, 6, 7, 8, 10, 12] : [options.tile.rows];
    for (const most of rowChoices) {
      const fits = most * mostUnits <= limit.sums && most * mostUnits + mostUnits + 1 <= limit.all;
      if (!fits && most > 1 && options.tile === undefined) continue;
      const rows = tileGroup(m, most, cutEvenly);
      let cycles = 0;
      const rowTiles = pieceCount(rows.pieces) * product(rows.outer);
      for (const panel of panels) {
        if (panel.count === 0) continue;
        for (const kind of kinds) {
          const count = rows.pieces.count[kind] * product(rows.outer) * panel.count;
          const r = tileSize(rows, kind);
          const perK = Math.max((r * panel.units) / 2, (r + panel.loads) / 2, latency);
          if (count > 0)
            cycles +=
              count *
              (turns * perK * far(k, rowTiles, packed, width, lanes) +
                callCycles +
                r * panel.stores);
        }
        if (packed) cycles += panel.count * (turns * panel.packCost + callCycles);
      }
      // More sums than registers are spilled.
      if (!fits) cycles *= 2;
      consider({
        strategy,
        swapped,
        problem: { ...problem, m, n, k },
        lanes,
        variant,
        rows,
        columns,
        aligned,
        packA: options.packA ?? false,
        kTurns: 0,
        columnsPerUnit: 1,
        rowsPerUnit: 1,
        rowsPerChunk: 1,
        cycles: cycles * outer,
      });
    }
  }
}

/** Unpacked columns that lie far apart miss the first-level cache at each tile of rows. */
function far(
  k: readonly Axis[],
  rowTiles: number,
  packed: boolean,
  width: number,
  lanes: Lanes,
): number {
  if (packed || rowTiles < 4) return 1;
  const bytes = product(k) * width * lanes.size;
  const spread = k.some((axis) => Math.abs(axis.b) >= 1024 && axis.extent >= 128);
  return spread || bytes > 64 * 1024 ? 1.1 : 1;
}

function dotPlans(
  problem: Problem,
  swapped: boolean,
  variant: Variant,
  options: ContractOptions,
  consider: Consider,
): void {
  const lanes = lanesOf[problem.dtype];
  const k = order(
    problem.k,
    (axis) => Math.max(Math.abs(axis.a), Math.abs(axis.b)),
    (axis) => axis.a === lanes.size && axis.b === lanes.size,
  );
  const innermost = k.at(-1);
  if (innermost === undefined || innermost.a !== lanes.size || innermost.b !== lanes.size) return;
  const m = orderedRows(problem.m);
  const n = order(
    problem.n,
    () => 0,
    (axis) => axis.out === lanes.size,
  );
  const step = lanes.count * dotVectors(lanes, variant, innermost.extent);
  const perRow = Math.ceil(innermost.extent / step);
  const turns = (product(k) / innermost.extent) * perRow;
  const limit = registers[variant];
  const choices = [1, 2, 3, 4, 5, 6];
  for (const r of options.tile === undefined ? choices : [options.tile.rows]) {
    const rows = tileGroup(m, r, cutEvenly);
    for (const c of options.tile === undefined ? choices : [options.tile.columns]) {
      if (options.tile === undefined && (r * c > limit.sums || r * c + c + 1 > limit.all)) continue;
      const columns = tileGroup(n, c, cutEvenly);
      let cycles = 0;
      for (const rowKind of kinds) {
        for (const columnKind of kinds) {
          const count =
            rows.pieces.count[rowKind] *
            product(rows.outer) *
            columns.pieces.count[columnKind] *
            product(columns.outer);
          if (count === 0) continue;
          const height = tileSize(rows, rowKind);
          const width = tileSize(columns, columnKind);
          const perTurn = Math.max((height * width) / 2, (height + width) * 0.6, latency);
          cycles += count * (turns * perTurn + callCycles + height * width * 5);
        }
      }
      consider({
        strategy: 'dot',
        swapped,
        problem: { ...problem, m, n, k },
        lanes,
        variant,
        rows,
        columns,
        aligned: false,
        packA: false,
        kTurns: 0,
        columnsPerUnit: 1,
        rowsPerUnit: 1,
        rowsPerChunk: 1,
        cycles: cycles * product(problem.batch),
      });
    }
  }
}

/** Blocks and units of work: enough of them for the threads, and each with operands that stay in the caches. */
function schedule(plan: Plan, options: ContractOptions): Plan {
  const { problem, rows, columns, lanes, strategy } = plan;
  const { k } = problem;
  const outermost = k[0]?.extent ?? 1;
  const inner = product(k) / Math.max(1, outermost);
  const target =
    options.kBlock ?? { packed: packedBlock, direct: directBlock, dot: dotBlock }[strategy];
  const blocks = Math.max(1, Math.ceil(product(k) / target));
  let kTurns = Math.max(1, Math.ceil(outermost / blocks));
  if (strategy === 'dot' && k.length === 1) {
    // Only the last block may end inside a chunk.
    const chunk = lanes.count * dotVectors(lanes, plan.variant, outermost);
    kTurns = Math.ceil(kTurns / chunk) * chunk;
  }
  const wantedUnits = 2 * (options.maxThreads ?? 8);
  const around = product(problem.batch) * product(rows.outer) * product(columns.outer);
  const columnPieces = pieceCount(columns.pieces);
  const rowPieces = pieceCount(rows.pieces);
  const columnsPerUnit = Math.max(
    1,
    Math.min(8, Math.floor((columnPieces * around) / wantedUnits), columnPieces),
  );
  const units = around * Math.ceil(columnPieces / columnsPerUnit);
  // Rows are only divided when columns give too few units: each part packs its columns again.
  const leastRows = strategy === 'packed' ? 4 : 1;
  const parts = Math.max(
    1,
    Math.min(Math.ceil(wantedUnits / units), Math.floor(rowPieces / leastRows)),
  );
  const rowsPerUnit = Math.ceil(rowPieces / parts);
  const aBytes = tileSize(rows, 0) * kTurns * inner * lanes.size;
  const rowsPerChunk = Math.max(
    1,
    Math.min(rowPieces, Math.floor(secondLevelBytes / Math.max(1, aBytes))),
  );
  return {
    ...plan,
    kTurns,
    columnsPerUnit,
    rowsPerUnit,
    rowsPerChunk,
    packA: strategy !== 'dot' && (options.packA ?? wantsPackedA(plan)),
  };
}

/** A is read in place, one element at a time, unless its rows are far apart along k and it is read often. */
function wantsPackedA({ problem, rows, columns, lanes }: Plan): boolean {
  const bytes = product(problem.m) * product(problem.k) * product(problem.batch) * lanes.size;
  const reuse = pieceCount(columns.pieces) * product(columns.outer);
  const step = Math.abs(problem.k.at(-1)?.a ?? 0);
  const contiguous = step <= lanes.size;
  const big = bytes > 256 * 1024 && bytes <= 128 * 1024 * 1024;
  return big && reuse >= 16 && pieceCount(rows.pieces) > 1 && !contiguous;
}
