/** Who was taken for whom: the confusion matrix, and the scores that are made of its cells. */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import type { Label, Outputs, Targets } from '../base/index.ts';
import { checkWord, type LabelPair, labelPair, type WeightOptions } from './input.ts';
import { compareSets, setPair, singles } from './label-sets.ts';

export interface ConfusionOptions extends WeightOptions {
  /** Which classes, in which order; samples of others are left out. Default: all, sorted. */
  readonly labels?: readonly Label[] | undefined;
  /** Shares instead of counts: of the true class, of the predicted one, of all. */
  readonly normalize?: 'true' | 'pred' | 'all' | undefined;
}

/** Weighted counts: cell `[i * k + j]` is the weight of samples of class i that were predicted as j. */
export function countPairs({ n, labels, a, b, weights }: LabelPair): Float64Array {
  const k = labels.length;
  const cells = new Float64Array(k * k);
  for (let i = 0; i < n; i++) {
    if (a[i]! >= 0 && b[i]! >= 0) cells[a[i]! * k + b[i]!]! += weights[i]!;
  }
  return cells;
}

/**
 * The confusion matrix, `[k, k]`: row = true class, column = predicted class.
 *
 * int32 when it counts samples, float64 with weights or `normalize`.
 */
export function confusionMatrix(
  yTrue: Targets,
  yPred: Targets,
  { labels, normalize, sampleWeight }: ConfusionOptions = {},
): Tensor {
  const who = 'confusionMatrix';
  if (normalize !== undefined) checkWord(who, 'normalize', normalize, ['true', 'pred', 'all']);
  const pair = labelPair(who, yTrue, yPred, { labels, sampleWeight });
  const k = pair.labels.length;
  const cells = countPairs(pair);
  if (normalize === undefined) {
    const whole = sampleWeight === undefined;
    return tensor(whole ? Int32Array.from(cells) : cells, { shape: [k, k] });
  }
  const sums = new Float64Array(k);
  let all = 0;
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      sums[normalize === 'true' ? i : j]! += cells[i * k + j]!;
      all += cells[i * k + j]!;
    }
  const shares = cells.map((cell, at) => {
    const by =
      normalize === 'all' ? all : sums[normalize === 'true' ? Math.floor(at / k) : at % k]!;
    return by > 0 ? cell / by : 0;
  });
  return tensor(shares, { shape: [k, k] });
}

/**
 * Share of samples whose class is right (`normalize: false`: their weight). With sets of labels (rows of 0 and 1)
 * a sample is right when its whole set is.
 */
export function accuracyScore(
  yTrue: Outputs,
  yPred: Outputs,
  { normalize = true, sampleWeight }: WeightOptions & { readonly normalize?: boolean } = {},
): number {
  const { right, all } = compared('accuracyScore', yTrue, yPred, { sampleWeight });
  return normalize ? right / all : right;
}

/** Share (or weight, `normalize: false`) of samples whose class, or set of labels, is wrong: 1 − accuracy. */
export function zeroOneLoss(
  yTrue: Outputs,
  yPred: Outputs,
  { normalize = true, sampleWeight }: WeightOptions & { readonly normalize?: boolean } = {},
): number {
  const { right, all } = compared('zeroOneLoss', yTrue, yPred, { sampleWeight });
  return normalize ? (all - right) / all : all - right;
}

/** Share of labels that are wrong: of the cells, for sets of labels; else the same as `zeroOneLoss`. */
export function hammingLoss(
  yTrue: Outputs,
  yPred: Outputs,
  { sampleWeight }: WeightOptions = {},
): number {
  const { wrongCells, cells } = compared('hammingLoss', yTrue, yPred, { sampleWeight });
  return wrongCells / cells;
}

/** Weights of the samples that are right, of all, of the labels that are wrong, and of all labels. */
function compared(
  who: string,
  yTrue: Outputs,
  yPred: Outputs,
  options: WeightOptions,
): { right: number; all: number; wrongCells: number; cells: number } {
  const sets = setPair(who, yTrue, yPred, options);
  if (sets) {
    const { right, wrongCells, all } = compareSets(sets);
    return { right, all, wrongCells, cells: all * sets.k };
  }
  const { n, a, b, weights } = labelPair(who, singles(yTrue), singles(yPred), options);
  let right = 0;
  let wrong = 0;
  for (let i = 0; i < n; i++) {
    if (a[i] === b[i]) right += weights[i]!;
    else wrong += weights[i]!;
  }
  const all = right + wrong;
  return { right, all, wrongCells: wrong, cells: all };
}

