/** Scores of a clustering by its shape alone: are clusters tight, and far from each other? */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  classTargets,
  denseInput,
  type Features,
  RandomStream,
  seedOf,
  type Targets,
} from '../base/index.ts';
import { checkWord } from './input.ts';

export interface SilhouetteOptions {
  /** How far samples are from each other; `precomputed`: X holds the distances, `[n, n]`. */
  readonly metric?: 'euclidean' | 'manhattan' | 'cosine' | 'precomputed' | undefined;
}

interface Clusters {
  readonly matrix: Matrix;
  readonly codes: Int32Array;
  readonly k: number;
  readonly sizes: Int32Array;
}

/** @throws DataError when there are not between 2 and n − 1 clusters */
function clustersOf(who: string, X: Features, labels: Targets): Clusters {
  const matrix = denseInput(X, { who });
  const { codes, classes } = classTargets(labels, matrix.rows, who);
  const k = classes.length;
  if (k < 2 || k >= matrix.rows) {
    raise(DataError, metricErrors, 'metric.clusters', { who, expected: matrix.rows - 1, got: k });
  }
  const sizes = new Int32Array(k);
  for (const code of codes) sizes[code]!++;
  return { matrix, codes, k, sizes };
}

function distance(m: Matrix, i: number, j: number, metric: string): number {
  const { data, cols } = m;
  if (metric === 'precomputed') return data[i * cols + j]!;
  const a = i * cols;
  const b = j * cols;
  let sum = 0;
  if (metric === 'euclidean') {
    for (let c = 0; c < cols; c++) {
      const gap = data[a + c]! - data[b + c]!;
      sum += gap * gap;
    }
    return Math.sqrt(sum);
  }
  if (metric === 'manhattan') {
    for (let c = 0; c < cols; c++) sum += Math.abs(data[a + c]! - data[b + c]!);
    return sum;
  }
  let aa = 0;
  let bb = 0;
  for (let c = 0; c < cols; c++) {
    sum += data[a + c]! * data[b + c]!;
    aa += data[a + c]! ** 2;
    bb += data[b + c]! ** 2;
  }
  return aa > 0 && bb > 0 ? 1 - sum / Math.sqrt(aa * bb) : 1;
}

/**
 * Silhouette of each sample: (b − a) / max(a, b), with a its mean distance to its own cluster and b that to
 * the nearest other one (Rousseeuw, 1987). 1: well inside; 0: between two; negative: misplaced. O(n²).
 *
 * @returns float64 `[n]`; 0 for a sample alone in its cluster
 */
export function silhouetteSamples(
  X: Features,
  labels: Targets,
  options: SilhouetteOptions = {},
): Tensor {
  return tensor(silhouettes('silhouetteSamples', X, labels, options));
}

function silhouettes(
  who: string,
  X: Features,
  labels: Targets,
  { metric = 'euclidean' }: SilhouetteOptions,
): Float64Array {
  checkWord(who, 'metric', metric, ['euclidean', 'manhattan', 'cosine', 'precomputed']);
  const { matrix, codes, k, sizes } = clustersOf(who, X, labels);
  const n = matrix.rows;
  if (metric === 'precomputed' && matrix.cols !== n) {
    raise(ArgumentError, metricErrors, 'metric.columns', { who, expected: n, got: matrix.cols });
  }
  // Sum of distances from each sample to each cluster; each pair is looked at once.
  const sums = new Float64Array(n * k);
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const far = distance(matrix, i, j, metric);
      sums[i * k + codes[j]!]! += far;
      sums[j * k + codes[i]!]! += metric === 'precomputed' ? distance(matrix, j, i, metric) : far;
    }
  return Float64Array.from({ length: n }, (_, i) => {
    const own = codes[i]!;
    if (sizes[own] === 1) return 0;
    const a = sums[i * k + own]! / (sizes[own]! - 1);
    let b = Infinity;
    for (let c = 0; c < k; c++) if (c !== own) b = Math.min(b, sums[i * k + c]! / sizes[c]!);
    return a === b ? 0 : (b - a) / Math.max(a, b);
  });
}

