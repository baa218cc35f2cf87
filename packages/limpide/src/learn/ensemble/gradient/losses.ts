/**
 * Losses of gradient boosting with exact splits (Friedman, 2001): what trees are fitted to (the negative
 * gradient), and the value that each leaf gets once the tree is grown.
 */
import { sigmoid, softplus } from '../../linear/links.ts';
import { weightedQuantile } from '../hist/losses.ts';

export interface GradientLoss {
  /** Raw predictions per sample. */
  readonly width: number;
  /** The best constant. */
  initial(y: Float64Array, weights: Float64Array): Float64Array;
  /** The negative gradient in column `at`. */
  residuals(
    y: Float64Array,
    raw: Float64Array,
    weights: Float64Array,
    at: number,
    out: Float64Array,
  ): void;
  /** A leaf's value, from its samples; absent: the mean of their residuals. */
  leaf?(
    samples: readonly number[],
    y: Float64Array,
    raw: Float64Array,
    residuals: Float64Array,
    weights: Float64Array,
  ): number;
  /** The weighted mean of the loss; samples of weight 0 do not count. */
  mean(y: Float64Array, raw: Float64Array, weights: Float64Array): number;
}

function averaged(y: Float64Array, weights: Float64Array, loss: (i: number) => number): number {
  let sum = 0;
  let all = 0;
  for (let i = 0; i < y.length; i++) {
    if (weights[i] === 0) continue;
    sum += weights[i]! * loss(i);
    all += weights[i]!;
  }
  return sum / all;
}

/** Σ w·a / Σ w·b over samples; 0 where the denominator vanishes. */
function ratio(
  samples: readonly number[],
  weights: Float64Array,
  a: (i: number) => number,
  b: (i: number) => number,
): number {
  let up = 0;
  let down = 0;
  for (const i of samples) {
    up += weights[i]! * a(i);
    down += weights[i]! * b(i);
  }
  return Math.abs(down) < 1e-150 ? 0 : up / down;
}

const leafQuantile = (
  samples: readonly number[],
  y: Float64Array,
  raw: Float64Array,
  weights: Float64Array,
  q: number,
): number =>
  weightedQuantile(
    Float64Array.from(samples, (i) => y[i]! - raw[i]!),
    Float64Array.from(samples, (i) => weights[i]!),
    q,
  );

export const squared = (): GradientLoss => ({
  width: 1,
  initial: (y, w) => Float64Array.of(averaged(y, w, (i) => y[i]!)),
  residuals(y, raw, _, __, out) {
    for (let i = 0; i < y.length; i++) out[i] = y[i]! - raw[i]!;
  },
  mean: (y, raw, w) => averaged(y, w, (i) => (y[i]! - raw[i]!) ** 2),
});

/** Pinball loss of quantile q; `scale` 2 with q = ½ is the absolute error. */
export const pinball = (q: number, scale = 1): GradientLoss => ({
  width: 1,
  initial: (y, w) => Float64Array.of(weightedQuantile(y, w, q)),
  residuals(y, raw, _, __, out) {
    for (let i = 0; i < y.length; i++) out[i] = scale * (y[i]! > raw[i]! ? q : q - 1);
  },
  leaf: (samples, y, raw, _, w) => leafQuantile(samples, y, raw, w, q),
  mean: (y, raw, w) =>
    averaged(y, w, (i) => scale * (y[i]! > raw[i]! ? q : q - 1) * (y[i]! - raw[i]!)),
});

/** Huber's loss: squares up to δ, straight beyond; δ is the α-quantile of the present distances. */
export function huber(alpha: number): GradientLoss {
  let delta = 0;
  const distance = (y: Float64Array, raw: Float64Array, w: Float64Array): number =>
    weightedQuantile(
      y.map((v, i) => Math.abs(v - raw[i]!)),
      w,
      alpha,
    );
  return {
    width: 1,
    initial: (y, w) => Float64Array.of(weightedQuantile(y, w, 0.5)),
    residuals(y, raw, weights, _, out) {
      delta = distance(y, raw, weights);
      for (let i = 0; i < y.length; i++)
        out[i] = Math.max(-delta, Math.min(delta, y[i]! - raw[i]!));
    },
    leaf(samples, y, raw, _, weights) {
      const median = leafQuantile(samples, y, raw, weights, 0.5);
      const step = (i: number): number => {
        const rest = y[i]! - raw[i]! - median;
        return Math.sign(rest) * Math.min(delta, Math.abs(rest));
      };
      return median + ratio(samples, weights, step, () => 1);
    },
    mean(y, raw, weights) {
      const d = delta === 0 ? distance(y, raw, weights) : delta;
      return averaged(y, weights, (i) => {
        const gap = Math.abs(y[i]! - raw[i]!);
        return gap <= d ? 0.5 * gap * gap : d * (gap - d / 2);
      });
    },
  };
}

