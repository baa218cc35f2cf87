/** Forests for numbers: RandomForestRegressor, ExtraTreesRegressor. */
import type { CSRMatrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  type Outputs,
  Regressor,
  type Spec,
  sampleWeights,
  seedOf,
} from '../../base/index.ts';
import type { NumberCriterionName } from '../../trees/criteria/index.ts';
import type { TreeData } from '../../trees/data.ts';
import { growRules, numberCriterionParam } from '../../trees/options.ts';
import { growNumbers, spread, totalOf } from '../../trees/prepare.ts';
import { rSquared } from '../rows.ts';
import { forestPath, leavesTensor } from './classifiers.ts';
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

export interface ForestRegressorOptions extends ForestOptions {
  readonly criterion: NumberCriterionName;
}

const forestSpec = (name: string, bootstrap: boolean): Spec<ForestRegressorOptions> => ({
  name,
  kind: 'regressor',
  params: { criterion: numberCriterionParam(), ...forestParams(undefined, bootstrap) },
  learned: ['trees_', 'nOutputs_', 'flat_', 'featureImportances_', 'oobScore_', 'oobPrediction_'],
  tags: { ...forestTags, multiOutput: true },
});

abstract class ForestRegressor extends Regressor<ForestRegressorOptions> {
  /** The trees, as data. */
  declare trees_: readonly TreeData[];
  declare nOutputs_: number;
  /** Whether y had one dimension. */
  declare flat_: boolean;
  declare featureImportances_: Tensor;
  /** With `oobScore`: R² on samples judged by the trees that did not see them. */
  declare oobScore_: number | undefined;
  declare oobPrediction_: Tensor | undefined;
  protected abstract readonly splitter: 'best' | 'random';

  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    const kept = this.params.warmStart && this.hasLearned('trees_') ? this.trees_ : [];
    this.checkParams();
    const { params } = this;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const { rows, cols } = matrix;
    const { targets, outputs, flat } = growNumbers(y, rows, who, params.criterion);
    const weights = sampleWeights(options.sampleWeight, rows, who);
    const drawing = drawingOf(params, rows, who);
    const total = totalOf(weights);
    const rules = growRules(params, params.criterion, this.splitter, rows, cols, total);
    const seed = seedOf(params.randomState);
    const job: ForestJob = { who, X: matrix, targets, weights, rules, seed, drawing, options };
    const from = keptTrees(kept, params.nEstimators, who);
    const trees = [...kept, ...growForest(job, from, params.nEstimators, params.ccpAlpha)];
    const judged = params.oobScore && drawing ? outOfBag(trees, matrix, drawing, seed) : undefined;

    this.trees_ = trees;
    this.nOutputs_ = outputs;
    this.flat_ = flat;
    this.featureImportances_ = tensor(forestImportances(trees, cols));
    this.oobPrediction_ = judged && tensor(judged, { shape: flat ? [rows] : [rows, outputs] });
    this.oobScore_ =
      judged && targets.kind === 'numbers'
        ? rSquared(targets.values, judged, rows, outputs)
        : undefined;
    return this;
  }

  predict(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const shape = this.flat_ ? [matrix.rows] : [matrix.rows, this.nOutputs_];
    return tensor(meanValues(this.trees_, matrix), { shape });
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

/**
 * A random forest for numbers: the mean of trees grown from samples drawn with replacement. By default every
 * split looks at all features; `maxFeatures: 'sqrt'` or a third decorrelates the trees and is faster.
 *
 * Breiman, *Random Forests*, Machine Learning 45, 2001.
 */
export class RandomForestRegressor extends ForestRegressor {
  protected readonly splitter = 'best';
  constructor(options: Partial<ForestRegressorOptions> = {}) {
    super(randomForestRegressorSpec, options);
  }
}

/** Extremely randomised trees for numbers; see ExtraTreesClassifier. */
export class ExtraTreesRegressor extends ForestRegressor {
  protected readonly splitter = 'random';
  constructor(options: Partial<ForestRegressorOptions> = {}) {
    super(extraTreesRegressorSpec, options);
  }
}

const randomForestRegressorSpec = forestSpec('RandomForestRegressor', true);
const extraTreesRegressorSpec = forestSpec('ExtraTreesRegressor', false);
