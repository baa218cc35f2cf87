/** SGDClassifier, Perceptron, PassiveAggressiveClassifier: linear classifiers learned sample by sample. */

import { learnErrors } from '../../../errors/catalog/learn.ts';
import { linearErrors } from '../../../errors/catalog/learn-linear.ts';
import { ArgumentError, DataError, raise } from '../../../errors/index.ts';
import type { CSRMatrix, Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  choice,
  type Features,
  type FitOptions,
  type ParamTable,
  type Probabilistic,
  RandomStream,
  real,
  reporter,
  type Spec,
  sampleWeights,
  seedOf,
  type Targets,
  warnNotConverged,
} from '../../base/index.ts';
import { classesOfPart, type PartialOptions } from '../../bayes/bayes.ts';
import {
  type ClassWeight,
  classWeightParam,
  weightedAgainstRest,
  weightsOfClasses,
} from '../class-weight.ts';
import { stratifiedFolds, takeRows } from '../folds.ts';
import { LinearClassifier, linearScores, numbersOf } from '../linear-classifier.ts';
import { sigmoid } from '../links.ts';
import { normalisedSigmoids } from '../logistic/logistic-regression.ts';
import type { SgdState } from './descent.ts';
import type { ClassifierLoss } from './losses.ts';
import {
  freshState,
  learn,
  recipeOf,
  type SgdCommon,
  type SgdOptions,
  type SgdRecipe,
  sgdCommon,
  sgdLearned,
  sgdParams,
  usesAverage,
} from './options.ts';

interface WithClassWeight {
  readonly classWeight: ClassWeight | undefined;
}

const learned = ['classes_', ...sgdLearned];
const tags = { sparse: true, weights: true, random: true, partial: true };

abstract class SgdBase<P extends WithClassWeight> extends LinearClassifier<P> {
  /** Passes done, the most over classes. */
  declare nIter_: number;
  /** Steps done, plus 1. */
  declare t_: number;
  /** What goes on by `partialFit` when averages are taken: the coefficients without averaging, and the averages. */
  declare average_: { coef: Float64Array; intercept: Float64Array };

  protected abstract recipe(): SgdRecipe;

  /** Learns from X `[n, d]` (dense or sparse) and the class of each sample. */
  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    return this.#learn(X, y, options, false);
  }

  /**
   * One pass over one more part of the data.
   *
   * @param options `classes`: all of them, at the first part
   */
  partialFit(X: Features, y: Targets, options: PartialOptions = {}): this {
    this.checkParams();
    if (this.params.classWeight === 'balanced') {
      raise(ArgumentError, linearErrors, 'linear.combination', {
        who: this.spec.name,
        first: "classWeight: 'balanced'",
        second: 'partialFit',
        remedy: '→ classWeight: { class: weight }',
      });
    }
    return this.#learn(X, y, options, true);
  }

  #learn(X: Features, y: Targets, options: PartialOptions, partial: boolean): this {
    const { name } = this.spec;
    const recipe = this.recipe();
    const resume = this.hasLearned('coef_') && (partial || recipe.warmStart);
    const data = partial && resume ? this.openAny(X) : this.fitAny(X);
    const known = partial && resume ? this.classes_ : undefined;
    const { codes, classes } = classesOfPart(y, data.rows, known, options.classes, name);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who: name, got: String(classes[0]) });
    const given = sampleWeights(options.sampleWeight, data.rows, name);
    const classWeights = weightsOfClasses(this.params.classWeight, codes, classes, name);
    const report = reporter(name, 'epochs', partial ? 1 : recipe.maxIter, options);
    const k = classes.length === 2 ? 1 : classes.length;
    const d = data.cols;
    const coef = new Float64Array(k * d);
    const intercept = new Float64Array(k);
    const plainCoef = new Float64Array(k * d);
    const plainIntercept = new Float64Array(k);
    const split = this.#split(codes, classes.length, recipe, partial);
    let epochs = 0;
    let t = 1;
    let averaged = false;
    for (let c = 0; c < k; c++) {
      const target = Float64Array.from(codes, (code) => (code === (k === 1 ? 1 : c) ? 1 : -1));
      const weights = weightedAgainstRest(given, classWeights, codes, c);
      const state = this.#state(c, k, d, resume);
      const held = split.test && this.#judge(data, target, given, split.test, recipe);
      const found = learn(
        name,
        recipe,
        { X: data, y: target, weights, rows: split.train, held },
        state,
        partial,
        c,
        report,
      );
      if (!found.converged && !partial)
        warnNotConverged(name, found.epochs, recipe.maxIter, recipe.tol ?? 0);
      epochs = Math.max(epochs, found.epochs);
      t = state.t;
      const mean = usesAverage(state, recipe.average);
      averaged ||= mean;
      coef.set(mean ? state.meanW : state.w, c * d);
      intercept[c] = mean ? state.meanB : state.b;
      plainCoef.set(state.w, c * d);
      plainIntercept[c] = state.b;
    }
    this.setLearned({});
    this.classes_ = classes;
    this.coef_ = tensor(coef, { shape: [k, d] });
    this.intercept_ = tensor(intercept);
    this.nIter_ = epochs;
    this.t_ = t;
    if (averaged) this.average_ = { coef: plainCoef, intercept: plainIntercept };
    return this;
  }

  /** Where class c goes on, or zeros. */
  #state(c: number, k: number, d: number, resume: boolean): SgdState {
    const state = freshState(d);
    if (!resume || this.coef_.shape[0] !== k || this.coef_.shape[1] !== d) return state;
    const coef = numbersOf(this.coef_).subarray(c * d, (c + 1) * d);
    const intercept = numbersOf(this.intercept_)[c]!;
    const plain = this.hasLearned('average_') ? this.average_ : undefined;
    state.w.set(plain ? plain.coef.subarray(c * d, (c + 1) * d) : coef);
    state.b = plain ? plain.intercept[c]! : intercept;
    state.meanW.set(coef);
    state.meanB = intercept;
    state.t = this.t_;
    return state;
  }

  /** The samples to learn from, and those held out for early stopping. */
  #split(
    codes: Int32Array,
    classes: number,
    { earlyStopping, validationFraction, randomState }: SgdRecipe,
    partial: boolean,
  ): { train: Int32Array; test?: Int32Array } {
    const all = Int32Array.from(codes, (_, i) => i);
    if (!earlyStopping || partial) return { train: all };
    const order = new RandomStream(seedOf(randomState), 0x5eed).permutation(codes.length);
    const parts = Math.max(2, Math.round(1 / validationFraction));
    const fold = stratifiedFolds(
      Int32Array.from(order, (i) => codes[i]!),
      classes,
      Math.min(parts, codes.length),
    )[0]!;
    return {
      train: Int32Array.from(fold.train, (at) => order[at]!),
      test: Int32Array.from(fold.test, (at) => order[at]!),
    };
  }

  /** Accuracy on the samples held out. */
  #judge(
    X: Matrix | CSRMatrix,
    target: Float64Array,
    weights: Float64Array,
    test: Int32Array,
    { average }: SgdRecipe,
  ): (state: SgdState) => number {
    const part = takeRows(X, test);
    return (state) => {
      const mean = usesAverage(state, average);
      const b = Float64Array.of(mean ? state.meanB : state.b);
      const scores = linearScores(part, mean ? state.meanW : state.w, b);
      let right = 0;
      let total = 0;
      for (let a = 0; a < test.length; a++) {
        const w = weights[test[a]!]!;
        total += w;
        if (scores[a]! > 0 === target[test[a]!]! > 0) right += w;
      }
      return total > 0 ? right / total : 0;
    };
  }
}

