/** Decision trees: one tree, grown on all samples. */
import { CSRMatrix, type Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  Classifier,
  choice,
  type Features,
  type FitOptions,
  type Outputs,
  type ParamTable,
  Regressor,
  reporter,
  type Spec,
  sampleWeights,
  seedOf,
  type Targets,
} from '../base/index.ts';
import { type ClassWeight, classWeightParam, weightedByClass } from '../linear/class-weight.ts';

import { rankColumns } from './columns.ts';
import type { ClassCriterionName, GrowTargets, NumberCriterionName } from './criteria/index.ts';
import { nodesOf, type TreeData } from './data.ts';
import { type GrowRules, grow } from './grow.ts';
import {
  classCriterionParam,
  type GrowthOptions,
  growRules,
  growthParams,
  type MaxFeatures,
  numberCriterionParam,
} from './options.ts';
import { growClasses, growNumbers, spread, totalOf } from './prepare.ts';
import { type PruningPath, prune, pruningPath } from './prune.ts';
import { addValues, depthsOf, importancesOf, leavesOf } from './walk.ts';

export interface DecisionTreeClassifierOptions extends GrowthOptions {
  /** `'gini'` (default), or `'entropy'` (= `'log_loss'`). */
  readonly criterion: ClassCriterionName;
  /** `'best'`: the best cut of each feature; `'random'`: one cut of each, drawn at random. */
  readonly splitter: 'best' | 'random';
  readonly classWeight: ClassWeight | undefined;
}

export interface DecisionTreeRegressorOptions extends GrowthOptions {
  /** `'squared_error'` (default), `'friedman_mse'`, `'absolute_error'` (medians), `'poisson'`. */
  readonly criterion: NumberCriterionName;
  readonly splitter: 'best' | 'random';
}

const learned = ['tree_', 'nOutputs_', 'maxFeatures_', 'featureImportances_'];

const classifierParams = (
  splitter: 'best' | 'random',
  maxFeatures: MaxFeatures,
): ParamTable<DecisionTreeClassifierOptions> => ({
  criterion: classCriterionParam(),
  splitter: choice(splitter, ['best', 'random']),
  ...growthParams(maxFeatures),
  classWeight: classWeightParam(),
});
const regressorParams = (
  splitter: 'best' | 'random',
  maxFeatures: MaxFeatures,
): ParamTable<DecisionTreeRegressorOptions> => ({
  criterion: numberCriterionParam(),
  splitter: choice(splitter, ['best', 'random']),
  ...growthParams(maxFeatures),
});

const tags = { missing: true, sparse: true, random: true, weights: true };

const classifierSpec = (
  name: string,
  splitter: 'best' | 'random',
  maxFeatures: MaxFeatures,
): Spec<DecisionTreeClassifierOptions> => ({
  name,
  kind: 'classifier',
  params: classifierParams(splitter, maxFeatures),
  learned: ['classes_', ...learned],
  tags,
});
const regressorSpec = (
  name: string,
  splitter: 'best' | 'random',
  maxFeatures: MaxFeatures,
): Spec<DecisionTreeRegressorOptions> => ({
  name,
  kind: 'regressor',
  params: regressorParams(splitter, maxFeatures),
  learned: [...learned, 'flat_'],
  tags: { ...tags, multiOutput: true },
});

/** Grows one tree over all samples. */
function growOne(
  X: Matrix,
  targets: GrowTargets,
  weights: Float64Array,
  rules: GrowRules,
  { ccpAlpha, randomState }: GrowthOptions,
): TreeData {
  const columns = rankColumns(X);
  const seed = seedOf(randomState);
  return prune(grow({ columns, targets, weights, rules, seed, drawing: undefined }, 0), ccpAlpha);
}

/** Which nodes each sample goes through: `[n, nodes]`, 1 where it does. */
export function decisionPathOf(tree: TreeData, X: Matrix): CSRMatrix {
  const nodes = nodesOf(tree);
  const parent = new Int32Array(nodes).fill(-1);
  for (let t = 0; t < nodes; t++) {
    if (tree.left[t]! >= 0) parent[tree.left[t]!] = parent[tree.right[t]!] = t;
  }
  const depths = depthsOf(tree);
  const leaves = leavesOf(tree, X);
  const indptr = new Int32Array(X.rows + 1);
  for (let i = 0; i < X.rows; i++) indptr[i + 1] = indptr[i]! + depths[leaves[i]!]! + 1;
  const indices = new Int32Array(indptr[X.rows]!);
  for (let i = 0; i < X.rows; i++) {
    let at = indptr[i + 1]! - 1;
    for (let t = leaves[i]!; t >= 0; t = parent[t]!) indices[at--] = t;
    indices.subarray(indptr[i]!, indptr[i + 1]!).sort();
  }
  return new CSRMatrix(X.rows, nodes, indptr, indices, new Float64Array(indices.length).fill(1));
}

