/**
 * Values in bins: each feature is cut into at most 255 ranges that hold about as many samples each, so that a
 * value becomes one byte. Bin 255 is for missing values. Categories are numbered instead.
 */
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { DataError, raise } from '../../../errors/index.ts';
import { Matrix } from '../../../linalg/index.ts';
import { RandomStream } from '../../base/index.ts';
import { sharedBytes } from '../../threads/index.ts';
import { type Columns, rankColumns } from '../../trees/columns.ts';

/** The bin of missing values. */
export const missingBin = 255;
/** Bins are found from this many samples at most, drawn at random. */
const enough = 200_000;

/** How values become bins. */
export interface Binning {
  /** Of each feature: ascending thresholds (bin b holds values ≤ threshold b), or the known categories. */
  readonly thresholds: readonly Float64Array[];
  readonly categorical: Uint8Array;
}

/** Finds the bins of the columns of X. @throws DataError when a categorical column has too many categories */
export function findBins(
  X: Matrix,
  maxBins: number,
  categorical: Uint8Array,
  seed: number,
  who: string,
): Binning {
  let sample = X;
  if (X.rows > enough) {
    const rows = new RandomStream(seed, 3).sample(X.rows, enough);
    sample = Matrix.zeros(enough, X.cols, X.kind);
    for (let i = 0; i < enough; i++) sample.data.set(X.row(rows[i]!), i * X.cols);
  }
  const columns = rankColumns(sample);
  const thresholds = Array.from({ length: X.cols }, (_, j) => {
    if (categorical[j] === 0) return cutColumn(columns, j, maxBins);
    const known = categories(X, j);
    if (known.length > maxBins)
      raise(DataError, treeErrors, 'trees.categories', {
        who,
        column: j,
        got: known.length,
        expected: maxBins,
      });
    return known;
  });
  return { thresholds, categorical };
}

function categories({ data, rows, cols }: Matrix, j: number): Float64Array {
  const found = new Set<number>();
  for (let i = 0; i < rows; i++) found.add(data[i * cols + j]!);
  return Float64Array.from([...found].filter((v) => !Number.isNaN(v))).sort();
}

/** Halfway between neighbours where there are few values; at quantiles otherwise. */
function cutColumn(columns: Columns, j: number, maxBins: number): Float64Array {
  const { rows, ranks, offsets, values } = columns;
  const first = offsets[j]!;
  const distinct = offsets[j + 1]! - first;
  if (distinct <= maxBins) {
    return Float64Array.from({ length: Math.max(0, distinct - 1) }, (_, r) =>
      between(values[first + r]!, values[first + r + 1]!),
    );
  }
  // How many values are at most the r-th: finds the k-th smallest of all.
  const upTo = new Int32Array(distinct + 1);
  for (let i = 0; i < rows; i++) upTo[ranks[j * rows + i]!]!++;
  for (let r = 1; r < distinct; r++) upTo[r] = upTo[r]! + upTo[r - 1]!;
  const count = upTo[distinct - 1]!;
  let r = 0;
  const smallest = (k: number): number => {
    while (r > 0 && upTo[r - 1]! > k) r--;
    while (upTo[r]! <= k) r++;
    return values[first + r]!;
  };
  const cuts = new Set<number>();
  for (let b = 1; b < maxBins; b++) {
    const place = ((count - 1) * b) / maxBins;
    cuts.add(between(smallest(Math.floor(place)), smallest(Math.ceil(place))));
  }
  return Float64Array.from(cuts);
}

const between = (a: number, b: number): number => a / 2 + b / 2;

/** The bin of every value, column after column: one byte each, in memory that threads share. */
export function binColumns({ data, rows, cols }: Matrix, binning: Binning): Uint8Array {
  const bins = new Uint8Array(sharedBytes(rows * cols));
  for (let j = 0; j < cols; j++) {
    const cuts = binning.thresholds[j]!;
    const base = j * rows;
    if (binning.categorical[j] === 1) {
      for (let i = 0; i < rows; i++) bins[base + i] = categoryBin(cuts, data[i * cols + j]!);
    } else {
      for (let i = 0; i < rows; i++) bins[base + i] = valueBin(cuts, data[i * cols + j]!);
    }
  }
  return bins;
}

function valueBin(cuts: Float64Array, x: number): number {
  if (Number.isNaN(x)) return missingBin;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Categories that `fit` did not see count as missing. */
function categoryBin(known: Float64Array, x: number): number {
  const at = valueBin(known, x);
  return at < known.length && known[at] === x ? at : missingBin;
}
