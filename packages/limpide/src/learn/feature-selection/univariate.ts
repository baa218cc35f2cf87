/** Selection of columns one by one: by variance, by a score against the target. */
import { judgingErrors } from '../../errors/catalog/learn-judging.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  either,
  type Features,
  integer,
  type Outputs,
  type Param,
  real,
  type Spec,
  show,
} from '../base/index.ts';
import { type ColumnScores, fClassif, type ScoreFunction } from './scores.ts';
import { Selector, topScores } from './selector.ts';

export interface VarianceThresholdOptions {
  /** Columns whose variance is not above it are left out. */
  threshold: number;
}

/** Leaves out columns that hardly change (by default: constant ones). Missing values (NaN) are left out. */
export class VarianceThreshold extends Selector<VarianceThresholdOptions> {
  declare variances_: Tensor;

  constructor(options: Partial<VarianceThresholdOptions> = {}) {
    super(
      {
        name: 'VarianceThreshold',
        kind: 'transformer',
        params: { threshold: real(0, { min: 0 }) },
        learned: ['variances_'],
        tags: { sparse: true, missing: true },
      },
      options,
    );
  }
  fit(X: Features): this {
    this.checkParams();
    const input = this.fitAny(X);
    const matrix = input instanceof CSRMatrix ? input.toDense() : input;
    const variances = Float64Array.from({ length: matrix.cols }, (_, j) => {
      const column = Float64Array.from(matrix.column(j)).filter((v) => !Number.isNaN(v));
      const mean = column.reduce((a, b) => a + b, 0) / column.length;
      const variance = column.reduce((s, v) => s + (v - mean) ** 2, 0) / column.length;
      // A constant column must have variance 0 whatever rounding did to its mean.
      return column.every((v) => v === column[0]) ? 0 : variance;
    });
    const { threshold } = this.params;
    if (!variances.some((v) => v > threshold))
      raise(DataError, judgingErrors, 'select.none', {
        who: this.spec.name,
        what: `threshold = ${threshold}`,
        got: variances.reduce((a, b) => Math.max(a, b), 0),
      });
    this.variances_ = tensor(variances);
    return this;
  }
  protected override mask(): ArrayLike<number> {
    return Array.from(this.variances_.dataSync(), (v) =>
      Number(v) > this.params.threshold ? 1 : 0,
    );
  }
}

const learned = ['scores_', 'pvalues_'];
const scoreFunc = anything<ScoreFunction>(
  fClassif,
  'function (X, y) → { scores, pValues }',
  (value) => typeof value === 'function',
);

abstract class ScoreSelector<P extends { scoreFunc: ScoreFunction }> extends Selector<P> {
  /** Score of each column. */
  declare scores_: Tensor;
  /** Probability of such a score by chance; null where the score gives none. */
  declare pvalues_: Tensor | null;
  #columns = 0;

  fit(X: Features, y?: Outputs): this {
    this.checkParams();
    this.#columns = this.fitAny(X).cols;
    const result: ColumnScores | Float64Array = this.params.scoreFunc(X, y as Outputs);
    const { scores, pValues } = this.#checked(
      result instanceof Float64Array ? { scores: result, pValues: undefined } : result,
    );
    this.scores_ = tensor(Float64Array.from(scores));
    this.pvalues_ = pValues ? tensor(Float64Array.from(pValues)) : null;
    return this;
  }
  /** What a function of the user gave: one number per column. @throws ArgumentError for anything else */
  #checked(result: Partial<ColumnScores> | undefined): Pick<ColumnScores, 'scores'> & {
    readonly pValues?: Float64Array | undefined;
  } {
    const fits = (values: unknown): boolean =>
      ArrayBuffer.isView(values) || (Array.isArray(values) && values.every(Number.isFinite));
    const { scores, pValues } = result ?? {};
    if (scores && fits(scores) && scores.length === this.#columns) return { scores, pValues };
    return raise(ArgumentError, judgingErrors, 'select.count', {
      who: this.spec.name,
      name: 'scoreFunc(X, y)',
      expected: `{ scores, pValues }, ${this.#columns} numbers each`,
      got: show(result),
    });
  }
  protected best(count: number): number[] {
    const scores = this.scores_.dataSync() as Float64Array;
    const kept = topScores(scores, count);
    return Array.from(scores, (_, j) => (kept.has(j) ? 1 : 0));
  }
  protected chances(): Float64Array {
    if (this.pvalues_) return this.pvalues_.dataSync() as Float64Array;
    return raise(DataError, judgingErrors, 'select.count', {
      who: this.spec.name,
      name: 'scoreFunc',
      expected: '{ pValues }',
      got: 'undefined',
    });
  }
}

