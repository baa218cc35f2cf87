/** Samples going down grown trees: their leaves, their values, the way they took. */
import type { Matrix } from '../../linalg/index.ts';
import { nodesOf, type TreeData } from './data.ts';

/** The leaf of each sample of X. */
export function leavesOf(tree: TreeData, { data, rows, cols }: Matrix): Int32Array<ArrayBuffer> {
  const { feature, threshold, left, right, missingLeft } = tree;
  const leaves = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let node = 0;
    for (let f = feature[0]!; f >= 0; f = feature[node]!) {
      const x = data[i * cols + f]!;
      const goesLeft = x <= threshold[node]! || (Number.isNaN(x) && missingLeft[node] === 1);
      node = goesLeft ? left[node]! : right[node]!;
    }
    leaves[i] = node;
  }
  return leaves;
}

/** Adds the value of each sample's leaf to `into` `[rows, width]`, times `scale`. */
export function addValues(tree: TreeData, X: Matrix, into: Float64Array, scale = 1): void {
  const { value, width } = tree;
  const leaves = leavesOf(tree, X);
  for (let i = 0; i < leaves.length; i++) {
    const from = leaves[i]! * width;
    for (let k = 0; k < width; k++)
      into[i * width + k] = into[i * width + k]! + scale * value[from + k]!;
  }
}

/** The depth of each node; the root's is 0. */
export function depthsOf(tree: TreeData): Int32Array<ArrayBuffer> {
  const depths = new Int32Array(nodesOf(tree));
  for (let node = 0; node < depths.length; node++) {
    if (tree.feature[node]! < 0) continue;
    depths[tree.left[node]!] = depths[tree.right[node]!] = depths[node]! + 1;
  }
  return depths;
}

/** How much each feature lowers the impurity, over the whole tree; the sum is 1, or 0 without a split. */
export function importancesOf(tree: TreeData, cols: number): Float64Array<ArrayBuffer> {
  const { feature, left, right, weight, impurity } = tree;
  const sums = new Float64Array(cols);
  let all = 0;
  for (let node = 0; node < feature.length; node++) {
    const f = feature[node]!;
    if (f < 0) continue;
    const l = left[node]!;
    const r = right[node]!;
    const gain =
      weight[node]! * impurity[node]! - weight[l]! * impurity[l]! - weight[r]! * impurity[r]!;
    sums[f] = sums[f]! + gain;
    all += gain;
  }
  return all > 0 ? sums.map((sum) => sum / all) : sums;
}
