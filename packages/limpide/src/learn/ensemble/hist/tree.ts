/** A tree of gradient boosting as data, and samples going down it. */
import type { Matrix } from '../../../linalg/index.ts';
import { missingBin } from './bins.ts';

/** One place per node; node 0 is the root. In a leaf, feature is −1. */
export interface HistTree {
  readonly feature: Int32Array;
  /** Samples with bin ≤ bin, that is value ≤ threshold, go left. */
  readonly bin: Uint8Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Where the bits of the bins that go left begin, for categorical splits (8 words of 32); −1: not one. */
  readonly set: Int32Array;
  readonly sets: Uint32Array;
  /** What a leaf adds to the prediction. */
  readonly value: Float64Array;
  readonly samples: Int32Array;
  /** How much the split lowers the loss. */
  readonly gain: Float64Array;
}

export const inSet = (sets: Uint32Array, start: number, bin: number): boolean =>
  ((sets[start + (bin >>> 5)]! >>> (bin & 31)) & 1) === 1;

/** Adds the tree's value for each sample to `raw[i * k + at]`; X holds values (not bins). */
export function addTree(
  tree: HistTree,
  X: Matrix,
  categories: readonly Float64Array[],
  raw: Float64Array,
  k: number,
  at: number,
): void {
  const { feature, threshold, missingLeft, left, right, set, sets, value } = tree;
  const { data, rows, cols } = X;
  for (let i = 0; i < rows; i++) {
    let node = 0;
    for (let f = feature[0]!; f >= 0; f = feature[node]!) {
      const x = data[i * cols + f]!;
      let goesLeft: boolean;
      if (set[node]! >= 0) {
        const bin = categories[f]!.indexOf(x);
        goesLeft = inSet(sets, set[node]!, bin < 0 ? missingBin : bin);
      } else goesLeft = x <= threshold[node]! || (Number.isNaN(x) && missingLeft[node] === 1);
      node = goesLeft ? left[node]! : right[node]!;
    }
    raw[i * k + at] = raw[i * k + at]! + value[node]!;
  }
}

/** As `addTree`, for samples in bins, column after column. */
export function addTreeBinned(
  tree: HistTree,
  bins: Uint8Array,
  rows: number,
  raw: Float64Array,
  k: number,
  at: number,
): void {
  const { feature, bin, missingLeft, left, right, set, sets, value } = tree;
  for (let i = 0; i < rows; i++) {
    let node = 0;
    for (let f = feature[0]!; f >= 0; f = feature[node]!) {
      const b = bins[f * rows + i]!;
      const goesLeft =
        set[node]! >= 0
          ? inSet(sets, set[node]!, b)
          : b === missingBin
            ? missingLeft[node] === 1
            : b <= bin[node]!;
      node = goesLeft ? left[node]! : right[node]!;
    }
    raw[i * k + at] = raw[i * k + at]! + value[node]!;
  }
}
