/**
 * Precision, recall, F and Jaccard: per class, or averaged; and the report that shows them together. All take one
 * label per sample, or sets of labels: rows of 0 and 1, one column per label.
 */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { Label, Outputs } from '../base/index.ts';
import { checkWord, labelPair, positiveLabel, type WeightOptions } from './input.ts';
import { columnsOf, compareSets, countSets, type SetPair, setPair, singles } from './label-sets.ts';

/**
 * How the classes' scores become one number: of the positive class only, from the counts of all classes
 * together, the mean, the mean weighted by the classes' sizes; `'samples'`: the mean of the scores of the samples,
 * each with its set of labels; null: one score per class.
 */
export type Average = 'binary' | 'micro' | 'macro' | 'weighted' | 'samples';

export interface PrecisionRecallOptions extends WeightOptions {
  /** Which classes count, in which order; of sets of labels: which columns. Default: all, sorted. */
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
  /** How much each entry counts in the mean, when entries are samples. */
  readonly shares?: Float64Array;
}

/** The counts of each class, or one count for all when the average is 'binary' or 'micro'. */
function countsOf(
  who: string,
  yTrue: Outputs,
  yPred: Outputs,
  options: PrecisionRecallOptions,
): Counts {
  const { labels, posLabel, average = 'binary', sampleWeight } = options;
  checkWord(who, 'average', average, ['binary', 'micro', 'macro', 'weighted', 'samples', null]);
  const sets = setPair(who, yTrue, yPred, { sampleWeight });
  if (sets) return countsOfSets(who, sets, options);
  if (average === 'samples') raise(ArgumentError, metricErrors, 'metric.samplewise', { who });
  const all = labelPair(who, singles(yTrue), singles(yPred), { sampleWeight });
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
  const counts = { labels: names, hit, predicted, actual };
  return average === 'micro' ? together(counts) : counts;
}

/** As `countsOf`, for sets of labels: each column is a class of its own. */
function countsOfSets(
  who: string,
  sets: SetPair,
  { labels, average = 'binary' }: PrecisionRecallOptions,
): Counts {
  if (average === 'binary') raise(ArgumentError, metricErrors, 'metric.setsAverage', { who });
  const columns = columnsOf(who, sets.k, labels);
  const samples = average === 'samples';
  const counts = { labels: columns, ...countSets(sets, columns, samples) };
  if (samples) return { ...counts, shares: sets.weights };
  return average === 'micro' ? together(counts) : counts;
}

/** The counts of all classes as those of one. */
function together({ labels, hit, predicted, actual }: Counts): Counts {
  const sum = (values: Float64Array): Float64Array =>
    Float64Array.of(values.reduce((s, v) => s + v, 0));
  return { labels, hit: sum(hit), predicted: sum(predicted), actual: sum(actual) };
}

