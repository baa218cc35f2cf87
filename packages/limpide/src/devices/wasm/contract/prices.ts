/**
 * What a way of computing a contraction costs, in processor cycles, by a small model: two multiply-adds and two loads a cycle,
 * a latency, a call, the copies. It only has to put the candidates in the right order; the numbers are for AVX2 machines.
 */

import { dotVectors } from './dot-kernel.ts';
import type { Lanes } from './lanes.ts';
import { adjacent, lanesOf } from './lanes.ts';
import { packMode } from './pack.ts';
import type { Axis, ContractOptions, Problem, Strategy, Variant } from './spec.ts';
import { product } from './spec.ts';
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

/** One way to do it, with its price. */
export interface Candidate {
  readonly strategy: Strategy;
  readonly swapped: boolean;
  /** with its axes in the order in which they are walked, the innermost one last */
  readonly problem: Problem;
  readonly lanes: Lanes;
  readonly variant: Variant;
  readonly rows: Tiling;
  readonly columns: Tiling;
  /** a vector of columns stays inside the innermost axis */
  readonly aligned: boolean;
  /** neighbouring columns are not neighbours in the result */
  readonly scattered: boolean;
  readonly cycles: number;
}

/** What the registers hold: sums, and everything that lives during one k. V8 keeps one of the sixteen for itself. */
const registers: Readonly<Record<Variant, { readonly sums: number; readonly all: number }>> = {
  wide: { sums: 12, all: 15 },
  relaxed: { sums: 12, all: 15 },
  simd: { sums: 10, all: 14 },
};

/** A multiply-add is ready after this many cycles; fewer sums than twice this number wait for themselves. */
const latency = 4;
const cacheLine = 64;
const firstLevelBytes = 32 * 1024;
const callCycles = 15;
const loopCycles = 3;
/** cycles to copy one vector into a panel */
const packCycles = { copy: 1.2, transpose: 3, gather: 6 } as const;

/** Products along k in one block: packed panels stay in the first-level cache, unless writing the result is expensive. */
export function kBlock(
  c: Pick<Candidate, 'strategy' | 'scattered'>,
  turns: number,
  options: ContractOptions,
): number {
  if (options.kBlock !== undefined) return options.kBlock;
  // one block of 512 costs less than two of 256, whose sums are written and read again
  if (c.strategy === 'packed') return c.scattered ? 1024 : turns <= 512 ? 512 : 256;
  return c.strategy === 'dot' ? 4096 : 1024;
}

/** Whether a tile of this many rows and vectors lives in registers; `loose` vectors of a stream are not paired. */
function fitsRegisters(variant: Variant, rows: number, vectors: number, loose: boolean): boolean {
  const { sums, all } = registers[variant];
  const streamed = rows < vectors && loose ? 2 : 1;
  return rows * vectors <= sums && rows * vectors + Math.min(rows, vectors) + streamed <= all;
}

/** Puts the axis that satisfies `last` at the end; the others follow each other by falling stride. */
function order(
  axes: readonly Axis[],
  stride: (axis: Axis) => number,
  last: (axis: Axis) => boolean = () => false,
): readonly Axis[] {
  const sorted = [...axes].sort((x, y) => Math.abs(stride(y)) - Math.abs(stride(x)));
  const at = sorted.findIndex(last);
  const found = sorted.slice(at, at + 1);
  return at < 0 ? sorted : [...sorted.slice(0, at), ...sorted.slice(at + 1), ...found];
}

function orderK(p: Problem, last?: (axis: Axis) => boolean): readonly Axis[] {
  return order(p.k, (axis) => Math.max(Math.abs(axis.a), Math.abs(axis.b)), last);
}

/** Tiles are cut from the last axis: it should be long, and its rows near each other. */
function orderRows(axes: readonly Axis[], size: number): readonly Axis[] {
  const long = (axis: Axis): boolean => axis.extent >= 4;
  const byStride = order(axes, (axis) => axis.a);
  const last =
    byStride.find((axis) => long(axis) && axis.out === size) ??
    byStride.findLast(long) ??
    [...axes].sort((x, y) => x.extent - y.extent).at(-1);
  return order(
    axes,
    (axis) => axis.a,
    (axis) => axis === last,
  );
}

/** Vectors of which two that are neighbours count once: V8 makes them one. */
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
    const full = one.out.length === lanes.count && two.out.length === lanes.count;
    if (full && (dense || adjacent(lanes, [...one.b, ...two.b]))) i++;
  }
  return units;
}

