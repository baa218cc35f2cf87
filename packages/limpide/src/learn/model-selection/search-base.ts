/** What all searches share: candidates are validated, ranked, and the best is fitted on everything. */
import { selectionErrors } from '../../errors/catalog/learn-selection.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import {
  anything,
  clone,
  Estimator,
  type Features,
  type FitOptions,
  flag,
  type Outputs,
  type Param,
  reporter,
  type Samples,
  type Spec,
  type Targets,
} from '../base/index.ts';
import { answers, Delegating } from '../compose/index.ts';
import type { Params } from './grid.ts';
import type { Fold } from './splitter.ts';
import {
  allFailed,
  type CrossValidator,
  type FoldResult,
  foldsOf,
  type Job,
  runJobs,
  type Scoring,
  scorersOf,
} from './validation.ts';

export interface SearchOptions {
  estimator: Estimator | undefined;
  scoring: Scoring | undefined;
  /** Fits the best candidate on all samples; with several scores: the name of the one that decides. */
  refit: boolean | string;
  cv: CrossValidator | undefined;
  returnTrainScore: boolean;
  /** A fit that fails counts as this score; `'raise'`: the error is thrown. */
  errorScore: 'raise' | number;
}
export interface SearchFitOptions extends FitOptions {
  readonly groups?: Targets | undefined;
}

/** Parameters that every search has. */
export const searchParams = {
  estimator: anything<Estimator | undefined>(
    undefined,
    'an estimator',
    (value) => value instanceof Estimator,
  ),
  scoring: anything<Scoring | undefined>(
    undefined,
    'a name, a scorer, several of them, or undefined',
    (value) => value === undefined || ['string', 'function', 'object'].includes(typeof value),
  ),
  refit: anything<boolean | string>(
    true,
    'true | false | name of a score',
    (value) => typeof value === 'boolean' || typeof value === 'string',
  ),
  cv: anything<CrossValidator | undefined>(
    undefined,
    'integer ≥ 2 | splitter | list of folds | undefined',
    (value) => value === undefined || typeof value === 'number' || typeof value === 'object',
  ),
  returnTrainScore: flag(false),
  errorScore: anything<'raise' | number>(
    Number.NaN,
    "'raise' | number",
    (value) => value === 'raise' || typeof value === 'number',
  ),
} satisfies { [K in keyof SearchOptions]: Param<SearchOptions[K]> };

export const searchLearned = [
  'bestEstimator_',
  'bestParams_',
  'bestScore_',
  'bestIndex_',
  'cvResults_',
  'nSplits_',
  'refitTime_',
];

/** Scores of one scorer, one number per candidate. */
export interface ScoreColumns {
  /** One array per split. */
  readonly splits: readonly Float64Array[];
  readonly mean: Float64Array;
  readonly std: Float64Array;
}
/** What a search saw, one row per candidate; `resultsText` prints it. */
export interface SearchResults {
  readonly params: readonly Params[];
  readonly meanFitTime: Float64Array;
  readonly meanScoreTime: Float64Array;
  /** By scorer. */
  readonly test: Readonly<Record<string, ScoreColumns>>;
  readonly train: Readonly<Record<string, ScoreColumns>>;
  /** By scorer: 1 is best, equal scores share a rank. */
  readonly rank: Readonly<Record<string, Int32Array>>;
  /** Searches in rounds: which round, and how much of the resource each candidate had. */
  readonly iteration?: Int32Array;
  readonly resource?: Int32Array;
}

/** Validates candidates: results in the order given. */
export type Evaluate = (candidates: readonly Params[], folds?: readonly Fold[]) => FoldResult[][];

export abstract class Search<P extends SearchOptions> extends Delegating<P> {
  declare bestEstimator_: Estimator;
  declare bestParams_: Params;
  /** Mean score of the best candidate over the folds. */
  declare bestScore_: number;
  declare bestIndex_: number;
  declare cvResults_: SearchResults;
  declare nSplits_: number;
  /** Seconds. */
  declare refitTime_: number;

