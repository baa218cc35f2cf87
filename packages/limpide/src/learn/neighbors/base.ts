/** What all estimators of this folder share: they remember their samples, and search among them. */
import { neighborsErrors } from '../../errors/catalog/learn-neighbors.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { choice, integer, real } from '../base/index.ts';
import { type MetricOption, metricParam } from './metrics.ts';
import {
  type Algorithm,
  algorithms,
  type Balls,
  NeighbourSearch,
  type Neighbours,
} from './search.ts';

/** Parameters of the search, in all estimators that search for neighbours. */
export interface SearchParams {
  /** How to search; `'auto'` (default): a tree for few features, all pairs otherwise. */
  algorithm: Algorithm;
  /** Points in a leaf of a tree, ≥ 1 (30): changes the speed, not the result. */
  leafSize: number;
  /** The distance: a name, a function, or `'precomputed'` (`'minkowski'`). */
  metric: MetricOption;
  /** Exponent of the Minkowski metric, ≥ 1 (2: Euclidean). */
  p: number;
}
export const searchParams = {
  algorithm: choice('auto', algorithms),
  leafSize: integer(30, { min: 1 }),
  metric: metricParam('minkowski'),
  p: real(2, { min: 1 }),
};

/** A search kept beside an estimator; made anew when the samples are others (another fit, a file). */
export class KeptSearch {
  #of: Tensor | undefined;
  #search: NeighbourSearch | undefined;

  get(samples: Tensor, params: SearchParams, who: string): NeighbourSearch {
    if (this.#search && this.#of === samples) return this.#search;
    return this.keep(
      samples,
      new NeighbourSearch(Matrix.fromTensor(samples), params, who, samples),
    );
  }
  keep(samples: Tensor, search: NeighbourSearch): NeighbourSearch {
    this.#of = samples;
    this.#search = search;
    return search;
  }
}

/** The samples as a learned attribute: copied, because the caller may change theirs. */
export const kept = (x: Matrix): Tensor => x.toTensor();

/** Distances and numbers of neighbours, both [n, k], nearest first. */
export interface KNeighbors {
  readonly distances: Tensor;
  readonly indices: Tensor;
}
/** For each sample, distances and numbers of its neighbours, as many as there are. */
export interface RadiusNeighbors {
  readonly distances: Float64Array[];
  readonly indices: Int32Array[];
}

export const neighboursAsTensors = ({ k, indices, distances }: Neighbours): KNeighbors => ({
  distances: tensor(distances, { shape: [distances.length / k, k] }),
  indices: tensor(indices, { shape: [indices.length / k, k] }),
});

export function ballsAsLists({ indptr, indices, distances }: Balls): RadiusNeighbors {
  const of = <A>(cut: (from: number, to: number) => A): A[] =>
    Array.from({ length: indptr.length - 1 }, (_, i) => cut(indptr[i]!, indptr[i + 1]!));
  return {
    distances: of((from, to) => distances.slice(from, to)),
    indices: of((from, to) => indices.slice(from, to)),
  };
}

/** Who is whose neighbour, as a sparse matrix n × points: ones, or the distances. */
export function neighbourGraph(
  { indptr, indices, distances }: Balls,
  points: number,
  mode: 'connectivity' | 'distance',
): CSRMatrix {
  const data = mode === 'distance' ? distances : new Float64Array(distances.length).fill(1);
  return new CSRMatrix(indptr.length - 1, points, indptr, indices, data);
}

/** k neighbours per sample as lists of equal length, by increasing number. */
export function asBalls({ k, indices, distances }: Neighbours): Balls {
  const n = indices.length / k;
  const indptr = Int32Array.from({ length: n + 1 }, (_, i) => i * k);
  const ordered = new Int32Array(indices.length);
  const gaps = new Float64Array(indices.length);
  for (let i = 0; i < n; i++) {
    const order = Int32Array.from({ length: k }, (_, t) => i * k + t);
    order.sort((a, b) => indices[a]! - indices[b]!);
    for (let t = 0; t < k; t++) {
      ordered[i * k + t] = indices[order[t]!]!;
      gaps[i * k + t] = distances[order[t]!]!;
    }
  }
  return { indptr, indices: ordered, distances: gaps };
}

/** @throws ArgumentError unless k is a whole number ≥ 1 */
export function checkCount(k: number, who: string): number {
  if (!(Number.isInteger(k) && k >= 1))
    raise(ArgumentError, neighborsErrors, 'neighbors.count', { who, got: k });
  return k;
}
/** @throws ArgumentError unless the radius is a number ≥ 0 */
export function checkRadius(radius: number, who: string): number {
  if (!(radius >= 0))
    raise(ArgumentError, neighborsErrors, 'neighbors.radius', { who, got: radius });
  return radius;
}
