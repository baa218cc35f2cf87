/** Selection of columns by what a model makes of them: SelectFromModel, RFE, RFECV, SequentialFeatureSelector. */
import { judgingErrors } from '../../errors/catalog/learn-judging.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  clone,
  Estimator,
  either,
  type Features,
  type FitOptions,
  flag,
  integer,
  type Outputs,
  optional,
  type Param,
  real,
  reporter,
  type Targets,
  takeRows,
  takeTargets,
} from '../base/index.ts';
import { takeColumns } from '../compose/columns.ts';
import type { Scorer } from '../metrics/index.ts';
import {
  type CrossValidator,
  crossValScore,
  fitAndScore,
  foldsOf,
  scorersOf,
} from '../model-selection/validation.ts';
import { maskOf, Selector, topScores } from './selector.ts';

/** The importance of each column for a fitted model. */
export type ImportanceGetter = 'auto' | ((estimator: Estimator) => ArrayLike<number>);

const estimatorParam = anything<Estimator | undefined>(
  undefined,
  'an estimator',
  (value) => value instanceof Estimator,
);
const getterParam = anything<ImportanceGetter>(
  'auto',
  "'auto' | function (estimator) → one number per column",
  (value) => value === 'auto' || typeof value === 'function',
);

/** |coef_| (of several outputs: √ of the sum of squares when `squared`, else the sum) or featureImportances_. */
function importances(
  who: string,
  model: Estimator,
  getter: ImportanceGetter,
  d: number,
  squared: boolean,
): Float64Array {
  if (typeof getter === 'function') return Float64Array.from(getter(model));
  for (const name of ['coef_', 'featureImportances_']) {
    if (!model.learnedNames.includes(name) || !model.hasLearned(name)) continue;
    const found: unknown = Reflect.get(model, name);
    if (!(found instanceof Tensor) || found.shape.at(-1) !== d) continue;
    const { data, rows } = Matrix.fromTensor(found.ndim === 1 ? found.reshape(1, -1) : found);
    return Float64Array.from({ length: d }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        const v = data[i * d + j]!;
        sum += squared ? v * v : name === 'coef_' ? Math.abs(v) : v;
      }
      return sum;
    });
  }
  return raise(ArgumentError, judgingErrors, 'select.importance', { who, got: model.spec.name });
}

export interface SelectFromModelOptions {
  estimator: Estimator | undefined;
  /** A number, or 'mean', 'median', '1.25*mean'…; left out: 10⁻⁵ for L1-penalised models, else the mean. */
  threshold: number | string | undefined;
  /** The estimator is fitted already. */
  prefit: boolean;
  /** At most so many columns. */
  maxFeatures: number | undefined;
  importanceGetter: ImportanceGetter;
}

/** Keeps the columns that a model finds important: |coef_| or featureImportances_ ≥ threshold. */
export class SelectFromModel extends Selector<SelectFromModelOptions> {
  declare estimator_: Estimator;
  declare threshold_: number;
  declare support_: Tensor;

  constructor(options: Partial<SelectFromModelOptions> = {}) {
    super(
      {
        name: 'SelectFromModel',
        kind: 'transformer',
        params: {
          estimator: estimatorParam,
          threshold: anything<number | string | undefined>(
            undefined,
            "number | 'mean' | 'median' | '1.25*mean' | undefined",
            (value) =>
              value === undefined ||
              typeof value === 'number' ||
              (typeof value === 'string' && /^([\d.]+ *\* *)?(mean|median)$/.test(value)),
          ),
          prefit: flag(false),
          maxFeatures: optional(integer(1, { min: 0 })),
          importanceGetter: getterParam,
        },
        learned: ['estimator_', 'threshold_', 'support_'],
        tags: { needsTarget: true, sparse: true },
      },
      options,
    );
  }
  fit(X: Features, y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { estimator, prefit, importanceGetter, maxFeatures } = this.params;
    const { cols } = this.fitAny(X);
    const model = prefit ? estimator! : clone(estimator!).fit(X, y, options);
    const own = importances(this.spec.name, model, importanceGetter, cols, false);
    const threshold = this.#threshold(own, model);
    const kept = topScores(own, maxFeatures ?? cols);
    for (const j of [...kept]) if (!(own[j]! >= threshold)) kept.delete(j);
    this.estimator_ = model;
    this.threshold_ = threshold;
    this.support_ = maskOf(kept, cols);
    return this;
  }
  #threshold(own: Float64Array, model: Estimator): number {
    const { threshold } = this.params;
    if (typeof threshold === 'number') return threshold;
    const l1 = /lasso|elasticnet/i.test(model.spec.name) || model.getParams()['penalty'] === 'l1';
    if (threshold === undefined && l1) return 1e-5;
    const [, factor, word] = /^(?:([\d.]+) *\* *)?(mean|median)$/.exec(threshold ?? 'mean') ?? [];
    const sorted = own.slice().sort();
    const n = own.length;
    const value =
      word === 'median'
        ? (sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2
        : own.reduce((a, b) => a + b, 0) / n;
    return Number(factor ?? 1) * value;
  }
  protected override mask(): ArrayLike<number> {
    return Array.from(this.support_.dataSync(), Number);
  }
}

