/** Precision, recall, F and Jaccard: per class, or averaged; and the report that shows them together. */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { Label, Targets } from '../base/index.ts';
import { checkWord, labelPair, positiveLabel, type WeightOptions } from './input.ts';

/**
 * How the classes' scores become one number: of the positive class only, from the counts of all classes
 * together, the mean, the mean weighted by the classes' sizes; null: one score per class.
 */
export type Average = 'binary' | 'micro' | 'macro' | 'weighted';

export interface PrecisionRecallOptions extends WeightOptions {
  /** Which classes count, in which order. Default: all, sorted. */
  readonly labels?: readonly Label[] | undefined;
  /** The positive class of `average: 'binary'`. Default: 1 (true for booleans). */
  readonly posLabel?: Label | undefined;
  readonly average?: Average | null | undefined;
  /** What a score is when its denominator is 0: 0 (default), 1 or NaN. */
  readonly zeroDivision?: number | undefined;
}
type PerClass = PrecisionRecallOptions & { readonly average: null };
type Averaged = PrecisionRecallOptions & { readonly average?: Average | undefined };

interface Counts {
  readonly labels: readonly Label[];
  /** predicted and true */
  readonly hit: Float64Array;
  /** predicted */
  readonly predicted: Float64Array;
  /** true */
  readonly actual: Float64Array;
}

/** The counts of each class, or one count for all when the average is 'binary' or 'micro'. */
function countsOf(
  who: string,
  yTrue: Targets,
  yPred: Targets,
  options: PrecisionRecallOptions,
): Counts {
  const { labels, posLabel, average = 'binary', sampleWeight } = options;
  checkWord(who, 'average', average, ['binary', 'micro', 'macro', 'weighted', null]);
  const all = labelPair(who, yTrue, yPred, { sampleWeight });
  let wanted = labels;
  if (average === 'binary') {
    if (all.labels.length > 2) {
      raise(DataError, metricErrors, 'metric.binary', { who, got: all.labels.map(String) });
    }
    wanted = [positiveLabel(who, all.labels, posLabel)];
  }
  if (wanted !== undefined && wanted.length === 0) {
    raise(ArgumentError, metricErrors, 'metric.option', {
      who,
      name: 'labels',
      expected: '≥ 1',
      got: '[]',
    });
  }
  const names = wanted ?? all.labels;
  const place = new Map(names.map((label, k) => [label, k]));
  const recode = Int32Array.from(all.labels, (label) => place.get(label) ?? -1);
  const k = names.length;
  const hit = new Float64Array(k);
  const predicted = new Float64Array(k);
  const actual = new Float64Array(k);
  for (let i = 0; i < all.n; i++) {
    const a = recode[all.a[i]!]!;
    const b = recode[all.b[i]!]!;
    const w = all.weights[i]!;
    if (a >= 0) actual[a]! += w;
    if (b >= 0) predicted[b]! += w;
    if (a === b && a >= 0) hit[a]! += w;
  }
  if (average !== 'micro') return { labels: names, hit, predicted, actual };
  const sum = (values: Float64Array): Float64Array =>
    Float64Array.of(values.reduce((s, v) => s + v, 0));
  return { labels: names, hit: sum(hit), predicted: sum(predicted), actual: sum(actual) };
}

/** From one score per class to what was asked for. */
function averaged(
  scores: Float64Array,
  weights: Float64Array,
  { average = 'binary', zeroDivision = 0 }: PrecisionRecallOptions,
): number | Float64Array {
  if (average === null) return scores;
  let sum = 0;
  let all = 0;
  for (let k = 0; k < scores.length; k++) {
    if (Number.isNaN(scores[k])) continue; // a class whose score is undefined and asked to be NaN
    const w = average === 'weighted' ? weights[k]! : 1;
    sum += w * scores[k]!;
    all += w;
  }
  return all > 0 ? sum / all : zeroDivision;
}

const ratio = (a: number, b: number, zeroDivision: number): number =>
  b > 0 ? a / b : zeroDivision;

const precisions = ({ hit, predicted }: Counts, zero: number): Float64Array =>
  hit.map((h, k) => ratio(h, predicted[k]!, zero));
