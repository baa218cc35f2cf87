/**
 * A tree over points of the plane or of space, for sums of forces that fade with distance (Barnes & Hut, 1986).
 *
 * Each node is a box cut in 4 (or 8) equal parts. From far away, all the points of a box act like one heavy
 * point at their centre of mass, so that a sum over n points costs O(log n). The tree is written in preorder:
 * the children of a node follow it, and `next` says where its subtree ends. Walking it needs no stack: either
 * the node is far enough and one jumps to `next`, or one steps to the following node.
 *
 * It is rebuilt at every iteration, so its arrays are kept from one time to the next.
 */

/** Points in a leaf at most: below that, looking at each one is as quick as going on cutting. */
const leafSize = 2;
/** Cuts after which points are taken for identical. */
const deepest = 48;

export class SpaceTree {
  readonly dim: 2 | 3;
  /** Nodes in use. */
  count = 0;
  /** Per node: the centre of mass (dim numbers), the squared distance from which it is far, its points. */
  nodes: Float64Array<ArrayBuffer>;
  /** Per node: the place after its subtree. */
  next: Int32Array<ArrayBuffer>;
  /** The points' numbers in the order of the leaves: neighbours in space are neighbours here. */
  readonly order: Int32Array<ArrayBuffer>;
  readonly #scratch: Int32Array<ArrayBuffer>;
  readonly #octant: Uint8Array<ArrayBuffer>;
  #points: Float64Array<ArrayBufferLike> = new Float64Array(0);
  #inverseAngle = 0;

  /**
   * @param n number of points
   * @param dim 2 or 3
   */
  constructor(n: number, dim: 2 | 3) {
    this.dim = dim;
    const room = 2 * n + 64;
    this.nodes = new Float64Array(room * (dim + 2));
    this.next = new Int32Array(room);
    this.order = new Int32Array(n);
    this.#scratch = new Int32Array(n);
    this.#octant = new Uint8Array(n);
  }

  /**
   * Builds the tree over points (n × dim, row by row). A box of width w counts as far from a point at distance r
   * when w < angle·r; with angle 0 every point is looked at.
   */
  build(points: Float64Array<ArrayBufferLike>, angle: number): void {
    const n = this.order.length;
    this.#points = points;
    this.#inverseAngle = angle > 0 ? 1 / (angle * angle) : Infinity;
    this.count = 0;
    for (let i = 0; i < n; i++) this.order[i] = i;
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      for (let c = 0; c < this.dim; c++) {
        const v = points[i * this.dim + c]!;
        if (v < low[c]!) low[c] = v;
        if (v > high[c]!) high[c] = v;
      }
    }
    const half =
      Math.max(high[0]! - low[0]!, high[1]! - low[1]!, this.dim === 3 ? high[2]! - low[2]! : 0) / 2;
    this.#cut(
      0,
      n,
      (low[0]! + high[0]!) / 2,
      (low[1]! + high[1]!) / 2,
      this.dim === 3 ? (low[2]! + high[2]!) / 2 : 0,
      half,
      0,
    );
  }

  /** Writes the node of the points order[from …to − 1], in the box of this middle, and those below it. */
  #cut(
    from: number,
    to: number,
    mx: number,
    my: number,
    mz: number,
    half: number,
    depth: number,
  ): void {
    const me = this.#write(from, to, 2 * half);
    const distinct = this.nodes[me * (this.dim + 2) + this.dim]! > 0;
    if (to - from > leafSize && distinct && depth < deepest) {
      const parts = this.dim === 2 ? 4 : 8;
      const starts = this.#split(from, to, mx, my, mz, parts);
      const quarter = half / 2;
      let begin = from;
      for (let part = 0; part < parts; part++) {
        const end = starts[part]!;
        if (end > begin) {
          this.#cut(
            begin,
            end,
            part & 1 ? mx + quarter : mx - quarter,
            part & 2 ? my + quarter : my - quarter,
            part & 4 ? mz + quarter : mz - quarter,
            quarter,
            depth + 1,
          );
        }
        begin = end;
      }
    } else if (to - from > 1 && distinct) {
      for (let i = from; i < to; i++) {
        const leaf = this.#write(i, i + 1, 0); // may give `next` a larger array
        this.next[leaf] = this.count;
      }
    }
    this.next[me] = this.count;
  }

  /** A node for these points; far from whatever lies at `limit` or more (squared) from its centre. */
  #write(from: number, to: number, width: number): number {
    const me = this.count++;
    if (me >= this.next.length) this.#grow();
    const { dim, order } = this;
    const points = this.#points;
    const at = me * (dim + 2);
    const count = to - from;
    let diagonal = 0;
    for (let c = 0; c < dim; c++) {
      let sum = 0;
      let low = Infinity;
      let high = -Infinity;
      for (let i = from; i < to; i++) {
        const v = points[order[i]! * dim + c]!;
        sum += v;
        if (v < low) low = v;
        if (v > high) high = v;
      }
      this.nodes[at + c] = count === 1 ? low : sum / count;
      diagonal += (high - low) ** 2;
    }
    // One point, or several at one place: nothing to open. Else never far from a point inside: that one is
    // at most the diagonal away.
    this.nodes[at + dim] =
      diagonal === 0 ? -1 : Math.max(width * width * this.#inverseAngle, diagonal);
    this.nodes[at + dim + 1] = count;
    return me;
  }

  /** Sorts order[from …to − 1] by the part of the box that each point is in; where each part ends. */
  #split(from: number, to: number, mx: number, my: number, mz: number, parts: number): Int32Array {
    const { dim, order } = this;
    const points = this.#points;
    const scratch = this.#scratch;
    const octant = this.#octant;
    const ends = new Int32Array(parts);
    for (let i = from; i < to; i++) {
      const p = order[i]! * dim;
      let part = points[p]! > mx ? 1 : 0;
      if (points[p + 1]! > my) part |= 2;
      if (dim === 3 && points[p + 2]! > mz) part |= 4;
      octant[i] = part;
      scratch[i] = order[i]!;
      ends[part]!++;
    }
    let sum = from;
    for (let part = 0; part < parts; part++) {
      const size = ends[part]!;
      ends[part] = sum;
      sum += size;
    }
    for (let i = from; i < to; i++) order[ends[octant[i]!]!++] = scratch[i]!;
    return ends;
  }

  #grow(): void {
    const nodes = new Float64Array(this.nodes.length * 2);
    nodes.set(this.nodes);
    this.nodes = nodes;
    const next = new Int32Array(this.next.length * 2);
    next.set(this.next);
    this.next = next;
  }
}
