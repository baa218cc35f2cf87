/**
 * Hierarchies of clusters: n samples, n − 1 merges. Each merge joins the two clusters that are nearest, where
 * the distance between clusters is a rule (the linkage).
 *
 * All rules but one go by the chain of nearest neighbours (Benzécri, 1982; Murtagh, 1983): follow nearest
 * neighbours until two are each other's, merge them, go on from where the chain was. Distances to the new
 * cluster follow from the old ones (Lance & Williams, 1967). O(n²) time, n²/2 distances in memory. Single
 * linkage is the minimum spanning tree, O(n²) time and O(n) memory.
 */
import type { Matrix } from '../../../linalg/index.ts';
import type { PairDistance } from '../../neighbors/metrics.ts';
import { DisjointSets } from '../forest.ts';

export const linkages = ['ward', 'complete', 'average', 'single'] as const;
export type Linkage = (typeof linkages)[number];

/** The merges, by increasing distance, as SciPy numbers them: clusters 0 … n − 1 are samples, n + t is merge t. */
export interface Hierarchy {
  /** Merge t joins a[t] < b[t]. */
  readonly a: Int32Array<ArrayBuffer>;
  readonly b: Int32Array<ArrayBuffer>;
  readonly distances: Float64Array<ArrayBuffer>;
  /** Samples in the new cluster. */
  readonly sizes: Int32Array<ArrayBuffer>;
}

/** Distances between samples: how to compute one. For `'ward'`: Euclidean distances squared. */
export type Gap = (i: number, j: number) => number;

export const gapOf =
  ({ data, cols }: Matrix, distance: PairDistance): Gap =>
  (i, j) =>
    distance(data, i * cols, data, j * cols, cols);

export function linkage(
  n: number,
  gap: Gap,
  rule: Linkage,
  report: (done: number) => void = () => undefined,
): Hierarchy {
  if (rule === 'single') return ordered(n, ...spanningTree(n, gap, report));
  const [from, to, distances] = nearestChain(n, gap, rule, report);
  if (rule === 'ward')
    for (let t = 0; t < n - 1; t++) distances[t] = Math.sqrt(Math.max(0, distances[t]!));
  return ordered(n, from, to, distances);
}

type Edges = [
  from: Int32Array<ArrayBuffer>,
  to: Int32Array<ArrayBuffer>,
  distances: Float64Array<ArrayBuffer>,
];

/** The minimum spanning tree of all samples (Prim, 1957): n − 1 edges in the order they were found. */
export function spanningTree(n: number, gap: Gap, report: (done: number) => void): Edges {
  const from = new Int32Array(n - 1);
  const to = new Int32Array(n - 1);
  const distances = new Float64Array(n - 1);
  const nearest = new Float64Array(n).fill(Infinity);
  const source = new Int32Array(n);
  /** Samples not in the tree yet, in any order. */
  const rest = new Int32Array(n);
  for (let i = 0; i < n; i++) rest[i] = i;
  rest[0] = n - 1;
  let left = n - 1;
  let last = 0;
  for (let t = 0; t < n - 1; t++) {
    let best = Infinity;
    let at = -1;
    for (let r = 0; r < left; r++) {
      const i = rest[r]!;
      const value = gap(last, i);
      if (value < nearest[i]!) {
        nearest[i] = value;
        source[i] = last;
      }
      if (at < 0 || nearest[i]! < best || (nearest[i] === best && i < rest[at]!)) {
        best = nearest[i]!;
        at = r;
      }
    }
    last = rest[at]!;
    rest[at] = rest[--left]!;
    from[t] = source[last]!;
    to[t] = last;
    distances[t] = best;
    if (t % 64 === 0) report(t);
  }
  return [from, to, distances];
}