export interface RFEOptions {
  estimator: Estimator | undefined;
  /** A number ≥ 1 or a share; half of the columns when left out. */
  nFeaturesToSelect: number | undefined;
  /** Columns left out at a time: a number ≥ 1, or a share of all. */
  step: number;
  importanceGetter: ImportanceGetter;
}

const stepParam: Param<number> = either(
  integer(1, { min: 1 }),
  real(1, { min: 0, max: 1, open: 'both' }),
);

/** Fits, leaves out the least important columns, again and again; says which are left and in which order others went. */
function eliminate(
  who: string,
  estimator: Estimator,
  X: Features,
  y: Outputs | undefined,
  {
    d,
    target,
    step,
    getter,
    options,
    seen,
  }: {
    d: number;
    target: number;
    step: number;
    getter: ImportanceGetter;
    options: FitOptions;
    seen?: (kept: readonly number[], model: Estimator) => void;
  },
): { readonly kept: number[]; readonly ranking: Int32Array } {
  let kept = Array.from({ length: d }, (_, j) => j);
  const ranking = new Int32Array(d).fill(1);
  const size = step < 1 ? Math.max(1, Math.floor(step * d)) : step;
  const report = reporter(who, 'columns', d - target, options);
  while (kept.length > target) {
    report(d - kept.length);
    const model = clone(estimator).fit(takeColumns(X, kept), y, options);
    seen?.(kept, model);
    const own = importances(who, model, getter, kept.length, true);
    const order = [...own.keys()].sort((a, b) => own[a]! - own[b]! || a - b);
    const out = new Set(order.slice(0, Math.min(size, kept.length - target)));
    kept = kept.filter((_, at) => !out.has(at));
    const left = new Set(kept);
    for (let j = 0; j < d; j++) if (!left.has(j)) ranking[j]!++;
  }
  return { kept, ranking };
}

/** Recursive feature elimination (Guyon et al., 2002): fits, leaves out the least important columns, repeats. */
export class RFE extends Selector<RFEOptions> {
  /** Fitted on the columns that are left. */
  declare estimator_: Estimator;
  declare support_: Tensor;
  /** 1: kept; the larger, the sooner it was left out. */
  declare ranking_: Tensor;
  declare nFeatures_: number;

  constructor(options: Partial<RFEOptions> = {}) {
    super(
      {
        name: 'RFE',
        kind: 'transformer',
        params: {
          estimator: estimatorParam,
          nFeaturesToSelect: optional(stepParam),
          step: stepParam,
          importanceGetter: getterParam,
        },
        learned: ['estimator_', 'support_', 'ranking_', 'nFeatures_'],
        tags: { needsTarget: true },
      },
      options,
    );
  }
  fit(X: Features, y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { estimator, nFeaturesToSelect, step, importanceGetter } = this.params;
    const matrix = this.fitDense(X);
    const d = matrix.cols;
    const wanted = nFeaturesToSelect ?? Math.max(1, Math.floor(d / 2));
    const target = wanted < 1 ? Math.max(1, Math.floor(wanted * d)) : wanted;
    const { kept, ranking } = eliminate(this.spec.name, estimator!, X, y, {
      d,
      target: Math.min(target, d),
      step,
      getter: importanceGetter,
      options,
    });
    const model = clone(estimator!).fit(takeColumns(X, kept), y, options);
    this.estimator_ = model;
    this.support_ = maskOf(new Set(kept), d);
    this.ranking_ = tensor(ranking);
    this.nFeatures_ = kept.length;
    return this;
  }
  protected override mask(): ArrayLike<number> {
    return Array.from(this.support_.dataSync(), Number);
  }
}

