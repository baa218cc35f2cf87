/**
 * Cross-validation: learn on a part, judge on the rest, several times. Every fold is a job of its own — a
 * clone of the estimator, a split, scorers — whose result depends on nothing else, so that jobs may be done in
 * any order, or elsewhere, with the same results.
 */
import { selectionErrors } from '../../errors/catalog/learn-selection.ts';
import { AbortError, ArgumentError, DataError, LimpideError, raise } from '../../errors/index.ts';
import { Tensor, tensor } from '../../tensor/index.ts';
import {
  clone,
  type Estimator,
  type FitOptions,
  type Label,
  type Outputs,
  type Progress,
  plain,
  reporter,
  type Samples,
  samplesOf,
  seedOf,
  show,
  type Targets,
  takeRows,
  takeTargets,
  type Weights,
} from '../base/index.ts';
import { checkScoring, getScorer, type Scorer } from '../metrics/index.ts';
import { KFold, StratifiedKFold } from './folds.ts';
import type { Fold, Splitter } from './splitter.ts';

/** How to split: a number of folds (stratified for classifiers), a splitter, or the folds themselves. */
export type CrossValidator = number | Splitter | readonly Fold[];

/** How to judge: a scorer or its name, or several of them by name. */
export type Scoring =
  | string
  | Scorer
  | readonly string[]
  | Readonly<Record<string, string | Scorer>>;

export interface SplitOptions {
  /** 5 when left out. */
  readonly cv?: CrossValidator | undefined;
  readonly groups?: Targets | undefined;
  readonly sampleWeight?: Weights | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}
export interface CrossValidateOptions extends SplitOptions {
  readonly scoring?: Scoring | undefined;
  readonly returnTrainScore?: boolean | undefined;
  /** Keeps the fitted estimators. */
  readonly returnEstimator?: boolean | undefined;
  /** A fold whose fit fails counts as this score; `'raise'` (default): the error is thrown. */
  readonly errorScore?: 'raise' | number | undefined;
}

export interface CrossValidation {
  /** Scores on the test parts: of the only scorer, or of the first. */
  readonly testScore: Float64Array;
  readonly trainScore?: Float64Array;
  /** Scores of every scorer by name. */
  readonly testScores: Readonly<Record<string, Float64Array>>;
  readonly trainScores?: Readonly<Record<string, Float64Array>>;
  /** Seconds. */
  readonly fitTime: Float64Array;
  readonly scoreTime: Float64Array;
  readonly estimators?: readonly Estimator[];
  readonly indices: readonly Fold[];
  /** Messages of the folds that failed, by fold. */
  readonly failures: ReadonlyMap<number, string>;
}

/** The folds asked for, numbered. @throws ArgumentError for what is no way to split */
export function foldsOf(
  who: string,
  cv: CrossValidator | undefined,
  estimator: Estimator,
  X: Samples,
  y: Outputs | undefined,
  groups: Targets | undefined,
): Fold[] {
  return [...splitterOf(who, cv ?? 5, estimator, y).split(X, y, groups)];
}

export function splitterOf(
  who: string,
  cv: CrossValidator,
  estimator: Estimator,
  y: Outputs | undefined,
): Splitter {
  if (typeof cv === 'number') {
    const classes = estimator.spec.kind === 'classifier' && y !== undefined;
    return classes ? new StratifiedKFold({ nSplits: cv }) : new KFold({ nSplits: cv });
  }
  if (isFolds(cv)) {
    if (cv.length > 0 && cv.every(isFold))
      return { getNSplits: () => cv.length, split: () => cv.values() };
  } else if (typeof cv?.split === 'function') return cv;
  return raise(ArgumentError, selectionErrors, 'cv.kind', { who, got: show(cv) });
}
const isRows = (value: unknown): boolean =>
  (Array.isArray(value) || value instanceof Int32Array) &&
  Array.from<unknown>(value).every((i) => Number.isInteger(i) && Number(i) >= 0);
const isFold = (fold: Partial<Fold> | undefined): boolean =>
  isRows(fold?.train) && isRows(fold?.test) && fold?.train?.length !== 0;
const isFolds = (cv: Splitter | readonly Fold[]): cv is readonly Fold[] => Array.isArray(cv);

