/** Distances between samples and their nearest neighbours, for the methods of this folder. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type Matrix, multiply } from '../../linalg/index.ts';

/** How far two samples are. `'precomputed'`: X holds the distances themselves, n × n. */
export type DistanceMetric = 'euclidean' | 'manhattan' | 'chebyshev' | 'cosine' | 'precomputed';
export const distanceMetrics = [
  'euclidean',
  'manhattan',
  'chebyshev',
  'cosine',
  'precomputed',
] as const satisfies readonly DistanceMetric[];

type Measured = Exclude<DistanceMetric, 'precomputed' | 'cosine'>;
type Values = ArrayLike<number>;

/** The distance between the d numbers at `i` and those at `j`. */
type PairDistance = (a: Values, i: number, b: Values, j: number, d: number) => number;

const pairDistances: Readonly<Record<Measured, PairDistance>> = {
  euclidean(a, i, b, j, d) {
    let sum = 0;
    for (let c = 0; c < d; c++) sum += (a[i + c]! - b[j + c]!) ** 2;
    return Math.sqrt(sum);
  },
  manhattan(a, i, b, j, d) {
    let sum = 0;
    for (let c = 0; c < d; c++) sum += Math.abs(a[i + c]! - b[j + c]!);
    return sum;
  },
  chebyshev(a, i, b, j, d) {
    let largest = 0;
    for (let c = 0; c < d; c++) largest = Math.max(largest, Math.abs(a[i + c]! - b[j + c]!));
    return largest;
  },
};

/** Squared norms of the rows. */
function squaredNorms({ data, rows, cols }: Matrix): Float64Array<ArrayBuffer> {
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let c = i * cols; c < (i + 1) * cols; c++) sum += data[c]! ** 2;
    out[i] = sum;
  }
  return out;
}

/** Rows divided by their norm; rows of zeros stay. The cosine distance is half their squared distance. */
function normalised(x: Matrix): Matrix {
  const out = x.clone('float64');
  const norms = squaredNorms(x);
  for (let i = 0; i < x.rows; i++) {
    const norm = Math.sqrt(norms[i]!) || 1;
    for (let c = i * x.cols; c < (i + 1) * x.cols; c++) out.data[c]! /= norm;
  }
  return out;
}

/** All distances between rows of A and rows of B, a.rows × b.rows. */
export function pairwiseDistances(
  a: Matrix,
  b: Matrix,
  metric: DistanceMetric,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(a.rows * b.rows);
  if (metric === 'precomputed') {
    out.set(a.data);
    return out;
  }
  const cosine = metric === 'cosine';
  const x = cosine ? normalised(a) : a;
  const y = cosine ? (a === b ? x : normalised(b)) : b;
  const distance = pairDistances[cosine ? 'euclidean' : metric];
  const symmetric = a === b;
  for (let i = 0; i < a.rows; i++) {
    for (let j = symmetric ? i + 1 : 0; j < b.rows; j++) {
      const d = distance(x.data, i * x.cols, y.data, j * y.cols, x.cols);
      const value = cosine ? (d * d) / 2 : d;
      out[i * b.rows + j] = value;
      if (symmetric) out[j * b.rows + i] = value;
    }
  }
  return out;
}

/** The k nearest of each row: n × k numbers of rows and distances, nearest first. */
export interface Neighbours {
  readonly k: number;
  readonly indices: Int32Array<ArrayBuffer>;
  readonly distances: Float64Array<ArrayBuffer>;
}

/** Rows whose distances to all others are computed together. */
const block = 256;

/**
 * The k nearest rows of `among` for each row of `x`, by looking at all of them: O(n·m·d), most of it a matrix
 * product. With `skipSelf` (x and `among` are the same) a row is not its own neighbour. Equal distances: the
 * smaller number first.
 */
