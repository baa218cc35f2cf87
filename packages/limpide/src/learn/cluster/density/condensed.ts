/**
 * The condensed tree of HDBSCAN. In the tree of single linkage nearly every merge takes in one stray sample;
 * seen from the top, only splits into two parts of at least minClusterSize samples are births of clusters, all
 * other samples merely fall out of the cluster they are in. Levels are λ = 1 / distance: the higher, the denser.
 */
import type { Hierarchy } from '../agglomerative/linkage.ts';

/** Row t: `child` (a sample, or a cluster ≥ n) leaves cluster `parent` at level λ with `size` samples. */
export interface CondensedTree {
  readonly parent: Int32Array<ArrayBuffer>;
  readonly child: Int32Array<ArrayBuffer>;
  readonly lambda: Float64Array<ArrayBuffer>;
  readonly size: Int32Array<ArrayBuffer>;
  /** Samples; also the number of the root cluster. Clusters are n … n + clusters − 1, parents first. */
  readonly n: number;
  readonly clusters: number;
}

export function condense({ a, b, distances, sizes }: Hierarchy, least: number): CondensedTree {
  const n = distances.length + 1;
  const parent: number[] = [];
  const child: number[] = [];
  const lambda: number[] = [];
  const size: number[] = [];
  const add = (from: number, what: number, level: number, count: number): void => {
    parent.push(from);
    child.push(what);
    lambda.push(level);
    size.push(count);
  };
  const sizeOf = (node: number): number => (node < n ? 1 : sizes[node - n]!);
  /** All samples under a node fall out of a cluster. */
  const drop = (node: number, cluster: number, level: number): void => {
    const stack = [node];
    while (stack.length > 0) {
      const at = stack.pop()!;
      if (at < n) add(cluster, at, level, 1);
      else stack.push(b[at - n]!, a[at - n]!);
    }
  };
  let next = n + 1;
  // breadth first, so that parents have smaller numbers than their children
  let row: { node: number; cluster: number }[] = [{ node: 2 * n - 2, cluster: n }];
  while (row.length > 0) {
    const below: { node: number; cluster: number }[] = [];
    for (const { node, cluster } of row) {
      if (node < n) continue;
      const level = distances[node - n]! > 0 ? 1 / distances[node - n]! : Infinity;
      const parts = [a[node - n]!, b[node - n]!];
      const large = parts.filter((part) => sizeOf(part) >= least);
      for (const part of parts) {
        if (sizeOf(part) < least) drop(part, cluster, level);
        else if (large.length === 2) {
          add(cluster, next, level, sizeOf(part));
          below.push({ node: part, cluster: next++ });
        } else below.push({ node: part, cluster });
      }
    }
    row = below;
  }
  return {
    parent: Int32Array.from(parent),
    child: Int32Array.from(child),
    lambda: Float64Array.from(lambda),
    size: Int32Array.from(size),
    n,
    clusters: next - n,
  };
}

export interface SelectionRules {
  /** `'eom'`: the clusters that live longest in sum; `'leaf'`: those that do not split. */
  readonly method: 'eom' | 'leaf';
  /** Clusters born below this distance are merged upwards. */
  readonly epsilon: number;
  /** The root may be the only cluster. */
  readonly single: boolean;
  /** Clusters of `'eom'` have at most so many samples. */
  readonly most: number;
}

/** The clusters chosen (numbers ≥ n, increasing). */
export function select(tree: CondensedTree, rules: SelectionRules): number[] {
  const { n, clusters } = tree;
  const birth = new Float64Array(clusters);
  const above = new Int32Array(clusters).fill(-1);
  const size = new Int32Array(clusters);
  const children: number[][] = Array.from({ length: clusters }, () => []);
  for (let t = 0; t < tree.child.length; t++) {
    const c = tree.child[t]! - n;
    const p = tree.parent[t]! - n;
    if (c < 0) continue;
    birth[c] = tree.lambda[t]!;
    above[c] = p;
    size[c] = tree.size[t]!;
    children[p]!.push(c);
  }
  size[0] = n;
  const chosen =
    rules.method === 'leaf' ? leaves(children) : longestLived(tree, birth, size, children, rules);
  const root = chosen.length === 1 && chosen[0] === 0;
  const final =
    rules.epsilon > 0 && clusters > 1 && !root
      ? raised(chosen, birth, above, children, rules)
      : root && clusters > 1 && rules.epsilon > 0 && !rules.single
        ? []
        : chosen;
  return final.sort((p, q) => p - q).map((c) => c + n);
}

