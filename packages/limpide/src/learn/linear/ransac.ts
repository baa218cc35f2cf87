/** RANSACRegressor: a regression that outliers have no say in, because it is made of the samples that agree. */
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  clone,
  type Features,
  type FitOptions,
  integer,
  numericTargets,
  type Outputs,
  optional,
  RandomStream,
  Regressor,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
  type Targets,
} from '../base/index.ts';
import { takeRows } from './folds.ts';
import { LinearRegression } from './linear-regression.ts';

export interface RANSACRegressorOptions {
  /** What is fitted to the samples drawn, and at the end to those that agree; undefined: LinearRegression. */
  readonly estimator: Regressor | undefined;
  /** Samples in a draw: a number ≥ 1, a share below 1; undefined: features + 1. */
  readonly minSamples: number | undefined;
  /** A sample agrees when its loss is at most this; undefined: the median of |y − median(y)|. */
  readonly residualThreshold: number | undefined;
  /** Draws at most, ≥ 1 (100). */
  readonly maxTrials: number;
  /** Enough samples agree: no more draws. */
  readonly stopNInliers: number;
  /** Stops when a draw without outliers was made with this probability (0.99). */
  readonly stopProbability: number;
  /** How far a prediction is from the truth: |y − ŷ| or (y − ŷ)². */
  readonly loss: 'absolute_error' | 'squared_error';
  readonly randomState: number | undefined;
}

const ransacSpec: Spec<RANSACRegressorOptions> = {
  name: 'RANSACRegressor',
  kind: 'regressor',
  params: {
    estimator: anything<Regressor | undefined>(
      undefined,
      'a regressor | undefined',
      (value) => value === undefined || value instanceof Regressor,
    ),
    minSamples: optional({
      ...anything<number>(
        2,
        'integer ≥ 1 | number > 0, < 1',
        (value) =>
          typeof value === 'number' &&
          ((value > 0 && value < 1) || (Number.isInteger(value) && value >= 1)),
      ),
      parse: (text) => (Number.isNaN(Number(text)) ? undefined : Number(text)),
    }),
    residualThreshold: optional(real(1, { min: 0 })),
    maxTrials: integer(100, { min: 1 }),
    stopNInliers: {
      default: Number.POSITIVE_INFINITY,
      expected: 'number ≥ 0 (or Infinity)',
      accepts: (value) => typeof value === 'number' && value >= 0,
      parse: (text) => (Number.isNaN(Number(text)) ? undefined : Number(text)),
    },
    stopProbability: real(0.99, { min: 0, max: 1 }),
    loss: choice('absolute_error', ['absolute_error', 'squared_error']),
    randomState: seed(),
  },
  learned: ['estimator_', 'inlierMask_', 'nTrials_'],
  tags: { random: true },
};

/** The samples that agree with the model of one draw. */
interface Consensus {
  readonly rows: Int32Array;
  readonly score: number;
}

/**
 * Random sample consensus (Fischler & Bolles, 1981). Again and again a few samples are drawn, just enough for a
 * model, and the samples near this model are counted; the largest group that agrees gives the final one. With a share
 * w of good samples, a draw of m of them is good with probability wᵐ, so that log(1 − p)/log(1 − wᵐ) draws contain a
 * good one with probability p.
 */
export class RANSACRegressor extends Regressor<RANSACRegressorOptions> {
  /** Fitted to the samples that agree. */
  declare estimator_: Regressor;
  /** 1 for the samples that agree, uint8 `[n]`. */
  declare inlierMask_: Tensor;
  /** Draws made. */
  declare nTrials_: number;

  constructor(options: Partial<RANSACRegressorOptions> = {}) {
    super(ransacSpec, options);
  }

  /** Learns from X `[n, d]` and y `[n]`. @throws DataError when no draw finds samples that agree */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const {
      estimator = new LinearRegression(),
      maxTrials,
      stopNInliers,
      randomState,
    } = this.params;
    const x = this.fitDense(X);
    const n = x.rows;
    const target = numericTargets(y as Targets, n, who);
    const size = this.#drawSize(x);
    const limit = this.params.residualThreshold ?? medianDeviation(target);
    const report = reporter(who, 'iterations', maxTrials, options);
    const stream = new RandomStream(seedOf(randomState));
    const { signal } = options;
    let best: Consensus | undefined;
    let needed = maxTrials;
    let trials = 0;
    while (trials < Math.min(maxTrials, needed)) {
      trials++;
      const draw = stream.sample(n, size).sort();
      const model = clone(estimator).fit(takeRows(x, draw), pick(target, draw), { signal });
      const rows = this.#agreeing(model, x, target, limit);
      report(trials, rows.length);
      if (rows.length === 0 || rows.length < (best?.rows.length ?? 1)) continue;
      const score = rows.length > 1 ? model.score(takeRows(x, rows), pick(target, rows)) : 0;
      if (best && rows.length === best.rows.length && score < best.score) continue;
      best = { rows, score };
      needed = drawsNeeded(rows.length / n, size, this.params.stopProbability);
      if (rows.length >= stopNInliers) break;
    }
    if (!best) return raise(DataError, linearErrors, 'linear.noConsensus', { who, trials, limit });
    const final = clone(estimator).fit(takeRows(x, best.rows), pick(target, best.rows), { signal });
    const mask = new Uint8Array(n);
    for (const row of best.rows) mask[row] = 1;
    this.estimator_ = final;
    this.inlierMask_ = tensor(Array.from(mask), { dtype: 'uint8' });
    this.nTrials_ = trials;
    return this;
  }

  /** Samples in a draw. @throws ArgumentError for more than there are */
  #drawSize(x: Matrix): number {
    const { minSamples } = this.params;
    const size =
      minSamples === undefined
        ? x.cols + 1
        : minSamples < 1
          ? Math.ceil(minSamples * x.rows)
          : minSamples;
    if (size > x.rows)
      raise(ArgumentError, linearErrors, 'linear.drawSize', {
        who: this.spec.name,
        got: size,
        rows: x.rows,
      });
    return size;
  }

  #agreeing(model: Regressor, x: Matrix, target: Float64Array, limit: number): Int32Array {
    const predicted = model.predict(x).dataSync();
    const square = this.params.loss === 'squared_error';
    return Int32Array.from(target.keys()).filter((i) => {
      const gap = Math.abs(target[i]! - Number(predicted[i]));
      return (square ? gap * gap : gap) <= limit;
    });
  }

  predict(X: Features): Tensor {
    return this.estimator_.predict(this.openDense(X));
  }
}

const pick = (values: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (i) => values[i]!);

/** Median of |y − median(y)|. */
function medianDeviation(y: Float64Array): number {
  const median = (values: Float64Array): number => {
    const sorted = values.slice().sort();
    const half = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  };
  const middle = median(y);
  return median(y.map((v) => Math.abs(v - middle)));
}

/** Draws after which one was without outliers with probability p. */
function drawsNeeded(share: number, size: number, p: number): number {
  const fail = Math.max(Number.EPSILON, 1 - p);
  const bad = Math.max(Number.EPSILON, 1 - share ** size);
  if (fail === 1) return 0;
  return bad === 1 ? Number.POSITIVE_INFINITY : Math.ceil(Math.log(fail) / Math.log(bad));
}
