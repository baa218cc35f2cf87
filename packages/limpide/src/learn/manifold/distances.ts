/** Distances between samples and their nearest neighbours, for the methods of this folder. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import { NeighbourSearch, type Neighbours } from '../neighbors/search.ts';

export type { Neighbours };

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

/**
 * The k nearest rows of `among` for each row of `x`, nearest first, through the searches of `learn/neighbors`. With
 * `skipSelf` (x and `among` are the same) a row is not its own neighbour.
 */
export function nearestRows(
  x: Matrix,
  among: Matrix,
  k: number,
  metric: DistanceMetric,
  skipSelf: boolean,
): Neighbours {
  if (metric !== 'precomputed' || skipSelf) {
    const options = { metric, p: 2, algorithm: 'auto', leafSize: 30 } as const;
    return new NeighbourSearch(among, options, 'neighbours').nearest(x, k, skipSelf);
  }
  // distances of new samples to those of fit: a row of them each
  const indices = new Int32Array(x.rows * k);
  const distances = new Float64Array(x.rows * k);
  for (let i = 0; i < x.rows; i++) {
    const row = x.row(i);
    const order = Int32Array.from({ length: x.cols }, (_, j) => j);
    order.sort((p, q) => row[p]! - row[q]! || p - q);
    for (let t = 0; t < k; t++) {
      indices[i * k + t] = order[t]!;
      distances[i * k + t] = row[order[t]!]!;
    }
  }
  return { k, indices, distances };
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
