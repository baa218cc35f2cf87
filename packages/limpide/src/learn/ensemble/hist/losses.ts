/**
 * Losses of gradient boosting, as functions of raw predictions: their gradients and hessians, the constant to
 * begin with, and what raw predictions mean.
 */
import { exp } from '../../linear/exp.ts';
import { softplus } from '../../linear/links.ts';

/** A loss over raw predictions `[n, k]`, k being 1 but for several classes. */
export interface HistLoss {
  /** Raw predictions per sample. */
  readonly width: number;
  /** The best constant. */
  initial(y: Float64Array, weights: Float64Array): Float64Array;
  /** Gradients and hessians of column `at`, times the weights. */
  derivatives(
    y: Float64Array,
    raw: Float64Array,
    weights: Float64Array,
    at: number,
    gradients: Float64Array,
    hessians: Float64Array,
  ): void;
  /** The weighted mean of the loss. */
  mean(y: Float64Array, raw: Float64Array, weights: Float64Array): number;
  /** A leaf's value, where it is not that of a Newton step: a quantile of y − raw. */
  readonly leafQuantile?: number;
  /** Raw predictions to predicted numbers, in place. */
  link?(raw: Float64Array): void;
}

const weightedMean = (y: Float64Array, weights: Float64Array): number => {
  let sum = 0;
  let all = 0;
  for (let i = 0; i < y.length; i++) {
    sum += weights[i]! * y[i]!;
    all += weights[i]!;
  }
  return sum / all;
};

/** The value that a share q of the weight lies below; interpolated when all weights are equal. */
export function weightedQuantile(values: Float64Array, weights: Float64Array, q: number): number {
  const n = values.length;
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const equal = weights.every((w) => w === weights[0]);
  if (equal) {
    const place = q * (n - 1);
    const nearest = Math.round(place);
    const at = Math.abs(place - nearest) < 1e-9 ? nearest : place; // 0.8 · 220 is 176
    const low = Math.floor(at);
    const below = values[order[low]!]!;
    return below + (at - low) * (values[order[Math.min(low + 1, n - 1)]!]! - below);
  }
  let all = 0;
  for (let i = 0; i < n; i++) all += weights[i]!;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += weights[order[i]!]!;
    if (sum >= q * all) return values[order[i]!]!;
  }
  return values[order[n - 1]!]!;
}

type Point = (y: number, raw: number) => number;

/** A loss of one raw prediction, from its formulas. */
function pointwise(
  loss: Point,
  gradient: Point,
  hessian: Point,
  initial: HistLoss['initial'],
  more: Partial<HistLoss> = {},
): HistLoss {
  return {
    width: 1,
    initial,
    derivatives(y, raw, weights, _, gradients, hessians) {
      for (let i = 0; i < y.length; i++) {
        gradients[i] = weights[i]! * gradient(y[i]!, raw[i]!);
        hessians[i] = weights[i]! * hessian(y[i]!, raw[i]!);
      }
    },
    mean(y, raw, weights) {
      let sum = 0;
      let all = 0;
      for (let i = 0; i < y.length; i++) {
        sum += weights[i]! * loss(y[i]!, raw[i]!);
        all += weights[i]!;
      }
      return sum / all;
    },
    ...more,
  };
}

const exponential = (raw: Float64Array): void => {
  for (let i = 0; i < raw.length; i++) raw[i] = Math.exp(raw[i]!);
};
const logMean: HistLoss['initial'] = (y, w) => Float64Array.of(Math.log(weightedMean(y, w)));

/** ½(y − r)² */
export const squaredLoss = (): HistLoss =>
  pointwise(
    (y, r) => 0.5 * (y - r) ** 2,
    (y, r) => r - y,
    () => 1,
    (y, w) => Float64Array.of(weightedMean(y, w)),
  );

/** Pinball loss: (y − r)(q − [y < r]); |y − r| is twice that of q = ½. */
export const quantileLoss = (q: number, scale = 1): HistLoss =>
  pointwise(
    (y, r) => scale * (y >= r ? q * (y - r) : (q - 1) * (y - r)),
    (y, r) => scale * (y >= r ? -q : 1 - q),
    () => 1,
    (y, w) => Float64Array.of(weightedQuantile(y, w, q)),
    { leafQuantile: q },
  );

/** eʳ − y·r: y is a count whose mean is eʳ. */
export const poissonLoss = (): HistLoss =>
  pointwise(
    (y, r) => Math.exp(r) - y * r,
    (y, r) => Math.exp(r) - y,
    (_, r) => Math.exp(r),
    logMean,
    { link: exponential },
  );

/** r + y·e⁻ʳ: y is a positive number with mean eʳ and a standard deviation that grows with it. */
export const gammaLoss = (): HistLoss =>
  pointwise(
    (y, r) => r + y * Math.exp(-r),
    (y, r) => 1 - y * Math.exp(-r),
    (y, r) => y * Math.exp(-r),
    logMean,
    { link: exponential },
  );

/** log(1 + eʳ) − y·r for classes 0 and 1. */
export const binaryLoss = (): HistLoss => ({
  ...pointwise(
    (y, r) => softplus(r) - y * r,
    () => 0,
    () => 0,
    (y, w) => {
      // all weight on one class would be a certainty, whose logarithm of odds is infinite
      const least = 10 * Number.EPSILON;
      const p = Math.min(1 - least, Math.max(least, weightedMean(y, w)));
      return Float64Array.of(Math.log(p / (1 - p)));
    },
  ),
  derivatives(y, raw, weights, _, gradients, hessians) {
    for (let i = 0; i < y.length; i++) {
      const p = 1 / (1 + exp(-raw[i]!)); // ∞ gives 0
      const w = weights[i]!;
      gradients[i] = w * (p - y[i]!);
      hessians[i] = w * p * (1 - p);
    }
  },
});

/** −log softmax(r)_y for classes 0 … k − 1. */
export const multinomialLoss = (k: number): HistLoss => ({
  width: k,
  initial(y, weights) {
    const shares = new Float64Array(k);
    let all = 0;
    for (let i = 0; i < y.length; i++) {
      shares[y[i]!] = shares[y[i]!]! + weights[i]!;
      all += weights[i]!;
    }
    const logs = shares.map((w) => Math.log(Math.max(w / all, Number.EPSILON)));
    const mean = logs.reduce((a, b) => a + b, 0) / k;
    return logs.map((v) => v - mean);
  },
  derivatives(y, raw, weights, at, gradients, hessians) {
    for (let i = 0; i < y.length; i++) {
      const base = i * k;
      const r = raw[base + at]!;
      // p = 1 / Σ e^(r_c − r): no overflow matters, ∞ gives 0.
      let sum = 0;
      for (let c = 0; c < k; c++) sum += exp(raw[base + c]! - r);
      const p = 1 / sum;
      const w = weights[i]!;
      gradients[i] = w * (p - (y[i] === at ? 1 : 0));
      hessians[i] = w * p * (1 - p);
    }
  },
  mean(y, raw, weights) {
    let total = 0;
    let all = 0;
    for (let i = 0; i < y.length; i++) {
      const base = i * k;
      let top = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < k; c++) top = Math.max(top, raw[base + c]!);
      let sum = 0;
      for (let c = 0; c < k; c++) sum += Math.exp(raw[base + c]! - top);
      total += weights[i]! * (top + Math.log(sum) - raw[base + y[i]!]!);
      all += weights[i]!;
    }
    return total / all;
  },
});
