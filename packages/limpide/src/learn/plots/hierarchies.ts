/** Trees and dendrograms, as data. */
import type { AgglomerativeClustering } from '../cluster/index.ts';
import {
  type DecisionTreeClassifier,
  type DecisionTreeRegressor,
  exportTree,
} from '../trees/index.ts';
import type { DendrogramPlot, TreePlot } from './data.ts';

/**
 * A fitted decision tree.
 *
 * @param options.maxDepth  levels to draw; 3 when left out, so that it can be read
 */
export function plotTree(
  tree: DecisionTreeClassifier | DecisionTreeRegressor,
  { maxDepth = 3, names }: { readonly maxDepth?: number; readonly names?: readonly string[] } = {},
): TreePlot {
  return {
    kind: 'tree',
    root: exportTree(tree, { featureNames: names ?? tree.featureNamesIn_ }),
    ...('classes_' in tree && { classes: tree.classes_ }),
    maxDepth,
  };
}

/**
 * The hierarchy that an agglomerative clustering found.
 *
 * @param options.labels  of the samples; their numbers when left out
 * @param options.groups  colours the brackets below the cut into so many groups
 */
export function plotDendrogram(
  model: AgglomerativeClustering,
  { labels, groups }: { readonly labels?: readonly string[]; readonly groups?: number } = {},
): DendrogramPlot {
  const { leaves, brackets } = model.dendrogram();
  const heights = brackets.map(({ height }) => height).sort((a, b) => b - a);
  // cutting between two heights leaves as many groups as there are merges above, and one more
  const cut =
    groups === undefined || groups < 2 || groups > heights.length
      ? undefined
      : (heights[groups - 2]! + heights[groups - 1]!) / 2;
  return {
    kind: 'dendrogram',
    leaves: leaves.map((leaf) => labels?.[leaf] ?? String(leaf)),
    brackets,
    ...(cut !== undefined && { cut }),
  };
}
