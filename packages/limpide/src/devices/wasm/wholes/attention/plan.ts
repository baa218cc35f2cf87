/**
 * Sizes and blocks of attention.
 *
 * Scores are held turned: a block is [key][query], queries in the lanes. Then the softmax of a query runs
 * down a column, without any sum across lanes, and every product of the algorithm is the same micro-kernel
 * (a splat of one operand times vectors of the other) on operands that need no packing, except the queries,
 * which are turned once per block.
 */
import type { Whole } from '../../../../graph/index.ts';
import { type Lanes, lanesOf } from '../../contract/lanes.ts';
import type { Variant } from '../../loops/context.ts';

export interface AttentionPlan {
  readonly B: number;
  /** heads of the queries, of the keys */
  readonly H: number;
  readonly G: number;
  /** queries, keys */
  readonly N: number;
  readonly S: number;
  /** features of queries and keys, of values */
  readonly D: number;
  readonly E: number;
  readonly causal: boolean;
  readonly scale: number;
  /** Heads and batches of the mask, which may be 1. */
  readonly mask: { readonly B: number; readonly H: number } | null;
  readonly variant: Variant;
  readonly lanes: Lanes;
  /** bytes of an element */
  readonly size: number;
  /** queries side by side in the lanes of a tile */
  readonly width: number;
  /** vectors of a tile's row */
  readonly vectors: number;
  /** tiles of queries in a block */
  readonly tiles: number;
  /** keys of a block: a multiple of `keyTile` */
  readonly keys: number;
}

/** Keys of a tile: 6 × 16 numbers (6 × 8) are what fits the registers. */
export const keyTile = 6;

export function attentionPlan(
  low: Whole,
  variant: Variant,
  blocks: { readonly tiles: number; readonly keys: number },
): AttentionPlan {
  const [q, k, v, m] = low.args.map((x) => x.shape) as [
    readonly number[],
    readonly number[],
    readonly number[],
    readonly number[],
  ];
  const [B, H, N, D] = q as [number, number, number, number];
  const [, G, S] = k as [number, number, number];
  const E = v[3]!;
  const lanes = lanesOf[low.dtype as 'float32' | 'float64'];
  const vectors = variant === 'wide' ? 4 : 2;
  const width = vectors * lanes.count;
  // blocks of nearly equal size
  const count = Math.max(1, Math.ceil(S / blocks.keys));
  const keys = Math.max(keyTile, Math.ceil(S / count / keyTile) * keyTile);
  const masked = low.attrs['mask'] === 1;
  return {
    B,
    H,
    G,
    N,
    S,
    D,
    E,
    variant,
    lanes,
    width,
    vectors,
    keys,
    causal: low.attrs['causal'] === 1,
    scale: low.attrs['scale'] as number,
    mask: masked ? { B: m[0]!, H: m[1]! } : null,
    size: lanes.size,
    tiles: Math.max(1, Math.min(blocks.tiles, Math.ceil(N / width))),
  };
}

/** Places in the scratch memory, one after the other. */
export class Places {
  bytes = 0;
  take(bytes: number): number {
    const at = this.bytes;
    this.bytes += Math.ceil(bytes / 64) * 64;
    return at;
  }
}
