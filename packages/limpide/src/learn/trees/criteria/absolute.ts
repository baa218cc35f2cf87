/**
 * Absolute error: leaves predict medians, the impurity is the mean distance from the median.
 *
 * The loss on either side of a cut must be known for every cut. A Fenwick tree over the node's targets, in
 * order, keeps weights and weighted sums; the median is found by walking down it: O(n log n) per feature.
 */
import { Criterion } from './criterion.ts';

export class AbsoluteError extends Criterion {
  readonly #targets: Float64Array;
  readonly #weights: Float64Array;
  readonly #outputs: number;
  /** For each output: 1 + the place of a sample's target among those of the node, and targets in order. */
  readonly #rank: Int32Array;
  readonly #sorted: Float64Array;
  readonly #loss: Float64Array;
  readonly #fenwick: Fenwick;
  /** Σ w |y − median| of the node, summed over outputs. */
  #base = 0;

  constructor(targets: Float64Array, weights: Float64Array, outputs: number) {
    super(outputs, weights.length);
    this.#targets = targets;
    this.#weights = weights;
    this.#outputs = outputs;
    this.#rank = new Int32Array(targets.length);
    this.#sorted = new Float64Array(targets.length);
    this.#loss = new Float64Array(weights.length + 1);
    this.#fenwick = new Fenwick(weights.length);
  }

  enter(samples: Int32Array, start: number, end: number): void {
    const n = end - start;
    const outputs = this.#outputs;
    let weight = 0;
    for (let i = 0; i < n; i++) {
      this.local[i] = this.#weights[samples[start + i]!]!;
      weight += this.local[i]!;
    }
    this.weight = weight;
    this.#base = 0;
    const y = new Float64Array(n);
    for (let k = 0; k < outputs; k++) {
      for (let i = 0; i < n; i++) y[i] = this.#targets[samples[start + i]! * outputs + k]!;
      const order = Int32Array.from(y, (_, i) => i).sort((a, b) => y[a]! - y[b]!);
      for (let p = 0; p < n; p++) {
        this.#rank[k * this.local.length + order[p]!] = p + 1;
        this.#sorted[k * this.local.length + p] = y[order[p]!]!;
      }
      this.value[k] = this.#median(order, y);
      for (let i = 0; i < n; i++) this.#base += this.local[i]! * Math.abs(y[i]! - this.value[k]!);
    }
    this.impurity = this.#base / (weight * outputs);
  }

  /** The weighted median; halfway between two targets when exactly half the weight lies below. */
  #median(order: Int32Array, y: Float64Array): number {
    let below = 0;
    for (let p = 0; p < order.length; p++) {
      below += this.local[order[p]!]!;
      const excess = 2 * below - this.weight;
      if (Math.abs(excess) <= 1e-12 * this.weight && p + 1 < order.length)
        return (y[order[p]!]! + y[order[p + 1]!]!) / 2;
      if (excess > 0) return y[order[p]!]!;
    }
    return y[order.at(-1)!]!;
  }

  scan(
    ranks: Int32Array,
    at: Int32Array,
    n: number,
    first: number,
    minLeaf: number,
    minWeight: number,
  ): number {
    const loss = this.#loss.fill(0, 0, n + 1);
    for (let k = 0; k < this.#outputs; k++) {
      const from = k * this.local.length;
      this.#fenwick.open(this.#sorted, from, n);
      for (let i = 0; i < n; i++) {
        const place = at[i]!;
        this.#fenwick.add(this.#rank[from + place]!, this.local[place]!);
        loss[i + 1] = loss[i + 1]! + this.#fenwick.loss();
      }
      this.#fenwick.open(this.#sorted, from, n);
      for (let i = n - 1; i > 0; i--) {
        const place = at[i]!;
        this.#fenwick.add(this.#rank[from + place]!, this.local[place]!);
        loss[i] = loss[i]! + this.#fenwick.loss();
      }
    }
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    let weightLeft = 0;
    for (let i = 1; i <= n - minLeaf; i++) {
      weightLeft += this.local[at[i - 1]!]!;
      if (ranks[i] === ranks[i - 1] || i < first || i < minLeaf) continue;
      if (weightLeft < minWeight || this.weight - weightLeft < minWeight) continue;
      if (-loss[i]! > best) {
        best = -loss[i]!;
        cut = i;
      }
    }
    this.score = best;
    return cut;
  }

  judge(goesLeft: Uint8Array, n: number, minWeight: number): number {
    let loss = 0;
    for (const side of [1, 0]) {
      for (let k = 0; k < this.#outputs; k++) {
        const from = k * this.local.length;
        this.#fenwick.open(this.#sorted, from, n);
        for (let i = 0; i < n; i++)
          if (goesLeft[i] === side) this.#fenwick.add(this.#rank[from + i]!, this.local[i]!);
        loss += this.#fenwick.loss();
      }
      if (this.#fenwick.weight < minWeight) return Number.NEGATIVE_INFINITY;
    }
    return -loss;
  }

  gain(score: number): number {
    return (score + this.#base) / this.#outputs;
  }
}

/** Weights at places 1 … n with the sums of any beginning, both in O(log n) (Fenwick, 1994). */
class Fenwick {
  readonly #weights: Float64Array;
  readonly #sums: Float64Array;
  #values: Float64Array = new Float64Array();
  #from = 0;
  #n = 0;
  #top = 0;
  weight = 0;
  #sum = 0;

  constructor(rows: number) {
    this.#weights = new Float64Array(rows + 1);
    this.#sums = new Float64Array(rows + 1);
  }

  /** Empties it for n places with these values, ascending. */
  open(values: Float64Array, from: number, n: number): void {
    this.#values = values;
    this.#from = from;
    this.#n = n;
    this.#top = 1 << Math.floor(Math.log2(n));
    this.weight = this.#sum = 0;
    this.#weights.fill(0, 0, n + 1);
    this.#sums.fill(0, 0, n + 1);
  }

  add(place: number, weight: number): void {
    const y = this.#values[this.#from + place - 1]!;
    this.weight += weight;
    this.#sum += weight * y;
    for (let p = place; p <= this.#n; p += p & -p) {
      this.#weights[p] = this.#weights[p]! + weight;
      this.#sums[p] = this.#sums[p]! + weight * y;
    }
  }

  /** Σ w |y − median| of what was added. */
  loss(): number {
    let below = 0;
    let sum = 0;
    let place = 0;
    for (let step = this.#top; step > 0; step >>= 1) {
      const p = place + step;
      if (p <= this.#n && below + this.#weights[p]! < this.weight / 2) {
        place = p;
        below += this.#weights[p]!;
        sum += this.#sums[p]!;
      }
    }
    const median = this.#values[this.#from + Math.min(place, this.#n - 1)]!;
    return Math.max(0, median * below - sum + (this.#sum - sum) - median * (this.weight - below));
  }
}
