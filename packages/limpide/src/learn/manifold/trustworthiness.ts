/** How far a map keeps neighbourhoods. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { denseInput, type Features } from '../base/index.ts';
import { toFloat64 } from '../decomposition/arrays.ts';
import { type DistanceMetric, nearestRows, pairwiseDistances } from './distances.ts';

/**
 * Trustworthiness: 1 when the k nearest of each sample in the map are among its k nearest in truth, less for each
 * intruder by its true rank r(i, j):
 *
 * T = 1 − 2/(n·k·(2n − 3k − 1)) · Σᵢ Σ_{j near in the map} max(0, r(i, j) − k).
 *
 * O(n²·d). Source: Venna & Kaski, "Neighborhood preservation in nonlinear projection methods" (2001).
 *
 * @param X the samples [n, features]; with metric 'precomputed', their distances
 * @param embedded the map [n, components]
 * @param options.nNeighbors k, 1 … n/2 excluded; 5 by default
 */
export function trustworthiness(
  X: Features,
  embedded: Features,
  { nNeighbors = 5, metric = 'euclidean' }: { nNeighbors?: number; metric?: DistanceMetric } = {},
): number {
  const who = 'trustworthiness';
  const x = toFloat64(denseInput(X, { who }));
  const y = toFloat64(denseInput(embedded, { who }));
  const n = x.rows;
  if (!(Number.isInteger(nNeighbors) && nNeighbors >= 1 && nNeighbors < n / 2)) {
    raise(ArgumentError, manifoldErrors, 'manifold.trustNeighbours', {
      who,
      got: nNeighbors,
      rows: n,
    });
  }
  if (y.rows !== n) {
    raise(ArgumentError, manifoldErrors, 'manifold.initShape', {
      who,
      rows: n,
      cols: y.cols,
      got: [y.rows, y.cols].join(', '),
    });
  }
  const distances = pairwiseDistances(x, x, metric);
  const { indices } = nearestRows(y, y, nNeighbors, 'euclidean', true);
  const rank = new Int32Array(n);
  let intrusion = 0;
  for (let i = 0; i < n; i++) {
    const row = distances.subarray(i * n, (i + 1) * n);
    const order = Int32Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
    order.sort((p, q) => row[p]! - row[q]! || p - q);
    for (const [at, j] of order.entries()) rank[j] = at + 1;
    for (let t = i * nNeighbors; t < (i + 1) * nNeighbors; t++)
      intrusion += Math.max(0, rank[indices[t]!]! - nNeighbors);
  }
  return 1 - (2 * intrusion) / (n * nNeighbors * (2 * n - 3 * nNeighbors - 1));
}
