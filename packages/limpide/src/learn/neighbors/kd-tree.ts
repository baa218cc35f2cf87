/**
 * k-d tree (Bentley, 1975): each node keeps the box that holds its points. Good for few features: beyond some
 * twenty, most boxes touch most balls and looking at every point is as quick.
 */
import type { Floats, Matrix } from '../../linalg/index.ts';
import type { Nearest } from './heap.ts';
import { longRow, type Measure } from './metrics.ts';
import { PointTree } from './tree.ts';

export class KDTree extends PointTree {
  /** Lower and upper corners of the boxes: node t, feature c at `2·(t·cols + c)` and the place after. */
  readonly #boxes: Float64Array<ArrayBuffer>;
  readonly #p: number;

  /** @param measure of a Minkowski metric */
  constructor(x: Matrix, measure: Measure, leafSize: number) {
    super(x, measure, leafSize);
    this.#p = measure.p ?? 2;
    const { cols, points, starts, ends, firstLeaf } = this;
    this.#boxes = new Float64Array(starts.length * cols * 2);
    const boxes = this.#boxes;
    for (let node = starts.length - 1; node >= 0; node--) {
      for (let c = 0; c < cols; c++) {
        let low = Infinity;
        let high = -Infinity;
        if (node < firstLeaf) {
          const left = 2 * ((2 * node + 1) * cols + c);
          const right = left + 2 * cols;
          low = Math.min(boxes[left]!, boxes[right]!);
          high = Math.max(boxes[left + 1]!, boxes[right + 1]!);
        } else {
          for (let t = starts[node]!; t < ends[node]!; t++) {
            const v = points[t * cols + c]!;
            if (v < low) low = v;
            if (v > high) high = v;
          }
        }
        boxes[2 * (node * cols + c)] = low;
        boxes[2 * (node * cols + c) + 1] = high;
      }
    }
  }

  protected override nearestOf(node: number, q: Floats, at: number): number {
    const { cols } = this;
    const boxes = this.#boxes;
    const p = this.#p;
    let sum = 0;
    for (let c = 0, b = 2 * node * cols; c < cols; c++, b += 2) {
      const v = q[at + c]!;
      const low = boxes[b]! - v;
      const high = v - boxes[b + 1]!;
      const gap = low > 0 ? low : Math.max(high, 0);
      if (p === 2) sum += gap * gap;
      else if (p === 1) sum += gap;
      else if (p === Infinity) sum = Math.max(gap, sum);
      else sum += gap ** p;
    }
    // long rows are summed in another order: their bound gives way by a few roundings
    return cols < longRow ? sum : sum * (1 - 1e-13);
  }
  protected override farthestOf(node: number, q: Floats, at: number): number {
    const { cols } = this;
    const boxes = this.#boxes;
    const p = this.#p;
    let sum = 0;
    for (let c = 0, b = 2 * node * cols; c < cols; c++, b += 2) {
      const v = q[at + c]!;
      const gap = Math.max(v - boxes[b]!, boxes[b + 1]! - v);
      if (p === 2) sum += gap * gap;
      else if (p === 1) sum += gap;
      else if (p === Infinity) sum = Math.max(gap, sum);
      else sum += gap ** p;
    }
    return sum;
  }

  /** As the general one; the commonest case, points of the plane or of space, without calls. */
  protected override scan(
    from: number,
    to: number,
    q: Floats,
    at: number,
    best: Nearest,
    skip: number,
  ): void {
    const { points, order, cols } = this;
    if (this.#p !== 2 || cols > 3 || cols < 2) {
      super.scan(from, to, q, at, best, skip);
      return;
    }
    const x = q[at]!;
    const y = q[at + 1]!;
    const z = cols === 3 ? q[at + 2]! : 0;
    for (let t = from, p = from * cols; t < to; t++, p += cols) {
      const u = points[p]! - x;
      const v = points[p + 1]! - y;
      let gap = u * u + v * v;
      if (cols === 3) {
        const w = points[p + 2]! - z;
        gap += w * w;
      }
      if (gap <= best.worst && order[t] !== skip) best.push(gap, order[t]!);
    }
  }
}
