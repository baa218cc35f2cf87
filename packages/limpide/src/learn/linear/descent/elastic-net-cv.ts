/** LassoCV and ElasticNetCV: the penalty is chosen by cross-validation along the path. */
import { linearErrors } from '../../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../../errors/index.ts';
import { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  anything,
  type Features,
  type FitOptions,
  integer,
  numericTargets,
  type ParamTable,
  real,
  reporter,
  type Spec,
  sampleWeights,
  type Targets,
  warnNotConverged,
} from '../../base/index.ts';
import { kFolds, takeRows } from '../folds.ts';
import { linearScores } from '../linear-classifier.ts';
import { centred, interceptsFrom, LinearRegressor, meansOf } from '../linear-regressor.ts';
import {
  alphaGrid,
  descentParams,
  descentPath,
  type LassoOptions,
  meanOne,
} from './elastic-net.ts';

export interface LassoCVOptions extends Omit<LassoOptions, 'alpha' | 'warmStart'> {
  /** The smallest strength of the automatic grid, relative to the largest, in (0, 1). Default 1e-3. */
  readonly eps: number;
  /** How many strengths. Default 100. */
  readonly nAlphas: number;
  /** The strengths themselves, instead of the grid. */
  readonly alphas: readonly number[] | undefined;
  /** Number of folds, consecutive and not shuffled. Default 5. */
  readonly cv: number;
}
export interface ElasticNetCVOptions extends LassoCVOptions {
  /** ρ, or several to choose from, each in (0, 1]. Default 0.5. */
  readonly l1Ratio: number | readonly number[];
}

const positiveReal = real(1, { min: 0, open: 'min' });
const ratio = real(0.5, { min: 0, max: 1, open: 'min' });

const cvParams: ParamTable<LassoCVOptions> = {
  ...descentParams,
  eps: real(1e-3, { min: 0, max: 1, open: 'both' }),
  nAlphas: integer(100, { min: 1 }),
  alphas: anything<readonly number[] | undefined>(
    undefined,
    'undefined | a list of numbers > 0',
    (value) =>
      value === undefined ||
      (Array.isArray(value) && value.length > 0 && value.every(positiveReal.accepts)),
  ),
  cv: integer(5, { min: 2 }),
};
const learned = [
  'coef_',
  'intercept_',
  'alpha_',
  'l1Ratio_',
  'alphas_',
  'msePath_',
  'nIter_',
  'dualGap_',
];
const tags = { sparse: true, weights: true, random: true };

abstract class DescentCV<P extends LassoCVOptions> extends LinearRegressor<P> {
  /** The chosen strength. */
  declare alpha_: number;
  /** The chosen ρ. */
  declare l1Ratio_: number;
  /** The strengths that were tried with the chosen ρ, decreasing. */
  declare alphas_: Tensor;
  /** Mean squared errors with the chosen ρ, `[alphas, folds]`. */
  declare msePath_: Tensor;
  declare nIter_: number;
  declare dualGap_: number;

  protected abstract get shares(): readonly number[];

  /** Learns from X `[n, d]` and y `[n]`. */
  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { fitIntercept, cv, tol } = this.params;
    const data = this.fitAny(X, { minRows: cv });
    const target = numericTargets(y, data.rows, name);
    const Y = new Matrix(target, data.rows, 1);
    const weights = meanOne(sampleWeights(options.sampleWeight, data.rows, name));
    const folds = kFolds(data.rows, cv);
    const report = reporter(name, 'folds', folds.length * this.shares.length, options);
    const means = meansOf(data, Y, weights, fitIntercept);
    const centredY = Float64Array.from(centred(Y, means.y, weights).data);

