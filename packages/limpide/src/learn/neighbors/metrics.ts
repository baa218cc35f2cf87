/**
 * How far two samples are: one small function per metric, and what each metric allows a search to do.
 *
 * A search compares distances far more often than it shows them, so each metric also has a *reduced* form
 * that sorts alike and costs less (the square, for the Euclidean distance), and the way back.
 */
import { neighborsErrors } from '../../errors/catalog/learn-neighbors.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { Floats } from '../../linalg/index.ts';
import { anything, type Param } from '../base/index.ts';

export const metricNames = [
  'euclidean',
  'sqeuclidean',
  'manhattan',
  'chebyshev',
  'minkowski',
  'cosine',
  'correlation',
  'canberra',
  'braycurtis',
  'hamming',
  'jaccard',
  'haversine',
] as const;
export type MetricName = (typeof metricNames)[number];
/** A distance between two samples, given as two rows of numbers. */
export type UserMetric = (a: ArrayLike<number>, b: ArrayLike<number>) => number;
/** A metric by name, or a function. */
export type Metric = MetricName | UserMetric;
/** As {@link Metric}; `'precomputed'`: X holds the distances themselves. */
export type MetricOption = Metric | 'precomputed';

/** The distance between the d numbers at place i of a and those at place j of b. */
export type PairDistance = (a: Floats, i: number, b: Floats, j: number, d: number) => number;

/** A metric, ready for use. */
export interface Measure {
  /** For errors. */
  readonly name: string;
  readonly distance: PairDistance;
  /** Sorts like `distance` and is cheaper. */
  readonly reduced: PairDistance;
  readonly fromReduced: (reduced: number) => number;
  readonly toReduced: (distance: number) => number;
  /** Exponent of a Minkowski metric (1, 2, ∞…), for which boxes have known distances: k-d trees need it. */
  readonly p: number | undefined;
  /** The triangle inequality holds: ball trees need it. */
  readonly triangle: boolean;
}

const manhattan: PairDistance = (a, i, b, j, d) => {
  let sum = 0;
  for (let c = 0; c < d; c++) sum += Math.abs(a[i + c]! - b[j + c]!);
  return sum;
};
/** Rows from this length on are summed four at a time: an addition need not wait for the one before. */
export const longRow = 16;
const squared: PairDistance = (a, i, b, j, d) => {
  let sum = 0;
  let c = 0;
  if (d >= longRow) {
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (; c + 3 < d; c += 4) {
      const g0 = a[i + c]! - b[j + c]!;
      const g1 = a[i + c + 1]! - b[j + c + 1]!;
      const g2 = a[i + c + 2]! - b[j + c + 2]!;
      const g3 = a[i + c + 3]! - b[j + c + 3]!;
      sum += g0 * g0;
      s1 += g1 * g1;
      s2 += g2 * g2;
      s3 += g3 * g3;
    }
    sum += s1 + (s2 + s3);
  }
  for (; c < d; c++) {
    const gap = a[i + c]! - b[j + c]!;
    sum += gap * gap;
  }
  return sum;
};
/** Squared Euclidean distance. */
export const squaredGap = squared;
const chebyshev: PairDistance = (a, i, b, j, d) => {
  let most = 0;
  for (let c = 0; c < d; c++) {
    const gap = Math.abs(a[i + c]! - b[j + c]!);
    if (gap > most) most = gap;
  }
  return most;
};
/** 1 − cos of the angle. A row of zeros has no direction: it is at 1 from all others, at 0 from its like. */
const cosine: PairDistance = (a, i, b, j, d) => {
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let c = 0; c < d; c++) {
    const x = a[i + c]!;
    const y = b[j + c]!;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  if (aa === 0 || bb === 0) return aa === bb ? 0 : 1;
  return Math.min(2, Math.max(0, 1 - ab / Math.sqrt(aa) / Math.sqrt(bb)));
};
/** The cosine distance of rows from which their own mean was taken. */
const correlation: PairDistance = (a, i, b, j, d) => {
  let ma = 0;
  let mb = 0;
  for (let c = 0; c < d; c++) {
    ma += a[i + c]!;
    mb += b[j + c]!;
  }
  ma /= d;
  mb /= d;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let c = 0; c < d; c++) {
    const x = a[i + c]! - ma;
    const y = b[j + c]! - mb;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  if (aa === 0 || bb === 0) return aa === bb ? 0 : 1;
  return Math.min(2, Math.max(0, 1 - ab / Math.sqrt(aa) / Math.sqrt(bb)));
};
/** Σ |x − y| / (|x| + |y|), where 0/0 is 0. */
const canberra: PairDistance = (a, i, b, j, d) => {
  let sum = 0;
  for (let c = 0; c < d; c++) {
    const x = a[i + c]!;
    const y = b[j + c]!;
    if (x !== y) sum += Math.abs(x - y) / (Math.abs(x) + Math.abs(y));
  }
  return sum;
};
/** Σ |x − y| / Σ |x + y|. */
const braycurtis: PairDistance = (a, i, b, j, d) => {
  let gap = 0;
  let all = 0;
  for (let c = 0; c < d; c++) {
    gap += Math.abs(a[i + c]! - b[j + c]!);
    all += Math.abs(a[i + c]! + b[j + c]!);
  }
  return gap === 0 ? 0 : gap / all;
};
/** The share of features that differ. */
const hamming: PairDistance = (a, i, b, j, d) => {
  let count = 0;
  for (let c = 0; c < d; c++) if (a[i + c] !== b[j + c]) count++;
  return count / d;
};
/** Of the features that are not zero in both, the share that is zero in one. */
const jaccard: PairDistance = (a, i, b, j, d) => {
  let either = 0;
  let differ = 0;
  for (let c = 0; c < d; c++) {
    const x = a[i + c] !== 0;
    const y = b[j + c] !== 0;
    if (x || y) either++;
    if (x !== y) differ++;
  }
  return either === 0 ? 0 : differ / either;
};
/** The angle, seen from the centre, between two points of a sphere: latitude and longitude in radians. */
const haversine: PairDistance = (a, i, b, j) => {
  const s = Math.sin((a[i]! - b[j]!) / 2);
  const t = Math.sin((a[i + 1]! - b[j + 1]!) / 2);
  const h = s * s + Math.cos(a[i]!) * Math.cos(b[j]!) * t * t;
  return 2 * Math.asin(Math.min(1, Math.sqrt(h)));
};

