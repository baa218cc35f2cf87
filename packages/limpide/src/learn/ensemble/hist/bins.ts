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
  const rulers = binning.thresholds.map((cuts) => new Ruler(cuts));
  // Some rows at a time, so that they are still in the cache for the next column.
  for (let from = 0; from < rows; from += block) {
    const to = Math.min(rows, from + block);
    for (let j = 0; j < cols; j++) {
      const ruler = rulers[j]!;
      const base = j * rows;
      if (binning.categorical[j] === 1) {
        for (let i = from; i < to; i++) bins[base + i] = ruler.category(data[i * cols + j]!);
      } else {
        for (let i = from; i < to; i++) bins[base + i] = ruler.bin(data[i * cols + j]!);
      }
    }
  }
  return bins;
}
const block = 512;

/** Cells of a ruler: enough that most hold one cut at most. */
const cells = 1024;

/**
 * Finds the bin of values. The way from the first cut to the last is divided into equal cells, and the cuts of each
 * cell are known, so that only among them is left to search.
 */
class Ruler {
  readonly #cuts: Float64Array;
  readonly #low: number;
  readonly #scale: number;
  /** How many cuts lie in cells before this one. A cell's number never falls as x grows, so this is exact. */
  readonly #before = new Uint8Array(cells + 1);

  constructor(cuts: Float64Array) {
    this.#cuts = cuts;
    this.#low = cuts[0] ?? 0;
    this.#scale = cuts.length > 1 ? cells / (cuts.at(-1)! - this.#low) : 0;
    let c = 0;
    for (let cell = 0; cell <= cells; cell++) {
      while (c < cuts.length && this.#cell(cuts[c]!) < cell) c++;
      this.#before[cell] = c;
    }
  }
  #cell(x: number): number {
    const at = (x - this.#low) * this.#scale;
    return at >= cells ? cells - 1 : at > 0 ? Math.trunc(at) : 0;
  }

  /** How many cuts are below x. */
  bin(x: number): number {
    if (Number.isNaN(x)) return missingBin;
    const cuts = this.#cuts;
    const cell = this.#cell(x);
    let low = this.#before[cell]!;
    let high = this.#before[cell + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cuts[middle]! < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  /** Categories that `fit` did not see count as missing. */
  category(x: number): number {
    const at = this.bin(x);
    return at < this.#cuts.length && this.#cuts[at] === x ? at : missingBin;
  }
}
