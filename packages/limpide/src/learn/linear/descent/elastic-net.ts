/** Lasso and ElasticNet: least squares with coefficients that become exactly 0. */
import type { Matrix } from '../../../linalg/index.ts';
import { CSRMatrix, Matrix as Dense } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  choice,
  type Features,
  type FitOptions,
  flag,
  integer,
  numericOutputs,
  type Outputs,
  type ParamTable,
  RandomStream,
  real,
  reporter,
  type Spec,
  sampleWeights,
  seed,
  seedOf,
  warn,
  warnNotConverged,
} from '../../base/index.ts';
import { numbersOf } from '../linear-classifier.ts';
import { centred, interceptsFrom, LinearRegressor, meansOf } from '../linear-regressor.ts';
import { normalEquations } from '../normal-equations.ts';
import { columnSource, GramColumns } from './columns.ts';
import { coordinateDescent } from './coordinate-descent.ts';

export interface LassoOptions {
  /** Strength of the penalty, ≥ 0. Default 1. */
  readonly alpha: number;
  readonly fitIntercept: boolean;
  /** Work with XᵀX: quicker for many samples; `'auto'` when n > d and X is dense. */
  readonly precompute: 'auto' | 'always' | 'never';
  /** The most passes over all coefficients. Default 1000. */
  readonly maxIter: number;
  /** Converged when the duality gap is at most tol·‖y‖². Default 1e-4. */
  readonly tol: number;
  /** Start from the last coefficients instead of 0. */
  readonly warmStart: boolean;
  /** Coefficients ≥ 0 only. */
  readonly positive: boolean;
  /** Coefficients in order, or drawn at random. */
  readonly selection: 'cyclic' | 'random';
  readonly randomState: number | undefined;
}
export interface ElasticNetOptions extends LassoOptions {
  /** ρ, the share of ‖w‖₁, 0 … 1: 1 is the lasso, 0 is ridge. Default 0.5. */
  readonly l1Ratio: number;
}

export const descentParams: ParamTable<Omit<LassoOptions, 'alpha' | 'warmStart'>> = {
  fitIntercept: flag(true),
  precompute: choice('auto', ['auto', 'always', 'never']),
  maxIter: integer(1000, { min: 1 }),
  tol: real(1e-4, { min: 0 }),
  positive: flag(false),
  selection: choice('cyclic', ['cyclic', 'random']),
  randomState: seed(),
};
const lassoParams: ParamTable<LassoOptions> = {
  alpha: real(1, { min: 0 }),
  warmStart: flag(false),
  ...descentParams,
};

const learned = ['coef_', 'intercept_', 'nIter_', 'dualGap_'];
const tags = { sparse: true, weights: true, multiOutput: true, random: true };

abstract class DescentRegressor<P extends LassoOptions> extends LinearRegressor<P> {
  /** Passes done, the most over outputs. */
  declare nIter_: number;
  /** The duality gap at the end, over n, the largest over outputs: how much the objective could still fall. */
  declare dualGap_: number;

  /** ρ */
  protected abstract get share(): number;