export function nearestRows(
  x: Matrix,
  among: Matrix,
  k: number,
  metric: DistanceMetric,
  skipSelf: boolean,
): Neighbours {
  const n = x.rows;
  const m = metric === 'precomputed' ? x.cols : among.rows;
  const indices = new Int32Array(n * k);
  const distances = new Float64Array(n * k);
  const cosine = metric === 'cosine';
  const byProduct = cosine || metric === 'euclidean';
  const a = cosine ? normalised(x) : x;
  const b = cosine ? (x === among ? a : normalised(among)) : among;
  const normsA = byProduct ? squaredNorms(a) : undefined;
  const normsB = byProduct ? (a === b ? normsA : squaredNorms(b)) : undefined;
  const row = new Float64Array(m);
  const exact = pairDistances[byProduct || metric === 'precomputed' ? 'euclidean' : metric];
  for (let from = 0; from < n; from += block) {
    const to = Math.min(n, from + block);
    const products = byProduct
      ? multiply(a.slice(from, to), b, { transposeB: true }).data
      : undefined;
    for (let i = from; i < to; i++) {
      if (products && normsA && normsB) {
        const at = (i - from) * m;
        for (let j = 0; j < m; j++) row[j] = normsA[i]! + normsB[j]! - 2 * products[at + j]!;
      } else if (metric === 'precomputed') {
        for (let j = 0; j < m; j++) row[j] = x.data[i * m + j]!;
      } else {
        for (let j = 0; j < m; j++) row[j] = exact(a.data, i * a.cols, b.data, j * b.cols, a.cols);
      }
      if (skipSelf) row[i] = Infinity;
      const nearest = smallest(row, k);
      // ‖a‖² + ‖b‖² − 2ab cancels for near points: those found are measured again
      if (byProduct) {
        for (const j of nearest) row[j] = exact(a.data, i * a.cols, b.data, j * b.cols, a.cols);
      }
      nearest.sort((p, q) => row[p]! - row[q]! || p - q);
      for (let t = 0; t < k; t++) {
        const d = row[nearest[t]!]!;
        indices[i * k + t] = nearest[t]!;
        distances[i * k + t] = cosine ? (d * d) / 2 : d;
      }
    }
  }
  return { k, indices, distances };
}

/** Places of the k smallest values, in no order: a heap of k whose top is the largest. */
function smallest(values: Float64Array<ArrayBuffer>, k: number): Int32Array<ArrayBuffer> {
  const heap = new Int32Array(k);
  const keys = new Float64Array(k);
  let size = 0;
  for (let j = 0; j < values.length; j++) {
    const v = values[j]!;
    if (size === k) {
      if (!(v < keys[0]!)) continue;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= k) break;
        if (child + 1 < k && keys[child + 1]! > keys[child]!) child++;
        if (keys[child]! <= v) break;
        keys[at] = keys[child]!;
        heap[at] = heap[child]!;
        at = child;
      }
      keys[at] = v;
      heap[at] = j;
      continue;
    }
    let at = size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! >= v) break;
      keys[at] = keys[parent]!;
      heap[at] = heap[parent]!;
      at = parent;
    }
    keys[at] = v;
    heap[at] = j;
  }
  return heap;
}

/** @throws DataError for what cannot be distances between the samples of a set */
export function checkDistances({ data, rows, cols }: Matrix, who: string): void {
  const refuse = (problem: string): never =>
    raise(DataError, manifoldErrors, 'manifold.notDistances', { who, problem });
  if (rows !== cols) refuse(`[${rows}, ${cols}]`);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      const d = data[i * cols + j]!;
      if (!(d >= 0)) refuse(`[${i}, ${j}]: ${d}`);
      if (i === j && d !== 0) refuse(`[${i}, ${i}]: ${d}`);
      if (Math.abs(d - data[j * cols + i]!) > 1e-10 * Math.max(1, d))
        refuse(`[${i}, ${j}]: ${d}, [${j}, ${i}]: ${data[j * cols + i]!}`);
    }
  }
}
