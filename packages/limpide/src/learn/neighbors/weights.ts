/** How much each neighbour counts: all alike, by the inverse of its distance, or as a function says. */
import { neighborsErrors } from '../../errors/catalog/learn-neighbors.ts';
import { DataError, raise } from '../../errors/index.ts';
import { anything, type Param } from '../base/index.ts';
import type { Balls, Neighbours } from './search.ts';

export type NeighborWeights =
  | 'uniform'
  | 'distance'
  | ((distances: Float64Array) => ArrayLike<number>);

export const weightsParam = (): Param<NeighborWeights> => ({
  ...anything<NeighborWeights>(
    'uniform',
    "'uniform' | 'distance' | (distances) => weights",
    (value) => value === 'uniform' || value === 'distance' || typeof value === 'function',
  ),
  parse: (text) => (text === 'uniform' || text === 'distance' ? text : undefined),
});

/** k neighbours per sample, as lists that happen to be equally long (order kept). */
export const listed = ({ k, indices, distances }: Neighbours): Balls => ({
  indptr: Int32Array.from({ length: indices.length / k + 1 }, (_, i) => i * k),
  indices,
  distances,
});

/** One weight per place of `distances`. A neighbour at distance 0 leaves no weight to those farther. */
export function neighbourWeights(
  { indptr, distances }: Balls,
  kind: NeighborWeights,
  who: string,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(distances.length);
  if (kind === 'uniform') return out.fill(1);
  for (let i = 0; i + 1 < indptr.length; i++) {
    const from = indptr[i]!;
    const to = indptr[i + 1]!;
    if (kind === 'distance') {
      let touching = false;
      for (let t = from; t < to; t++) if (distances[t] === 0) touching = true;
      for (let t = from; t < to; t++)
        out[t] = touching ? (distances[t] === 0 ? 1 : 0) : 1 / distances[t]!;
      continue;
    }
    const given = kind(distances.slice(from, to));
    for (let t = from; t < to; t++) {
      const weight: unknown = given[t - from];
      if (typeof weight !== 'number' || !(weight >= 0) || weight === Infinity)
        raise(DataError, neighborsErrors, 'neighbors.weights', {
          who,
          got: String(weight),
          distance: distances[t],
        });
      out[t] = weight;
    }
  }
  return out;
}

/** Votes per class: n × classes, rows divided by their sum (rows without any vote stay zeros). */
export function votes(
  balls: Balls,
  weights: Float64Array,
  codes: ArrayLike<number>,
  classes: number,
): Float64Array<ArrayBuffer> {
  const n = balls.indptr.length - 1;
  const out = new Float64Array(n * classes);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let t = balls.indptr[i]!; t < balls.indptr[i + 1]!; t++) {
      out[i * classes + codes[balls.indices[t]!]!]! += weights[t]!;
      sum += weights[t]!;
    }
    if (sum > 0) for (let c = 0; c < classes; c++) out[i * classes + c]! /= sum;
  }
  return out;
}

/** Weighted means of the neighbours' targets, n × outputs; NaN for a sample without neighbours. */
export function means(
  balls: Balls,
  weights: Float64Array,
  targets: ArrayLike<number>,
  outputs: number,
): Float64Array<ArrayBuffer> {
  const n = balls.indptr.length - 1;
  const out = new Float64Array(n * outputs);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let t = balls.indptr[i]!; t < balls.indptr[i + 1]!; t++) {
      sum += weights[t]!;
      const from = balls.indices[t]! * outputs;
      for (let c = 0; c < outputs; c++) out[i * outputs + c]! += weights[t]! * targets[from + c]!;
    }
    for (let c = 0; c < outputs; c++) out[i * outputs + c]! /= sum;
  }
  return out;
}

/** For each row, the column of its largest value (the first of equals). */
export function largest(values: Float64Array, cols: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(values.length / cols);
  for (let i = 0; i < out.length; i++) {
    let best = 0;
    for (let c = 1; c < cols; c++) if (values[i * cols + c]! > values[i * cols + best]!) best = c;
    out[i] = best;
  }
  return out;
}
