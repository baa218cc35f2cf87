/**
 * Scorers: metrics by name, that ask an estimator for what they need (a class, a probability, a decision) and
 * are always better when larger. Cross-validation and searches speak in scorers.
 */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  type Estimator,
  type Features,
  givesDecision,
  givesProbabilities,
  type Label,
  nearest,
  type Outputs,
  show,
  type Targets,
} from '../base/index.ts';
import * as pairs from './clustering-pairs.ts';
import * as confusion from './confusion.ts';
import * as curves from './curves.ts';
import type { WeightOptions } from './input.ts';
import * as prf from './precision-recall.ts';
import * as proba from './probabilities.ts';
import * as regression from './regression.ts';

/** What a metric compares y with. `threshold`: the decision, or else the probability of the second class. */
export type Response = 'predict' | 'predictProba' | 'decisionFunction' | 'threshold';

/** Judges an estimator on samples: the larger, the better. */
export interface Scorer {
  readonly name: string;
  (estimator: Estimator, X: Features, y: Outputs | undefined, options?: WeightOptions): number;
}

/** An estimator that predicts: classifiers give labels, all others a tensor. */
interface Predicting {
  predict(X: Features): Tensor | readonly Label[];
}
const predicts = <E extends Estimator>(estimator: E): estimator is E & Predicting =>
  estimator.offers('predict');
interface Scoring {
  score(X: Features, y: Outputs | undefined, options?: WeightOptions): number;
}
const scores = <E extends Estimator>(estimator: E): estimator is E & Scoring =>
  estimator.offers('score');

export interface ScorerOptions {
  /** Its name, for tables and errors. */
  readonly name?: string | undefined;
  /** false: the metric is a loss, and the scorer its negative. */
  readonly greaterIsBetter?: boolean | undefined;
  readonly responseMethod?: Response | undefined;
}

/**
 * A scorer from a metric `(yTrue, response, options) → number`.
 *
 * ```ts
 * const f2 = makeScorer((y, p, o) => fbetaScore(y, p, { ...o, beta: 2 }));
 * ```
 */
export function makeScorer<Y extends Outputs = Targets, R extends Outputs = Targets>(
  metric: (yTrue: Y, response: R, options: WeightOptions) => number,
  options: ScorerOptions = {},
): Scorer {
  const {
    name = metric.name || 'score',
    greaterIsBetter = true,
    responseMethod = 'predict',
  } = options;
  const scorer = (
    estimator: Estimator,
    X: Features,
    y: Outputs | undefined,
    weights: WeightOptions = {},
  ): number => {
    if (y === undefined)
      raise(ArgumentError, learnErrors, 'learn.noTarget', { who: name, got: 'undefined' });
    const value = metric(y as Y, responseOf(estimator, X, responseMethod, name) as R, weights);
    return greaterIsBetter ? value : -value;
  };
  return Object.defineProperty(scorer, 'name', { value: name });
}

/** What the estimator says of X. @throws ArgumentError when it has no such method */
function responseOf(
  estimator: Estimator,
  X: Features,
  method: Response,
  name: string,
): Tensor | readonly Label[] {
  if (method === 'predict' && predicts(estimator)) return estimator.predict(X);
  if (method !== 'predict' && method !== 'predictProba' && givesDecision(estimator))
    return estimator.decisionFunction(X);
  if (method === 'predictProba' || method === 'threshold') {
    if (givesProbabilities(estimator)) {
      const p = estimator.predictProba(X);
      return p.shape[1] === 2 ? second(p) : p;
    }
    if (method === 'threshold' && estimator.spec.kind === 'regressor' && predicts(estimator))
      return estimator.predict(X);
  }
  return raise(ArgumentError, metricErrors, 'metric.response', {
    name,
    who: estimator.spec.name,
    expected: method === 'threshold' ? 'decisionFunction | predictProba' : method,
  });
}

/** The probabilities of the second of two classes. */
function second(p: Tensor): Tensor {
  const data = p.dataSync();
  return tensor(Float64Array.from({ length: p.shape[0]! }, (_, i) => Number(data[2 * i + 1])));
}

type LabelMetric = (yTrue: Targets, response: Targets, options: WeightOptions) => number;
type NumberMetric = (yTrue: Outputs, response: Outputs, options: WeightOptions) => number;

const averages = {
  '': 'binary',
  _macro: 'macro',
  _micro: 'micro',
  _weighted: 'weighted',
  _samples: 'samples',
} as const;

