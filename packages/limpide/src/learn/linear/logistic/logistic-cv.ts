/** LogisticRegressionCV: the strength of the penalty is chosen by cross-validation. */
import { learnErrors } from '../../../errors/catalog/learn.ts';
import { linearErrors } from '../../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../../errors/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  anything,
  choice,
  classTargets,
  type Features,
  type FitOptions,
  flag,
  integer,
  type Probabilistic,
  real,
  reporter,
  type Spec,
  sampleWeights,
  seed,
  type Targets,
} from '../../base/index.ts';
import { type ClassWeight, classWeightParam } from '../class-weight.ts';
import { stratifiedFolds, takeRows } from '../folds.ts';
import { LinearClassifier } from '../linear-classifier.ts';
import { LogisticRegression, type LogisticSolver } from './logistic-regression.ts';

export interface LogisticRegressionCVOptions {
  /** The strengths to try, or how many between 1e-4 and 1e4. Default 10. */
  readonly Cs: number | readonly number[];
  /** Number of folds, each with the same share of every class. Default 5. */
  readonly cv: number;
  readonly penalty: 'l2' | 'l1';
  /** As in LogisticRegression. */
  readonly solver: LogisticSolver;
  readonly fitIntercept: boolean;
  readonly classWeight: ClassWeight | undefined;
  readonly maxIter: number;
  readonly tol: number;
  readonly randomState: number | undefined;
}

const strength = real(1, { min: 0, open: 'min' });

const cvSpec: Spec<LogisticRegressionCVOptions> = {
  name: 'LogisticRegressionCV',
  kind: 'classifier',
  params: {
    Cs: anything<number | readonly number[]>(
      10,
      'integer ≥ 1 | a list of numbers > 0',
      (value) =>
        (Number.isInteger(value) && Number(value) >= 1) ||
        (Array.isArray(value) && value.length > 0 && value.every(strength.accepts)),
    ),
    cv: integer(5, { min: 2 }),
    penalty: choice('l2', ['l2', 'l1']),
    solver: choice('lbfgs', ['lbfgs', 'newton-cholesky', 'newton-cg', 'saga', 'liblinear']),
    fitIntercept: flag(true),
    classWeight: classWeightParam(),
    maxIter: integer(100, { min: 0 }),
    tol: real(1e-4, { min: 0, open: 'min' }),
    randomState: seed(),
  },
  learned: ['classes_', 'coef_', 'intercept_', 'C_', 'Cs_', 'scores_', 'model_'],
  tags: { sparse: true, weights: true, random: true },
};

/**
 * Logistic regression with the C of the best mean accuracy over folds (the smallest C among equals, the simplest
 * model), then fitted on all samples. Along a fold each strength starts from the last one's coefficients.
 */
export class LogisticRegressionCV
  extends LinearClassifier<LogisticRegressionCVOptions>
  implements Probabilistic
{
  /** The chosen strength. */
  declare C_: number;
  /** All that were tried. */
  declare Cs_: Tensor;
  /** Accuracies, `[folds, Cs]`. */
  declare scores_: Tensor;
  /** The model fitted on all samples. */
  declare model_: LogisticRegression;

  constructor(options: Partial<LogisticRegressionCVOptions> = {}) {
    super(cvSpec, options);
  }

  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { Cs, cv, ...shared } = this.params;
    const data = this.fitAny(X, { minRows: cv });
    const { codes, classes } = classTargets(y, data.rows, name);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who: name, got: String(classes[0]) });
    classes.forEach((label, c) => {
      const rows = codes.filter((code) => code === c).length;
      if (rows >= 2) return;
      const details = {
        who: name,
        got: String(label),
        rows,
        expected: 2,
        remedy: '→ LogisticRegression',
      };
      raise(DataError, linearErrors, 'linear.smallClass', details);
    });
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const grid = typeof Cs === 'number' ? gridOf(Cs) : Float64Array.from(Cs).sort();
    const report = reporter(name, 'fits', cv * grid.length, options);
    const scores = new Float64Array(cv * grid.length);
    const means = new Float64Array(grid.length);
    let done = 0;
    for (const [f, { train, test }] of stratifiedFolds(codes, classes.length, cv).entries()) {
      const model = new LogisticRegression({ ...shared, warmStart: true });
      const trainX = takeRows(data, train);
      const trainY = Array.from(train, (i) => classes[codes[i]!]!);
      const sampleWeight = Float64Array.from(train, (i) => weights[i]!);
      const testX = takeRows(data, test);
      const testY = Array.from(test, (i) => classes[codes[i]!]!);
      for (const [at, C] of grid.entries()) {
        model.setParams({ C }).fit(trainX, trainY, { sampleWeight, signal: options.signal });
        const score = model.score(testX, testY);
        scores[f * grid.length + at] = score;
        means[at]! += score / cv;
        report(++done);
      }
    }
    let best = 0;
    means.forEach((mean, at) => {
      if (mean > means[best]! + 1e-12) best = at;
    });
    const C = grid[best]!;
    const model = new LogisticRegression({ ...shared, C }).fit(data, y, {
      sampleWeight: weights,
      signal: options.signal,
    });
    this.classes_ = classes;
    this.coef_ = model.coef_;
    this.intercept_ = model.intercept_;
    this.C_ = C;
    this.Cs_ = tensor(grid);
    this.scores_ = tensor(scores, { shape: [cv, grid.length] });
    this.model_ = model;
    return this;
  }

  /** Probability of each class, `[n, classes]`. */
  predictProba(X: Features): Tensor {
    return this.model_.predictProba(this.openAny(X));
  }
  /** log of `predictProba`. */
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log().realize();
  }
}

/** From 1e-4 to 1e4, geometrically. */
const gridOf = (count: number): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: count }, (_, at) =>
    count === 1 ? 1e-4 : 10 ** (-4 + (8 * at) / (count - 1)),
  );
