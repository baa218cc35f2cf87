/** Losses of predicted probabilities and margins. */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { DataError, raise } from '../../errors/index.ts';
import {
  classTargets,
  type Label,
  type Outputs,
  plain,
  sampleWeights,
  type Targets,
} from '../base/index.ts';
import { binaryTargets, scoreColumn, scoreMatrix, type WeightOptions } from './input.ts';

export interface LabelledOptions extends WeightOptions {
  /** The classes of the columns, sorted. Default: those of yTrue. */
  readonly labels?: readonly Label[] | undefined;
}

/** Places of the true classes among the columns. @throws DataError when columns and classes disagree */
function placesOf(
  who: string,
  yTrue: Targets,
  cols: number,
  labels: readonly Label[] | undefined,
): { readonly places: Int32Array; readonly classes: readonly Label[] } {
  const n = plain(yTrue, who).length;
  if (n === 0) raise(DataError, metricErrors, 'metric.empty', { who });
  const { codes, classes } = classTargets(yTrue, n, who);
  const known = labels ?? classes;
  const wide = Math.max(cols, 2);
  if (known.length !== wide) {
    if (labels === undefined && classes.length === 1)
      raise(DataError, metricErrors, 'metric.oneClass', { who, got: String(classes[0]) });
    raise(DataError, metricErrors, 'metric.columns', { who, expected: known.length, got: wide });
  }
  const recode = Int32Array.from(classes, (label) => {
    const place = known.indexOf(label);
    if (place < 0)
      raise(DataError, metricErrors, 'metric.label', {
        who,
        got: String(label),
        known: known.map(String),
      });
    return place;
  });
  return { places: codes.map((c) => recode[c]!), classes: known };
}

/**
 * Cross-entropy −Σ w·ln p(true class) / Σ w, in nats.
 *
 * Rows are divided by their sum, and probabilities kept within [ε, 1 − ε] with ε = 2⁻⁵², so that one sure
 * mistake costs 36 and not infinity.
 *
 * @param yProba  `[n, k]`, or `[n]`: the probability of the second class
 * @throws DataError for a probability outside 0 … 1
 */
export function logLoss(
  yTrue: Targets,
  yProba: Outputs,
  { labels, sampleWeight }: LabelledOptions = {},
): number {
  const who = 'logLoss';
  const n = plain(yTrue, who).length;
  const p = scoreMatrix(who, 'yProba', yProba, n);
  const { places } = placesOf(who, yTrue, p.cols, labels);
  const weights = sampleWeights(sampleWeight, n, who);
  probabilities(who, p.data, p.cols);
  const tiny = 2 ** -52;
  let sum = 0;
  let all = 0;
  for (let i = 0; i < n; i++) {
    let share: number;
    if (p.cols === 1) share = clip(places[i] === 1 ? p.data[i]! : 1 - p.data[i]!, tiny);
    else {
      let row = 0;
      for (let k = 0; k < p.cols; k++) row += clip(p.data[i * p.cols + k]!, tiny);
      share = clip(p.data[i * p.cols + places[i]!]!, tiny) / row;
    }
    sum -= weights[i]! * Math.log(share);
    all += weights[i]!;
  }
  return sum / all;
}

const clip = (p: number, tiny: number): number => Math.min(Math.max(p, tiny), 1 - tiny);

function probabilities(who: string, data: ArrayLike<number>, cols: number): void {
  for (let i = 0; i < data.length; i++) {
    if (data[i]! >= 0 && data[i]! <= 1) continue;
    raise(DataError, metricErrors, 'metric.range', {
      who,
      name: 'yProba',
      expected: '0 … 1',
      got: data[i]!,
      row: Math.floor(i / cols),
    });
  }
}

/** Brier's score for two classes: the mean of (p − y)², 0 … 1, smaller is better (Brier, 1950). */
export function brierScoreLoss(
  yTrue: Targets,
  yProba: Outputs,
  { posLabel, sampleWeight }: WeightOptions & { readonly posLabel?: Label | undefined } = {},
): number {
  const who = 'brierScoreLoss';
  const { positive, n } = binaryTargets(who, yTrue, posLabel);
  const p = scoreColumn(who, 'yProba', yProba, n);
  probabilities(who, p, 1);
  const weights = sampleWeights(sampleWeight, n, who);
  let sum = 0;
  let all = 0;
  for (let i = 0; i < n; i++) {
    sum += weights[i]! * (p[i]! - positive[i]!) ** 2;
    all += weights[i]!;
  }
  return sum / all;
}

/**
 * Mean hinge loss max(0, 1 − margin). Two classes: margin = ±decision; more: the true class's decision less
 * the best other one (Crammer & Singer, 2001).
 *
 * @param decision  `[n]`, positive for the second class, or `[n, k]`
 */
export function hingeLoss(
  yTrue: Targets,
  decision: Outputs,
  { labels, sampleWeight }: LabelledOptions = {},
): number {
  const who = 'hingeLoss';
  const n = plain(yTrue, who).length;
  const d = scoreMatrix(who, 'decision', decision, n);
  const { places } = placesOf(who, yTrue, d.cols, labels);
  const weights = sampleWeights(sampleWeight, n, who);
  let sum = 0;
  let all = 0;
  for (let i = 0; i < n; i++) {
    let margin: number;
    if (d.cols === 1) margin = places[i] === 1 ? d.data[i]! : -d.data[i]!;
    else {
      let best = -Infinity;
      for (let k = 0; k < d.cols; k++)
        if (k !== places[i]) best = Math.max(best, d.data[i * d.cols + k]!);
      margin = d.data[i * d.cols + places[i]!]! - best;
    }
    sum += weights[i]! * Math.max(0, 1 - margin);
    all += weights[i]!;
  }
  return sum / all;
}

/**
 * Share of samples whose true class is among the k with the highest scores.
 *
 * @param yScore  `[n, classes]`, or `[n]` for two classes (`threshold` 0.5 for probabilities, 0 for decisions:
 *                taken from whether all lie within 0 … 1)
 * @param options.k  2 when left out. Ties go to the larger class number.
 */
export function topKAccuracyScore(
  yTrue: Targets,
  yScore: Outputs,
  {
    k = 2,
    labels,
    normalize = true,
    sampleWeight,
  }: LabelledOptions & { readonly k?: number; readonly normalize?: boolean } = {},
): number {
  const who = 'topKAccuracyScore';
  const n = plain(yTrue, who).length;
  const s = scoreMatrix(who, 'yScore', yScore, n);
  const { places } = placesOf(who, yTrue, s.cols, labels);
  const weights = sampleWeights(sampleWeight, n, who);
  const shares = s.data.every((v) => v >= 0 && v <= 1);
  let right = 0;
  let all = 0;
  for (let i = 0; i < n; i++) {
    all += weights[i]!;
    let found: boolean;
    if (s.cols === 1) found = k >= 2 || Number(s.data[i]! > (shares ? 0.5 : 0)) === places[i];
    else {
      const own = s.data[i * s.cols + places[i]!]!;
      let before = 0;
      for (let c = 0; c < s.cols; c++) {
        const other = s.data[i * s.cols + c]!;
        if (other > own || (other === own && c > places[i]!)) before++;
      }
      found = before < k;
    }
    if (found) right += weights[i]!;
  }
  return normalize ? right / all : right;
}
