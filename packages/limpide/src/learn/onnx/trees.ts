/** Trees, forests, boosting: `TreeEnsembleRegressor` adds up the leaves, plain operators do the rest. */

import type {
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  GradientBoostingClassifier,
  GradientBoostingRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
} from '../ensemble/index.ts';
import type { DecisionTreeClassifier, DecisionTreeRegressor, TreeData } from '../trees/index.ts';
import { type Answer, fromScores, largest, refuse } from './common.ts';
import type { Graph, Value } from './graph.ts';

/** As much of a tree as has a form in ONNX. */
interface Tree {
  readonly feature: ArrayLike<number>;
  readonly threshold: ArrayLike<number>;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly missingLeft: ArrayLike<number>;
}

/** One tree: what its leaves add to which of the sums. */
interface Member {
  readonly tree: Tree;
  readonly leaf: (node: number) => readonly (readonly [target: number, weight: number])[];
}

/** The largest float32 that is not above: samples in float32 then go the same way as in float64. */
function below(value: number): number {
  const near = Math.fround(value);
  if (near <= value || Number.isNaN(near)) return near;
  const bits = new Int32Array(Float32Array.of(near).buffer);
  bits[0] = near > 0 ? bits[0]! - 1 : near < 0 ? bits[0]! + 1 : -0x7fffffff;
  return new Float32Array(bits.buffer)[0]!;
}

/** Sums over all trees `[n, targets]`. */
function ensemble(
  graph: Graph,
  { name }: Value,
  members: readonly Member[],
  targets: number,
): string {
  const nodes = {
    nodes_treeids: [] as number[],
    nodes_nodeids: [] as number[],
    nodes_featureids: [] as number[],
    nodes_truenodeids: [] as number[],
    nodes_falsenodeids: [] as number[],
    nodes_missing_value_tracks_true: [] as number[],
  };
  const values: number[] = [];
  const modes: string[] = [];
  const leaves = {
    target_treeids: [] as number[],
    target_nodeids: [] as number[],
    target_ids: [] as number[],
  };
  const weights: number[] = [];
  members.forEach(({ tree, leaf }, t) => {
    for (let node = 0; node < tree.feature.length; node++) {
      const split = tree.feature[node]! >= 0;
      nodes.nodes_treeids.push(t);
      nodes.nodes_nodeids.push(node);
      nodes.nodes_featureids.push(split ? tree.feature[node]! : 0);
      nodes.nodes_truenodeids.push(split ? tree.left[node]! : 0);
      nodes.nodes_falsenodeids.push(split ? tree.right[node]! : 0);
      nodes.nodes_missing_value_tracks_true.push(split ? tree.missingLeft[node]! : 0);
      values.push(split ? below(tree.threshold[node]!) : 0);
      modes.push(split ? 'BRANCH_LEQ' : 'LEAF');
      if (split) continue;
      for (const [target, weight] of leaf(node)) {
        leaves.target_treeids.push(t);
        leaves.target_nodeids.push(node);
        leaves.target_ids.push(target);
        weights.push(weight);
      }
    }
  });
  const ints = Object.fromEntries(
    Object.entries({ ...nodes, ...leaves }).map(([key, list]) => [key, { ints: list }]),
  );
  return graph.ml('TreeEnsembleRegressor', [name], {
    ...ints,
    nodes_values: { floats: values },
    nodes_modes: { strings: modes },
    target_weights: { floats: weights },
    n_targets: targets,
    aggregate_function: 'SUM',
    post_transform: 'NONE',
  })[0]!;
}

/** A tree whose leaves hold `width` numbers. */
const member = (tree: TreeData): Member => ({
  tree,
  leaf: (node) =>
    Array.from({ length: tree.width }, (_, k) => [k, tree.value[node * tree.width + k]!] as const),
});
/** A tree of boosting: one number, for one of the sums. */
const single = (tree: Tree & { readonly value: ArrayLike<number> }, target: number): Member => ({
  tree,
  leaf: (node) => [[target, tree.value[node]!]],
});

