/** Different models that vote: VotingClassifier, VotingRegressor. */
import { learnErrors } from '../../../errors/catalog/learn.ts';
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { ArgumentError, DataError, raise } from '../../../errors/index.ts';
import type { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  anything,
  Classifier,
  choice,
  classTargets,
  type Features,
  type FitOptions,
  numericTargets,
  type Param,
  Regressor,
  rowsOf,
  type Spec,
  type Targets,
} from '../../base/index.ts';
import { spread } from '../../trees/prepare.ts';
import { codesOf, labelsOf, probabilities } from '../inner.ts';
import { largestOfRows } from '../rows.ts';
import { fitAll, type Named, namedParam, present } from './named.ts';

export interface VotingClassifierOptions {
  readonly estimators: Named<Classifier>;
  /** `'hard'`: each has a vote; `'soft'`: their probabilities are averaged. */
  readonly voting: 'hard' | 'soft';
  /** How much each counts; default: all the same. */
  readonly weights: readonly number[] | undefined;
}
export interface VotingRegressorOptions {
  readonly estimators: Named<Regressor>;
  readonly weights: readonly number[] | undefined;
}

const weightsParam = (): Param<readonly number[] | undefined> =>
  anything<readonly number[] | undefined>(
    undefined,
    'undefined | array of numbers ≥ 0',
    (value) =>
      value === undefined ||
      (Array.isArray(value) &&
        value.every((w) => typeof w === 'number' && w >= 0 && Number.isFinite(w)) &&
        value.some((w) => w > 0)),
  );

const tags = { sparse: true, missing: true, weights: true };
const classifierSpec: Spec<VotingClassifierOptions> = {
  name: 'VotingClassifier',
  kind: 'classifier',
  params: {
    estimators: namedParam<Classifier>('classifier'),
    voting: choice('hard', ['hard', 'soft']),
    weights: weightsParam(),
  },
  learned: ['classes_', 'estimators_', 'weights_'],
  tags,
};
const regressorSpec: Spec<VotingRegressorOptions> = {
  name: 'VotingRegressor',
  kind: 'regressor',
  params: { estimators: namedParam<Regressor>('regressor'), weights: weightsParam() },
  learned: ['estimators_', 'weights_'],
  tags,
};

/** The weights of the estimators that are not dropped; their sum is 1. */
function shares(
  estimators: readonly (readonly [string, unknown])[],
  weights: readonly number[] | undefined,
  who: string,
): Float64Array {
  if (weights !== undefined && weights.length !== estimators.length)
    raise(ArgumentError, treeErrors, 'trees.voteWeights', {
      who,
      got: weights.length,
      expected: estimators.length,
    });
  const kept = estimators.flatMap(([, e], t) => (e === 'drop' ? [] : [weights?.[t] ?? 1]));
  const sum = kept.reduce((a, b) => a + b, 0);
  return Float64Array.from(kept, (w) => w / sum);
}

/**
 * Several classifiers that decide together: the class with most votes, or with the largest mean probability.
 * Right where the models are about as good and err differently.
 */
export class VotingClassifier extends Classifier<VotingClassifierOptions> {
  declare estimators_: readonly Classifier[];
  declare weights_: Float64Array;

  constructor(options: Partial<VotingClassifierOptions> = {}) {
    super(classifierSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const { estimators, weights } = this.params;
    const kept = present(estimators, who);
    const weights_ = shares(estimators, weights, who);
    const matrix = spread(this.fitAny(X));
    const { codes, classes } = classTargets(y, rowsOf(X), who);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who, got: String(classes[0]) });
    const models = fitAll(who, kept, matrix, labelsOf(codes, classes), options);
    this.classes_ = classes;
    this.estimators_ = models;
    this.weights_ = weights_;
    return this;
  }

  override offers(method: string): boolean {
    if (method === 'predictProba' || method === 'predictLogProba')
      return this.params.voting === 'soft';
    return super.offers(method);
  }
  #votes(X: Matrix, soft: boolean): Float64Array<ArrayBuffer> {
    const k = this.classes_.length;
    const votes = new Float64Array(X.rows * k);
    for (const [t, model] of this.estimators_.entries()) {
      const w = this.weights_[t]!;
      if (soft) {
        const p = probabilities(model, X, this.classes_, this.spec.name, "voting: 'soft'");
        for (let i = 0; i < votes.length; i++) votes[i] = votes[i]! + w * p[i]!;
      } else {
        const codes = codesOf(model, X, this.classes_);
        for (let i = 0; i < X.rows; i++) {
          const at = i * k + codes[i]!;
          votes[at] = votes[at]! + w;
        }
      }
    }
    return votes;
  }
  /** Mean probabilities `[n, classes]`, with `voting: 'soft'`. @throws ArgumentError with `'hard'` */
  predictProba(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    if (this.params.voting !== 'soft')
      raise(ArgumentError, treeErrors, 'trees.noProba', {
        who: this.spec.name,
        what: "voting: 'hard'",
        why: 'predictProba',
      });
    return tensor(this.#votes(matrix, true), { shape: [matrix.rows, this.classes_.length] });
  }
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log();
  }
  protected predictCodes(X: Features): Int32Array {
    const matrix = spread(this.openAny(X));
    const votes = this.#votes(matrix, this.params.voting === 'soft');
    return largestOfRows(votes, matrix.rows, this.classes_.length);
  }
}

/** Several regressors whose predictions are averaged. */
export class VotingRegressor extends Regressor<VotingRegressorOptions> {
  declare estimators_: readonly Regressor[];
  declare weights_: Float64Array;

  constructor(options: Partial<VotingRegressorOptions> = {}) {
    super(regressorSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const { estimators, weights } = this.params;
    const kept = present(estimators, who);
    const weights_ = shares(estimators, weights, who);
    const matrix = spread(this.fitAny(X));
    const targets = numericTargets(y, matrix.rows, who);
    const models = fitAll(who, kept, matrix, targets, options);
    this.estimators_ = models;
    this.weights_ = weights_;
    return this;
  }

  predict(X: Features): Tensor {
    const matrix = spread(this.openAny(X));
    const sums = new Float64Array(matrix.rows);
    for (const [t, model] of this.estimators_.entries()) {
      const guesses = model.predict(matrix).dataSync();
      for (let i = 0; i < sums.length; i++)
        sums[i] = sums[i]! + this.weights_[t]! * Number(guesses[i]);
    }
    return tensor(sums);
  }
}
