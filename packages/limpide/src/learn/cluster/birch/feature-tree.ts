/**
 * The tree of Birch. A node holds summaries of groups of samples — how many, their sum, the sum of their squares —
 * from which centre and radius follow, and which are added when groups merge. Samples go down to the nearest
 * summary; a leaf that is full is split in two, and so may be the nodes above it.
 */
import type { Floats } from '../../../linalg/index.ts';

/** A group of samples: what is known of it, and the node of its parts. */
class Summary {
  count: number;
  /** Σx */
  readonly sum: Float64Array;
  /** Σ‖x‖² */
  squares: number;
  readonly centre: Float64Array;
  /** ‖centre‖² */
  norm = 0;
  below: Node | undefined;

  constructor(count: number, sum: Float64Array, squares: number) {
    this.count = count;
    this.sum = sum;
    this.squares = squares;
    this.centre = new Float64Array(sum.length);
    this.#locate();
  }
  static empty(d: number): Summary {
    return new Summary(0, new Float64Array(d), 0);
  }
  #locate(): void {
    let norm = 0;
    for (let j = 0; j < this.sum.length; j++) {
      const c = this.count > 0 ? this.sum[j]! / this.count : 0;
      this.centre[j] = c;
      norm += c * c;
    }
    this.norm = norm;
  }
  add(other: Summary): void {
    this.count += other.count;
    this.squares += other.squares;
    for (let j = 0; j < this.sum.length; j++) this.sum[j]! += other.sum[j]!;
    this.#locate();
  }
  /** Takes a group in if the radius √(Σ‖x‖²/n − ‖centre‖²) of both together stays within the threshold. */
  takes(other: Summary, threshold: number): boolean {
    const count = this.count + other.count;
    let norm = 0;
    for (let j = 0; j < this.sum.length; j++) norm += ((this.sum[j]! + other.sum[j]!) / count) ** 2;
    if ((this.squares + other.squares) / count - norm > threshold * threshold) return false;
    this.add(other);
    return true;
  }
  /** ‖centre − other‖² but for a constant of the other. */
  distance(other: Summary): number {
    let dot = 0;
    for (let j = 0; j < this.centre.length; j++) dot += this.centre[j]! * other.centre[j]!;
    return this.norm - 2 * dot;
  }
}

interface Node {
  readonly leaf: boolean;
  readonly groups: Summary[];
  /** Leaves stand in a row. */
  before: Node | undefined;
  after: Node | undefined;
}
const nodeOf = (leaf: boolean, groups: Summary[] = []): Node => ({
  leaf,
  groups,
  before: undefined,
  after: undefined,
});

export class FeatureTree {
  readonly #d: number;
  readonly #threshold: number;
  readonly #branching: number;
  #root: Node = nodeOf(true);
  /** Stands before the first leaf. */
  readonly #start: Node = nodeOf(true);

  constructor(d: number, threshold: number, branching: number) {
    this.#d = d;
    this.#threshold = threshold;
    this.#branching = branching;
    this.#start.after = this.#root;
    this.#root.before = this.#start;
  }

  insert(data: Floats, from: number): void {
    const sum = Float64Array.from(data.subarray(from, from + this.#d));
    const sample = new Summary(
      1,
      sum,
      sum.reduce((s, v) => s + v * v, 0),
    );
    if (!this.#insert(this.#root, sample)) return;
    this.#root = nodeOf(false, this.#split(this.#root));
  }

  /** Puts a group below a node. Gives whether the node is now too large. */
  #insert(node: Node, group: Summary): boolean {
    const { groups } = node;
    let nearest: Summary | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const own of groups) {
      const far = own.distance(group);
      if (far < least || !nearest) [nearest, least] = [own, far];
    }
    if (!nearest) {
      groups.push(group);
      return false;
    }
    if (!nearest.below) {
      if (nearest.takes(group, this.#threshold)) return false;
      groups.push(group);
      return groups.length > this.#branching;
    }
    if (!this.#insert(nearest.below, group)) {
      nearest.add(group);
      return false;
    }
    const [first, second] = this.#split(nearest.below);
    groups[groups.indexOf(nearest)] = first;
    groups.push(second);
    return groups.length > this.#branching;
  }

  /** Two nodes of one: around the two groups that are farthest apart. */
  #split(node: Node): [Summary, Summary] {
    const { groups } = node;
    let [one, two] = [0, 0];
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < groups.length; i++)
      for (let j = 0; j < groups.length; j++) {
        const far = i === j ? 0 : groups[i]!.distance(groups[j]!) + groups[j]!.norm;
        if (far > most) [one, two, most] = [i, j, far];
      }
    const halves = [nodeOf(node.leaf), nodeOf(node.leaf)] as const;
    const summaries: [Summary, Summary] = [Summary.empty(this.#d), Summary.empty(this.#d)];
    const [a, b] = [groups[one]!, groups[two]!];
    groups.forEach((group, i) => {
      // of groups that all coincide, one stays on its side
      const first = i === one || a.distance(group) < b.distance(group);
      halves[first ? 0 : 1].groups.push(group);
      summaries[first ? 0 : 1].add(group);
    });
    summaries[0].below = halves[0];
    summaries[1].below = halves[1];
    if (node.leaf) {
      halves[0].before = node.before;
      halves[0].after = halves[1];
      halves[1].before = halves[0];
      halves[1].after = node.after;
      if (node.before) node.before.after = halves[0];
      if (node.after) node.after.before = halves[1];
    }
    return summaries;
  }

  /** Centres of the groups in the leaves, leaf by leaf. */
  centres(): Float64Array[] {
    const all: Float64Array[] = [];
    for (let leaf = this.#start.after; leaf; leaf = leaf.after)
      for (const group of leaf.groups) all.push(group.centre);
    return all;
  }
}
