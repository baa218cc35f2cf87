/** Quantiles in the nine ways of Hyndman & Fan, "Sample quantiles in statistical packages" (1996). */
import { choice, type NanOptions, probability, type Sample, values } from '../input.ts';

/**
 * The nine definitions under NumPy's names, with Hyndman and Fan's number: for n sorted values, the quantile
 * of p lies at place n·p + m, counted from 1. Types 1 to 3 jump from value to value; 4 to 9 interpolate.
 */
const methods = {
  inverted_cdf: { type: 1 },
  averaged_inverted_cdf: { type: 2 },
  closest_observation: { type: 3 },
  interpolated_inverted_cdf: { type: 4, alpha: 0, beta: 1 },
  hazen: { type: 5, alpha: 0.5, beta: 0.5 },
  weibull: { type: 6, alpha: 0, beta: 0 },
  linear: { type: 7, alpha: 1, beta: 1 },
  median_unbiased: { type: 8, alpha: 1 / 3, beta: 1 / 3 },
  normal_unbiased: { type: 9, alpha: 3 / 8, beta: 3 / 8 },
} as const;

/** How a quantile is read from a sample; `'linear'` (type 7) is the usual one. */
export type QuantileMethod = keyof typeof methods;
const methodNames = Object.keys(methods) as QuantileMethod[];

/** The quantile of sorted values. */
export function quantileOfSorted(x: Float64Array, p: number, method: QuantileMethod): number {
  const n = x.length;
  const at = (i: number): number => x[Math.min(n - 1, Math.max(0, i))]!;
  const rule = methods[method];
  if (rule.type <= 3) {
    // a place that is whole but for rounding counts as whole
    const place = n * p;
    const near = Math.round(place);
    const exact = Math.abs(place - near) <= 4 * Number.EPSILON * place;
    if (rule.type === 2 && exact) return 0.5 * (at(near - 1) + at(near));
    if (rule.type <= 2) return at((exact ? near : Math.ceil(place)) - 1);
    // type 3: the nearest of the places 1 … n to n p, the even one of two
    const low = Math.floor(place);
    const part = place - low;
    const up = part > 0.5 || (part === 0.5 && low % 2 === 1);
    return at((exact ? near : up ? low + 1 : low) - 1);
  }
  const { alpha, beta } = rule as { alpha: number; beta: number };
  const place = n * p + alpha + p * (1 - alpha - beta) - 1; // from 0
  const low = Math.floor(place);
  const part = place - low;
  if (place <= 0) return at(0);
  if (place >= n - 1) return at(n - 1);
  const a = at(low);
  const b = at(low + 1);
  return part < 0.5 ? a + (b - a) * part : b - (b - a) * (1 - part);
}

/** Options of quantiles. */
export interface QuantileOptions extends NanOptions {
  readonly method?: QuantileMethod | undefined;
}

/**
 * The value below which a part p of the sample lies: one p gives a number, several a Float64Array.
 *
 * @param p from 0 (the smallest value) to 1 (the largest)
 */
export function quantile(x: Sample, p: number, options?: QuantileOptions): number;
export function quantile(
  x: Sample,
  p: ArrayLike<number>,
  options?: QuantileOptions,
): Float64Array<ArrayBuffer>;
export function quantile(
  x: Sample,
  p: number | ArrayLike<number>,
  { method = 'linear', nanPolicy }: QuantileOptions = {},
): number | Float64Array {
  const sorted = values('quantile', x, { nanPolicy }).sort();
  const how = choice('quantile', 'method', method, methodNames);
  const one = (q: number): number => {
    probability('quantile', 'p', q);
    return quantileOfSorted(sorted, q, how);
  };
  return typeof p === 'number' ? one(p) : Float64Array.from(p, one);
}

/** The middle value, or the mean of the two in the middle. */
export function median(x: Sample, options: NanOptions = {}): number {
  return quantileOfSorted(values('median', x, options).sort(), 0.5, 'linear');
}

/** The interquartile range: the quantile of ¾ minus that of ¼. */
export function iqr(x: Sample, { method = 'linear', nanPolicy }: QuantileOptions = {}): number {
  const sorted = values('iqr', x, { nanPolicy }).sort();
  const how = choice('iqr', 'method', method, methodNames);
  return quantileOfSorted(sorted, 0.75, how) - quantileOfSorted(sorted, 0.25, how);
}
