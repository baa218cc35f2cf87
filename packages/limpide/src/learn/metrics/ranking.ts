/** Scores of rankings: of documents with a relevance (DCG), of several right labels per sample. */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import { type Outputs, rowsOf, sampleWeights } from '../base/index.ts';
import { scoreMatrix, type WeightOptions } from './input.ts';

export interface DcgOptions extends WeightOptions {
  /** Only the k first places count. Default: all. */
  readonly k?: number | undefined;
  /** Takes scores as all different: quicker, and ties keep the order of the columns. */
  readonly ignoreTies?: boolean | undefined;
}

/** Two matrices of the same shape `[samples, items]`. */
function matrices(who: string, yTrue: Outputs, yScore: Outputs): { t: Matrix; s: Matrix } {
  const n = yTrue instanceof Tensor ? (yTrue.shape[0] ?? 0) : rowsOf(yTrue as number[][]);
  if (n === 0) raise(DataError, metricErrors, 'metric.empty', { who });
  const t = scoreMatrix(who, 'yTrue', yTrue, n);
  const s = scoreMatrix(who, 'yScore', yScore, n);
  if (t.cols !== s.cols)
    raise(DataError, metricErrors, 'metric.columns', { who, expected: t.cols, got: s.cols });
  return { t, s };
}

const mean = (values: Float64Array, weights: Float64Array): number => {
  let sum = 0;
  let all = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]! * values[i]!;
    all += weights[i]!;
  }
  return sum / all;
};

/** Gain of one sample: Σ relevance / log₂(place + 1); tied items share the mean of their places' discounts. */
function gain(
  relevance: ArrayLike<number>,
  score: ArrayLike<number>,
  { k = Infinity, ignoreTies = false }: DcgOptions,
): number {
  const order = Int32Array.from({ length: score.length }, (_, i) => i).sort(
    (i, j) => score[j]! - score[i]! || i - j,
  );
  let sum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    if (!ignoreTies)
      while (end < order.length && score[order[end]!] === score[order[start]!]) end++;
    let relevant = 0;
    let discount = 0;
    for (let place = start; place < end; place++) {
      relevant += relevance[order[place]!]!;
      if (place < k) discount += 1 / Math.log2(place + 2);
    }
    sum += (relevant / (end - start)) * discount;
    start = end;
  }
  return sum;
}

/**
 * Discounted cumulated gain (Järvelin & Kekäläinen, 2002), mean over samples.
 *
 * @param yTrue   relevances `[samples, items]`
 * @param yScore  scores to rank by `[samples, items]`
 */
export function dcgScore(yTrue: Outputs, yScore: Outputs, options: DcgOptions = {}): number {
  const { t, s } = matrices('dcgScore', yTrue, yScore);
  const gains = Float64Array.from({ length: t.rows }, (_, i) => gain(t.row(i), s.row(i), options));
  return mean(gains, sampleWeights(options.sampleWeight, t.rows, 'dcgScore'));
}

/** DCG divided by that of the perfect ranking: 0 … 1. Samples without any relevant item count 0. */
export function ndcgScore(yTrue: Outputs, yScore: Outputs, options: DcgOptions = {}): number {
  const who = 'ndcgScore';
  const { t, s } = matrices(who, yTrue, yScore);
  const row = t.data.findIndex((v) => v < 0);
  if (row >= 0) {
    raise(DataError, metricErrors, 'metric.range', {
      who,
      name: 'yTrue',
      expected: '≥ 0',
      got: t.data[row]!,
      row: Math.floor(row / t.cols),
    });
  }
  const gains = Float64Array.from({ length: t.rows }, (_, i) => {
    const best = gain(t.row(i), t.row(i), { ...options, ignoreTies: true });
    return best > 0 ? gain(t.row(i), s.row(i), options) / best : 0;
  });
  return mean(gains, sampleWeights(options.sampleWeight, t.rows, who));
}

/**
 * For each right label, the share of right ones among those ranked at least as high; mean over labels, then
 * over samples. 1: all right labels come first.
 *
 * @param yTrue  0/1, `[samples, labels]`
 */
export function labelRankingAveragePrecisionScore(
  yTrue: Outputs,
  yScore: Outputs,
  { sampleWeight }: WeightOptions = {},
): number {
  const who = 'labelRankingAveragePrecisionScore';
  const { t, s } = matrices(who, yTrue, yScore);
  const { rows, cols } = t;
  const scores = Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    let right = 0;
    for (let j = 0; j < cols; j++) {
      if (t.at(i, j) === 0) continue;
      right++;
      let above = 0;
      let rightAbove = 0;
      for (let l = 0; l < cols; l++) {
        if (s.at(i, l) < s.at(i, j)) continue;
        above++;
        if (t.at(i, l) !== 0) rightAbove++;
      }
      sum += rightAbove / above;
    }
    return right === 0 || right === cols ? 1 : sum / right;
  });
  return mean(scores, sampleWeights(sampleWeight, rows, who));
}

/** How far down the ranking one must go to have all right labels; mean over samples. */
export function coverageError(
  yTrue: Outputs,
  yScore: Outputs,
  { sampleWeight }: WeightOptions = {},
): number {
  const { t, s } = matrices('coverageError', yTrue, yScore);
  const depths = Float64Array.from({ length: t.rows }, (_, i) => {
    let lowest = Infinity;
    for (let j = 0; j < t.cols; j++) if (t.at(i, j) !== 0) lowest = Math.min(lowest, s.at(i, j));
    let depth = 0;
    for (let j = 0; j < t.cols; j++) if (s.at(i, j) >= lowest) depth++;
    return depth;
  });
  return mean(depths, sampleWeights(sampleWeight, t.rows, 'coverageError'));
}

/** Share of pairs (right, wrong label) ranked the wrong way round; mean over samples. */
export function labelRankingLoss(
  yTrue: Outputs,
  yScore: Outputs,
  { sampleWeight }: WeightOptions = {},
): number {
  const { t, s } = matrices('labelRankingLoss', yTrue, yScore);
  const losses = Float64Array.from({ length: t.rows }, (_, i) => {
    let pairs = 0;
    let wrong = 0;
    for (let j = 0; j < t.cols; j++) {
      if (t.at(i, j) === 0) continue;
      for (let l = 0; l < t.cols; l++) {
        if (t.at(i, l) !== 0) continue;
        pairs++;
        if (s.at(i, l) >= s.at(i, j)) wrong++;
      }
    }
    return pairs > 0 ? wrong / pairs : 0;
  });
  return mean(losses, sampleWeights(sampleWeight, t.rows, 'labelRankingLoss'));
}
