/** How far predicted numbers are from the true ones. */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { Outputs } from '../base/index.ts';
import { type NumberPair, numberPair, type WeightOptions } from './input.ts';

export interface RegressionOptions extends WeightOptions {
  /** With several outputs: their mean (default), one weight per output, or all of them as they are. */
  readonly multioutput?: 'uniform_average' | readonly number[] | undefined;
}
type Raw = WeightOptions & { readonly multioutput: 'raw_values' };
type AnyOptions = WeightOptions & {
  readonly multioutput?: 'uniform_average' | 'raw_values' | readonly number[] | undefined;
};

/** A metric of each output, and how they become one number. */
interface Metric {
  (yTrue: Outputs, yPred: Outputs, options?: RegressionOptions): number;
  (yTrue: Outputs, yPred: Outputs, options: Raw): Float64Array;
}

function metric(
  who: string,
  ofOutput: (pair: NumberPair, k: number) => number,
  finish: (value: number) => number = (value) => value,
): Metric {
  function score(yTrue: Outputs, yPred: Outputs, options?: RegressionOptions): number;
  function score(yTrue: Outputs, yPred: Outputs, options: Raw): Float64Array;
  function score(yTrue: Outputs, yPred: Outputs, options: AnyOptions = {}): number | Float64Array {
    const pair = numberPair(who, yTrue, yPred, options);
    const raw = Float64Array.from({ length: pair.outputs }, (_, k) => finish(ofOutput(pair, k)));
    return combine(who, raw, options.multioutput);
  }
  return score;
}

function combine(
  who: string,
  raw: Float64Array,
  how: AnyOptions['multioutput'],
): number | Float64Array {
  if (how === 'raw_values') return raw;
  if (how === undefined || how === 'uniform_average')
    return raw.reduce((a, b) => a + b, 0) / raw.length;
  if (typeof how === 'string' || how.length !== raw.length) {
    raise(ArgumentError, metricErrors, 'metric.option', {
      who,
      name: 'multioutput',
      expected: `'uniform_average' | 'raw_values' | ${raw.length} weights`,
      got: typeof how === 'string' ? how : `${how.length} weights`,
    });
  }
  const total = how.reduce((a, b) => a + b, 0);
  return raw.reduce((sum, value, k) => sum + value * how[k]!, 0) / total;
}

/** Σ w·f(y, ŷ) / Σ w of output k. */
function weightedMean(
  { n, outputs, a, b, weights }: NumberPair,
  k: number,
  f: (y: number, predicted: number) => number,
): number {
  let sum = 0;
  let all = 0;
  for (let i = 0; i < n; i++) {
    sum += weights[i]! * f(a[i * outputs + k]!, b[i * outputs + k]!);
    all += weights[i]!;
  }
  return sum / all;
}

/** Mean of (y − ŷ)². */
export const meanSquaredError = metric('meanSquaredError', (pair, k) =>
  weightedMean(pair, k, (y, p) => (y - p) ** 2),
);
/** √ of the mean of (y − ŷ)², in the unit of y (several outputs: the mean of their roots). */
export const rootMeanSquaredError = metric(
  'rootMeanSquaredError',
  (pair, k) => weightedMean(pair, k, (y, p) => (y - p) ** 2),
  Math.sqrt,
);
/** Mean of |y − ŷ|. */
export const meanAbsoluteError = metric('meanAbsoluteError', (pair, k) =>
  weightedMean(pair, k, (y, p) => Math.abs(y - p)),
);
/** Mean of |y − ŷ| / max(|y|, 2⁻⁵²): a share, not a percentage. */
export const meanAbsolutePercentageError = metric('meanAbsolutePercentageError', (pair, k) =>
  weightedMean(pair, k, (y, p) => Math.abs(y - p) / Math.max(Math.abs(y), 2 ** -52)),
);
/** Mean of (ln(1 + y) − ln(1 + ŷ))². @throws DataError for values ≤ −1 */
export const meanSquaredLogError = metric('meanSquaredLogError', (pair, k) => {
  above('meanSquaredLogError', 'yTrue', pair.a, -1);
  above('meanSquaredLogError', 'yPred', pair.b, -1);
  return weightedMean(pair, k, (y, p) => (Math.log1p(y) - Math.log1p(p)) ** 2);
});
/** Median of |y − ŷ|: a few wild errors change nothing. Weighted: where half of the weight is reached. */
export const medianAbsoluteError = metric('medianAbsoluteError', (pair, k) => {
  const { n, outputs, a, b, weights } = pair;
  const errors = Float64Array.from({ length: n }, (_, i) =>
    Math.abs(a[i * outputs + k]! - b[i * outputs + k]!),
  );
  if (weights.every((w) => w === weights[0])) {
    errors.sort();
    return (errors[(n - 1) >> 1]! + errors[n >> 1]!) / 2;
  }
  const order = Int32Array.from(errors.keys()).sort((i, j) => errors[i]! - errors[j]!);
  const half = weights.reduce((x, y) => x + y, 0) / 2;
  let sum = 0;
  for (const i of order) {
    sum += weights[i]!;
    if (sum >= half) return errors[i]!;
  }
  return errors[order.at(-1)!]!;
});
/** R² = 1 − Σw(y − ŷ)² / Σw(y − ȳ)²: 1 is perfect, 0 is as good as the mean, negative is worse. */
export const r2Score = metric('r2Score', (pair, k) => {
  const mean = weightedMean(pair, k, (y) => y);
  const rest = weightedMean(pair, k, (y, p) => (y - p) ** 2);
  const spread = weightedMean(pair, k, (y) => (y - mean) ** 2);
  return spread > 0 ? 1 - rest / spread : rest === 0 ? 1 : 0;
});
/** 1 − Var(y − ŷ) / Var(y): R² that forgives a constant shift. */
export const explainedVarianceScore = metric('explainedVarianceScore', (pair, k) => {
  const shift = weightedMean(pair, k, (y, p) => y - p);
  const mean = weightedMean(pair, k, (y) => y);
  const rest = weightedMean(pair, k, (y, p) => (y - p - shift) ** 2);
  const spread = weightedMean(pair, k, (y) => (y - mean) ** 2);
  return spread > 0 ? 1 - rest / spread : rest === 0 ? 1 : 0;
});

