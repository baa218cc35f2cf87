/**
 * The k nearest seen so far, as a heap whose top is the farthest of them: what comes later is compared with
 * the top only, and most candidates go no further. Of equal distances the smaller number is the nearer, so
 * that the answer does not depend on the order of the search.
 */
export class Nearest {
  readonly k: number;
  readonly keys: Float64Array<ArrayBuffer>;
  readonly items: Int32Array<ArrayBuffer>;
  /** How many are held. */
  size = 0;
  /** Candidates beyond it are not taken: the farthest held once there are k, ∞ before. */
  worst = Infinity;

  constructor(k: number) {
    this.k = k;
    this.keys = new Float64Array(k);
    this.items = new Int32Array(k);
  }

  clear(): void {
    this.size = 0;
    this.worst = Infinity;
  }

  /** Takes a candidate if it is among the k nearest. */
  push(key: number, item: number): void {
    const { keys, items, k } = this;
    if (this.size < k) {
      let at = this.size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (keys[parent]! > key || (keys[parent] === key && items[parent]! > item)) break;
        keys[at] = keys[parent]!;
        items[at] = items[parent]!;
        at = parent;
      }
      keys[at] = key;
      items[at] = item;
      if (this.size === k) this.worst = keys[0]!;
      return;
    }
    if (!(key < this.worst || (key === this.worst && item < items[0]!))) return;
    this.#sink(key, item, k);
    this.worst = keys[0]!;
  }

  /** Puts a pair at the top and lets it sink among the first `size`. */
  #sink(key: number, item: number, size: number): void {
    const { keys, items } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const other = child + 1;
      if (
        other < size &&
        (keys[other]! > keys[child]! ||
          (keys[other] === keys[child] && items[other]! > items[child]!))
      )
        child = other;
      if (keys[child]! < key || (keys[child] === key && items[child]! < item)) break;
      keys[at] = keys[child]!;
      items[at] = items[child]!;
      at = child;
    }
    keys[at] = key;
    items[at] = item;
  }

  /** Puts what is held in order, nearest first, in place (a heap sort). Call `clear` afterwards. */
  sort(): void {
    const { keys, items } = this;
    for (let size = this.size - 1; size > 0; size--) {
      const key = keys[size]!;
      const item = items[size]!;
      keys[size] = keys[0]!;
      items[size] = items[0]!;
      this.#sink(key, item, size);
    }
  }
}
