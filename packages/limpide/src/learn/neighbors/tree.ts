/**
 * What k-d trees and ball trees share: points cut in two halves along their widest side, again and again.
 *
 * The tree is complete: the children of node t are 2t + 1 and 2t + 2, nothing links them. Points are copied
 * in the order of the leaves, so that those of a node stand together in memory. A search goes down to the
 * nearer child first and leaves out nodes that are farther than what it already has.
 */
import type { Floats, Matrix } from '../../linalg/index.ts';
import type { Nearest } from './heap.ts';
import type { Measure } from './metrics.ts';

/** Neighbours found within a radius: numbers, and reduced distances; grows as needed. */
export class Found {
  items = new Int32Array(64);
  keys = new Float64Array(64);
  size = 0;

  push(key: number, item: number): void {
    if (this.size === this.items.length) {
      const items = new Int32Array(this.size * 2);
      items.set(this.items);
      this.items = items;
      const keys = new Float64Array(this.size * 2);
      keys.set(this.keys);
      this.keys = keys;
    }
    this.items[this.size] = item;
    this.keys[this.size++] = key;
  }
}

export abstract class PointTree {
  readonly measure: Measure;
  /** Number of points, and of features. */
  readonly rows: number;
  readonly cols: number;
  /** The points, in the order of the leaves. */
  readonly points: Float64Array<ArrayBuffer>;
  /** The number in the data of the point at each place. */
  readonly order: Int32Array<ArrayBuffer>;
  /** Node t holds the points at places `starts[t]` … `ends[t] − 1`. */
  readonly starts: Int32Array<ArrayBuffer>;
  readonly ends: Int32Array<ArrayBuffer>;
  /** Nodes from this one on are leaves. */
  readonly firstLeaf: number;

  /**
   * O(n·d·log n).
   *
   * @param leafSize points in a leaf: at most twice as many, at least half
   */
  constructor(x: Matrix, measure: Measure, leafSize: number) {
    this.measure = measure;
    this.rows = x.rows;
    this.cols = x.cols;
    const levels = Math.max(1, Math.floor(Math.log2(Math.max(1, (x.rows - 1) / leafSize))) + 1);
    const nodes = 2 ** levels - 1;
    this.firstLeaf = (nodes - 1) / 2;
    this.starts = new Int32Array(nodes);
    this.ends = new Int32Array(nodes);
    this.order = new Int32Array(x.rows);
    for (let i = 0; i < x.rows; i++) this.order[i] = i;
    this.#cut(x.data, 0, 0, x.rows);
    this.points = new Float64Array(x.rows * x.cols);
    for (let t = 0; t < x.rows; t++) {
      const from = this.order[t]! * x.cols;
      for (let c = 0; c < x.cols; c++) this.points[t * x.cols + c] = x.data[from + c]!;
    }
  }