const recalls = ({ hit, actual }: Counts, zero: number): Float64Array =>
  hit.map((h, k) => ratio(h, actual[k]!, zero));
/** Fβ = (1 + β²)·hit / (β²·actual + predicted). */
const fbetas = ({ hit, predicted, actual }: Counts, beta: number, zero: number): Float64Array =>
  hit.map((h, k) => {
    if (beta === Infinity) return ratio(h, actual[k]!, zero);
    return ratio((1 + beta * beta) * h, beta * beta * actual[k]! + predicted[k]!, zero);
  });

/** Of the samples predicted as a class, the share that is of that class. */
export function precisionScore(yTrue: Targets, yPred: Targets, options?: Averaged): number;
export function precisionScore(yTrue: Targets, yPred: Targets, options: PerClass): Float64Array;
export function precisionScore(
  yTrue: Targets,
  yPred: Targets,
  options: PrecisionRecallOptions = {},
): number | Float64Array {
  const counts = countsOf('precisionScore', yTrue, yPred, options);
  return averaged(precisions(counts, options.zeroDivision ?? 0), counts.actual, options);
}

/** Of the samples of a class, the share that was predicted as that class. */
export function recallScore(yTrue: Targets, yPred: Targets, options?: Averaged): number;
export function recallScore(yTrue: Targets, yPred: Targets, options: PerClass): Float64Array;
export function recallScore(
  yTrue: Targets,
  yPred: Targets,
  options: PrecisionRecallOptions = {},
): number | Float64Array {
  const counts = countsOf('recallScore', yTrue, yPred, options);
  return averaged(recalls(counts, options.zeroDivision ?? 0), counts.actual, options);
}

/** The harmonic mean of precision and recall. */
export function f1Score(yTrue: Targets, yPred: Targets, options?: Averaged): number;
export function f1Score(yTrue: Targets, yPred: Targets, options: PerClass): Float64Array;
export function f1Score(
  yTrue: Targets,
  yPred: Targets,
  options: PrecisionRecallOptions = {},
): number | Float64Array {
  const counts = countsOf('f1Score', yTrue, yPred, options);
  return averaged(fbetas(counts, 1, options.zeroDivision ?? 0), counts.actual, options);
}

/** As F1, with recall counting β times as much as precision (van Rijsbergen, 1979). `beta` ≥ 0. */
export function fbetaScore(
  yTrue: Targets,
  yPred: Targets,
  options: Averaged & { readonly beta: number },
): number;
export function fbetaScore(
  yTrue: Targets,
  yPred: Targets,
  options: PerClass & { readonly beta: number },
): Float64Array;
export function fbetaScore(
  yTrue: Targets,
  yPred: Targets,
  options: PrecisionRecallOptions & { readonly beta: number },
): number | Float64Array {
  checkBeta('fbetaScore', options.beta);
  const counts = countsOf('fbetaScore', yTrue, yPred, options);
  return averaged(fbetas(counts, options.beta, options.zeroDivision ?? 0), counts.actual, options);
}

function checkBeta(who: string, beta: number): void {
  if (beta >= 0) return;
  raise(ArgumentError, metricErrors, 'metric.option', {
    who,
    name: 'beta',
    expected: '≥ 0',
    got: String(beta),
  });
}

/** Jaccard's index: intersection over union of the samples of a class and those predicted as it. */
export function jaccardScore(yTrue: Targets, yPred: Targets, options?: Averaged): number;
export function jaccardScore(yTrue: Targets, yPred: Targets, options: PerClass): Float64Array;
export function jaccardScore(
  yTrue: Targets,
  yPred: Targets,
  options: PrecisionRecallOptions = {},
): number | Float64Array {
  const counts = countsOf('jaccardScore', yTrue, yPred, options);
  const { hit, predicted, actual } = counts;
  const scores = hit.map((h, k) =>
    ratio(h, predicted[k]! + actual[k]! - h, options.zeroDivision ?? 0),
  );
  return averaged(scores, actual, options);
}

/** Precision, recall, Fβ and size of each class. */
export interface ClassScores {
  readonly labels: readonly Label[];
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly fscore: Float64Array;
  readonly support: Float64Array;
}

