/**
 * Minimal cost-complexity pruning (Breiman, Friedman, Olshen and Stone, 1984, chapter 3). With R(T) the
 * impurity of the leaves, weighted, the subtree T_t under node t is worth its leaves while
 * α < (R(t) − R(T_t))/(|leaves of T_t| − 1); the weakest link is cut first.
 */
import { nodesOf, type TreeData } from './data.ts';

/** What pruning does as α grows: one entry per cut, the first for the whole tree. */
export interface PruningPath {
  readonly ccpAlphas: Float64Array;
  /** Total impurity of the leaves that are left. */
  readonly impurities: Float64Array;
}

/** Cuts the weakest links until α would exceed `limit`. */
function cutLinks(
  tree: TreeData,
  limit: number,
): { cut: Uint8Array; alphas: number[]; impurities: number[] } {
  const n = nodesOf(tree);
  const { left, right, weight, impurity } = tree;
  const risk = Float64Array.from(impurity, (I, t) => (I * weight[t]!) / weight[0]!);
  const parent = new Int32Array(n).fill(-1);
  const leaves = new Int32Array(n).fill(1);
  const below = Float64Array.from(risk); // R(T_t)
  for (let t = n - 1; t >= 0; t--) {
    if (left[t]! < 0) continue;
    const [l, r] = [left[t]!, right[t]!];
    parent[l] = parent[r] = t;
    leaves[t] = leaves[l]! + leaves[r]!;
    below[t] = below[l]! + below[r]!;
  }
  const link = (t: number): number => (risk[t]! - below[t]!) / (leaves[t]! - 1);
  const queue = new Queue();
  const stamp = new Int32Array(n);
  for (let t = 0; t < n; t++) if (leaves[t]! > 1) queue.push(link(t), t, 0);
  const cut = new Uint8Array(n); // 1: a leaf now
  const alphas = [0];
  const impurities = [below[0]!];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { key, node, stamp: when } = next;
    if (when !== stamp[node] || cut[node] === 1) continue;
    if (key > limit) break;
    // What hangs below disappears with it.
    const stack = [left[node]!, right[node]!];
    for (let t = stack.pop(); t !== undefined; t = stack.pop()) {
      stamp[t] = -1;
      if (left[t]! >= 0) stack.push(left[t]!, right[t]!);
    }
    cut[node] = 1;
    const fewer = leaves[node]! - 1;
    const more = risk[node]! - below[node]!;
    leaves[node] = 1;
    below[node] = risk[node]!;
    for (let t = parent[node]!; t >= 0; t = parent[t]!) {
      leaves[t] = leaves[t]! - fewer;
      below[t] = below[t]! + more;
      stamp[t] = stamp[t]! + 1;
      queue.push(link(t), t, stamp[t]!);
    }
    alphas.push(Math.max(key, 0));
    impurities.push(below[0]!);
  }
  return { cut, alphas, impurities };
}

/** The effective α of each cut, from the whole tree to its root alone. */
export function pruningPath(tree: TreeData): PruningPath {
  const { alphas, impurities } = cutLinks(tree, Infinity);
  return {
    ccpAlphas: Float64Array.from(alphas),
    impurities: Float64Array.from(impurities),
  };
}

/** The smallest subtree of least cost R(T) + α·|leaves|. */
export function prune(tree: TreeData, alpha: number): TreeData {
  if (alpha <= 0) return tree;
  const { cut } = cutLinks(tree, alpha);
  const kept: number[] = [];
  const walk = [0];
  for (let t = walk.pop(); t !== undefined; t = walk.pop()) {
    kept.push(t);
    if (tree.left[t]! >= 0 && cut[t] === 0) walk.push(tree.right[t]!, tree.left[t]!);
  }
  const place = new Int32Array(nodesOf(tree)).fill(-1);
  for (const [i, t] of kept.entries()) place[t] = i;
  const leaf = (t: number): boolean => tree.left[t]! < 0 || cut[t] === 1;
  const { width, value } = tree;
  const values = new Float64Array(kept.length * width);
  for (const [i, t] of kept.entries())
    values.set(value.subarray(t * width, (t + 1) * width), i * width);
  return {
    feature: Int32Array.from(kept, (t) => (leaf(t) ? -1 : tree.feature[t]!)),
    threshold: Float64Array.from(kept, (t) => (leaf(t) ? 0 : tree.threshold[t]!)),
    left: Int32Array.from(kept, (t) => (leaf(t) ? -1 : place[tree.left[t]!]!)),
    right: Int32Array.from(kept, (t) => (leaf(t) ? -1 : place[tree.right[t]!]!)),
    missingLeft: Uint8Array.from(kept, (t) => (leaf(t) ? 0 : tree.missingLeft[t]!)),
    impurity: Float64Array.from(kept, (t) => tree.impurity[t]!),
    samples: Int32Array.from(kept, (t) => tree.samples[t]!),
    weight: Float64Array.from(kept, (t) => tree.weight[t]!),
    value: values,
    width,
  };
}

interface Entry {
  readonly key: number;
  readonly node: number;
  readonly stamp: number;
}

/** Smallest key first; of equal keys, the smallest node. */
class Queue {
  readonly #heap: Entry[] = [];

  push(key: number, node: number, stamp: number): void {
    const heap = this.#heap;
    let i = heap.length;
    const entry = { key, node, stamp };
    heap.push(entry);
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (!before(entry, heap[up]!)) break;
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = entry;
  }
  pop(): Entry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down++;
      if (!before(heap[down]!, last)) break;
      heap[i] = heap[down]!;
      i = down;
    }
    heap[i] = last;
    return first;
  }
}

const before = (a: Entry, b: Entry): boolean =>
  a.key < b.key || (a.key === b.key && a.node < b.node);