const same = (value: number): number => value;
const plain = (name: string, distance: PairDistance, triangle: boolean, p?: number): Measure => ({
  name: `"${name}"`,
  distance,
  reduced: distance,
  fromReduced: same,
  toReduced: same,
  p,
  triangle,
});

const measures: Readonly<Record<Exclude<MetricName, 'minkowski'>, Measure>> = {
  euclidean: {
    ...plain('euclidean', (a, i, b, j, d) => Math.sqrt(squared(a, i, b, j, d)), true, 2),
    reduced: squared,
    fromReduced: Math.sqrt,
    toReduced: (distance) => distance * distance,
  },
  sqeuclidean: plain('sqeuclidean', squared, false),
  manhattan: plain('manhattan', manhattan, true, 1),
  chebyshev: plain('chebyshev', chebyshev, true, Infinity),
  cosine: plain('cosine', cosine, false),
  correlation: plain('correlation', correlation, false),
  canberra: plain('canberra', canberra, true),
  braycurtis: plain('braycurtis', braycurtis, false),
  hamming: plain('hamming', hamming, true),
  jaccard: plain('jaccard', jaccard, true),
  haversine: plain('haversine', haversine, true),
};

/** (Σ |x − y|^p)^(1/p), whose reduced form leaves out the root. */
function minkowski(p: number): Measure {
  if (p === 1) return measures.manhattan;
  if (p === 2) return measures.euclidean;
  if (p === Infinity) return measures.chebyshev;
  const powers: PairDistance = (a, i, b, j, d) => {
    let sum = 0;
    for (let c = 0; c < d; c++) sum += Math.abs(a[i + c]! - b[j + c]!) ** p;
    return sum;
  };
  return {
    ...plain('minkowski', (a, i, b, j, d) => powers(a, i, b, j, d) ** (1 / p), true, p),
    reduced: powers,
    fromReduced: (reduced) => reduced ** (1 / p),
    toReduced: (distance) => distance ** p,
  };
}

/** @throws DataError when the function does not give a number ≥ 0 */
function ofFunction(f: UserMetric, who: string): Measure {
  const distance: PairDistance = (a, i, b, j, d) => {
    const value: unknown = f(a.subarray(i, i + d), b.subarray(j, j + d));
    if (typeof value === 'number' && value >= 0) return value;
    return raise(DataError, neighborsErrors, 'neighbors.negative', {
      who,
      row: i / d,
      col: j / d,
      got: String(value),
    });
  };
  return { ...plain('', distance, true), name: 'function' };
}

/**
 * The measure of a metric.
 *
 * @param p exponent of `'minkowski'`, ≥ 1
 * @param features number of features, checked for `'haversine'`
 */
export function measureOf(metric: Metric, p: number, features: number, who: string): Measure {
  if (typeof metric === 'function') return ofFunction(metric, who);
  if (metric === 'haversine' && features !== 2)
    raise(ArgumentError, neighborsErrors, 'neighbors.haversine', { who, got: features });
  return metric === 'minkowski' ? minkowski(p) : measures[metric];
}

const words = [...metricNames, 'precomputed'] as const;

/** The parameter `metric` of estimators. */
export const metricParam = (initial: MetricOption): Param<MetricOption> => ({
  ...anything<MetricOption>(
    initial,
    `${words.map((word) => `'${word}'`).join(' | ')} | (a, b) => number`,
    (value) => typeof value === 'function' || words.some((word) => word === value),
  ),
  parse: (text) => words.find((word) => word === text),
});
