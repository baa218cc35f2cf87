/** Forests for classes: RandomForestClassifier, ExtraTreesClassifier. */
import { CSRMatrix, type Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  Classifier,
  type Features,
  type FitOptions,
  type Param,
  type Spec,
  sampleWeights,
  seedOf,
  type Targets,
} from '../../base/index.ts';
import { type ClassWeight, classWeightParam, weightedByClass } from '../../linear/class-weight.ts';
import type { ClassCriterionName } from '../../trees/criteria/index.ts';
import type { TreeData } from '../../trees/data.ts';
import { decisionPathOf } from '../../trees/decision-tree.ts';
import { classCriterionParam, growRules } from '../../trees/options.ts';
import { growClasses, spread, totalOf } from '../../trees/prepare.ts';
import { leavesOf } from '../../trees/walk.ts';
import { largestOfRows } from '../rows.ts';
import {
  drawingOf,
  type ForestJob,
  type ForestOptions,
  forestImportances,
  forestParams,
  forestTags,
  growForest,
  keptTrees,
  meanValues,
  outOfBag,
} from './grow.ts';

export interface ForestClassifierOptions extends ForestOptions {
  readonly criterion: ClassCriterionName;
  /** As in other classifiers; `'balanced_subsample'`: balanced anew among the samples drawn for each tree. */
  readonly classWeight: ClassWeight | 'balanced_subsample' | undefined;
}

const forestClassWeight = (): Param<ForestClassifierOptions['classWeight']> => {
  const plain = classWeightParam();
  return {
    default: undefined,
    expected: `${plain.expected} | 'balanced_subsample'`,
    accepts: (value) => value === 'balanced_subsample' || plain.accepts(value),
    parse: (text) => (text === 'balanced_subsample' ? text : plain.parse?.(text)),
  };
};

const forestSpec = (name: string, bootstrap: boolean): Spec<ForestClassifierOptions> => ({
  name,
  kind: 'classifier',
  params: {
    criterion: classCriterionParam(),
    classWeight: forestClassWeight(),
    ...forestParams('sqrt', bootstrap),
  },
  learned: ['classes_', 'trees_', 'featureImportances_', 'oobScore_', 'oobDecisionFunction_'],
  tags: forestTags,
});

/** What both forests do; they differ in how a tree cuts, and in whether samples are drawn. */
abstract class ForestClassifier extends Classifier<ForestClassifierOptions> {
  /** The trees, as data. */
  declare trees_: readonly TreeData[];
  /** How much each feature lowers the impurity `[d]`; the sum is 1. */
  declare featureImportances_: Tensor;
  /** With `oobScore`: the accuracy on samples judged by the trees that did not see them. */
  declare oobScore_: number | undefined;
  /** With `oobScore`: their probabilities `[n, classes]`; NaN for a sample that every tree saw. */
  declare oobDecisionFunction_: Tensor | undefined;
  protected abstract readonly splitter: 'best' | 'random';

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    const kept = this.params.warmStart && this.hasLearned('trees_') ? this.trees_ : [];
    this.checkParams();
    const { params } = this;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const { targets, classes, codes } = growClasses(y, matrix.rows, who);
    const given = sampleWeights(options.sampleWeight, matrix.rows, who);
    const anew = params.bootstrap && params.classWeight === 'balanced_subsample';
    const balance = anew ? { codes, classes: classes.length } : undefined;
    const classWeight =
      params.classWeight === 'balanced_subsample'
        ? anew
          ? undefined
          : 'balanced'
        : params.classWeight;
    const weights = weightedByClass(given, classWeight, codes, classes, who);
    const drawing = drawingOf(params, matrix.rows, who, balance);
    const { rows, cols } = matrix;
    const total = totalOf(weights);
    const rules = growRules(params, params.criterion, this.splitter, rows, cols, total);
    const seed = seedOf(params.randomState);
    const job: ForestJob = { who, X: matrix, targets, weights, rules, seed, drawing, options };
    const from = keptTrees(kept, params.nEstimators, who);
    const trees = [...kept, ...growForest(job, from, params.nEstimators, params.ccpAlpha)];
    const judged = params.oobScore && drawing ? outOfBag(trees, matrix, drawing, seed) : undefined;