  #cut(data: Floats, node: number, from: number, to: number): void {
    this.starts[node] = from;
    this.ends[node] = to;
    if (node >= this.firstLeaf) return;
    const { cols, order } = this;
    let widest = 0;
    let width = -1;
    for (let c = 0; c < cols; c++) {
      let low = Infinity;
      let high = -Infinity;
      for (let t = from; t < to; t++) {
        const v = data[order[t]! * cols + c]!;
        if (v < low) low = v;
        if (v > high) high = v;
      }
      if (high - low > width) {
        width = high - low;
        widest = c;
      }
    }
    const middle = (from + to) >> 1;
    select(order, data, cols, widest, from, to - 1, middle);
    this.#cut(data, 2 * node + 1, from, middle);
    this.#cut(data, 2 * node + 2, middle, to);
  }

  /** A reduced distance that no point of the node is below. */
  protected abstract nearestOf(node: number, q: Floats, at: number): number;
  /** A reduced distance that no point of the node is above. */
  protected abstract farthestOf(node: number, q: Floats, at: number): number;

  /** Adds to `best` the nearest points of q[at …]; the point numbered `skip` is left out. */
  nearest(q: Floats, at: number, best: Nearest, skip = -1): void {
    if (this.rows > 0) this.#descend(0, this.nearestOf(0, q, at), q, at, best, skip);
  }
  #descend(node: number, gap: number, q: Floats, at: number, best: Nearest, skip: number): void {
    if (gap > best.worst) return;
    if (node >= this.firstLeaf) {
      this.scan(this.starts[node]!, this.ends[node]!, q, at, best, skip);
      return;
    }
    const left = 2 * node + 1;
    const toLeft = this.nearestOf(left, q, at);
    const toRight = this.nearestOf(left + 1, q, at);
    if (toLeft <= toRight) {
      this.#descend(left, toLeft, q, at, best, skip);
      this.#descend(left + 1, toRight, q, at, best, skip);
    } else {
      this.#descend(left + 1, toRight, q, at, best, skip);
      this.#descend(left, toLeft, q, at, best, skip);
    }
  }
  /** Looks at each point of a leaf. */
  protected scan(
    from: number,
    to: number,
    q: Floats,
    at: number,
    best: Nearest,
    skip: number,
  ): void {
    const { points, order, cols } = this;
    const { reduced } = this.measure;
    for (let t = from; t < to; t++) {
      const gap = reduced(q, at, points, t * cols, cols);
      if (gap <= best.worst && order[t] !== skip) best.push(gap, order[t]!);
    }
  }

  /** Adds to `found` the points at a reduced distance ≤ `limit` from q[at …]. */
  within(q: Floats, at: number, limit: number, found: Found, skip = -1): void {
    if (this.rows > 0) this.#gather(0, q, at, limit, found, skip);
  }
  #gather(node: number, q: Floats, at: number, limit: number, found: Found, skip: number): void {
    if (this.nearestOf(node, q, at) > limit) return;
    if (node < this.firstLeaf) {
      this.#gather(2 * node + 1, q, at, limit, found, skip);
      this.#gather(2 * node + 2, q, at, limit, found, skip);
      return;
    }
    const { points, order, cols } = this;
    const { reduced } = this.measure;
    for (let t = this.starts[node]!; t < this.ends[node]!; t++) {
      const gap = reduced(q, at, points, t * cols, cols);
      if (gap <= limit && order[t] !== skip) found.push(gap, order[t]!);
    }
  }

  /**
   * How many points are at a reduced distance ≤ `limit`. Nodes that lie within are counted whole, and the
   * counting stops at `enough`.
   */
  count(q: Floats, at: number, limit: number, enough = Infinity): number {
    return this.rows > 0 ? this.#count(0, q, at, limit, enough) : 0;
  }
  #count(node: number, q: Floats, at: number, limit: number, enough: number): number {
    if (this.nearestOf(node, q, at) > limit) return 0;
    if (this.farthestOf(node, q, at) <= limit) return this.ends[node]! - this.starts[node]!;
    if (node < this.firstLeaf) {
      const left = this.#count(2 * node + 1, q, at, limit, enough);
      return left >= enough ? left : left + this.#count(2 * node + 2, q, at, limit, enough - left);
    }
    const { points, cols } = this;
    const { reduced } = this.measure;
    let count = 0;
    for (let t = this.starts[node]!; t < this.ends[node]! && count < enough; t++) {
      if (reduced(q, at, points, t * cols, cols) <= limit) count++;
    }
    return count;
  }
}

/** Moves items so that the one at `k` is where sorting would put it, smaller ones before it (Hoare, 1961). */
function select(
  order: Int32Array<ArrayBuffer>,
  data: Floats,
  cols: number,
  c: number,
  from: number,
  to: number,
  k: number,
): void {
  let low = from;
  let high = to;
  while (low < high) {
    const pivot = data[order[(low + high) >> 1]! * cols + c]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (data[order[i]! * cols + c]! < pivot) i++;
      while (data[order[j]! * cols + c]! > pivot) j--;
      if (i <= j) {
        const t = order[i]!;
        order[i++] = order[j]!;
        order[j--] = t;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return;
  }
}
