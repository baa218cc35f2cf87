/**
 * Sorting the samples of a node by the rank of a feature: insertion for a few, counting where ranks lie close
 * together, radix otherwise. All three are stable and linear or better than that in practice.
 */

/** Below this many samples, insertion is fastest. */
const few = 24;

/** Room for the samples of one node. */
export class Order {
  /** Ranks, ascending. */
  readonly ranks: Int32Array;
  /** The place (0 … n − 1, within the node) of each, in that order. */
  readonly at: Int32Array;
  readonly #spareRanks: Int32Array;
  readonly #spareAt: Int32Array;
  readonly #counts = new Int32Array(4096);

  constructor(rows: number) {
    this.ranks = new Int32Array(rows);
    this.at = new Int32Array(rows);
    this.#spareRanks = new Int32Array(rows);
    this.#spareAt = new Int32Array(rows);
  }

  /** Sorts places 0 … n − 1 by `local`, whose values lie in low … high. */
  sort(local: Int32Array, n: number, low: number, high: number): void {
    if (n <= few) this.#insert(local, n);
    else {
      const range = high - low + 1;
      if (range <= 256 || (range <= 4096 && range <= 4 * n)) {
        this.#pass(local, null, n, low, 0, range, -1, this.ranks, this.at);
      } else this.#radix(local, n, low, range);
    }
  }

  #insert(local: Int32Array, n: number): void {
    const { ranks, at } = this;
    for (let i = 0; i < n; i++) {
      const rank = local[i]!;
      let k = i;
      while (k > 0 && ranks[k - 1]! > rank) {
        ranks[k] = ranks[k - 1]!;
        at[k] = at[k - 1]!;
        k--;
      }
      ranks[k] = rank;
      at[k] = i;
    }
  }

  #radix(local: Int32Array, n: number, low: number, range: number): void {
    const width = n < 2048 ? 8 : 11;
    const passes = Math.ceil(Math.log2(range) / width);
    let from = local;
    let fromAt: Int32Array | null = null;
    for (let pass = 0; pass < passes; pass++) {
      // The last pass must end in `ranks` and `at`.
      const last = (passes - pass) % 2 === 1;
      const to = last ? this.ranks : this.#spareRanks;
      const toAt = last ? this.at : this.#spareAt;
      const digits = 1 << width;
      this.#pass(from, fromAt, n, low, pass * width, digits, digits - 1, to, toAt);
      from = to;
      fromAt = toAt;
    }
  }
  /** One stable pass by the digit ((rank − low) >> shift) & mask, below `digits`. */
  #pass(
    from: Int32Array,
    fromAt: Int32Array | null,
    n: number,
    low: number,
    shift: number,
    digits: number,
    mask: number,
    to: Int32Array,
    toAt: Int32Array,
  ): void {
    const counts = this.#counts;
    for (let d = 0; d < digits; d++) counts[d] = 0;
    for (let i = 0; i < n; i++) {
      const digit = ((from[i]! - low) >> shift) & mask;
      counts[digit] = counts[digit]! + 1;
    }
    let start = 0;
    for (let d = 0; d < digits; d++) {
      const count = counts[d]!;
      counts[d] = start;
      start += count;
    }
    for (let i = 0; i < n; i++) {
      const rank = from[i]!;
      const digit = ((rank - low) >> shift) & mask;
      const place = counts[digit]!;
      counts[digit] = place + 1;
      to[place] = rank;
      toAt[place] = fromAt === null ? i : fromAt[i]!;
    }
  }
}