    this.classes_ = classes;
    this.trees_ = trees;
    this.featureImportances_ = tensor(forestImportances(trees, cols));
    this.oobDecisionFunction_ = judged && tensor(judged, { shape: [rows, classes.length] });
    this.oobScore_ = judged && accuracy(judged, codes, classes.length);
    return this;
  }

  /** Shares of the classes, averaged over trees: `[n, classes]`. */
  predictProba(X: Features): Tensor {
    const { values, rows } = this.#mean(X);
    return tensor(values, { shape: [rows, this.classes_.length] });
  }
  /** Logarithms of `predictProba`. */
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log();
  }
  protected predictCodes(X: Features): Int32Array {
    const { values, rows } = this.#mean(X);
    return largestOfRows(values, rows, this.classes_.length);
  }
  #mean(X: Features): { values: Float64Array<ArrayBuffer>; rows: number } {
    const matrix = spread(this.openAny(X));
    return { values: meanValues(this.trees_, matrix), rows: matrix.rows };
  }

  /** The leaf of each sample in each tree, int32 `[n, trees]`. */
  apply(X: Features): Tensor {
    return leavesTensor(this.trees_, spread(this.openAny(X)));
  }
  /** The nodes each sample goes through, trees side by side `[n, nodes]`, and where each tree's nodes begin. */
  decisionPath(X: Features): { readonly indicator: CSRMatrix; readonly starts: Int32Array } {
    return forestPath(this.trees_, spread(this.openAny(X)));
  }
}

function accuracy(values: Float64Array, codes: Int32Array, k: number): number {
  const best = largestOfRows(values, codes.length, k);
  let right = 0;
  for (let i = 0; i < codes.length; i++) if (best[i] === codes[i]) right++;
  return right / codes.length;
}

/** The leaf of each sample in each tree. */
export function leavesTensor(trees: readonly TreeData[], X: Matrix): Tensor {
  const all = new Int32Array(X.rows * trees.length);
  for (const [t, tree] of trees.entries()) {
    const leaves = leavesOf(tree, X);
    for (let i = 0; i < X.rows; i++) all[i * trees.length + t] = leaves[i]!;
  }
  return tensor(all, { shape: [X.rows, trees.length] });
}

/** Paths through all trees, side by side. */
export function forestPath(
  trees: readonly TreeData[],
  X: Matrix,
): { readonly indicator: CSRMatrix; readonly starts: Int32Array } {
  const paths = trees.map((tree) => decisionPathOf(tree, X));
  const starts = new Int32Array(trees.length + 1);
  for (const [t, path] of paths.entries()) starts[t + 1] = starts[t]! + path.cols;
  return { indicator: CSRMatrix.hstack(paths), starts };
}

/**
 * A random forest: trees grown from samples drawn with replacement, each split looking at √d features drawn at
 * random; they vote with the shares of the classes in their leaves. Trees are grown on all threads and are the
 * same with any number of them. Cost: O(trees · √d · n log n).
 *
 * Breiman, *Random Forests*, Machine Learning 45, 2001.
 */
export class RandomForestClassifier extends ForestClassifier {
  protected readonly splitter = 'best';
  constructor(options: Partial<ForestClassifierOptions> = {}) {
    super(randomForestClassifierSpec, options);
  }
}

/**
 * Extremely randomised trees: as a random forest, but cuts are drawn at random too, the best of √d of them being
 * taken, and each tree sees all samples.
 *
 * Geurts, Ernst and Wehenkel, *Extremely randomized trees*, Machine Learning 63, 2006.
 */
export class ExtraTreesClassifier extends ForestClassifier {
  protected readonly splitter = 'random';
  constructor(options: Partial<ForestClassifierOptions> = {}) {
    super(extraTreesClassifierSpec, options);
  }
}

const randomForestClassifierSpec = forestSpec('RandomForestClassifier', true);
const extraTreesClassifierSpec = forestSpec('ExtraTreesClassifier', false);