  /** Learns from X `[n, d]` (dense or sparse) and y `[n]` or `[n, outputs]`. */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { alpha, fitIntercept, maxIter, tol, positive, selection, randomState } = this.params;
    const data = this.fitAny(X);
    const Y = numericOutputs(y, data.rows, name);
    const weights = meanOne(sampleWeights(options.sampleWeight, data.rows, name));
    if (alpha === 0) warn(name, 'learn.noPenalty');
    const report = reporter(name, 'iterations', maxIter, options);
    const equations =
      usesGram(this.params.precompute, data) && !(data instanceof CSRMatrix)
        ? normalEquations(data, Y, weights, fitIntercept)
        : null;
    const means = equations?.means ?? meansOf(data, Y, weights, fitIntercept);
    const target = centred(Y, means.y, weights);
    const source = equations ? null : columnSource(data, means.x, weights, false);
    const coef = this.#start(Y.cols, data.cols);
    let iterations = 0;
    let gap = 0;
    for (let t = 0; t < Y.cols; t++) {
      const w = coef.data.subarray(t * data.cols, (t + 1) * data.cols) as Float64Array;
      const y = Float64Array.from(target.column(t));
      const columns = source
        ? source.columns(y)
        : new GramColumns(equations!.gram.data, Float64Array.from(equations!.right.column(t)), y);
      const found = coordinateDescent(columns, w, {
        l1: alpha * this.share * data.rows,
        l2: alpha * (1 - this.share) * data.rows,
        positive,
        maxIter,
        tol,
        stream: selection === 'random' ? new RandomStream(seedOf(randomState), t) : undefined,
        onPass: report,
      });
      if (!found.converged) warnNotConverged(name, found.iterations, found.gap, tol * columns.yy);
      iterations = Math.max(iterations, found.iterations);
      gap = Math.max(gap, found.gap / data.rows);
    }
    this.setLinear(coef, interceptsFrom(coef, means, fitIntercept), Y.flat);
    this.nIter_ = iterations;
    this.dualGap_ = gap;
    return this;
  }

  #start(outputs: number, d: number): Dense {
    const coef = Dense.zeros(outputs, d);
    if (this.params.warmStart && this.hasLearned('coef_')) {
      const last = numbersOf(this.coef_);
      if (last.length === coef.data.length) coef.data.set(last);
    }
    return coef;
  }
}

const lassoSpec: Spec<LassoOptions> = {
  name: 'Lasso',
  kind: 'regressor',
  params: lassoParams,
  learned,
  tags,
};

/**
 * The lasso (Tibshirani, 1996): minimises (1/2n)·Σᵢ sᵢ·(yᵢ − w·xᵢ − b)² + α‖w‖₁.
 *
 * The absolute penalty makes many coefficients exactly 0: a model and a choice of features at once. Of several alike
 * features it keeps one; ElasticNet keeps them together. A pass of coordinate descent costs O(n·d), or O(d·nonzero)
 * with XᵀX.
 */
export class Lasso extends DescentRegressor<LassoOptions> {
  constructor(options: Partial<LassoOptions> = {}) {
    super(lassoSpec, options);
  }
  protected get share(): number {
    return 1;
  }
}

const elasticNetSpec: Spec<ElasticNetOptions> = {
  name: 'ElasticNet',
  kind: 'regressor',
  params: { ...lassoParams, l1Ratio: real(0.5, { min: 0, max: 1 }) },
  learned,
  tags,
};

/**
 * The elastic net (Zou & Hastie, 2005): minimises
 * (1/2n)·Σᵢ sᵢ·(yᵢ − w·xᵢ − b)² + α·ρ‖w‖₁ + ½α·(1 − ρ)‖w‖².
 *
 * Zeros as the lasso gives, and alike features share their weight as in ridge.
 */
export class ElasticNet extends DescentRegressor<ElasticNetOptions> {
  constructor(options: Partial<ElasticNetOptions> = {}) {
    super(elasticNetSpec, options);
  }
  protected get share(): number {
    return this.params.l1Ratio;
  }
}

/** Weights with mean 1: the penalty is beside a mean. */
export function meanOne(weights: Float64Array): Float64Array {
  const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  return weights.map((w) => w / mean);
}

export const usesGram = (precompute: LassoOptions['precompute'], X: Matrix | CSRMatrix): boolean =>
  precompute === 'always' || (precompute === 'auto' && X.rows > X.cols);

export interface PathOptions {
  /** ρ, 0 < ρ ≤ 1 for an automatic grid. */
  readonly l1Ratio?: number;
  /** The strengths; left out: `nAlphas` from the smallest that makes all coefficients 0, down to `eps` times it. */
  readonly alphas?: readonly number[] | undefined;
  readonly nAlphas?: number;
  readonly eps?: number;
  readonly positive?: boolean;
  readonly precompute?: LassoOptions['precompute'];
  readonly maxIter?: number;
  readonly tol?: number;
}

