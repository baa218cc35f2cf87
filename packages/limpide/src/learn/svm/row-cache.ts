/** Rows of a kernel matrix, as many as there is room for, in one block of memory. */

/** The block; problems solved one after the other may share it. */
export class RowMemory {
  #block = new Float64Array(0);
  /** The most numbers to keep. */
  readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }
  /** At least this many numbers, whatever they are. */
  block(length: number): Float64Array {
    if (this.#block.length < length) this.#block = new Float64Array(length);
    return this.#block;
  }
}

/** Row i is at `rows[find(i)]` and after; the row used longest ago makes place. */
export class RowCache {
  readonly rows: Float64Array;
  readonly #fill: (i: number, out: Float64Array, at: number) => void;
  readonly #size: number;
  readonly #places: number;
  /** Where row i is, in rows; −1: not kept. */
  readonly #placeOf: Int32Array;
  /** Which row is at a place. */
  readonly #ownerOf: Int32Array;
  readonly #used: Float64Array;
  #kept = 0;
  #clock = 0;

  constructor(
    fill: (i: number, out: Float64Array, at: number) => void,
    size: number,
    memory: RowMemory,
  ) {
    // A step needs two rows at once.
    this.#places = Math.min(size, Math.max(3, Math.floor(memory.limit / size)));
    this.rows = memory.block(this.#places * size);
    this.#fill = fill;
    this.#size = size;
    this.#placeOf = new Int32Array(size).fill(-1);
    this.#ownerOf = new Int32Array(this.#places);
    this.#used = new Float64Array(this.#places);
  }

  /** Where row i begins in `rows`; it is computed if need be. Valid until another two rows were asked for. */
  find(i: number): number {
    let place = this.#placeOf[i]!;
    if (place < 0) {
      place = this.#kept < this.#places ? this.#kept++ : this.#oldest();
      this.#placeOf[i] = place;
      this.#ownerOf[place] = i;
      this.#fill(i, this.rows, place * this.#size);
    }
    this.#used[place] = ++this.#clock;
    return place * this.#size;
  }
  /** A place that is free again. */
  #oldest(): number {
    let oldest = 0;
    for (let p = 1; p < this.#places; p++) if (this.#used[p]! < this.#used[oldest]!) oldest = p;
    this.#placeOf[this.#ownerOf[oldest]!] = -1;
    return oldest;
  }
}