const tags = { sparse: true, needsTarget: true };
const allOr = (initial: number): Param<number | 'all'> =>
  either(integer(initial, { min: 0 }), choice('all', ['all']));

export interface SelectKBestOptions {
  /** `fClassif`, `fRegression`, `chi2`, or `(X, y) => ({ scores: mutualInfoClassif(X, y) })`… */
  scoreFunc: ScoreFunction;
  k: number | 'all';
}

/** Keeps the k columns with the highest scores. */
export class SelectKBest extends ScoreSelector<SelectKBestOptions> {
  constructor(options: Partial<SelectKBestOptions> = {}) {
    super(
      {
        name: 'SelectKBest',
        kind: 'transformer',
        params: { scoreFunc, k: allOr(10) },
        learned,
        tags,
      },
      options,
    );
  }
  override fit(X: Features, y?: Outputs): this {
    this.checkParams();
    const { cols } = this.fitAny(X);
    const { k } = this.params;
    if (k !== 'all' && k > cols)
      raise(DataError, judgingErrors, 'select.count', {
        who: this.spec.name,
        name: 'k',
        expected: `0 … ${cols} | 'all'`,
        got: k,
      });
    return super.fit(X, y);
  }
  protected override mask(): ArrayLike<number> {
    const { k } = this.params;
    return this.best(k === 'all' ? this.nFeaturesIn_ : k);
  }
}

export interface SelectPercentileOptions {
  scoreFunc: ScoreFunction;
  /** 0 … 100 */
  percentile: number;
}

/** Keeps a percentage of the columns, those with the highest scores. */
export class SelectPercentile extends ScoreSelector<SelectPercentileOptions> {
  constructor(options: Partial<SelectPercentileOptions> = {}) {
    super(
      {
        name: 'SelectPercentile',
        kind: 'transformer',
        params: { scoreFunc, percentile: real(10, { min: 0, max: 100 }) },
        learned,
        tags,
      },
      options,
    );
  }
  protected override mask(): ArrayLike<number> {
    return this.best(Math.floor((this.nFeaturesIn_ * this.params.percentile) / 100 + 1e-9));
  }
}

export interface GenericUnivariateSelectOptions {
  scoreFunc: ScoreFunction;
  /** False positive rate, false discovery rate (Benjamini–Hochberg), family-wise error (Bonferroni). */
  mode: 'percentile' | 'kBest' | 'fpr' | 'fdr' | 'fwe';
  /** The percentage, the number, or the level of the test. */
  param: number;
}

/** Keeps columns by their score or by the p-value of their score. */
export class GenericUnivariateSelect extends ScoreSelector<GenericUnivariateSelectOptions> {
  constructor(options: Partial<GenericUnivariateSelectOptions> = {}) {
    const spec: Spec<GenericUnivariateSelectOptions> = {
      name: 'GenericUnivariateSelect',
      kind: 'transformer',
      params: {
        scoreFunc,
        mode: choice('percentile', ['percentile', 'kBest', 'fpr', 'fdr', 'fwe']),
        param: real(1e-5, { min: 0 }),
      },
      learned,
      tags,
    };
    super(spec, options);
  }
  protected override mask(): ArrayLike<number> {
    const { mode, param } = this.params;
    const d = this.nFeaturesIn_;
    if (mode === 'percentile') return this.best(Math.floor((d * param) / 100 + 1e-9));
    if (mode === 'kBest') return this.best(Math.min(d, param));
    const p = this.chances();
    let limit = mode === 'fwe' ? param / d : param;
    if (mode === 'fdr') {
      const sorted = p.slice().sort();
      const passed = sorted.filter((v, k) => v <= (param * (k + 1)) / d);
      limit = passed.at(-1) ?? -1;
      return Array.from(p, (v) => (v <= limit ? 1 : 0));
    }
    return Array.from(p, (v) => (v < limit ? 1 : 0));
  }
}