export interface SGDClassifierOptions extends SgdOptions, WithClassWeight {
  /**
   * `'hinge'` (a linear support vector machine, default), `'logLoss'` (logistic regression), `'modifiedHuber'`
   * (robust, with probabilities), `'squaredHinge'`, `'perceptron'`, or a loss of regression on ±1.
   */
  readonly loss: ClassifierLoss;
}

const sgdClassifierSpec: Spec<SGDClassifierOptions> = {
  name: 'SGDClassifier',
  kind: 'classifier',
  params: {
    loss: choice('hinge', [
      'hinge',
      'logLoss',
      'modifiedHuber',
      'squaredHinge',
      'perceptron',
      'squaredError',
      'huber',
      'epsilonInsensitive',
      'squaredEpsilonInsensitive',
    ]),
    classWeight: classWeightParam(),
    ...sgdParams('optimal', 0, 0.5),
  },
  learned,
  tags,
};

/**
 * Linear classifiers by stochastic gradient descent: min (1/n)·Σ ℓ(yᵢ, w·xᵢ + b) + α·penalty(w), one class against the
 * rest when there are several.
 *
 * For data too large for other solvers, and for data that comes in parts (`partialFit`): a pass costs O(stored values).
 * Scale the features first; try several α. Bottou (2010); Tsuruoka and others (2009) for l1; Xu (2011) for averages.
 */
export class SGDClassifier extends SgdBase<SGDClassifierOptions> implements Probabilistic {
  constructor(options: Partial<SGDClassifierOptions> = {}) {
    super(sgdClassifierSpec, options);
  }
  protected recipe(): SgdRecipe {
    const { learningRate, eta0 } = this.params;
    if (learningRate !== 'optimal' && eta0 === 0) {
      raise(ArgumentError, linearErrors, 'linear.combination', {
        who: this.spec.name,
        first: 'eta0: 0',
        second: `learningRate: '${learningRate}'`,
        remedy: '→ eta0 > 0 (0.01)',
      });
    }
    return recipeOf(this.params, false);
  }

