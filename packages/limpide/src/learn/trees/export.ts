/** A tree for readers: as indented text, or as nested data that a page can draw. */
import type { Label } from '../base/index.ts';
import type { TreeData } from './data.ts';
import type { DecisionTreeClassifier, DecisionTreeRegressor } from './decision-tree.ts';

export interface ExportTextOptions {
  /** Default: the columns' names of `fit`, or feature_0, feature_1… */
  readonly featureNames?: readonly string[];
  readonly classNames?: readonly string[];
  /** Levels to show. Default 10. */
  readonly maxDepth?: number;
  /** Digits after the point. Default 2. */
  readonly decimals?: number;
  /** Also the weights of the classes in each leaf. */
  readonly showWeights?: boolean;
}

/** A node with everything below it. */
export interface TreeNode {
  /** Its number in the tree, as `apply` gives it. */
  readonly id: number;
  readonly depth: number;
  readonly samples: number;
  readonly weight: number;
  readonly impurity: number;
  /** Shares of the classes, or the predicted numbers. */
  readonly value: readonly number[];
  /** The class that a classifier predicts here. */
  readonly class?: Label;
  /** How it splits; absent in a leaf. */
  readonly split?: {
    readonly feature: number;
    readonly name: string;
    readonly threshold: number;
    readonly missing: 'left' | 'right';
    readonly left: TreeNode;
    readonly right: TreeNode;
  };
}

type AnyTree = DecisionTreeClassifier | DecisionTreeRegressor;

const classesOf = (tree: AnyTree): readonly Label[] | undefined =>
  'classes_' in tree ? tree.classes_ : undefined;

const numbersAt = ({ value, width }: TreeData, node: number): number[] =>
  Array.from(value.subarray(node * width, (node + 1) * width));

const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/** The tree as nested data. */
export function exportTree(
  tree: AnyTree,
  {
    featureNames = tree.featureNamesIn_,
  }: { readonly featureNames?: readonly string[] | undefined } = {},
): TreeNode {
  const data = tree.tree_;
  const classes = classesOf(tree);
  const node = (id: number, depth: number): TreeNode => {
    const value = numbersAt(data, id);
    const feature = data.feature[id]!;
    return {
      id,
      depth,
      samples: data.samples[id]!,
      weight: data.weight[id]!,
      impurity: data.impurity[id]!,
      value,
      ...(classes && { class: classes[largest(value)]! }),
      ...(feature >= 0 && {
        split: {
          feature,
          name: featureNames?.[feature] ?? `feature_${feature}`,
          threshold: data.threshold[id]!,
          missing: data.missingLeft[id] === 1 ? 'left' : 'right',
          left: node(data.left[id]!, depth + 1),
          right: node(data.right[id]!, depth + 1),
        },
      }),
    };
  };
  return node(0, 0);
}

/** The rules of the tree, one line per node, indented. */
export function exportText(tree: AnyTree, options: ExportTextOptions = {}): string {
  const { classNames, maxDepth = 10, decimals = 2, showWeights = false } = options;
  const classes = classNames ?? classesOf(tree)?.map(String);
  const { featureNames } = options;
  const lines: string[] = [];
  const leafText = ({ value, weight }: TreeNode): string => {
    const weights = value.map((v) => (classes ? v * weight : v).toFixed(decimals)).join(', ');
    if (!classes) return `value: [${weights}]`;
    return `${showWeights ? `weights: [${weights}] ` : ''}class: ${classes[largest(value)]}`;
  };
  const write = (node: TreeNode, depth: number): void => {
    const indent = `${'|   '.repeat(depth)}|---`;
    if (depth > maxDepth) {
      lines.push(
        `${indent} ${node.split ? `truncated branch of depth ${height(node)}` : leafText(node)}`,
      );
      return;
    }
    if (!node.split) {
      lines.push(`${indent} ${leafText(node)}`);
      return;
    }
    const { name, threshold, missing, left, right } = node.split;
    if (threshold === Infinity) {
      lines.push(`${indent} ${name} is ${missing === 'left' ? 'missing' : 'known'}`);
      write(left, depth + 1);
      lines.push(`${indent} ${name} is ${missing === 'left' ? 'known' : 'missing'}`);
      write(right, depth + 1);
      return;
    }
    lines.push(`${indent} ${name} <= ${threshold.toFixed(decimals)}`);
    write(left, depth + 1);
    lines.push(`${indent} ${name} >  ${threshold.toFixed(decimals)}`);
    write(right, depth + 1);
  };
  write(exportTree(tree, featureNames && { featureNames }), 0);
  return `${lines.join('\n')}\n`;
}

const height = (node: TreeNode): number =>
  node.split ? 1 + Math.max(height(node.split.left), height(node.split.right)) : 1;