/** Precision, recall, Fβ and support of each class, in one pass. */
export function precisionRecallFscoreSupport(
  yTrue: Targets,
  yPred: Targets,
  options: Omit<PrecisionRecallOptions, 'average' | 'posLabel'> & { readonly beta?: number } = {},
): ClassScores {
  const who = 'precisionRecallFscoreSupport';
  const { beta = 1, zeroDivision = 0 } = options;
  checkBeta(who, beta);
  const counts = countsOf(who, yTrue, yPred, { ...options, average: null });
  return {
    labels: counts.labels,
    precision: precisions(counts, zeroDivision),
    recall: recalls(counts, zeroDivision),
    fscore: fbetas(counts, beta, zeroDivision),
    support: counts.actual,
  };
}

/** One line of a classification report. */
export interface ReportLine {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}
/** Scores per class and their averages, as data; `toString()` is the table. */
export interface ClassificationReport {
  readonly classes: readonly ReportLine[];
  readonly accuracy: number;
  readonly macro: ReportLine;
  readonly weighted: ReportLine;
  toString(): string;
}

/**
 * Precision, recall, F1 and size of each class, with their averages.
 *
 * @param options.targetNames  names to show in place of the labels, in the same order
 * @param options.digits       digits after the point in the text; 2 when left out
 */
export function classificationReport(
  yTrue: Targets,
  yPred: Targets,
  options: Omit<PrecisionRecallOptions, 'average' | 'posLabel'> & {
    readonly targetNames?: readonly string[];
    readonly digits?: number;
  } = {},
): ClassificationReport {
  const who = 'classificationReport';
  const { targetNames, digits = 2, zeroDivision = 0 } = options;
  const each = precisionRecallFscoreSupport(yTrue, yPred, options);
  if (targetNames && targetNames.length !== each.labels.length) {
    raise(ArgumentError, metricErrors, 'metric.option', {
      who,
      name: 'targetNames',
      expected: `${each.labels.length} names`,
      got: targetNames.length,
    });
  }
  const classes = each.labels.map((label, k) => ({
    name: targetNames?.[k] ?? String(label),
    precision: each.precision[k]!,
    recall: each.recall[k]!,
    f1: each.fscore[k]!,
    support: each.support[k]!,
  }));
  const total = each.support.reduce((a, b) => a + b, 0);
  const line = (name: string, average: Average): ReportLine => {
    const mean = (scores: Float64Array): number =>
      Number(averaged(scores, each.support, { average, zeroDivision }));
    return {
      name,
      precision: mean(each.precision),
      recall: mean(each.recall),
      f1: mean(each.fscore),
      support: total,
    };
  };
  const counts = countsOf(who, yTrue, yPred, { ...options, average: 'micro' });
  const report = {
    classes,
    // With `labels` naming only some classes this is the micro-averaged recall over them.
    accuracy: ratio(counts.hit[0]!, counts.actual[0]!, zeroDivision),
    macro: line('macro avg', 'macro'),
    weighted: line('weighted avg', 'weighted'),
  };
  return { ...report, toString: () => reportText(report, total, digits) };
}

function reportText(
  { classes, accuracy, macro, weighted }: Omit<ClassificationReport, 'toString'>,
  total: number,
  digits: number,
): string {
  const lines = [...classes, macro, weighted];
  const left = Math.max(...lines.map(({ name }) => name.length));
  const width = digits + 7;
  const row = (name: string, ...cells: string[]): string =>
    name.padStart(left) + cells.map((cell) => cell.padStart(width)).join('');
  const scores = (line: ReportLine): string =>
    row(
      line.name,
      line.precision.toFixed(digits),
      line.recall.toFixed(digits),
      line.f1.toFixed(digits),
      String(line.support),
    );
  return [
    row('', ...['precision', 'recall', 'f1', 'support'].map((title) => ` ${title}`)),
    '',
    ...classes.map(scores),
    '',
    row('accuracy', '', '', accuracy.toFixed(digits), String(total)),
    scores(macro),
    scores(weighted),
  ].join('\n');
}