type AnyForest =
  | DecisionTreeClassifier
  | DecisionTreeRegressor
  | RandomForestClassifier
  | RandomForestRegressor
  | ExtraTreesClassifier
  | ExtraTreesRegressor;

const membersOf = (model: AnyForest): Member[] => {
  const trees = 'tree_' in model ? [model.tree_] : model.trees_;
  return trees.map((tree) => member(tree));
};
/** Sums over the number of trees: leaves of fully grown trees hold 0 and 1, whose sums are exact. */
function meanOf(graph: Graph, input: Value, model: AnyForest, width: number): string {
  const members = membersOf(model);
  const sums = ensemble(graph, input, members, width);
  return members.length === 1
    ? sums
    : graph.node('Div', [sums, graph.floats([members.length], [1, 1])]);
}

/** Shares of the classes, the mean over the trees. */
export function forestClasses(
  graph: Graph,
  input: Value,
  model: Extract<AnyForest, { classes_: unknown }>,
): Answer {
  const probabilities = meanOf(graph, input, model, model.classes_.length);
  return { codes: largest(graph, probabilities), probabilities };
}

/** The mean over the trees `[n, outputs]`. */
export function forestNumbers(
  graph: Graph,
  input: Value,
  model: Exclude<AnyForest, { classes_: unknown }>,
): Value {
  const width = model.nOutputs_;
  return { name: meanOf(graph, input, model, width), width, type: 'float' };
}

type AnyBoosting = GradientBoostingClassifier | GradientBoostingRegressor;
type AnyHist = HistGradientBoostingClassifier | HistGradientBoostingRegressor;

function gradientRaw(graph: Graph, input: Value, model: AnyBoosting): string {
  if (model.init_) refuse(model, '{ init: an estimator }', "→ init: undefined | 'zero'");
  const members = model.trees_.flatMap((group) => group.map((tree, c) => single(tree, c)));
  return withBaseline(graph, input, members, model.baseline_);
}
function histRaw(graph: Graph, input: Value, model: AnyHist): string {
  const { trees, baseline } = model.boosted_;
  if (trees.flat().some(({ set }) => set.some((start) => start >= 0)))
    refuse(model, '{ categoricalFeatures }', '→ OneHotEncoder, OrdinalEncoder');
  const members = trees.flatMap((group) => group.map((tree, c) => single(tree, c)));
  return withBaseline(graph, input, members, baseline);
}
function withBaseline(
  graph: Graph,
  input: Value,
  members: readonly Member[],
  baseline: Float64Array,
): string {
  const start = graph.floats(baseline, [1, baseline.length]);
  if (members.length === 0) {
    const zeros = graph.node('Mul', [input.name, graph.floats([0], [1, 1])]);
    const none = graph.node('ReduceSum', [zeros, graph.ints([1])], { keepdims: 1 });
    return graph.node('Add', [none, start]);
  }
  return graph.node('Add', [ensemble(graph, input, members, baseline.length), start]);
}

export function boostedClasses(
  graph: Graph,
  input: Value,
  model: GradientBoostingClassifier | HistGradientBoostingClassifier,
): Answer {
  if ('boosted_' in model)
    return fromScores(graph, histRaw(graph, input, model), model.boosted_.baseline.length);
  // with the exponential loss a raw prediction is half of the log odds
  const scale = model.params.loss === 'exponential' ? 2 : 1;
  return fromScores(graph, gradientRaw(graph, input, model), model.baseline_.length, scale);
}

export function boostedNumbers(
  graph: Graph,
  input: Value,
  model: GradientBoostingRegressor | HistGradientBoostingRegressor,
): Value {
  const raw = 'boosted_' in model ? histRaw(graph, input, model) : gradientRaw(graph, input, model);
  const logarithmic = ['poisson', 'gamma'].includes(model.params.loss);
  return { name: logarithmic ? graph.node('Exp', [raw]) : raw, width: 1, type: 'float' };
}