export interface RFECVOptions {
  estimator: Estimator | undefined;
  step: number;
  minFeaturesToSelect: number;
  cv: CrossValidator | undefined;
  scoring: string | Scorer | undefined;
  importanceGetter: ImportanceGetter;
}
const cvParam = anything<CrossValidator | undefined>(
  undefined,
  'integer ≥ 2 | splitter | list of folds | undefined',
  (value) => value === undefined || typeof value === 'number' || typeof value === 'object',
);
const scoringParam = anything<string | Scorer | undefined>(
  undefined,
  'a name, a scorer, or undefined',
  (value) => ['undefined', 'string', 'function'].includes(typeof value),
);

/** RFE with the number of columns chosen by cross-validation: the smallest number with the best mean score. */
export class RFECV extends Selector<RFECVOptions> {
  declare estimator_: Estimator;
  declare support_: Tensor;
  declare ranking_: Tensor;
  declare nFeatures_: number;
  /** Numbers of columns tried, their mean scores and deviations over the folds. */
  declare cvResults_: {
    readonly nFeatures: Int32Array;
    readonly meanTestScore: Float64Array;
    readonly stdTestScore: Float64Array;
  };

  constructor(options: Partial<RFECVOptions> = {}) {
    super(
      {
        name: 'RFECV',
        kind: 'transformer',
        params: {
          estimator: estimatorParam,
          step: stepParam,
          minFeaturesToSelect: integer(1, { min: 1 }),
          cv: cvParam,
          scoring: scoringParam,
          importanceGetter: getterParam,
        },
        learned: ['estimator_', 'support_', 'ranking_', 'nFeatures_', 'cvResults_'],
        tags: { needsTarget: true },
      },
      options,
    );
  }
  fit(X: Features, y?: Outputs, options: FitOptions & { readonly groups?: Targets } = {}): this {
    this.checkParams();
    const { estimator, step, minFeaturesToSelect, cv, scoring, importanceGetter } = this.params;
    const who = this.spec.name;
    const d = this.fitDense(X).cols;
    const target = Math.min(minFeaturesToSelect, d);
    const folds = foldsOf(who, cv, estimator!, X, y, options.groups);
    const scorers = scorersOf(estimator!, scoring);
    const scores = new Map<number, number[]>();
    for (const fold of folds) {
      const judge = (kept: readonly number[]): void => {
        const { test } = fitAndScore(estimator!, {}, fold, {
          X: takeColumns(X, kept),
          y,
          weights: undefined,
          scorers,
          returnTrainScore: false,
          errorScore: 'raise',
          signal: options.signal,
        });
        scores.set(kept.length, [...(scores.get(kept.length) ?? []), test[0]!]);
      };
      const part = { X: takeRows(X, fold.train), y: takeTargets(y, fold.train) };
      const { kept } = eliminate(who, estimator!, part.X, part.y, {
        d,
        target,
        step,
        getter: importanceGetter,
        options: { signal: options.signal },
        seen: judge,
      });
      judge(kept);
    }
    const counts = [...scores.keys()].sort((a, b) => a - b);
    const mean = counts.map((c) => scores.get(c)!.reduce((a, b) => a + b, 0) / folds.length);
    const std = counts.map((c, k) =>
      Math.sqrt(scores.get(c)!.reduce((s, v) => s + (v - mean[k]!) ** 2, 0) / folds.length),
    );
    const best = counts[mean.indexOf(Math.max(...mean))]!;
    const { kept, ranking } = eliminate(who, estimator!, X, y, {
      d,
      target: best,
      step,
      getter: importanceGetter,
      options,
    });
    const model = clone(estimator!).fit(takeColumns(X, kept), y, options);
    this.estimator_ = model;
    this.support_ = maskOf(new Set(kept), d);
    this.ranking_ = tensor(ranking);
    this.nFeatures_ = kept.length;
    this.cvResults_ = {
      nFeatures: Int32Array.from(counts),
      meanTestScore: Float64Array.from(mean),
      stdTestScore: Float64Array.from(std),
    };
    return this;
  }
  protected override mask(): ArrayLike<number> {
    return Array.from(this.support_.dataSync(), Number);
  }
}