/** Scorers by name; the estimator's own score is called `score`. */
export function scorersOf(
  estimator: Estimator,
  scoring: Scoring | undefined,
): readonly (readonly [string, Scorer])[] {
  if (scoring === undefined || typeof scoring === 'string' || typeof scoring === 'function')
    return [['score', checkScoring(estimator, scoring)]];
  if (typeof scoring !== 'object' || scoring === null || Object.keys(scoring).length === 0)
    raise(ArgumentError, selectionErrors, 'cv.scoring', { got: show(scoring) });
  if (isNames(scoring)) return scoring.map((name) => [name, getScorer(name)]);
  return Object.entries(scoring).map(([name, scorer]) => [name, getScorer(scorer)]);
}
const isNames = (
  scoring: readonly string[] | Readonly<Record<string, string | Scorer>>,
): scoring is readonly string[] => Array.isArray(scoring);

/** What all folds read. */
export interface Job {
  readonly X: Samples;
  readonly y: Outputs | undefined;
  readonly weights: Weights | undefined;
  readonly scorers: readonly (readonly [string, Scorer])[];
  readonly returnTrainScore: boolean;
  readonly errorScore: 'raise' | number;
  readonly signal: AbortSignal | undefined;
  /** How it was asked to judge: names can be sent to another thread, functions cannot. */
  readonly scoring?: Scoring | undefined;
  /** The fitted estimators are wanted, too. */
  readonly keep?: boolean | undefined;
}
/** What a fold gives. */
export interface FoldResult {
  readonly test: readonly number[];
  readonly train: readonly number[];
  readonly fitTime: number;
  readonly scoreTime: number;
  readonly estimator: Estimator;
  readonly failure: string | undefined;
}

const seconds = (): number => performance.now() / 1000;

/** Fits a clone on one part and judges it on the other. */
export function fitAndScore(
  estimator: Estimator,
  params: Readonly<Record<string, unknown>>,
  { train, test }: Fold,
  job: Job,
): FoldResult {
  const { X, y, weights, scorers, errorScore } = job;
  const model = clone(estimator).setParams(params);
  const start = seconds();
  const part = (rows: Int32Array): [Samples, Outputs | undefined, FitOptions] => [
    takeRows(X, rows),
    takeTargets(y, rows),
    weights === undefined ? {} : { sampleWeight: takeTargets(weights, rows) },
  ];
  const learning = part(train);
  try {
    model.fit(learning[0] as Parameters<Estimator['fit']>[0], learning[1], {
      ...learning[2],
      signal: job.signal,
    });
  } catch (error) {
    if (errorScore === 'raise' || error instanceof AbortError || !(error instanceof LimpideError))
      throw error;
    const failed = scorers.map(() => errorScore);
    return {
      test: failed,
      train: failed,
      fitTime: seconds() - start,
      scoreTime: 0,
      estimator: model,
      failure: error.message,
    };
  }
  const fitted = seconds();
  const judge = ([Xs, ys, options]: typeof learning): number[] =>
    scorers.map(([, scorer]) => scorer(model, Xs as never, ys, options));
  const testScores = judge(part(test));
  const scored = seconds();
  return {
    test: testScores,
    train: job.returnTrainScore ? judge(learning) : [],
    fitTime: fitted - start,
    scoreTime: scored - fitted,
    estimator: model,
    failure: undefined,
  };
}

/** One fit: which parameters, on which fold. */
export interface Fit {
  readonly params: Readonly<Record<string, unknown>>;
  readonly fold: Fold;
}
/** Fits on several threads; undefined when these fits cannot be sent to another thread. */
export type ThreadedFits = (
  estimator: Estimator,
  fits: readonly Fit[],
  job: Job,
  /** How long one takes here, in ms. */
  each: number,
  report: (done: number) => void,
) => FoldResult[] | undefined;
let threadedFits: ThreadedFits | undefined;
/** Said once by the module that knows how estimators travel (persistence/fits.ts), which stands above this one. */
export const provideThreads = (fits: ThreadedFits): void => {
  threadedFits = fits;
};

/** Less than this (ms) is not worth asking threads for. */
const worthThreads = 1500;

/**
 * All fits, in order. Everything that validates or searches goes through here. The first one is timed; when the
 * rest would take long, they are shared among threads, with the same results.
 */
