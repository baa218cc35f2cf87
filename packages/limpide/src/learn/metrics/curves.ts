/**
 * Scores of a ranking between two classes: what happens at every threshold (ROC, precision–recall, DET) and
 * the areas under these curves.
 */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import {
  classTargets,
  type Label,
  type Outputs,
  plain,
  sampleWeights,
  type Targets,
} from '../base/index.ts';
import {
  binaryTargets,
  checkWord,
  sameLength,
  scoreColumn,
  scoreMatrix,
  type WeightOptions,
} from './input.ts';

export interface CurveOptions extends WeightOptions {
  /** The positive class. Default: 1, true, or the larger of two numbers. */
  readonly posLabel?: Label | undefined;
  /** Leaves out the thresholds that lie on a straight line between their neighbours. */
  readonly dropIntermediate?: boolean | undefined;
}

/** Weights of the false and the true positives at each distinct score, from the highest down. */
interface Cumulated {
  readonly fps: Float64Array;
  readonly tps: Float64Array;
  readonly thresholds: Float64Array;
}

/** Counts at every threshold: O(n log n), one sort. */
function cumulate(
  positive: ArrayLike<number>,
  scores: Float64Array,
  weights: Float64Array,
): Cumulated {
  const n = scores.length;
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => scores[j]! - scores[i]!);
  const fps = new Float64Array(n);
  const tps = new Float64Array(n);
  const thresholds = new Float64Array(n);
  let fp = 0;
  let tp = 0;
  let end = 0;
  for (let at = 0; at < n; at++) {
    const i = order[at]!;
    if (weights[i]! > 0) {
      if (positive[i]) tp += weights[i]!;
      else fp += weights[i]!;
    }
    if (at + 1 < n && scores[order[at + 1]!] === scores[i]) continue; // ties share a threshold
    fps[end] = fp;
    tps[end] = tp;
    thresholds[end++] = scores[i]!;
  }
  return {
    fps: fps.slice(0, end),
    tps: tps.slice(0, end),
    thresholds: thresholds.slice(0, end),
  };
}

function curveInput(
  who: string,
  yTrue: Targets,
  yScore: Outputs,
  { posLabel, sampleWeight }: CurveOptions,
): Cumulated & { readonly classes: readonly Label[] } {
  const { positive, n, classes } = binaryTargets(who, yTrue, posLabel);
  const scores = scoreColumn(who, 'yScore', yScore, n);
  return { ...cumulate(positive, scores, sampleWeights(sampleWeight, n, who)), classes };
}

function bothPresent(who: string, fps: Float64Array, tps: Float64Array, yTrue: Targets): void {
  if (fps.at(-1)! > 0 && tps.at(-1)! > 0) return;
  raise(DataError, metricErrors, 'metric.oneClass', { who, got: String(plain(yTrue, who)[0]) });
}

export interface RocCurve {
  /** Share of the negatives taken for positive, rising from 0 to 1. */
  readonly fpr: Float64Array;
  /** Share of the positives found. */
  readonly tpr: Float64Array;
  /** Scores ≥ threshold count as positive; the first is Infinity (nobody). */
  readonly thresholds: Float64Array;
}

/**
 * The receiver's operating characteristic: true against false positives at each threshold.
 *
 * @throws DataError when only one class is present
 */
export function rocCurve(yTrue: Targets, yScore: Outputs, options: CurveOptions = {}): RocCurve {
  const who = 'rocCurve';
  const { fps, tps, thresholds } = curveInput(who, yTrue, yScore, options);
  bothPresent(who, fps, tps, yTrue);
  const n = fps.length;
  const keep: number[] = [];
  for (let i = 0; i < n; i++) {
    const corner =
      i === 0 ||
      i === n - 1 ||
      fps[i + 1]! - 2 * fps[i]! + fps[i - 1]! !== 0 ||
      tps[i + 1]! - 2 * tps[i]! + tps[i - 1]! !== 0;
    if (corner || options.dropIntermediate === false) keep.push(i);
  }
  return {
    fpr: Float64Array.from([0, ...keep.map((i) => fps[i]! / fps[n - 1]!)]),
    tpr: Float64Array.from([0, ...keep.map((i) => tps[i]! / tps[n - 1]!)]),
    thresholds: Float64Array.from([Infinity, ...keep.map((i) => thresholds[i]!)]),
  };
}

/** Area under a curve by trapezes; x must rise or fall throughout. */
export function auc(first: Targets, second: Targets): number {
  const who = 'auc';
  const n = plain(first, who).length;
  sameLength(who, 'y', n, plain(second, who).length);
  const x = scoreColumn(who, 'x', first, n);
  const y = scoreColumn(who, 'y', second, n);
  let sum = 0;
  let direction = 0;
  for (let i = 1; i < n; i++) {
    const step = x[i]! - x[i - 1]!;
    if (step !== 0 && direction === 0) direction = Math.sign(step);
    if (step * direction < 0) {
      raise(ArgumentError, metricErrors, 'metric.range', {
        who,
        name: 'x',
        expected: 'that only rise, or only fall',
        got: x[i]!,
        row: i,
      });
    }
    sum += (step * (y[i]! + y[i - 1]!)) / 2;
  }
  return direction < 0 ? -sum : sum;
}

