/** Ranks: the place of each value in sorted order, and what to do with equal values. */
import { choice, type NanOptions, type Sample, values } from '../input.ts';

/**
 * What equal values get: the mean of their places (`'average'`), the lowest, the highest, the same number
 * without gaps after them (`'dense'`), or each its own in order of appearance (`'ordinal'`).
 */
export type TieMethod = 'average' | 'min' | 'max' | 'dense' | 'ordinal';

/** The order that sorts good values; equal ones keep theirs. */
export function sortOrder(x: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: x.length }, (_, i) => i).sort((i, j) => x[i]! - x[j]! || i - j);
}

/** Ranks of good values, and the sizes of their ties. */
export function ranksOf(
  x: ArrayLike<number>,
  method: TieMethod = 'average',
): { readonly ranks: Float64Array<ArrayBuffer>; readonly ties: readonly number[] } {
  const order = sortOrder(x);
  const ranks = new Float64Array(x.length);
  const ties: number[] = [];
  let dense = 0;
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && x[order[j]!] === x[order[i]!]) j++;
    dense++;
    if (j - i > 1) ties.push(j - i);
    for (let k = i; k < j; k++) {
      ranks[order[k]!] =
        method === 'average'
          ? (i + j + 1) / 2
          : method === 'min'
            ? i + 1
            : method === 'max'
              ? j
              : method === 'dense'
                ? dense
                : k + 1;
    }
    i = j;
  }
  return { ranks, ties };
}

/** Σ (t³ − t) over ties: what corrects the variance of rank statistics. */
export const tieTerm = (ties: readonly number[]): number =>
  ties.reduce((total, t) => total + t * (t * t - 1), 0);

/** The rank of each value, counted from 1 (scipy's rankdata). */
export function ranks(
  x: Sample,
  { method = 'average', nanPolicy }: NanOptions & { readonly method?: TieMethod } = {},
): Float64Array<ArrayBuffer> {
  const how = choice('ranks', 'method', method, ['average', 'min', 'max', 'dense', 'ordinal']);
  return ranksOf(values('ranks', x, { nanPolicy, infinite: true }), how).ranks;
}