/** All tiles of the outer-product form. */
export function tileCandidates(
  problem: Problem,
  swapped: boolean,
  strategy: 'direct' | 'packed',
  variant: Variant,
  options: ContractOptions,
): readonly Candidate[] {
  const lanes = lanesOf[problem.dtype];
  const packed = strategy === 'packed';
  const forced = options.tile;
  const side = packed ? 'out' : 'b';
  const n = order(
    problem.n,
    (axis) => axis[side],
    (axis) => axis[side] === lanes.size,
  );
  const m = orderRows(problem.m, lanes.size);
  const k = orderK(problem);
  const last = n.at(-1);
  const aligned = !packed && last?.b === lanes.size && last.extent >= lanes.count;
  const turns = product(k);
  const step = variant === 'wide' ? 2 * lanes.count : lanes.count;
  const widths = forced === undefined ? [1, 2, 3, 4, 5, 6].map((u) => u * step) : [forced.columns];
  const heights = forced === undefined ? [1, 2, 3, 4, 5, 6, 7, 8, 10, 12] : [forced.rows];
  const found: Candidate[] = [];
  for (const width of widths) {
    const columns = tileGroup(n, width, cutFixed);
    const panels = kinds
      .filter((kind) => columns.pieces.count[kind] > 0)
      .map((kind) => {
        const groups = laneGroups(columns, kind, lanes.count, aligned);
        const units = unitsOf(groups, lanes, variant, packed);
        const inPlace = groups.reduce((sum, g) => sum + (adjacent(lanes, g.b) ? 1 : g.b.length), 0);
        const mode = packMode(lanes, tileOffsets(columns, kind, 'b'), k.at(-1)?.b ?? 0);
        return {
          groups,
          units,
          loads: units < groups.length || packed ? units : inPlace,
          pack: packed ? packCycles[mode] * groups.length : 0,
          count: columns.pieces.count[kind] * product(columns.outer),
          scattered: groups.some((g) => !adjacent(lanes, g.out)),
        };
      });
    const scattered = panels.some((panel) => panel.scattered);
    const mostUnits = Math.max(...panels.map((panel) => panel.units));
    const loose = variant === 'wide' && panels.some((p) => p.units * 2 !== p.groups.length);
    const block = kBlock({ strategy, scattered }, turns, options);
    const blocks = Math.ceil(turns / block);
    for (const height of heights) {
      const fits = fitsRegisters(variant, height, mostUnits, loose);
      if (!fits && height > 1 && forced === undefined) continue;
      const rows = tileGroup(m, height, cutEvenly);
      const rowTiles = pieceCount(rows.pieces) * product(rows.outer);
      const slow =
        (!packed && rowTiles >= 4 && farApart(k, turns * width * lanes.size) ? 1.1 : 1) *
        (rowsFarApart(k, Math.min(turns, block)) ? 1.25 : 1);
      const turned = adjacent(lanes, tileOffsets(rows, 0, 'out'));
      let cycles = 0;
      for (const panel of panels) {
        const perVector = panel.scattered ? (turned ? 5 : 10) : 1;
        for (const kind of kinds) {
          const count = rows.pieces.count[kind] * product(rows.outer) * panel.count;
          const r = tileSize(rows, kind);
          const perK = Math.max((r * panel.units) / 2, (r + panel.loads) / 2, latency);
          const perBlock = callCycles + r * panel.groups.length * perVector;
          cycles += count * (turns * perK * slow + blocks * perBlock);
        }
        if (packed) cycles += panel.count * (turns * panel.pack + callCycles);
      }
      found.push({
        strategy,
        swapped,
        problem: { ...problem, m, n, k },
        lanes,
        variant,
        rows,
        columns,
        aligned,
        scattered,
        // More sums than registers are spilled.
        cycles: cycles * product(problem.batch) * (fits ? 1 : 2),
      });
    }
  }
  return found;
}

/** Unpacked columns that lie far apart miss the first-level cache at each tile of rows. */
function farApart(k: readonly Axis[], bytes: number): boolean {
  return bytes > 64 * 1024 || k.some((axis) => Math.abs(axis.b) >= 1024 && axis.extent >= 128);
}

/** A block of rows that lie a cache line apart, or more, does not stay in the first-level cache between tiles. */
function rowsFarApart(k: readonly Axis[], turns: number): boolean {
  return Math.abs(k.at(-1)?.a ?? 0) >= cacheLine && turns * cacheLine > firstLevelBytes;
}

/** All tiles of the dot form, when both operands are contiguous along an axis of k. */
export function dotCandidates(
  problem: Problem,
  swapped: boolean,
  variant: Variant,
  options: ContractOptions,
): readonly Candidate[] {
  const lanes = lanesOf[problem.dtype];
  const k = orderK(problem, (axis) => axis.a === lanes.size && axis.b === lanes.size);
  const innermost = k.at(-1);
  if (innermost?.a !== lanes.size || innermost.b !== lanes.size) return [];
  const m = orderRows(problem.m, lanes.size);
  const n = order(
    problem.n,
    () => 0,
    (axis) => axis.out === lanes.size,
  );
  const step = lanes.count * dotVectors(lanes, variant, innermost.extent);
  // The rest of a row is masked or loaded in pieces.
  const perRow = Math.floor(innermost.extent / step) + (innermost.extent % step === 0 ? 0 : 1.6);
  const kRows = product(k) / innermost.extent;
  const turns = kRows * perRow;
  const blocks = Math.ceil(
    product(k) / kBlock({ strategy: 'dot', scattered: false }, product(k), options),
  );
  const forced = options.tile;
  const found: Candidate[] = [];
  for (const height of forced === undefined ? [1, 2, 3, 4, 5, 6] : [forced.rows]) {
    const rows = tileGroup(m, height, cutEvenly);
    for (const width of forced === undefined ? [1, 2, 3, 4, 5, 6] : [forced.columns]) {
      if (forced === undefined && !fitsRegisters(variant, height, width, false)) continue;
      const columns = tileGroup(n, width, cutEvenly);
      let cycles = 0;
      for (const rowKind of kinds) {
        for (const columnKind of kinds) {
          const rowCount = rows.pieces.count[rowKind] * product(rows.outer);
          const columnCount = columns.pieces.count[columnKind] * product(columns.outer);
          const [r, c] = [tileSize(rows, rowKind), tileSize(columns, columnKind)];
          const perTurn = Math.max((r * c) / 2, (r + c) * 0.75, latency);
          cycles +=
            rowCount *
            columnCount *
            (turns * perTurn + kRows * loopCycles + blocks * (callCycles + r * c * 5));
        }
      }
      found.push({
        strategy: 'dot',
        swapped,
        problem: { ...problem, m, n, k },
        lanes,
        variant,
        rows,
        columns,
        aligned: false,
        scattered: false,
        cycles: cycles * product(problem.batch),
      });
    }
  }
  return found;
}
