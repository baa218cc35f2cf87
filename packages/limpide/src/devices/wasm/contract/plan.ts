/**
 * Choosing how to compute a contraction: which operand is the vector side; direct, packed or dot form; the tile; then the
 * blocks and units of work. All shapes are known, so this happens once, when the code is made.
 */

import { dotVectors } from './dot-kernel.ts';
import type { Candidate } from './prices.ts';
import { dotCandidates, kBlock, tileCandidates } from './prices.ts';
import type { ContractOptions, Problem, Strategy, Variant } from './spec.ts';
import { product, swapOperands } from './spec.ts';
import type { Kind, LaneGroup } from './tiling.ts';
import { laneGroups, pieceCount, tileSize } from './tiling.ts';

export interface Plan extends Candidate {
  /** A is copied into panels by a phase of its own */
  readonly packA: boolean;
  /** the columns are packed: by each unit of work for itself, or by a phase of their own for all */
  readonly packB: 'no' | 'private' | 'shared';
  /** turns of the outermost axis of k in one block */
  readonly kTurns: number;
  /** column pieces that one unit of work covers */
  readonly columnsPerUnit: number;
  /** row pieces that one unit of work covers */
  readonly rowsPerUnit: number;
  /** row pieces of A that should stay in the second-level cache */
  readonly rowsPerChunk: number;
}

const secondLevelBytes = 256 * 1024;
const mostSharedBytes = 64 * 1024 * 1024;

/** The panel of columns of this kind, as vectors. */
export function columnGroups(plan: Candidate, kind: Kind): readonly LaneGroup[] {
  return laneGroups(plan.columns, kind, plan.lanes.count, plan.aligned);
}

export function makePlan(p: Problem, variant: Variant, options: ContractOptions): Plan {
  const wanted = (s: Strategy): boolean => options.strategy === undefined || options.strategy === s;
  const candidates = [false, true].flatMap((swapped) => {
    const problem = swapped ? swapOperands(p) : p;
    return [
      ...(wanted('direct') ? tileCandidates(problem, swapped, 'direct', variant, options) : []),
      ...(wanted('packed') ? tileCandidates(problem, swapped, 'packed', variant, options) : []),
      ...(wanted('dot') ? dotCandidates(problem, swapped, variant, options) : []),
    ];
  });
  const [first, ...others] = candidates;
  if (first === undefined) {
    // Only the dot form can fail to fit; the others always do.
    const { strategy: _, tile: __, ...rest } = options;
    return makePlan(p, variant, rest);
  }
  return schedule(
    others.reduce((best, c) => (c.cycles < best.cycles ? c : best), first),
    options,
  );
}

/** Blocks and units of work: enough of them for the threads, and each with operands that stay in the caches. */
function schedule(c: Candidate, options: ContractOptions): Plan {
  const { problem, rows, columns, lanes, strategy } = c;
  const { k, batch } = problem;
  const outermost = k[0]?.extent ?? 1;
  const inner = product(k) / outermost;
  const blocks = Math.ceil(product(k) / kBlock(c, product(k), options));
  let kTurns = Math.max(1, Math.ceil(outermost / blocks));
  if (strategy === 'dot' && k.length === 1) {
    // Only the last block may end inside a chunk.
    const chunk = lanes.count * dotVectors(lanes, c.variant, outermost);
    kTurns = Math.ceil(kTurns / chunk) * chunk;
  }

  const wantedUnits = 2 * (options.maxThreads ?? 8);
  const around = product(batch) * product(rows.outer) * product(columns.outer);
  const columnPieces = pieceCount(columns.pieces);
  const rowPieces = pieceCount(rows.pieces);
  const spare = Math.floor((columnPieces * around) / wantedUnits);
  const panelBytes = tileSize(columns, 0) * kTurns * inner * lanes.size;
  const cached = Math.floor((2 * secondLevelBytes) / panelBytes);
  const columnsPerUnit = Math.max(1, Math.min(8, spare, cached, columnPieces));
  const units = around * Math.ceil(columnPieces / columnsPerUnit);
  const parts = Math.max(1, Math.min(Math.ceil(wantedUnits / units), rowPieces));

  // Where several units need the same columns, these are packed once, before.
  const columnBytes =
    product(batch.filter((axis) => axis.b !== 0)) * product(problem.n) * product(k) * lanes.size;
  const repeated = parts * product(rows.outer) > 1;
  const share = repeated && columnBytes <= mostSharedBytes;
  const packB = strategy !== 'packed' ? 'no' : share ? 'shared' : 'private';

  const aBytes = tileSize(rows, 0) * kTurns * inner * lanes.size;
  return {
    ...c,
    packA: strategy !== 'dot' && (options.packA ?? wantsPackedA(c)),
    packB,
    kTurns,
    columnsPerUnit,
    rowsPerUnit: Math.ceil(rowPieces / parts),
    rowsPerChunk: Math.max(1, Math.min(rowPieces, Math.floor(secondLevelBytes / aBytes))),
  };
}

/** A is read in place, one element at a time, unless its elements are far apart along k and are read often. */
function wantsPackedA({ problem, rows, columns, lanes }: Candidate): boolean {
  const bytes = product(problem.m) * product(problem.k) * product(problem.batch) * lanes.size;
  const reuse = pieceCount(columns.pieces) * product(columns.outer);
  const contiguous = Math.abs(problem.k.at(-1)?.a ?? 0) <= lanes.size;
  const big = bytes > 256 * 1024 && bytes <= mostSharedBytes;
  return big && reuse >= 16 && pieceCount(rows.pieces) > 1 && !contiguous;
}