/**
 * Mean silhouette, −1 … 1.
 *
 * @param options.sampleSize  looks at so many samples only, drawn with `randomState`
 */
export function silhouetteScore(
  X: Features,
  labels: Targets,
  {
    sampleSize,
    randomState,
    ...options
  }: SilhouetteOptions & { readonly sampleSize?: number; readonly randomState?: number } = {},
): number {
  const who = 'silhouetteScore';
  if (sampleSize === undefined) return average(silhouettes(who, X, labels, options));
  const { matrix, codes } = clustersOf(who, X, labels);
  const size = Math.min(sampleSize, matrix.rows);
  const rows = new RandomStream(seedOf(randomState)).sample(matrix.rows, size);
  const square = options.metric === 'precomputed';
  const part = Array.from(rows, (i) =>
    square ? Float64Array.from(rows, (j) => matrix.at(i, j)) : matrix.row(i),
  );
  return average(
    silhouettes(
      who,
      part,
      Int32Array.from(rows, (i) => codes[i]!),
      options,
    ),
  );
}

const average = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

function centresOf({ matrix, codes, k, sizes }: Clusters): Float64Array {
  const d = matrix.cols;
  const centres = new Float64Array(k * d);
  for (let i = 0; i < matrix.rows; i++)
    for (let j = 0; j < d; j++) centres[codes[i]! * d + j]! += matrix.data[i * d + j]!;
  for (let c = 0; c < k; c++) for (let j = 0; j < d; j++) centres[c * d + j]! /= sizes[c]!;
  return centres;
}

/** Spread between clusters over spread within, each per degree of freedom (Caliński & Harabasz, 1974). */
export function calinskiHarabaszScore(X: Features, labels: Targets): number {
  const clusters = clustersOf('calinskiHarabaszScore', X, labels);
  const { matrix, codes, k, sizes } = clusters;
  const { rows: n, cols: d, data } = matrix;
  const centres = centresOf(clusters);
  let within = 0;
  let between = 0;
  for (let j = 0; j < d; j++) {
    let mean = 0;
    for (let c = 0; c < k; c++) mean += (sizes[c]! * centres[c * d + j]!) / n;
    for (let c = 0; c < k; c++) between += sizes[c]! * (centres[c * d + j]! - mean) ** 2;
    for (let i = 0; i < n; i++) within += (data[i * d + j]! - centres[codes[i]! * d + j]!) ** 2;
  }
  return within === 0 ? 1 : (between * (n - k)) / (within * (k - 1));
}

/**
 * For each cluster, the worst (sᵢ + sⱼ)/dᵢⱼ with any other (s: mean distance to the centre, d: between
 * centres); mean over clusters. 0 is best (Davies & Bouldin, 1979).
 */
export function daviesBouldinScore(X: Features, labels: Targets): number {
  const clusters = clustersOf('daviesBouldinScore', X, labels);
  const { matrix, codes, k, sizes } = clusters;
  const { rows: n, cols: d, data } = matrix;
  const centres = centresOf(clusters);
  const spread = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += (data[i * d + j]! - centres[codes[i]! * d + j]!) ** 2;
    spread[codes[i]!]! += Math.sqrt(sum) / sizes[codes[i]!]!;
  }
  let total = 0;
  for (let a = 0; a < k; a++) {
    let worst = 0;
    for (let b = 0; b < k; b++) {
      if (a === b) continue;
      let sum = 0;
      for (let j = 0; j < d; j++) sum += (centres[a * d + j]! - centres[b * d + j]!) ** 2;
      if (sum > 0) worst = Math.max(worst, (spread[a]! + spread[b]!) / Math.sqrt(sum));
    }
    total += worst;
  }
  return total / k;
}