  /** Probabilities only with a loss that has them. */
  override offers(method: string): boolean {
    if (method === 'predictProba' || method === 'predictLogProba')
      return this.params.loss === 'logLoss' || this.params.loss === 'modifiedHuber';
    return super.offers(method);
  }
  /** Probability of each class, `[n, classes]`; for the losses `'logLoss'` and `'modifiedHuber'`. */
  predictProba(X: Features): Tensor {
    const { loss } = this.params;
    this.requireFitted();
    if (loss !== 'logLoss' && loss !== 'modifiedHuber') {
      raise(ArgumentError, linearErrors, 'linear.noProbability', {
        who: this.spec.name,
        setting: `loss: '${loss}'`,
        remedy: "→ loss: 'logLoss' | 'modifiedHuber'",
      });
    }
    const { values, rows, k } = this.scores(this.openAny(X));
    const classes = this.classes_.length;
    const out = new Float64Array(rows * classes);
    // modified Huber: (clip(z, −1, 1) + 1)/2
    const chance =
      loss === 'logLoss' ? sigmoid : (z: number) => (Math.max(-1, Math.min(1, z)) + 1) / 2;
    if (k === 1) {
      for (let i = 0; i < rows; i++) {
        out[2 * i + 1] = chance(values[i]!);
        out[2 * i] = 1 - out[2 * i + 1]!;
      }
    } else if (loss === 'logLoss') normalisedSigmoids(values, rows, k, out);
    else {
      for (let i = 0; i < rows; i++) {
        let sum = 0;
        for (let c = 0; c < k; c++) sum += chance(values[i * k + c]!);
        for (let c = 0; c < k; c++)
          out[i * k + c] = sum > 0 ? chance(values[i * k + c]!) / sum : 1 / k;
      }
    }
    return tensor(out, { shape: [rows, classes] });
  }
  /** log of `predictProba`. */
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log().realize();
  }
}

export interface PerceptronOptions extends Omit<SgdCommon, 'average'>, WithClassWeight {
  readonly penalty: SgdOptions['penalty'];
  readonly alpha: number;
  readonly l1Ratio: number;
  /** The size of a step, > 0. Default 1. */
  readonly eta0: number;
}

const { average: _average, ...withoutAverage } = sgdCommon;
const perceptronParams: ParamTable<PerceptronOptions> = {
  ...withoutAverage,
  penalty: choice('none', ['l2', 'l1', 'elasticnet', 'none']),
  alpha: real(1e-4, { min: 0 }),
  l1Ratio: real(0.15, { min: 0, max: 1 }),
  eta0: real(1, { min: 0, open: 'min' }),
  classWeight: classWeightParam(),
};
const perceptronSpec: Spec<PerceptronOptions> = {
  name: 'Perceptron',
  kind: 'classifier',
  params: perceptronParams,
  learned,
  tags,
};

/**
 * Rosenblatt's perceptron (1958): a sample on the wrong side moves the border by itself, w ← w + η·y·x; the others do
 * nothing. Finds a border whenever there is one (Novikoff, 1962), not the best one.
 */
export class Perceptron extends SgdBase<PerceptronOptions> {
  constructor(options: Partial<PerceptronOptions> = {}) {
    super(perceptronSpec, options);
  }
  protected recipe(): SgdRecipe {
    return {
      ...this.params,
      loss: 'perceptron',
      epsilon: 0.1,
      schedule: 'constant',
      powerT: 0.5,
      C: 1,
      average: false,
      isRegression: false,
    };
  }
}

export interface PassiveAggressiveClassifierOptions extends SgdCommon, WithClassWeight {
  /** The largest step, > 0. Default 1. */
  readonly C: number;
  /** `'hinge'`: steps up to C (PA-I); `'squaredHinge'`: steps softened by C (PA-II). */
  readonly loss: 'hinge' | 'squaredHinge';
}

const passiveSpec: Spec<PassiveAggressiveClassifierOptions> = {
  name: 'PassiveAggressiveClassifier',
  kind: 'classifier',
  params: {
    ...sgdCommon,
    C: real(1, { min: 0, open: 'min' }),
    loss: choice('hinge', ['hinge', 'squaredHinge']),
    classWeight: classWeightParam(),
  },
  learned,
  tags,
};

/**
 * After each sample the smallest change that classifies it with margin 1, up to C (Crammer, Dekel, Keshet,
 * Shalev-Shwartz & Singer, 2006): nothing when it is already right, a large step when not. No learning rate.
 */
export class PassiveAggressiveClassifier extends SgdBase<PassiveAggressiveClassifierOptions> {
  constructor(options: Partial<PassiveAggressiveClassifierOptions> = {}) {
    super(passiveSpec, options);
  }
  protected recipe(): SgdRecipe {
    return {
      ...this.params,
      schedule: this.params.loss === 'hinge' ? 'pa1' : 'pa2',
      loss: 'hinge',
      epsilon: 0.1,
      penalty: 'none',
      alpha: 1,
      l1Ratio: 0,
      eta0: 1,
      powerT: 0.5,
      isRegression: false,
    };
  }
}