export interface RocAucOptions extends WeightOptions {
  /** Needed for more than two classes: each against the rest, or each against each other (Hand & Till, 2001). */
  readonly multiClass?: 'ovr' | 'ovo' | undefined;
  readonly average?: 'macro' | 'weighted' | undefined;
  /** The classes of the columns of yScore, sorted. Default: those of yTrue. */
  readonly labels?: readonly Label[] | undefined;
  readonly posLabel?: Label | undefined;
  /** Two classes: the area up to this false positive rate, rescaled to 0.5 … 1 (McClish, 1989). */
  readonly maxFpr?: number | undefined;
}

/**
 * Area under the ROC curve: the probability that a positive sample is ranked above a negative one (ties
 * count half). 0.5 is chance.
 *
 * @param yScore  `[n]`, or `[n, 2]` whose second column counts, or `[n, k]` with `multiClass`
 * @throws DataError when a class is absent
 */
export function rocAucScore(yTrue: Targets, yScore: Outputs, options: RocAucOptions = {}): number {
  const who = 'rocAucScore';
  const values = plain(yTrue, who);
  const n = values.length;
  const { codes, classes } = classTargets(yTrue, n, who);
  const scores = scoreMatrix(who, 'yScore', yScore, n);
  const weights = sampleWeights(options.sampleWeight, n, who);
  if (scores.cols <= 2 && (options.labels?.length ?? classes.length) <= 2) {
    const column = Float64Array.from(scores.column(scores.cols - 1));
    const { positive } = binaryTargets(who, yTrue, options.posLabel);
    return binaryAuc(who, positive, column, weights, options.maxFpr, String(classes[0]));
  }
  const { multiClass, average = 'macro', labels = classes } = options;
  if (multiClass === undefined) {
    raise(ArgumentError, metricErrors, 'metric.option', {
      who,
      name: 'multiClass',
      expected: "'ovr' | 'ovo'",
      got: 'undefined',
    });
  }
  checkWord(who, 'multiClass', multiClass, ['ovr', 'ovo']);
  checkWord(who, 'average', average, ['macro', 'weighted']);
  if (scores.cols !== labels.length) {
    raise(DataError, metricErrors, 'metric.columns', {
      who,
      expected: labels.length,
      got: scores.cols,
    });
  }
  const recode = Int32Array.from(classes, (label) => labels.indexOf(label));
  const places = codes.map((c) => recode[c]!);
  return multiClass === 'ovr'
    ? oneAgainstRest(who, places, scores, weights, labels, average)
    : oneAgainstOne(who, places, scores, labels, average);
}

function binaryAuc(
  who: string,
  positive: ArrayLike<number>,
  scores: Float64Array,
  weights: Float64Array,
  maxFpr: number | undefined,
  only: string,
): number {
  const { fps, tps } = cumulate(positive, scores, weights);
  const fp = fps.at(-1)!;
  const tp = tps.at(-1)!;
  if (!(fp > 0 && tp > 0)) raise(DataError, metricErrors, 'metric.oneClass', { who, got: only });
  const x = Float64Array.from([0, ...fps.map((v) => v / fp)]);
  const y = Float64Array.from([0, ...tps.map((v) => v / tp)]);
  if (maxFpr === undefined || maxFpr === 1) return auc(x, y);
  if (!(maxFpr > 0 && maxFpr <= 1)) {
    raise(ArgumentError, metricErrors, 'metric.option', {
      who,
      name: 'maxFpr',
      expected: '0 < maxFpr ≤ 1',
      got: maxFpr,
    });
  }
  let stop = x.findIndex((v) => v > maxFpr);
  if (stop < 0) stop = x.length;
  const x0 = x[stop - 1]!;
  const y0 = y[stop - 1]!;
  const slope = stop < x.length ? (y[stop]! - y0) / (x[stop]! - x0) : 0;
  const part = auc(
    Float64Array.from([...x.subarray(0, stop), maxFpr]),
    Float64Array.from([...y.subarray(0, stop), y0 + slope * (maxFpr - x0)]),
  );
  const low = maxFpr ** 2 / 2;
  return 0.5 * (1 + (part - low) / (maxFpr - low));
}

function oneAgainstRest(
  who: string,
  places: Int32Array,
  scores: Matrix,
  weights: Float64Array,
  labels: readonly Label[],
  average: 'macro' | 'weighted',
): number {
  let sum = 0;
  let all = 0;
  for (let k = 0; k < labels.length; k++) {
    const positive = Uint8Array.from(places, (p) => (p === k ? 1 : 0));
    const column = Float64Array.from(scores.column(k));
    const score = binaryAuc(who, positive, column, weights, undefined, String(labels[k]));
    const size = positive.reduce((s, p, i) => s + p * weights[i]!, 0);
    const w = average === 'weighted' ? size : 1;
    sum += w * score;
    all += w;
  }
  return sum / all;
}