export interface RegularisationPath {
  /** Strengths, decreasing, `[a]`. */
  readonly alphas: Float64Array<ArrayBuffer>;
  /** Coefficients for each, `[d, a]`. */
  readonly coefs: Tensor;
  /** Duality gaps, over n, `[a]`. */
  readonly dualGaps: Float64Array<ArrayBuffer>;
}

/** All solutions from strong to weak penalties of centred data; each starts where the last one ended. */
export function descentPath(
  X: Matrix | CSRMatrix,
  mean: Float64Array,
  weights: Float64Array,
  y: Float64Array,
  alphas: Float64Array,
  options: PathOptions,
): {
  coefs: Float64Array[];
  gaps: Float64Array<ArrayBuffer>;
  iterations: number;
  converged: boolean;
} {
  const {
    l1Ratio = 1,
    positive = false,
    precompute = 'auto',
    maxIter = 1000,
    tol = 1e-4,
  } = options;
  const source = columnSource(X, mean, weights, usesGram(precompute, X));
  const columns = source.columns(y);
  const w = new Float64Array(X.cols);
  const gaps = new Float64Array(alphas.length);
  let iterations = 0;
  let converged = true;
  const coefs = Array.from(alphas, (alpha, a) => {
    const found = coordinateDescent(columns, w, {
      l1: alpha * l1Ratio * X.rows,
      l2: alpha * (1 - l1Ratio) * X.rows,
      positive,
      maxIter,
      tol,
    });
    gaps[a] = found.gap / X.rows;
    iterations = Math.max(iterations, found.iterations);
    converged &&= found.converged;
    return w.slice();
  });
  return { coefs, gaps, iterations, converged };
}

/** The strengths of a path: from the smallest α with w = 0, geometrically down to eps times it. */
export function alphaGrid(
  X: Matrix | CSRMatrix,
  mean: Float64Array,
  weights: Float64Array,
  y: Float64Array,
  { l1Ratio = 1, nAlphas = 100, eps = 1e-3 }: PathOptions,
): Float64Array<ArrayBuffer> {
  const slopes = columnSource(X, mean, weights, false).slopesAtZero(y);
  let most = 0;
  for (let j = 0; j < slopes.length; j++) most = Math.max(most, Math.abs(slopes[j]!));
  // Where nothing correlates with y any strength will do.
  const top = Math.max(most / (X.rows * l1Ratio), Number.EPSILON);
  return Float64Array.from({ length: nAlphas }, (_, a) =>
    nAlphas === 1 ? top : top * eps ** (a / (nAlphas - 1)),
  );
}

/** Coefficients of the elastic net for a whole range of strengths. X and y are taken as they are: centre them first. */
export function enetPath(
  X: Matrix | CSRMatrix,
  y: ArrayLike<number>,
  options: PathOptions = {},
): RegularisationPath {
  const ones = new Float64Array(X.rows).fill(1);
  const mean = new Float64Array(X.cols);
  const target = Float64Array.from(y);
  const settings = { l1Ratio: 0.5, ...options };
  const alphas = settings.alphas
    ? Float64Array.from(settings.alphas).sort().reverse()
    : alphaGrid(X, mean, ones, target, settings);
  const { coefs, gaps } = descentPath(X, mean, ones, target, alphas, settings);
  const out = new Float64Array(X.cols * alphas.length);
  coefs.forEach((w, a) => {
    for (let j = 0; j < X.cols; j++) out[j * alphas.length + a] = w[j]!;
  });
  return { alphas, coefs: tensor(out, { shape: [X.cols, alphas.length] }), dualGaps: gaps };
}

/** The path of the lasso. */
export const lassoPath = (
  X: Matrix | CSRMatrix,
  y: ArrayLike<number>,
  options: Omit<PathOptions, 'l1Ratio'> = {},
): RegularisationPath => enetPath(X, y, { ...options, l1Ratio: 1 });
