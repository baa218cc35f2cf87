/**
 * Cutting a group of axes into tiles that all look alike.
 *
 * A tile is a box: some inner axes whole, a piece of one axis, one index of each outer axis. So inside a tile every element
 * stands at a constant distance from the first, and a kernel needs only one pointer for an operand.
 */

import type { Axis } from './spec.ts';
import { product } from './spec.ts';

/** An axis cut into `count[0]` pieces of `size[0]`, then `count[1]` pieces of `size[1]`. */
export interface Pieces {
  readonly size: readonly [number, number];
  readonly count: readonly [number, number];
}

export interface Tiling {
  /** loops outside the tiles */
  readonly outer: readonly Axis[];
  /** the axis that is cut */
  readonly split: Axis;
  readonly pieces: Pieces;
  /** axes that every tile covers whole */
  readonly whole: readonly Axis[];
}

export type Kind = 0 | 1;
export const kinds: readonly Kind[] = [0, 1];

/** Pieces of one size and a rest: for columns, where a piece is a number of whole vectors. */
export function cutFixed(extent: number, size: number): Pieces {
  const piece = Math.min(size, extent);
  const full = Math.floor(extent / piece);
  const rest = extent - full * piece;
  return { size: [piece, rest], count: [full, rest === 0 ? 0 : 1] };
}

/** Pieces of nearly the same size: for rows, where 32 = 6+6+5+5+5+5 beats 6+6+6+6+6+2. */
export function cutEvenly(extent: number, most: number): Pieces {
  const total = Math.ceil(extent / most);
  const small = Math.floor(extent / total);
  const bigger = extent - small * total;
  if (bigger === 0) return { size: [small, 0], count: [total, 0] };
  return { size: [small + 1, small], count: [bigger, total - bigger] };
}

export function pieceCount(p: Pieces): number {
  return p.count[0] + p.count[1];
}

/** Tiles of at most `most` elements: whole inner axes while they fit, then pieces of the next. */
export function tileGroup(
  axes: readonly Axis[],
  most: number,
  cut: (extent: number, most: number) => Pieces,
): Tiling {
  let inner = axes.length - 1;
  let covered = 1;
  while (inner > 0 && covered * 2 * (axes[inner]?.extent ?? 1) <= most) {
    covered *= axes[inner]?.extent ?? 1;
    inner--;
  }
  const split = axes[inner];
  if (split === undefined) throw new Error('a group of axes is never empty');
  return {
    outer: axes.slice(0, inner),
    split,
    whole: axes.slice(inner + 1),
    pieces: cut(split.extent, Math.max(1, Math.floor(most / covered))),
  };
}

/** Elements of a tile of this kind, as byte offsets from its first, for one operand. */
export function tileOffsets(t: Tiling, kind: Kind, operand: 'a' | 'b' | 'out'): readonly number[] {
  let offsets = Array.from({ length: t.pieces.size[kind] }, (_, i) => i * t.split[operand]);
  for (const axis of t.whole) {
    offsets = offsets.flatMap((offset) =>
      Array.from({ length: axis.extent }, (_, i) => offset + i * axis[operand]),
    );
  }
  return offsets;
}

/** Elements of a tile of this kind. */
export function tileSize(t: Tiling, kind: Kind): number {
  return t.pieces.size[kind] * product(t.whole);
}

/** Where a vector's lanes come from and go to, as byte offsets from the first element of the tile. */
export interface LaneGroup {
  readonly b: readonly number[];
  readonly out: readonly number[];
}

/**
 * The columns of a tile as vectors. A vector does not cross the end of the innermost axis when `aligned`: then it can be
 * loaded at once.
 */
export function laneGroups(
  t: Tiling,
  kind: Kind,
  lanes: number,
  aligned: boolean,
): readonly LaneGroup[] {
  const b = tileOffsets(t, kind, 'b');
  const out = tileOffsets(t, kind, 'out');
  const run = aligned ? (t.whole.at(-1)?.extent ?? b.length) : b.length;
  const groups: LaneGroup[] = [];
  for (let start = 0; start < b.length; start += run) {
    for (let i = start; i < start + run; i += lanes) {
      const end = Math.min(i + lanes, start + run);
      groups.push({ b: b.slice(i, end), out: out.slice(i, end) });
    }
  }
  return groups;
}