export function runJobs(
  estimator: Estimator,
  fits: readonly Fit[],
  job: Job,
  report: (done: number) => void,
): FoldResult[] {
  const seeded = fits.map((fit) => ({ ...fit, params: withSeeds(estimator, fit.params) }));
  const results: FoldResult[] = [];
  const start = performance.now();
  for (const [k, { params, fold }] of seeded.entries()) {
    report(k);
    results.push(fitAndScore(estimator, params, fold, job));
    const each = (performance.now() - start) / (k + 1);
    if (k > 0 || each * (seeded.length - 1) < worthThreads) continue;
    const rest = seeded.slice(1);
    const others = threadedFits?.(estimator, rest, job, each, (done) => report(1 + done));
    if (!others) continue;
    results.push(...others);
    break;
  }
  report(fits.length);
  return results;
}

/**
 * Seeds that were left to chance are drawn here, one after the other, so that the same `manualSeed` gives the same
 * results whoever does the fits.
 */
function withSeeds(estimator: Estimator, params: Fit['params']): Fit['params'] {
  const all = { ...estimator.getParams(), ...params };
  const open = Object.keys(all).filter(
    (path) => /(^|__)randomState$/.test(path) && all[path] === undefined,
  );
  return open.length === 0
    ? params
    : { ...params, ...Object.fromEntries(open.map((path) => [path, seedOf(undefined)])) };
}

/**
 * Learns on each fold's part and judges on its rest.
 *
 * ```ts
 * const { testScore } = crossValidate(new Ridge(), X, y, { cv: 5, scoring: 'neg_mean_squared_error' });
 * ```
 *
 * @throws DataError when every fit failed (`errorScore` a number), or what the first failing fit throws
 */
export function crossValidate(
  estimator: Estimator,
  X: Samples,
  y?: Outputs,
  options: CrossValidateOptions = {},
): CrossValidation {
  const who = 'crossValidate';
  const { returnTrainScore = false, errorScore = 'raise', returnEstimator = false } = options;
  const scorers = scorersOf(estimator, options.scoring);
  const folds = foldsOf(who, options.cv, estimator, X, y, options.groups);
  const report = reporter(who, 'folds', folds.length, options);
  const job: Job = {
    X,
    y,
    weights: options.sampleWeight,
    scorers,
    returnTrainScore,
    errorScore,
    signal: options.signal,
    scoring: options.scoring,
    keep: returnEstimator,
  };
  const results = runJobs(
    estimator,
    folds.map((fold) => ({ params: {}, fold })),
    job,
    report,
  );
  allFailed(who, results);
  const byName = (part: 'test' | 'train'): Record<string, Float64Array> =>
    Object.fromEntries(
      scorers.map(([name], s) => [name, Float64Array.from(results, (r) => r[part][s]!)]),
    );
  const testScores = byName('test');
  const first = scorers[0]?.[0] ?? '';
  const failures = new Map<number, string>();
  results.forEach(({ failure }, k) => {
    if (failure !== undefined) failures.set(k, failure);
  });
  const trainScores = returnTrainScore ? byName('train') : undefined;
  return {
    testScore: testScores[first]!,
    testScores,
    ...(trainScores && { trainScores, trainScore: trainScores[first]! }),
    fitTime: Float64Array.from(results, (r) => r.fitTime),
    scoreTime: Float64Array.from(results, (r) => r.scoreTime),
    ...(returnEstimator && { estimators: results.map((r) => r.estimator) }),
    indices: folds,
    failures,
  };
}

/** @throws DataError when nothing could be fitted, with what the first fit said */
export function allFailed(who: string, results: readonly FoldResult[]): void {
  const message = results[0]?.failure;
  if (message === undefined || results.some((r) => r.failure === undefined)) return;
  raise(DataError, selectionErrors, 'cv.allFailed', { who, got: results.length, message });
}

/** The test scores of `crossValidate`. */
export function crossValScore(
  estimator: Estimator,
  X: Samples,
  y?: Outputs,
  options: Omit<CrossValidateOptions, 'scoring'> & { readonly scoring?: string | Scorer } = {},
): Float64Array {
  return crossValidate(estimator, X, y, options).testScore;
}

type PredictMethod = 'predict' | 'predictProba' | 'predictLogProba' | 'decisionFunction';

/**
 * For each sample, the prediction of the model that did not learn from it.
 *
 * Labels for a classifier's `predict`; otherwise a float64 tensor. Columns of probabilities stand for the
 * sorted classes of all of y; a class absent from a fold has probability 0 there.
 *
 * @throws DataError when the folds do not test each sample exactly once
 */