const leafCount = (tree: TreeData): number => (nodesOf(tree) + 1) / 2;
const depthOf = (tree: TreeData): number => depthsOf(tree).reduce((a, b) => Math.max(a, b), 0);

/**
 * A decision tree for classes. Each node splits the samples by one feature where the impurity of the classes
 * falls most; a leaf predicts the shares of its classes.
 *
 * Missing values (NaN) are sent to the side that lowers the impurity most; where a node met none in `fit`,
 * to the side with more samples. Cost: O(d n log n) per level.
 *
 * Breiman, Friedman, Olshen and Stone, *Classification and Regression Trees*, 1984.
 */
export class DecisionTreeClassifier extends Classifier<DecisionTreeClassifierOptions> {
  declare tree_: TreeData;
  declare nOutputs_: number;
  declare maxFeatures_: number;
  /** How much each feature lowers the impurity `[d]`; the sum is 1. */
  declare featureImportances_: Tensor;

  constructor(
    options: Partial<DecisionTreeClassifierOptions> = {},
    spec: Spec<DecisionTreeClassifierOptions> = decisionTreeClassifierSpec,
  ) {
    super(spec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { params } = this;
    const matrix = spread(this.fitAny(X));
    const { tree, rules, classes } = this.#grow(matrix, y, params, options);
    this.classes_ = classes;
    this.tree_ = tree;
    this.nOutputs_ = 1;
    this.maxFeatures_ = rules.maxFeatures;
    this.featureImportances_ = tensor(importancesOf(tree, matrix.cols));
    return this;
  }
  #grow(X: Matrix, y: Targets, params: DecisionTreeClassifierOptions, options: FitOptions) {
    const who = this.spec.name;
    const report = reporter(who, 'trees', 1, options);
    const { targets, classes, codes } = growClasses(y, X.rows, who);
    const given = sampleWeights(options.sampleWeight, X.rows, who);
    const weights = weightedByClass(given, params.classWeight, codes, classes, who);
    const { criterion, splitter } = params;
    report(0);
    const total = totalOf(weights);
    const rules = growRules(params, criterion, splitter, X.rows, X.cols, total);
    const tree = growOne(X, targets, weights, rules, params);
    report(1);
    return { tree, rules, classes };
  }

  /** Shares of the classes in each sample's leaf: `[n, classes]`. */
  predictProba(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const shares = new Float64Array(matrix.rows * this.classes_.length);
    addValues(this.tree_, matrix, shares);
    return tensor(shares, { shape: [matrix.rows, this.classes_.length] });
  }
  /** Logarithms of `predictProba`. */
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log();
  }
  protected predictCodes(X: Features): Int32Array {
    const matrix = spread(this.openAny(X));
    return leavesOf(this.tree_, matrix).map((leaf) => largest(this.tree_, leaf));
  }

  /** The leaf of each sample, int32 `[n]`. */
  apply(X: Features): Tensor {
    return tensor(leavesOf(this.tree_, spread(this.openAny(X))));
  }
  /** The nodes that each sample goes through: `[n, nodes]`, sparse. */
  decisionPath(X: Features): CSRMatrix {
    return decisionPathOf(this.tree_, spread(this.openAny(X)));
  }
  getDepth(): number {
    return depthOf(this.tree_);
  }
  getNLeaves(): number {
    return leafCount(this.tree_);
  }
  /** The effective α of each cut that pruning would make, from the whole tree on to the root alone. */
  costComplexityPruningPath(X: Features, y: Targets, options: FitOptions = {}): PruningPath {
    this.checkParams();
    const whole = { ...this.params, ccpAlpha: 0 };
    return pruningPath(this.#grow(spread(this.fitAny(X)), y, whole, options).tree);
  }
}

