/**
 * Columns as ranks. A split of a tree depends on the order of a feature's values only, so each column is
 * sorted once: 0 for its smallest value, 1 for the next… Growing trees then compares and counts small whole
 * numbers, and all threads read the same ranks.
 */
import type { Matrix } from '../../linalg/index.ts';
import { sharedBytes } from '../threads/share.ts';

/** Ranks take two bytes wherever no column has more distinct values than that. */
export type Ranks = Uint16Array<ArrayBufferLike> | Int32Array<ArrayBufferLike>;

/** The columns of `[rows, cols]` numbers, ranked. */
export interface Columns {
  readonly rows: number;
  readonly cols: number;
  /** The rank of row i in column j: `ranks[j * rows + i]`. A missing value ranks after all others. */
  readonly ranks: Ranks;
  /** The distinct values, ascending: those of column j are `values[offsets[j]]` … `values[offsets[j + 1] - 1]`. */
  readonly values: Float64Array;
  readonly offsets: Int32Array;
  /** 1 where the column has missing values. */
  readonly missing: Uint8Array;
}

/** Columns with at most this many distinct values are ranked with a small table instead of a sort. */
const tableValues = 1024;
const tableSlots = 4096;

/** Ranks the columns of a matrix; NaN stands for missing. */
export function rankColumns({ data, rows, cols }: Matrix): Columns {
  const column = new Float64Array(rows);
  const wide = new Int32Array(rows);
  const order = new Sorter(rows);
  const distinct: Float64Array[] = [];
  const missing = new Uint8Array(sharedBytes(cols));
  let ranks: Ranks = new Uint16Array(sharedBytes(2 * rows * cols));
  for (let j = 0; j < cols; j++) {
    for (let i = 0, p = j; i < rows; i++, p += cols) column[i] = data[p]! + 0; // −0 becomes 0
    const values = rankFew(column, wide) ?? order.rank(column, wide);
    distinct.push(values);
    if (values.length > 65535 && ranks instanceof Uint16Array) {
      const larger = new Int32Array(sharedBytes(4 * rows * cols));
      larger.set(ranks);
      ranks = larger;
    }
    ranks.set(wide, j * rows);
    let gaps = 0;
    for (let i = 0; i < rows; i++) if (wide[i] === values.length) gaps = 1;
    missing[j] = gaps;
  }
  const offsets = new Int32Array(sharedBytes(4 * (cols + 1)));
  for (let j = 0; j < cols; j++) offsets[j + 1] = offsets[j]! + distinct[j]!.length;
  const values = new Float64Array(sharedBytes(8 * offsets[cols]!));
  for (let j = 0; j < cols; j++) values.set(distinct[j]!, offsets[j]);
  return { rows, cols, ranks, values, offsets, missing };
}

const slotKey = new Float64Array(tableSlots);
const slotId = new Int32Array(tableSlots);
const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

/** Ranks a column with few distinct values, by looking each value up; undefined when there are many. */
function rankFew(column: Float64Array, ranks: Int32Array): Float64Array | undefined {
  slotId.fill(-1);
  const found: number[] = [];
  let last = Number.NaN;
  let lastId = -1;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (value !== last) {
      last = value;
      if (Number.isNaN(value)) lastId = -1;
      else {
        bits[0] = value;
        let slot =
          (Math.imul(words[0]! ^ Math.imul(words[1]!, 0x85ebca6b), 0x9e3779b1) >>> 16) % tableSlots;
        while (slotId[slot]! >= 0 && slotKey[slot] !== value) slot = (slot + 1) % tableSlots;
        if (slotId[slot]! < 0) {
          if (found.length === tableValues) return undefined;
          slotKey[slot] = value;
          slotId[slot] = found.length;
          found.push(value);
        }
        lastId = slotId[slot]!;
      }
    }
    ranks[i] = lastId;
  }
  const values = Float64Array.from(found).sort();
  const rankOf = new Int32Array(found.length);
  for (let id = 0; id < found.length; id++) rankOf[id] = lowerBound(values, found[id]!);
  for (let i = 0; i < ranks.length; i++) {
    const id = ranks[i]!;
    ranks[i] = id < 0 ? values.length : rankOf[id]!;
  }
  return values;
}

/** The first place of an ascending array whose value is not below `x`. */
function lowerBound(values: Float64Array, x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

const digitBits = 11;
const digits = 1 << digitBits;

/** Sorts float64 columns by their bits: six passes of 11 bits (radix sort, least significant first). */
class Sorter {
  readonly #keys: Uint32Array[];
  readonly #order: Int32Array[];
  readonly #counts = new Int32Array(digits);

  constructor(rows: number) {
    this.#keys = [new Uint32Array(rows), new Uint32Array(rows)];
    this.#order = [new Int32Array(rows), new Int32Array(rows)];
  }

  /** Ranks a column; its distinct values come back. */
  rank(column: Float64Array, ranks: Int32Array): Float64Array {
    const [low, high] = this.#keys as [Uint32Array, Uint32Array];
    let [order, other] = this.#order as [Int32Array, Int32Array];
    const n = column.length;
    for (let i = 0; i < n; i++) {
      bits[0] = column[i]!;
      // Bits of negative numbers are turned over, and the sign of the others, so that they sort as numbers.
      const turn = words[1]! >> 31;
      low[i] = words[0]! ^ turn;
      high[i] = words[1]! ^ (turn | 0x80000000);
      if (Number.isNaN(column[i])) high[i] = low[i] = 0xffffffff;
      order[i] = i;
    }
    for (const keys of [low, high]) {
      for (let shift = 0; shift < 32; shift += digitBits) {
        if (this.#pass(keys, shift, order, other)) [order, other] = [other, order];
      }
    }
    let distinct = 0;
    let last = Number.NaN;
    const values = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const value = column[order[i]!]!;
      if (value !== last && !Number.isNaN(value)) values[distinct++] = value;
      last = value;
      ranks[order[i]!] = Number.isNaN(value) ? -1 : distinct - 1;
    }
    for (let i = 0; i < n; i++) if (ranks[i] === -1) ranks[i] = distinct;
    return values.slice(0, distinct);
  }

  /** Moves `from` to `to` by one digit of the keys; false when the digit is the same everywhere. */
  #pass(keys: Uint32Array, shift: number, from: Int32Array, to: Int32Array): boolean {
    const counts = this.#counts.fill(0);
    const n = from.length;
    for (let i = 0; i < n; i++) counts[(keys[i]! >>> shift) & (digits - 1)]!++;
    if (n === 0 || counts[(keys[0]! >>> shift) & (digits - 1)] === n) return false;
    let start = 0;
    for (let d = 0; d < digits; d++) {
      const count = counts[d]!;
      counts[d] = start;
      start += count;
    }
    for (let i = 0; i < n; i++) {
      const row = from[i]!;
      const digit = (keys[row]! >>> shift) & (digits - 1);
      to[counts[digit]!] = row;
      counts[digit] = counts[digit]! + 1;
    }
    return true;
  }
}