export interface SequentialFeatureSelectorOptions {
  estimator: Estimator | undefined;
  /** A number, a share, or 'auto': half of the columns, or until the score gains less than `tol`. */
  nFeaturesToSelect: number | 'auto';
  tol: number | undefined;
  direction: 'forward' | 'backward';
  scoring: string | Scorer | undefined;
  cv: CrossValidator | undefined;
}

/** Adds (or leaves out) the column that helps the cross-validated score most, one after the other. */
export class SequentialFeatureSelector extends Selector<SequentialFeatureSelectorOptions> {
  declare support_: Tensor;
  declare nFeaturesToSelect_: number;

  constructor(options: Partial<SequentialFeatureSelectorOptions> = {}) {
    super(
      {
        name: 'SequentialFeatureSelector',
        kind: 'transformer',
        params: {
          estimator: estimatorParam,
          nFeaturesToSelect: either(stepParam, choice('auto', ['auto'])) as Param<number | 'auto'>,
          tol: optional(real(0)),
          direction: choice('forward', ['forward', 'backward']),
          scoring: scoringParam,
          cv: cvParam,
        },
        learned: ['support_', 'nFeaturesToSelect_'],
        tags: { needsTarget: true },
      },
      { nFeaturesToSelect: 'auto', ...options },
    );
  }
  fit(X: Features, y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { estimator, nFeaturesToSelect, tol, direction, scoring, cv } = this.params;
    const who = this.spec.name;
    const d = this.fitDense(X).cols;
    const share = nFeaturesToSelect === 'auto' ? Math.floor(d / 2) : nFeaturesToSelect;
    const wanted = share < 1 ? Math.max(1, Math.floor(share * d)) : share;
    if (d < 2 || wanted >= d)
      raise(ArgumentError, judgingErrors, 'select.count', {
        who,
        name: d < 2 ? 'X' : 'nFeaturesToSelect',
        expected: d < 2 ? '≥ 2 columns' : `1 … ${d - 1}`,
        got: d < 2 ? d : wanted,
      });
    const folds = foldsOf(who, cv, estimator!, X, y, undefined);
    const forward = direction === 'forward';
    const auto = nFeaturesToSelect === 'auto' && tol !== undefined;
    const rounds = auto ? d - 1 : forward ? wanted : d - wanted;
    const chosen = new Set<number>();
    const report = reporter(who, 'columns', rounds, options);
    let before = forward ? -Infinity : Infinity;
    for (let round = 0; round < rounds; round++) {
      report(round);
      let best = -1;
      let bestScore = -Infinity;
      for (let j = 0; j < d; j++) {
        if (chosen.has(j)) continue;
        const kept = Array.from({ length: d }, (_, c) => c).filter(
          (c) => (chosen.has(c) || c === j) === forward,
        );
        const scores = crossValScore(estimator!, takeColumns(X, kept), y, {
          cv: folds,
          signal: options.signal,
          ...(scoring !== undefined && { scoring }),
        });
        const score = scores.reduce((a, b) => a + b, 0) / scores.length;
        if (score > bestScore) {
          bestScore = score;
          best = j;
        }
      }
      if (auto && bestScore - before < tol && before !== Infinity) break;
      before = bestScore;
      chosen.add(best);
    }
    const kept = new Set(
      Array.from({ length: d }, (_, j) => j).filter((j) => chosen.has(j) === forward),
    );
    this.support_ = maskOf(kept, d);
    this.nFeaturesToSelect_ = kept.size;
    return this;
  }
  protected override mask(): ArrayLike<number> {
    return Array.from(this.support_.dataSync(), Number);
  }
}