  constructor(spec: Omit<Spec<P>, 'kind' | 'tags'>, options: Partial<P>) {
    let self: Search<P> | undefined;
    super(
      {
        ...spec,
        get kind() {
          return self?.params.estimator?.spec.kind ?? 'classifier';
        },
        get tags() {
          return self?.params.estimator?.spec.tags ?? {};
        },
      },
      options,
    );
    self = this;
  }

  /** Chooses candidates and calls `evaluate` for them, once or several times. */
  protected abstract run(
    evaluate: Evaluate,
    context: {
      readonly folds: readonly Fold[];
      readonly X: Samples;
      readonly y: Outputs | undefined;
    },
  ): Rounds;

  override fit(X: Samples, y?: Outputs, options: SearchFitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const { refit, cv, returnTrainScore, errorScore } = this.params;
    const estimator = this.params.estimator!;
    const scorers = scorersOf(estimator, this.params.scoring);
    const deciding = typeof refit === 'string' ? refit : scorers[0]![0];
    const known = scorers.map(([name]) => name);
    if ((refit === true && scorers.length > 1) || !known.includes(deciding))
      raise(ArgumentError, selectionErrors, 'search.refit', { who, known, got: String(refit) });
    const { signal, onProgress, sampleWeight, groups } = options;
    const folds = foldsOf(who, cv, estimator, X, y, groups);
    const job: Job = {
      X,
      y,
      weights: sampleWeight,
      scorers,
      returnTrainScore,
      errorScore,
      signal,
      scoring: this.params.scoring,
    };
    let done = 0;
    const evaluate: Evaluate = (candidates, onFolds = folds) => {
      const fits = candidates.flatMap((params) => onFolds.map((fold) => ({ params, fold })));
      const before = done;
      const results = runJobs(estimator, fits, job, (k) => {
        reporter(who, 'fits', before + fits.length, { signal, onProgress })(before + k);
      });
      done += fits.length;
      allFailed(who, results);
      return candidates.map((_, c) => results.slice(c * onFolds.length, (c + 1) * onFolds.length));
    };
    const rounds = this.run(evaluate, { folds, X, y });
    const results = table(rounds, known);
    const best = rounds.best?.(results, deciding) ?? results.rank[deciding]!.indexOf(1);
    const params = results.params[best]!;
    const learned: Record<string, unknown> = {
      bestParams_: params,
      bestScore_: results.test[deciding]!.mean[best]!,
      bestIndex_: best,
      cvResults_: results,
      nSplits_: folds.length,
    };
    if (refit !== false) {
      const model = clone(estimator).setParams(clonedParams(params));
      const start = performance.now();
      model.fit(X as Features, y, { signal, ...(sampleWeight !== undefined && { sampleWeight }) });
      learned['refitTime_'] = (performance.now() - start) / 1000;
      learned['bestEstimator_'] = model;
      if (model.hasLearned('nFeaturesIn_')) learned['nFeaturesIn_'] = model.nFeaturesIn_;
      if (model.hasLearned('featureNamesIn_')) learned['featureNamesIn_'] = model.featureNamesIn_;
    }
    return this.setLearned({ ...learned, ...rounds.learned });
  }

  protected override answering(): Estimator | undefined {
    return this.hasLearned('bestEstimator_') ? this.bestEstimator_ : this.params.estimator;
  }
  protected override prepare(X: Samples, method: string): Features {
    if (this.isFitted && !this.hasLearned('bestEstimator_'))
      raise(ArgumentError, selectionErrors, 'search.noRefit', {
        who: this.spec.name,
        what: method,
      });
    return X as Features;
  }
  override offers(method: string): boolean {
    if (method === 'transform' || method === 'inverseTransform')
      return this.answering()?.offers(method) ?? false;
    return super.offers(method);
  }
  /** As the best estimator transforms. */
  transform(X: Samples): Features {
    return this.answerer('transform').transform(this.prepare(X, 'transform'));
  }
  inverseTransform(X: Features): Features {
    return this.answerer('inverseTransform').inverseTransform(this.prepare(X, 'inverseTransform'));
  }
  getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    const inner = this.answering();
    return inner && answers(inner, 'getFeatureNamesOut')
      ? inner.getFeatureNamesOut(inputFeatures)
      : [];
  }
}