function builtIn(): Map<string, Scorer> {
  const table = new Map<string, Scorer>();
  const labels = (
    name: string,
    metric: LabelMetric,
    responseMethod: Response = 'predict',
  ): void => {
    table.set(name, makeScorer(metric, { name, responseMethod }));
  };
  const numbers = (name: string, metric: NumberMetric, greaterIsBetter: boolean): void => {
    table.set(name, makeScorer<Outputs, Outputs>(metric, { name, greaterIsBetter }));
  };
  labels('accuracy', confusion.accuracyScore);
  labels('balanced_accuracy', confusion.balancedAccuracyScore);
  labels('matthews_corrcoef', confusion.matthewsCorrcoef);
  for (const [suffix, average] of Object.entries(averages)) {
    labels(`precision${suffix}`, (y, p, o) => prf.precisionScore(y, p, { ...o, average }));
    labels(`recall${suffix}`, (y, p, o) => prf.recallScore(y, p, { ...o, average }));
    labels(`f1${suffix}`, (y, p, o) => prf.f1Score(y, p, { ...o, average }));
    labels(`jaccard${suffix}`, (y, p, o) => prf.jaccardScore(y, p, { ...o, average }));
  }
  labels('roc_auc', (y, s, o) => curves.rocAucScore(y, s, o), 'threshold');
  labels('average_precision', (y, s, o) => curves.averagePrecisionScore(y, s, o), 'threshold');
  const several: [string, curves.RocAucOptions][] = [
    ['roc_auc_ovr', { multiClass: 'ovr' }],
    ['roc_auc_ovo', { multiClass: 'ovo' }],
    ['roc_auc_ovr_weighted', { multiClass: 'ovr', average: 'weighted' }],
    ['roc_auc_ovo_weighted', { multiClass: 'ovo', average: 'weighted' }],
  ];
  for (const [name, how] of several)
    labels(name, (y, p, o) => curves.rocAucScore(y, p, { ...o, ...how }), 'predictProba');
  labels('top_k_accuracy', (y, s, o) => proba.topKAccuracyScore(y, s, o), 'threshold');
  labels('neg_log_loss', (y, p, o) => -proba.logLoss(y, p, o), 'predictProba');
  labels('neg_brier_score', (y, p, o) => -proba.brierScoreLoss(y, p, o), 'predictProba');
  numbers('r2', regression.r2Score, true);
  numbers('explained_variance', regression.explainedVarianceScore, true);
  numbers('max_error', (y, p) => regression.maxError(y, p), false);
  numbers('neg_mean_squared_error', regression.meanSquaredError, false);
  numbers('neg_root_mean_squared_error', regression.rootMeanSquaredError, false);
  numbers('neg_mean_squared_log_error', regression.meanSquaredLogError, false);
  numbers('neg_mean_absolute_error', regression.meanAbsoluteError, false);
  numbers('neg_median_absolute_error', regression.medianAbsoluteError, false);
  numbers('neg_mean_absolute_percentage_error', regression.meanAbsolutePercentageError, false);
  numbers('neg_mean_poisson_deviance', regression.meanPoissonDeviance, false);
  numbers('neg_mean_gamma_deviance', regression.meanGammaDeviance, false);
  const clusters: [string, LabelMetric][] = [
    ['adjusted_rand_score', pairs.adjustedRandScore],
    ['rand_score', pairs.randScore],
    ['mutual_info_score', pairs.mutualInfoScore],
    ['adjusted_mutual_info_score', (y, p) => pairs.adjustedMutualInfoScore(y, p)],
    ['normalized_mutual_info_score', (y, p) => pairs.normalizedMutualInfoScore(y, p)],
    ['homogeneity_score', pairs.homogeneityScore],
    ['completeness_score', pairs.completenessScore],
    ['v_measure_score', (y, p) => pairs.vMeasureScore(y, p)],
    ['fowlkes_mallows_score', pairs.fowlkesMallowsScore],
  ];
  for (const [name, metric] of clusters) labels(name, metric);
  return table;
}

let table: Map<string, Scorer> | undefined;
const scorers = (): Map<string, Scorer> => {
  table ??= builtIn();
  return table;
};

/** The names that `getScorer` and `{ scoring: … }` know. */
export const scorerNames = (): string[] => [...scorers().keys()].sort();

/** @throws ArgumentError for an unknown name, with the nearest one */
export function getScorer(scoring: string | Scorer): Scorer {
  if (typeof scoring === 'function') return scoring;
  if (typeof scoring !== 'string')
    return raise(ArgumentError, metricErrors, 'metric.scorer', {
      name: show(scoring),
      known: scorerNames(),
      hint: '',
    });
  const found = scorers().get(scoring);
  if (found) return found;
  const known = scorerNames();
  const near = nearest(scoring, known);
  return raise(ArgumentError, metricErrors, 'metric.scorer', {
    name: scoring,
    known,
    hint: near === undefined ? '' : ` (→ "${near}"?)`,
  });
}

/** The scorer to use: as asked, or the estimator's own `score` (accuracy, R²…). */
export function checkScoring(estimator: Estimator, scoring: string | Scorer | undefined): Scorer {
  if (scoring !== undefined) return getScorer(scoring);
  const own = (e: Estimator, X: Features, y: Outputs | undefined, o?: WeightOptions): number => {
    if (!scores(e)) {
      raise(ArgumentError, metricErrors, 'metric.response', {
        name: 'score',
        who: e.spec.name,
        expected: 'score (or { scoring: … })',
      });
    }
    return e.score(X, y, o);
  };
  if (!estimator.offers('score')) own(estimator, [], undefined);
  return Object.defineProperty(own, 'name', { value: 'score' });
}