/** The largest |y − ŷ|. One output only. */
export function maxError(yTrue: Outputs, yPred: Outputs): number {
  const { a, b, outputs } = numberPair('maxError', yTrue, yPred);
  single('maxError', outputs);
  return a.reduce((worst, y, i) => Math.max(worst, Math.abs(y - b[i]!)), 0);
}

/**
 * Pinball loss, smallest for the quantile `alpha` (0 … 1, default 0.5: half the mean absolute error):
 * mean of α·max(y − ŷ, 0) + (1 − α)·max(ŷ − y, 0).
 */
export function meanPinballLoss(
  yTrue: Outputs,
  yPred: Outputs,
  { alpha = 0.5, ...options }: RegressionOptions & { readonly alpha?: number } = {},
): number {
  if (!(alpha >= 0 && alpha <= 1)) {
    raise(ArgumentError, metricErrors, 'metric.option', {
      who: 'meanPinballLoss',
      name: 'alpha',
      expected: '0 … 1',
      got: String(alpha),
    });
  }
  const loss = metric('meanPinballLoss', (pair, k) =>
    weightedMean(pair, k, (y, p) => (y >= p ? alpha * (y - p) : (1 - alpha) * (p - y))),
  );
  return loss(yTrue, yPred, options);
}

/**
 * Mean deviance of a Tweedie distribution: `power` 0 normal (squared error), 1 Poisson, 2 gamma, 3 inverse
 * Gaussian (Jørgensen, 1987).
 *
 * @throws DataError for values the distribution cannot have
 */
export function meanTweedieDeviance(
  yTrue: Outputs,
  yPred: Outputs,
  { power = 0, sampleWeight }: WeightOptions & { readonly power?: number } = {},
): number {
  const who = 'meanTweedieDeviance';
  if (power > 0 && power < 1) {
    raise(ArgumentError, metricErrors, 'metric.option', {
      who,
      name: 'power',
      expected: '≤ 0 | ≥ 1',
      got: power,
    });
  }
  return tweedie(who, yTrue, yPred, power, sampleWeight);
}
/** Mean Poisson deviance 2·(y·ln(y/ŷ) − y + ŷ), for counts. y ≥ 0, ŷ > 0. */
export function meanPoissonDeviance(
  yTrue: Outputs,
  yPred: Outputs,
  { sampleWeight }: WeightOptions = {},
): number {
  return tweedie('meanPoissonDeviance', yTrue, yPred, 1, sampleWeight);
}
/** Mean gamma deviance 2·(ln(ŷ/y) + y/ŷ − 1), for positive amounts: relative errors count. y, ŷ > 0. */
export function meanGammaDeviance(
  yTrue: Outputs,
  yPred: Outputs,
  { sampleWeight }: WeightOptions = {},
): number {
  return tweedie('meanGammaDeviance', yTrue, yPred, 2, sampleWeight);
}

function tweedie(
  who: string,
  yTrue: Outputs,
  yPred: Outputs,
  p: number,
  sampleWeight: WeightOptions['sampleWeight'],
): number {
  const pair = numberPair(who, yTrue, yPred, { sampleWeight });
  single(who, pair.outputs);
  if (p !== 0) above(who, 'yPred', pair.b, 0);
  if (p >= 2) above(who, 'yTrue', pair.a, 0);
  else if (p >= 1) above(who, 'yTrue', pair.a, 0, true);
  const deviance = (y: number, m: number): number => {
    if (p === 0) return (y - m) ** 2;
    if (p === 1) return 2 * ((y > 0 ? y * Math.log(y / m) : 0) - y + m);
    if (p === 2) return 2 * (Math.log(m / y) + y / m - 1);
    const own = Math.max(y, 0) ** (2 - p) / ((1 - p) * (2 - p));
    return 2 * (own - (y * m ** (1 - p)) / (1 - p) + m ** (2 - p) / (2 - p));
  };
  return weightedMean(pair, 0, deviance);
}

/** D² = 1 − deviance / deviance of the mean: R² for a Tweedie deviance. */
export function d2TweedieScore(
  yTrue: Outputs,
  yPred: Outputs,
  options: WeightOptions & { readonly power?: number } = {},
): number {
  const pair = numberPair('d2TweedieScore', yTrue, yPred, options);
  const mean = weightedMean(pair, 0, (y) => y);
  const flat = new Float64Array(pair.n).fill(mean);
  const rest = meanTweedieDeviance(yTrue, yPred, options);
  const spread = meanTweedieDeviance(yTrue, flat, options);
  // as for R²: of a constant target all is explained, or nothing
  return spread > 0 ? 1 - rest / spread : rest === 0 ? 1 : 0;
}

function single(who: string, outputs: number): void {
  if (outputs !== 1)
    raise(DataError, metricErrors, 'metric.columns', { who, expected: 1, got: outputs });
}

function above(
  who: string,
  name: string,
  values: Float64Array,
  limit: number,
  equal = false,
): void {
  const row = values.findIndex((v) => !(v > limit || (equal && v === limit)));
  if (row < 0) return;
  raise(DataError, metricErrors, 'metric.range', {
    who,
    name,
    expected: `${equal ? '≥' : '>'} ${limit}`,
    got: values[row]!,
    row,
  });
}