const largest = ({ value, width }: TreeData, leaf: number): number => {
  let best = 0;
  for (let k = 1; k < width; k++)
    if (value[leaf * width + k]! > value[leaf * width + best]!) best = k;
  return best;
};

/**
 * A decision tree for numbers: leaves predict the mean of their samples (the median, for the absolute error).
 * Several targets at once are split together.
 *
 * Breiman, Friedman, Olshen and Stone, *Classification and Regression Trees*, 1984.
 */
export class DecisionTreeRegressor extends Regressor<DecisionTreeRegressorOptions> {
  declare tree_: TreeData;
  declare nOutputs_: number;
  declare maxFeatures_: number;
  declare featureImportances_: Tensor;
  /** Whether y had one dimension. */
  declare flat_: boolean;

  constructor(
    options: Partial<DecisionTreeRegressorOptions> = {},
    spec: Spec<DecisionTreeRegressorOptions> = decisionTreeRegressorSpec,
  ) {
    super(spec, options);
  }

  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const matrix = spread(this.fitAny(X));
    const { tree, rules, outputs, flat } = this.#grow(matrix, y, this.params, options);
    this.tree_ = tree;
    this.nOutputs_ = outputs;
    this.flat_ = flat;
    this.maxFeatures_ = rules.maxFeatures;
    this.featureImportances_ = tensor(importancesOf(tree, matrix.cols));
    return this;
  }
  #grow(X: Matrix, y: Outputs, params: DecisionTreeRegressorOptions, options: FitOptions) {
    const who = this.spec.name;
    const report = reporter(who, 'trees', 1, options);
    const { criterion, splitter } = params;
    const { targets, outputs, flat } = growNumbers(y, X.rows, who, criterion);
    const weights = sampleWeights(options.sampleWeight, X.rows, who);
    report(0);
    const total = totalOf(weights);
    const rules = growRules(params, criterion, splitter, X.rows, X.cols, total);
    const tree = growOne(X, targets, weights, rules, params);
    report(1);
    return { tree, rules, outputs, flat };
  }

  predict(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const out = new Float64Array(matrix.rows * this.nOutputs_);
    addValues(this.tree_, matrix, out);
    return tensor(out, { shape: this.flat_ ? [matrix.rows] : [matrix.rows, this.nOutputs_] });
  }

  /** The leaf of each sample, int32 `[n]`. */
  apply(X: Features): Tensor {
    return tensor(leavesOf(this.tree_, spread(this.openAny(X))));
  }
  /** The nodes that each sample goes through: `[n, nodes]`, sparse. */
  decisionPath(X: Features): CSRMatrix {
    return decisionPathOf(this.tree_, spread(this.openAny(X)));
  }
  getDepth(): number {
    return depthOf(this.tree_);
  }
  getNLeaves(): number {
    return leafCount(this.tree_);
  }
  costComplexityPruningPath(X: Features, y: Outputs, options: FitOptions = {}): PruningPath {
    this.checkParams();
    const whole = { ...this.params, ccpAlpha: 0 };
    return pruningPath(this.#grow(spread(this.fitAny(X)), y, whole, options).tree);
  }
}

const decisionTreeClassifierSpec = classifierSpec('DecisionTreeClassifier', 'best', undefined);
const decisionTreeRegressorSpec = regressorSpec('DecisionTreeRegressor', 'best', undefined);
const extraTreeClassifierSpec = classifierSpec('ExtraTreeClassifier', 'random', 'sqrt');
const extraTreeRegressorSpec = regressorSpec('ExtraTreeRegressor', 'random', undefined);

/**
 * An extremely randomised tree for classes: one cut of each feature looked at, drawn between its extremes, and
 * the best of these. Meant for ensembles (ExtraTreesClassifier).
 *
 * Geurts, Ernst and Wehenkel, *Extremely randomized trees*, Machine Learning 63, 2006.
 */
export class ExtraTreeClassifier extends DecisionTreeClassifier {
  constructor(options: Partial<DecisionTreeClassifierOptions> = {}) {
    super(options, extraTreeClassifierSpec);
  }
}
/** An extremely randomised tree for numbers; see ExtraTreeClassifier. */
export class ExtraTreeRegressor extends DecisionTreeRegressor {
  constructor(options: Partial<DecisionTreeRegressorOptions> = {}) {
    super(options, extraTreeRegressorSpec);
  }
}