function oneAgainstOne(
  who: string,
  places: Int32Array,
  scores: Matrix,
  labels: readonly Label[],
  average: 'macro' | 'weighted',
): number {
  let sum = 0;
  let all = 0;
  for (let a = 0; a < labels.length; a++)
    for (let b = a + 1; b < labels.length; b++) {
      const rows = Int32Array.from(places.keys()).filter((i) => places[i] === a || places[i] === b);
      const ones = new Float64Array(rows.length).fill(1);
      const area = (k: number): number =>
        binaryAuc(
          who,
          Uint8Array.from(rows, (i) => (places[i] === k ? 1 : 0)),
          Float64Array.from(rows, (i) => scores.at(i, k)),
          ones,
          undefined,
          String(labels[k]),
        );
      const w = average === 'weighted' ? rows.length / places.length : 1;
      sum += (w * (area(a) + area(b))) / 2;
      all += w;
    }
  return sum / all;
}

export interface PrecisionRecallCurve {
  /** One longer than the thresholds: it ends with 1, where nobody is positive. */
  readonly precision: Float64Array;
  /** One longer than the thresholds: it ends with 0. */
  readonly recall: Float64Array;
  /** Rising. */
  readonly thresholds: Float64Array;
}

/** Precision against recall at each threshold, thresholds rising. Without positives, recall is 1. */
export function precisionRecallCurve(
  yTrue: Targets,
  yScore: Outputs,
  options: CurveOptions = {},
): PrecisionRecallCurve {
  const { fps, tps, thresholds } = curveInput('precisionRecallCurve', yTrue, yScore, options);
  const all = tps.at(-1)!;
  const precision = tps.map((t, i) => (t + fps[i]! > 0 ? t / (t + fps[i]!) : 0)).reverse();
  const recall = tps.map((t) => (all > 0 ? t / all : 1)).reverse();
  return {
    precision: Float64Array.from([...precision, 1]),
    recall: Float64Array.from([...recall, 0]),
    thresholds: thresholds.slice().reverse(),
  };
}

/**
 * Average precision: Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over thresholds, the area under precision–recall without interpolation.
 *
 * @param yScore  `[n]`; for more than two classes `[n, k]`, each against the rest, averaged
 */
export function averagePrecisionScore(
  yTrue: Targets,
  yScore: Outputs,
  options: CurveOptions & { readonly average?: 'macro' | 'weighted' } = {},
): number {
  const who = 'averagePrecisionScore';
  const values = plain(yTrue, who);
  const n = values.length;
  const { classes } = classTargets(yTrue, n, who);
  const scores = scoreMatrix(who, 'yScore', yScore, n);
  if (scores.cols === 1) return averagePrecision(yTrue, yScore, options);
  if (scores.cols === 2 && classes.length <= 2) {
    return averagePrecision(yTrue, scores.column(1), options);
  }
  if (scores.cols !== classes.length) {
    raise(DataError, metricErrors, 'metric.columns', {
      who,
      expected: classes.length,
      got: scores.cols,
    });
  }
  let sum = 0;
  let all = 0;
  const weights = sampleWeights(options.sampleWeight, n, who);
  classes.forEach((label, k) => {
    let size = 0;
    for (let i = 0; i < n; i++) if (values[i] === label) size += weights[i]!;
    const w = options.average === 'weighted' ? size : 1;
    sum += w * averagePrecision(yTrue, scores.column(k), { ...options, posLabel: label });
    all += w;
  });
  return sum / all;
}

function averagePrecision(yTrue: Targets, yScore: Outputs, options: CurveOptions): number {
  const { precision, recall } = precisionRecallCurve(yTrue, yScore, options);
  let sum = 0;
  for (let i = 0; i + 1 < recall.length; i++) sum += (recall[i]! - recall[i + 1]!) * precision[i]!;
  return sum;
}

export interface DetCurve {
  readonly fpr: Float64Array;
  /** Share of the positives missed. */
  readonly fnr: Float64Array;
  readonly thresholds: Float64Array;
}

/** Detection error trade-off: false negatives against false positives, thresholds rising (Martin, 1997). */
export function detCurve(yTrue: Targets, yScore: Outputs, options: CurveOptions = {}): DetCurve {
  const who = 'detCurve';
  const { fps, tps, thresholds } = curveInput(who, yTrue, yScore, options);
  bothPresent(who, fps, tps, yTrue);
  const fp = fps.at(-1)!;
  const tp = tps.at(-1)!;
  // From the last threshold without false positives to the first that misses nobody.
  let first = 0;
  while (first + 1 < fps.length && fps[first + 1] === fps[0]) first++;
  let last = tps.indexOf(tp);
  if (last < 0) last = tps.length - 1;
  const cut = (values: Float64Array): Float64Array =>
    values.slice(Math.min(first, last), last + 1).reverse();
  return {
    fpr: cut(fps.map((v) => v / fp)),
    fnr: cut(tps.map((v) => (tp - v) / tp)),
    thresholds: cut(thresholds),
  };
}