/** Neither 0 nor 1: where all weight is on one class, the odds would be infinite. */
const uncertain = (p: number): number =>
  Math.min(1 - 10 * Number.EPSILON, Math.max(10 * Number.EPSILON, p));

/** Twice the log loss of classes 0 and 1 (the deviance). */
export const binaryDeviance = (): GradientLoss => ({
  width: 1,
  initial(y, w) {
    const p = uncertain(averaged(y, w, (i) => y[i]!));
    return Float64Array.of(Math.log(p / (1 - p)));
  },
  residuals(y, raw, _, __, out) {
    for (let i = 0; i < y.length; i++) out[i] = y[i]! - sigmoid(raw[i]!);
  },
  // One step of Newton's: p(1 − p) = (y − r)(1 − y + r).
  leaf: (samples, y, _, r, w) =>
    ratio(
      samples,
      w,
      (i) => r[i]!,
      (i) => (y[i]! - r[i]!) * (1 - y[i]! + r[i]!),
    ),
  mean: (y, raw, w) => averaged(y, w, (i) => 2 * (softplus(raw[i]!) - y[i]! * raw[i]!)),
});

/** e^(−(2y − 1)·raw), for classes 0 and 1: with it boosting is AdaBoost. */
export const exponential = (): GradientLoss => ({
  width: 1,
  initial(y, w) {
    const p = uncertain(averaged(y, w, (i) => y[i]!));
    return Float64Array.of(0.5 * Math.log(p / (1 - p)));
  },
  residuals(y, raw, _, __, out) {
    for (let i = 0; i < y.length; i++) {
      const sign = 2 * y[i]! - 1;
      out[i] = sign * Math.exp(-sign * raw[i]!);
    }
  },
  leaf: (samples, _, __, r, w) =>
    ratio(
      samples,
      w,
      (i) => r[i]!,
      (i) => Math.abs(r[i]!),
    ),
  mean: (y, raw, w) => averaged(y, w, (i) => Math.exp(-(2 * y[i]! - 1) * raw[i]!)),
});

/** −log softmax(raw)_y for classes 0 … k − 1. */
export const multinomialDeviance = (k: number): GradientLoss => ({
  width: k,
  initial(y, w) {
    const sums = new Float64Array(k);
    for (let i = 0; i < y.length; i++) sums[y[i]!] = sums[y[i]!]! + w[i]!;
    const all = sums.reduce((a, b) => a + b, 0);
    return sums.map((sum) => Math.log(Math.max(sum / all, Number.EPSILON)));
  },
  residuals(y, raw, _, at, out) {
    for (let i = 0; i < y.length; i++) {
      const base = i * k;
      let sum = 0;
      for (let c = 0; c < k; c++) sum += Math.exp(raw[base + c]! - raw[base + at]!);
      out[i] = (y[i] === at ? 1 : 0) - 1 / sum;
    }
  },
  leaf: (samples, _, __, r, w) =>
    ((k - 1) / k) *
    ratio(
      samples,
      w,
      (i) => r[i]!,
      (i) => Math.abs(r[i]!) * (1 - Math.abs(r[i]!)),
    ),
  mean: (y, raw, w) =>
    averaged(y, w, (i) => {
      const base = i * k;
      let top = Number.NEGATIVE_INFINITY;
      for (let c = 0; c < k; c++) top = Math.max(top, raw[base + c]!);
      let sum = 0;
      for (let c = 0; c < k; c++) sum += Math.exp(raw[base + c]! - top);
      return top + Math.log(sum) - raw[base + y[i]!]!;
    }),
});