    let best = {
      error: Infinity,
      share: this.shares[0]!,
      at: 0,
      alphas: new Float64Array(1),
      path: new Float64Array(1),
    };
    let done = 0;
    for (const share of this.shares) {
      const settings = { ...this.params, l1Ratio: share };
      const alphas = this.params.alphas
        ? Float64Array.from(this.params.alphas).sort().reverse()
        : alphaGrid(data, means.x, weights, centredY, settings);
      const path = new Float64Array(alphas.length * cv);
      const mean = new Float64Array(alphas.length);
      for (const [f, { train, test }] of folds.entries()) {
        const trainX = takeRows(data, train);
        const trainY = takeRows(Y, train);
        const trainWeights = meanOne(weightsAt(weights, train));
        const own = meansOf(trainX, trainY, trainWeights, fitIntercept);
        const ownY = Float64Array.from(centred(trainY, own.y, trainWeights).data);
        const { coefs } = descentPath(trainX, own.x, trainWeights, ownY, alphas, settings);
        const testX = takeRows(data, test);
        const testWeights = weightsAt(weights, test);
        coefs.forEach((w, a) => {
          const b = interceptsFrom(new Matrix(w, 1, w.length), own, fitIntercept);
          const error = weightedError(linearScores(testX, w, b), target, test, testWeights);
          path[a * cv + f] = error;
          mean[a]! += error / cv;
        });
        report(++done);
      }
      mean.forEach((error, at) => {
        if (error < best.error) best = { error, share, at, alphas, path };
      });
    }

    if (best.error === Infinity)
      raise(DataError, linearErrors, 'linear.foldWeights', { who: name });
    const alpha = best.alphas[best.at]!;
    const final = descentPath(data, means.x, weights, centredY, Float64Array.of(alpha), {
      ...this.params,
      l1Ratio: best.share,
    });
    if (!final.converged) warnNotConverged(name, final.iterations, final.gaps[0]!, tol);
    const coef = new Matrix(final.coefs[0]!, 1, data.cols);
    this.setLinear(coef, interceptsFrom(coef, means, fitIntercept), true);
    this.alpha_ = alpha;
    this.l1Ratio_ = best.share;
    this.alphas_ = tensor(best.alphas);
    this.msePath_ = tensor(best.path, { shape: [best.alphas.length, cv] });
    this.nIter_ = final.iterations;
    this.dualGap_ = final.gaps[0]!;
    return this;
  }
}

const weightsAt = (weights: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (i) => weights[i]!);

function weightedError(
  predicted: Float64Array,
  target: Float64Array,
  rows: Int32Array,
  weights: Float64Array,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    sum += weights[i]! * (predicted[i]! - target[rows[i]!]!) ** 2;
    total += weights[i]!;
  }
  return total > 0 ? sum / total : 0;
}

const lassoCVSpec: Spec<LassoCVOptions> = {
  name: 'LassoCV',
  kind: 'regressor',
  params: cvParams,
  learned,
  tags,
};

/** The lasso with the α whose mean squared error over folds is least. A whole path costs little more than one fit. */
export class LassoCV extends DescentCV<LassoCVOptions> {
  constructor(options: Partial<LassoCVOptions> = {}) {
    super(lassoCVSpec, options);
  }
  protected get shares(): readonly number[] {
    return [1];
  }
}

const elasticNetCVSpec: Spec<ElasticNetCVOptions> = {
  name: 'ElasticNetCV',
  kind: 'regressor',
  params: {
    ...cvParams,
    l1Ratio: {
      ...anything<number | readonly number[]>(
        0.5,
        'number > 0, ≤ 1 | a list of them',
        (value) =>
          ratio.accepts(value) ||
          (Array.isArray(value) && value.length > 0 && value.every(ratio.accepts)),
      ),
      ...(ratio.parse && { parse: ratio.parse }),
    },
  },
  learned,
  tags,
};

/** The elastic net with the α and ρ whose mean squared error over folds is least. */
export class ElasticNetCV extends DescentCV<ElasticNetCVOptions> {
  constructor(options: Partial<ElasticNetCVOptions> = {}) {
    super(elasticNetCVSpec, options);
  }
  protected get shares(): readonly number[] {
    const { l1Ratio } = this.params;
    return typeof l1Ratio === 'number' ? [l1Ratio] : l1Ratio;
  }
}