/**
 * Mean of the recalls of the classes, so that a rare class counts as much as a common one.
 *
 * @param options.adjusted  rescaled so that guessing at random is 0 and perfection 1
 */
export function balancedAccuracyScore(
  yTrue: Targets,
  yPred: Targets,
  { adjusted = false, sampleWeight }: WeightOptions & { readonly adjusted?: boolean } = {},
): number {
  const pair = labelPair('balancedAccuracyScore', yTrue, yPred, { sampleWeight });
  const k = pair.labels.length;
  const cells = countPairs(pair);
  let sum = 0;
  let present = 0;
  for (let i = 0; i < k; i++) {
    let row = 0;
    for (let j = 0; j < k; j++) row += cells[i * k + j]!;
    if (row === 0) continue;
    present++;
    sum += cells[i * k + i]! / row;
  }
  const score = sum / present;
  return adjusted ? (score - 1 / present) / (1 - 1 / present) : score;
}

/**
 * Matthews' correlation: that of the true and the predicted class, from −1 to 1; 0 is no better than chance.
 *
 * For k classes it is Gorodkin's Rₖ (2004). When one side holds a single class it is 0.
 */
export function matthewsCorrcoef(
  yTrue: Targets,
  yPred: Targets,
  options: WeightOptions = {},
): number {
  const pair = labelPair('matthewsCorrcoef', yTrue, yPred, options);
  const k = pair.labels.length;
  const { rows, cols, cells, total } = margins(countPairs(pair), k);
  let right = 0;
  let rc = 0;
  let rr = 0;
  let cc = 0;
  for (let i = 0; i < k; i++) {
    right += cells[i * k + i]!;
    rc += rows[i]! * cols[i]!;
    rr += rows[i]! ** 2;
    cc += cols[i]! ** 2;
  }
  const spread = (total ** 2 - rr) * (total ** 2 - cc);
  return spread <= 0 ? 0 : (right * total - rc) / Math.sqrt(spread);
}

/**
 * Cohen's κ: agreement beyond what chance would give, 1 − Σw·observed / Σw·expected.
 *
 * @param options.weights  how far two labels disagree: all the same (default), |i − j|, or (i − j)²
 */
export function cohenKappaScore(
  y1: Targets,
  y2: Targets,
  {
    labels,
    weights,
    sampleWeight,
  }: WeightOptions & {
    readonly labels?: readonly Label[] | undefined;
    readonly weights?: 'linear' | 'quadratic' | undefined;
  } = {},
): number {
  const who = 'cohenKappaScore';
  if (weights !== undefined) checkWord(who, 'weights', weights, ['linear', 'quadratic']);
  const pair = labelPair(who, y1, y2, { labels, sampleWeight });
  const k = pair.labels.length;
  const { rows, cols, cells, total } = margins(countPairs(pair), k);
  if (total === 0) {
    raise(ArgumentError, metricErrors, 'metric.label', {
      who,
      got: '–',
      known: pair.labels.map(String),
    });
  }
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const gap = Math.abs(i - j);
      const cost =
        weights === 'linear' ? gap : weights === 'quadratic' ? gap * gap : gap === 0 ? 0 : 1;
      observed += cost * cells[i * k + j]!;
      expected += (cost * rows[i]! * cols[j]!) / total;
    }
  // one class only, for both: they agree on everything
  return expected > 0 ? 1 - observed / expected : 1;
}

function margins(
  cells: Float64Array,
  k: number,
): { rows: Float64Array; cols: Float64Array; cells: Float64Array; total: number } {
  const rows = new Float64Array(k);
  const cols = new Float64Array(k);
  let total = 0;
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const cell = cells[i * k + j]!;
      rows[i]! += cell;
      cols[j]! += cell;
      total += cell;
    }
  return { rows, cols, cells, total };
}