function leaves(children: readonly number[][]): number[] {
  const found = [...children.keys()].filter((c) => c > 0 && children[c]!.length === 0);
  return found.length > 0 ? found : [0];
}

/** Excess of mass: a cluster stays if it holds together longer than its parts do in sum. */
function longestLived(
  tree: CondensedTree,
  birth: Float64Array,
  size: Int32Array,
  children: readonly number[][],
  { single, most }: SelectionRules,
): number[] {
  const stability = new Float64Array(birth.length);
  for (let t = 0; t < tree.parent.length; t++) {
    const p = tree.parent[t]! - tree.n;
    // coincident samples never part: infinity minus infinity is no life at all
    if (tree.lambda[t] !== birth[p]) stability[p]! += (tree.lambda[t]! - birth[p]!) * tree.size[t]!;
  }
  const stays = new Uint8Array(birth.length).fill(1);
  if (!single) stays[0] = 0;
  for (let c = birth.length - 1; c >= (single ? 0 : 1); c--) {
    let parts = 0;
    for (const part of children[c]!) parts += stability[part]!;
    if (parts > stability[c]! || size[c]! > most) {
      stays[c] = 0;
      stability[c] = parts;
    } else {
      const below = [...children[c]!];
      for (let part = below.pop(); part !== undefined; part = below.pop()) {
        stays[part] = 0;
        below.push(...children[part]!);
      }
    }
  }
  return [...stays.keys()].filter((c) => stays[c] === 1);
}

/** Clusters born at a distance below epsilon give way to the first above them that was not. */
function raised(
  chosen: readonly number[],
  birth: Float64Array,
  above: Int32Array,
  children: readonly number[][],
  { epsilon, single }: SelectionRules,
): number[] {
  const out = new Set<number>();
  const covered = new Set<number>();
  for (const start of chosen) {
    if (!(1 / birth[start]! < epsilon)) {
      out.add(start);
      continue;
    }
    if (covered.has(start)) continue;
    let at = start;
    for (;;) {
      const up = above[at]!;
      if (up === 0) {
        if (single) at = 0;
        break;
      }
      at = up;
      if (1 / birth[at]! > epsilon) break;
    }
    out.add(at);
    const below = [...children[at]!];
    for (let part = below.pop(); part !== undefined; part = below.pop()) {
      covered.add(part);
      below.push(...children[part]!);
    }
  }
  return [...out];
}

/** The label of each sample (−1: noise), and how sure it is: its level over the deepest of its cluster. */
export function label(
  tree: CondensedTree,
  chosen: readonly number[],
  { single, epsilon }: SelectionRules,
): { labels: Int32Array<ArrayBuffer>; probabilities: Float64Array<ArrayBuffer> } {
  const { n, clusters, parent, child, lambda } = tree;
  const number = new Map(chosen.map((c, t) => [c, t]));
  const alone = chosen.length === 1 && chosen[0] === n && single;
  const deepest = new Float64Array(clusters);
  const home = new Int32Array(clusters).fill(-1);
  home[0] = number.get(n) ?? -1;
  for (let t = 0; t < parent.length; t++) {
    const p = parent[t]! - n;
    if (lambda[t]! > deepest[p]!) deepest[p] = lambda[t]!;
    // parents come before their children, so their home is known
    if (child[t]! >= n) home[child[t]! - n] = number.get(child[t]!) ?? home[p]!;
  }
  const labels = new Int32Array(n).fill(-1);
  const probabilities = new Float64Array(n);
  const threshold = epsilon > 0 ? 1 / epsilon : deepest[0]!;
  for (let t = 0; t < parent.length; t++) {
    const i = child[t]!;
    if (i >= n) continue;
    const mine = home[parent[t]! - n]!;
    if (mine < 0) continue;
    if (chosen[mine] === n && !(alone && lambda[t]! >= threshold)) continue;
    labels[i] = mine;
    const most = deepest[chosen[mine]! - n]!;
    const sure = most === 0 || lambda[t] === Infinity;
    probabilities[i] = sure ? 1 : Math.min(lambda[t]!, most) / most;
  }
  return { labels, probabilities };
}
