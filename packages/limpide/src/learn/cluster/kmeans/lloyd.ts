/**
 * Lloyd's algorithm (1957, published 1982): give each sample to its nearest centre, move each centre to the
 * mean of its samples, again and again. The inertia never grows, and there are finitely many partitions.
 *
 * With many features nearly all the time goes into one product per iteration, samples × centres, by the
 * engine, which holds the samples. Sums of rows are not made anew: only samples that changed cluster count.
 */
import { Clusters, type Found, inertiaOf, shiftOf } from './clusters.ts';
import type { Points } from './points.ts';

export interface LloydOptions {
  readonly maxIter: number;
  /** Sum of squared movements of the centres under which the search ends. */
  readonly tolerance: number;
  readonly report: (iteration: number) => void;
}

export function lloyd(
  points: Points,
  weights: Float64Array,
  start: Float64Array<ArrayBuffer>,
  { maxIter, tolerance, report }: LloydOptions,
): Found {
  const k = start.length / points.cols;
  const clusters = new Clusters(points, weights, k);
  const labels = new Int32Array(points.rows);
  const squared = new Float64Array(points.rows);
  let centres = start;
  let shift = Infinity;
  let stable = false;
  let iterations = 0;
  while (iterations < maxIter && !stable && shift > tolerance) {
    points.assign(centres, labels, squared);
    stable = clusters.update(labels) === 0;
    if (clusters.members.includes(0)) {
      for (let i = 0; i < points.rows; i++)
        squared[i] = points.squaredDistance(i, centres, labels[i]! * points.cols);
      clusters.fillEmpty(squared);
    }
    const next = clusters.centres(centres);
    shift = shiftOf(next, centres);
    centres = next;
    report(++iterations);
  }
  if (stable) shift = 0;
  else points.assign(centres, labels, squared);
  const inertia = inertiaOf(points, weights, centres, labels);
  return { centres, labels, inertia, iterations, shift };
}