/** Candidates and their results, in the order in which they were tried. */
export interface Rounds {
  readonly params: readonly Params[];
  readonly results: readonly (readonly FoldResult[])[];
  readonly iteration?: readonly number[];
  readonly resource?: readonly number[];
  readonly learned?: Readonly<Record<string, unknown>>;
  /** Which candidate is best; the first of rank 1 when left out. */
  readonly best?: (results: SearchResults, deciding: string) => number;
}

/** Estimators among the values are cloned, so that candidates stay as they were given. */
const clonedParams = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, v]) => [name, v instanceof Estimator ? clone(v) : v]),
  );

function table(rounds: Rounds, names: readonly string[]): SearchResults {
  const { params, results, iteration, resource } = rounds;
  const mean = (values: readonly number[]): number =>
    values.reduce((a, b) => a + b, 0) / values.length;
  const columns = (part: 'test' | 'train', s: number): ScoreColumns => {
    const splits = Array.from({ length: results[0]!.length }, (_, f) =>
      Float64Array.from(results, (folds) => folds[f]![part][s]!),
    );
    const means = Float64Array.from(results, (folds) => mean(folds.map((r) => r[part][s]!)));
    const std = Float64Array.from(results, (folds, c) =>
      Math.sqrt(mean(folds.map((r) => (r[part][s]! - means[c]!) ** 2))),
    );
    return { splits, mean: means, std };
  };
  const scored = (part: 'test' | 'train'): Record<string, ScoreColumns> =>
    Object.fromEntries(names.map((name, s) => [name, columns(part, s)]));
  const test = scored('test');
  const trained = results[0]![0]!.train.length > 0;
  return {
    params,
    meanFitTime: Float64Array.from(results, (folds) => mean(folds.map((r) => r.fitTime))),
    meanScoreTime: Float64Array.from(results, (folds) => mean(folds.map((r) => r.scoreTime))),
    test,
    train: trained ? scored('train') : {},
    rank: Object.fromEntries(names.map((name) => [name, ranks(test[name]!.mean)])),
    ...(iteration && { iteration: Int32Array.from(iteration) }),
    ...(resource && { resource: Int32Array.from(resource) }),
  };
}

/** 1 + the number of better scores; failures (NaN) come last. */
function ranks(scores: Float64Array): Int32Array {
  const value = (s: number): number => (Number.isNaN(s) ? -Infinity : s);
  const sorted = Float64Array.from(scores, value).sort().reverse();
  return Int32Array.from(scores, (s) => sorted.indexOf(value(s)) + 1);
}

/** The results of a search as a table, best first. */
export function resultsText(
  results: SearchResults,
  { limit = 20, digits = 4 }: { readonly limit?: number; readonly digits?: number } = {},
): string {
  const [name] = Object.keys(results.test);
  if (name === undefined) return '';
  const rank = results.rank[name]!;
  const { mean, std } = results.test[name]!;
  const order = [...rank.keys()].sort((a, b) => rank[a]! - rank[b]! || a - b).slice(0, limit);
  const lines = order.map((c) => [
    String(rank[c]),
    `${mean[c]!.toFixed(digits)} ± ${std[c]!.toFixed(digits)}`,
    results.meanFitTime[c]!.toFixed(3),
    Object.entries(results.params[c]!)
      .map(([key, value]) => `${key}: ${String(value)}`)
      .join(', '),
  ]);
  const rows = [['rank', name, 'fit (s)', 'params'], ...lines];
  const widths = [0, 1, 2].map((col) => Math.max(...rows.map((row) => row[col]!.length)));
  return rows
    .map((row) => [...[0, 1, 2].map((c) => row[c]!.padStart(widths[c]!)), row[3]!].join('  '))
    .join('\n');
}