export function crossValPredict(
  estimator: Estimator,
  X: Samples,
  y: Outputs | undefined,
  options: SplitOptions & { readonly method: Exclude<PredictMethod, 'predict'> },
): Tensor;
export function crossValPredict(
  estimator: Estimator,
  X: Samples,
  y?: Outputs,
  options?: SplitOptions & { readonly method?: 'predict' },
): Tensor | Label[];
export function crossValPredict(
  estimator: Estimator,
  X: Samples,
  y?: Outputs,
  options: SplitOptions & { readonly method?: PredictMethod } = {},
): Tensor | Label[] {
  const who = 'crossValPredict';
  const { method = 'predict', sampleWeight } = options;
  const n = samplesOf(X);
  const folds = foldsOf(who, options.cv, estimator, X, y, options.groups);
  partition(who, folds, n);
  const report = reporter(who, 'folds', folds.length, options);
  const labels: Label[] = new Array(n);
  const out = new RowCollector(n);
  folds.forEach(({ train, test }, k) => {
    report(k);
    const model = clone(estimator);
    model.fit(takeRows(X, train) as never, takeTargets(y, train), {
      signal: options.signal,
      ...(sampleWeight !== undefined && { sampleWeight: takeTargets(sampleWeight, train) }),
    });
    const predicted = callMethod(model, method, takeRows(X, test));
    if (!(predicted instanceof Tensor)) {
      test.forEach((row, i) => {
        labels[row] = predicted[i]!;
      });
      return;
    }
    const classes = method === 'predict' ? undefined : classesIn(model);
    const all = classes && y !== undefined ? distinct(y as Targets, who) : undefined;
    const places = all && classes?.map((label) => all.indexOf(label));
    out.put(test, predicted, places, all?.length, method);
  });
  report(folds.length);
  return out.used ? out.tensor() : labels;
}

const distinct = (y: Targets, who: string): Label[] =>
  [...new Set(Array.from(plain(y, who)))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

function classesIn(model: Estimator): readonly Label[] | undefined {
  const classes: unknown = Reflect.get(model, 'classes_');
  return Array.isArray(classes) ? classes : undefined;
}

function callMethod(model: Estimator, method: PredictMethod, X: Samples): Tensor | Label[] {
  const own: unknown = Reflect.get(model, method);
  if (typeof own !== 'function' || !model.offers(method)) {
    raise(ArgumentError, selectionErrors, 'split.count', {
      who: `crossValPredict(${model.spec.name})`,
      name: 'method',
      expected: 'a method of the estimator',
      got: method,
    });
  }
  return own.call(model, X);
}

function partition(who: string, folds: readonly Fold[], n: number): void {
  const times = new Int32Array(n);
  for (const { test } of folds) for (const row of test) times[row]!++;
  const row = times.findIndex((count) => count !== 1);
  if (row >= 0) raise(DataError, selectionErrors, 'cv.partition', { who, row, got: times[row]! });
}

/** Rows that come in any order, with the columns of classes put where they belong. */
class RowCollector {
  readonly #n: number;
  #data: Float64Array | undefined;
  #width = 1;
  #flat = true;
  constructor(n: number) {
    this.#n = n;
  }
  get used(): boolean {
    return this.#data !== undefined;
  }
  put(
    rows: Int32Array,
    values: Tensor,
    places: readonly number[] | undefined,
    classes: number | undefined,
    method: PredictMethod,
  ): void {
    const cols = values.shape[1] ?? 1;
    const spread = places !== undefined && classes !== undefined && cols === places.length;
    const width = spread ? classes : cols;
    const absent = method === 'predictProba' ? 0 : -Number.MAX_VALUE;
    if (!this.#data) {
      this.#width = width;
      this.#flat = values.ndim === 1;
      this.#data = new Float64Array(this.#n * width).fill(spread ? absent : 0);
    }
    const data = values.dataSync();
    for (let i = 0; i < rows.length; i++)
      for (let j = 0; j < cols; j++)
        this.#data[rows[i]! * this.#width + (spread ? places[j]! : j)] = Number(data[i * cols + j]);
  }
  tensor(): Tensor {
    const shape = this.#flat ? [this.#n] : [this.#n, this.#width];
    return tensor(this.#data ?? new Float64Array(0), { shape });
  }
}