function nearestChain(
  n: number,
  gap: Gap,
  rule: Exclude<Linkage, 'single'>,
  report: (done: number) => void,
): Edges {
  // the distance of i > j stands at i(i − 1)/2 + j
  const gaps = new Float64Array((n * (n - 1)) / 2);
  for (let i = 1, at = 0; i < n; i++) for (let j = 0; j < i; j++, at++) gaps[at] = gap(i, j);
  const size = new Int32Array(n).fill(1);
  /** Clusters that are left, and where each stands in that list. */
  const alive = new Int32Array(n);
  const place = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    alive[i] = i;
    place[i] = i;
  }
  let left = n;
  const from = new Int32Array(n - 1);
  const to = new Int32Array(n - 1);
  const distances = new Float64Array(n - 1);
  const chain = new Int32Array(n);
  let length = 0;
  for (let t = 0; t < n - 1; t++) {
    if (length === 0) chain[length++] = smallestOf(alive, left);
    let x = 0;
    let y = 0;
    let least = 0;
    for (;;) {
      x = chain[length - 1]!;
      // Equal distances prefer the way back: without it the chain could turn in circles.
      y = length > 1 ? chain[length - 2]! : -1;
      least = y < 0 ? Infinity : gaps[x > y ? (x * (x - 1)) / 2 + y : (y * (y - 1)) / 2 + x]!;
      for (let r = 0; r < left; r++) {
        const i = alive[r]!;
        if (i === x) continue;
        const value = gaps[x > i ? (x * (x - 1)) / 2 + i : (i * (i - 1)) / 2 + x]!;
        if (value < least || y < 0) {
          least = value;
          y = i;
        }
      }
      if (length > 1 && y === chain[length - 2]) break;
      chain[length++] = y;
    }
    length -= 2;
    if (x > y) [x, y] = [y, x];
    from[t] = x;
    to[t] = y;
    distances[t] = least;
    // x goes, y is the new cluster
    const gone = place[x]!;
    alive[gone] = alive[--left]!;
    place[alive[gone]!] = gone;
    const nx = size[x]!;
    const ny = size[y]!;
    for (let r = 0; r < left; r++) {
      const i = alive[r]!;
      if (i === y) continue;
      const p = x > i ? (x * (x - 1)) / 2 + i : (i * (i - 1)) / 2 + x;
      const q = y > i ? (y * (y - 1)) / 2 + i : (i * (i - 1)) / 2 + y;
      const a = gaps[p]!;
      const b = gaps[q]!;
      if (rule === 'complete') gaps[q] = Math.max(a, b);
      else if (rule === 'average') gaps[q] = (nx * a + ny * b) / (nx + ny);
      else {
        const ni = size[i]!;
        gaps[q] = ((nx + ni) * a + (ny + ni) * b - ni * least) / (nx + ny + ni);
      }
    }
    size[y] = nx + ny;
    if (t % 64 === 0) report(t);
  }
  return [from, to, distances];
}

function smallestOf(values: Int32Array, length: number): number {
  let least = values[0]!;
  for (let t = 1; t < length; t++) if (values[t]! < least) least = values[t]!;
  return least;
}

/** Merges by increasing distance, with clusters numbered in that order. */
export function ordered(
  n: number,
  from: Int32Array,
  to: Int32Array,
  gaps: Float64Array,
): Hierarchy {
  const order = Int32Array.from({ length: n - 1 }, (_, t) => t);
  order.sort((s, t) => gaps[s]! - gaps[t]! || s - t);
  const sets = new DisjointSets(n);
  const name = Int32Array.from({ length: n }, (_, i) => i);
  const a = new Int32Array(n - 1);
  const b = new Int32Array(n - 1);
  const distances = new Float64Array(n - 1);
  const sizes = new Int32Array(n - 1);
  for (let t = 0; t < n - 1; t++) {
    const s = order[t]!;
    const x = name[sets.find(from[s]!)]!;
    const y = name[sets.find(to[s]!)]!;
    a[t] = Math.min(x, y);
    b[t] = Math.max(x, y);
    distances[t] = gaps[s]!;
    const root = sets.join(from[s]!, to[s]!);
    name[root] = n + t;
    sizes[t] = sets.size[root]!;
  }
  return { a, b, distances, sizes };
}

/** The clusters left after the first `merges` merges, numbered by their first sample. */
export function cut(n: number, { a, b }: Hierarchy, merges: number): Int32Array<ArrayBuffer> {
  const sets = new DisjointSets(2 * n - 1);
  for (let t = 0; t < merges; t++) {
    sets.join(a[t]!, n + t);
    sets.join(b[t]!, n + t);
  }
  const number = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, i) => {
    const root = sets.find(i);
    const known = number.get(root) ?? number.size;
    number.set(root, known);
    return known;
  });
}