/** From one score per class to what was asked for. */
function averaged(
  scores: Float64Array,
  { actual, shares }: Pick<Counts, 'actual' | 'shares'>,
  { average = 'binary', zeroDivision = 0 }: PrecisionRecallOptions,
): number | Float64Array {
  if (average === null) return scores;
  let sum = 0;
  let all = 0;
  for (let k = 0; k < scores.length; k++) {
    if (Number.isNaN(scores[k])) continue; // a class whose score is undefined and asked to be NaN
    const w = shares?.[k] ?? (average === 'weighted' ? actual[k]! : 1);
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
export function precisionScore(yTrue: Outputs, yPred: Outputs, options?: Averaged): number;
export function precisionScore(yTrue: Outputs, yPred: Outputs, options: PerClass): Float64Array;
export function precisionScore(
  yTrue: Outputs,
  yPred: Outputs,
  options: PrecisionRecallOptions = {},
): number | Float64Array {
  const counts = countsOf('precisionScore', yTrue, yPred, options);
  return averaged(precisions(counts, options.zeroDivision ?? 0), counts, options);
}

/** Of the samples of a class, the share that was predicted as that class. */
export function recallScore(yTrue: Outputs, yPred: Outputs, options?: Averaged): number;
export function recallScore(yTrue: Outputs, yPred: Outputs, options: PerClass): Float64Array;
export function recallScore(
  yTrue: Outputs,
  yPred: Outputs,
  options: PrecisionRecallOptions = {},
): number | Float64Array {
  const counts = countsOf('recallScore', yTrue, yPred, options);
  return averaged(recalls(counts, options.zeroDivision ?? 0), counts, options);
}

/** The harmonic mean of precision and recall. */
export function f1Score(yTrue: Outputs, yPred: Outputs, options?: Averaged): number;
export function f1Score(yTrue: Outputs, yPred: Outputs, options: PerClass): Float64Array;
export function f1Score(
  yTrue: Outputs,
  yPred: Outputs,
  options: PrecisionRecallOptions = {},
): number | Float64Array {
  const counts = countsOf('f1Score', yTrue, yPred, options);
  return averaged(fbetas(counts, 1, options.zeroDivision ?? 0), counts, options);
}

/** As F1, with recall counting β times as much as precision (van Rijsbergen, 1979). `beta` ≥ 0. */
export function fbetaScore(
  yTrue: Outputs,
  yPred: Outputs,
  options: Averaged & { readonly beta: number },
): number;
export function fbetaScore(
  yTrue: Outputs,
  yPred: Outputs,
  options: PerClass & { readonly beta: number },
): Float64Array;
export function fbetaScore(
  yTrue: Outputs,
  yPred: Outputs,
  options: PrecisionRecallOptions & { readonly beta: number },
): number | Float64Array {
  checkBeta('fbetaScore', options?.beta);
  const counts = countsOf('fbetaScore', yTrue, yPred, options);
  return averaged(fbetas(counts, options.beta, options.zeroDivision ?? 0), counts, options);
}

function checkBeta(who: string, beta: number | undefined): void {
  if (typeof beta === 'number' && beta >= 0) return;
  raise(ArgumentError, metricErrors, 'metric.option', {
    who,
    name: 'beta',
    expected: '≥ 0',
    got: String(beta),
  });
}

/** Jaccard's index: intersection over union of the samples of a class and those predicted as it. */
export function jaccardScore(yTrue: Outputs, yPred: Outputs, options?: Averaged): number;
export function jaccardScore(yTrue: Outputs, yPred: Outputs, options: PerClass): Float64Array;
export function jaccardScore(
  yTrue: Outputs,
  yPred: Outputs,
  options: PrecisionRecallOptions = {},
): number | Float64Array {
  const counts = countsOf('jaccardScore', yTrue, yPred, options);
  const { hit, predicted, actual } = counts;
  const scores = hit.map((h, k) =>
    ratio(h, predicted[k]! + actual[k]! - h, options.zeroDivision ?? 0),
  );
  return averaged(scores, counts, options);
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
  yTrue: Outputs,
  yPred: Outputs,
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
  /** Share of samples that are right; of sets of labels: whose whole set is. */
  readonly accuracy: number;
  readonly macro: ReportLine;
  readonly weighted: ReportLine;
  /** From the counts of all labels together; only for sets of labels. */
  readonly micro?: ReportLine;
  /** Means over the samples; only for sets of labels. */
  readonly samples?: ReportLine;
  toString(): string;
}

/**
 * Precision, recall, F1 and size of each class, with their averages.
 *
 * @param options.targetNames  names to show in place of the labels, in the same order
 * @param options.digits       digits after the point in the text; 2 when left out
 */
export function classificationReport(
  yTrue: Outputs,
  yPred: Outputs,
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
  const sets = setPair(who, yTrue, yPred, options);
  const line = (name: string, average: Average): ReportLine => {
    const how = { ...options, average };
    const mean = (score: (counts: Counts, zero: number) => Float64Array): number => {
      const counts = countsOf(who, yTrue, yPred, how);
      return Number(averaged(score(counts, zeroDivision), counts, how));
    };
    const f1 = (counts: Counts, zero: number): Float64Array => fbetas(counts, 1, zero);
    return {
      name,
      precision: mean(precisions),
      recall: mean(recalls),
      f1: mean(f1),
      support: total,
    };
  };
  const averages = {
    macro: line('macro avg', 'macro'),
    weighted: line('weighted avg', 'weighted'),
  };
  const report = sets
    ? {
        classes,
        accuracy: compareSets(sets).right / compareSets(sets).all,
        micro: line('micro avg', 'micro'),
        ...averages,
        samples: line('samples avg', 'samples'),
      }
    : // With `labels` naming only some classes this is the micro-averaged recall over them.
      { classes, accuracy: line('', 'micro').recall, ...averages };
  return { ...report, toString: () => reportText(report, total, digits) };
}

function reportText(
  { classes, accuracy, micro, macro, weighted, samples }: Omit<ClassificationReport, 'toString'>,
  total: number,
  digits: number,
): string {
  const means = [micro, macro, weighted, samples].filter((line) => line !== undefined);
  const lines = [...classes, ...means];
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
    // of sets of labels it would be read as a mean over the labels, and it is none
    ...(micro ? [] : [row('accuracy', '', '', accuracy.toFixed(digits), String(total))]),
    ...means.map(scores),
  ].join('\n');
}
