/** Disjoint sets (union by size, paths halved): who belongs together, in nearly constant time (Tarjan, 1975). */
export class DisjointSets {
  readonly parent: Int32Array<ArrayBuffer>;
  readonly size: Int32Array<ArrayBuffer>;

  constructor(n: number) {
    this.parent = new Int32Array(n);
    for (let i = 0; i < n; i++) this.parent[i] = i;
    this.size = new Int32Array(n).fill(1);
  }
  find(i: number): number {
    const { parent } = this;
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  }
  /** Joins the sets of a and b; the root of the result. */
  join(a: number, b: number): number {
    let x = this.find(a);
    let y = this.find(b);
    if (x === y) return x;
    if (this.size[x]! < this.size[y]!) [x, y] = [y, x];
    this.parent[y] = x;
    this.size[x]! += this.size[y]!;
    return x;
  }
}
