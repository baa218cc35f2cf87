/**
 * Elkan's algorithm (2003): the same partitions as Lloyd's, with fewer distances. Each sample keeps an upper
 * bound of the distance to its centre and a lower bound to every other; when a centre moves by δ, bounds move
 * by δ at most. A centre whose lower bound is above the upper one need not be looked at.
 *
 * It pays where a distance is dear and the engine's products are of no use: few samples, expensive rows.
 */
import { Clusters, type Found, inertiaOf } from './clusters.ts';
import type { LloydOptions } from './lloyd.ts';
import type { Points } from './points.ts';

export function elkan(
  points: Points,
  weights: Float64Array,
  start: Float64Array<ArrayBuffer>,
  { maxIter, tolerance, report }: LloydOptions,
): Found {
  const { rows, cols } = points;
  const k = start.length / cols;
  const clusters = new Clusters(points, weights, k);
  const labels = new Int32Array(rows);
  const upper = new Float64Array(rows);
  const lower = new Float64Array(rows * k);
  let centres = start;
  const distance = (i: number, c: number): number =>
    Math.sqrt(points.squaredDistance(i, centres, c * cols));
  for (let i = 0; i < rows; i++) {
    upper[i] = Infinity;
    for (let c = 0; c < k; c++) {
      const gap = distance(i, c);
      lower[i * k + c] = gap;
      if (gap < upper[i]!) {
        upper[i] = gap;
        labels[i] = c;
      }
    }
  }
  /** Improves the bounds of sample i until its nearest centre is known. */
  const settle = (i: number, halves: Float64Array): void => {
    let a = labels[i]!;
    let tight = false;
    for (let c = 0; c < k; c++) {
      if (c === a || upper[i]! <= lower[i * k + c]! || upper[i]! <= halves[a * k + c]!) continue;
      if (!tight) {
        upper[i] = distance(i, a);
        lower[i * k + a] = upper[i]!;
        tight = true;
        if (upper[i]! <= lower[i * k + c]! || upper[i]! <= halves[a * k + c]!) continue;
      }
      const gap = distance(i, c);
      lower[i * k + c] = gap;
      if (gap < upper[i]! || (gap === upper[i] && c < a)) {
        a = c;
        upper[i] = gap;
      }
    }
    labels[i] = a;
  };

  const squared = new Float64Array(rows);
  let shift = Infinity;
  let stable = false;
  let iterations = 0;
  const assign = (): void => {
    const halves = halfGaps(centres, k, cols);
    for (let i = 0; i < rows; i++) settle(i, halves);
  };
  while (iterations < maxIter && !stable && shift > tolerance) {
    if (iterations > 0) assign();
    stable = clusters.update(labels) === 0;
    if (clusters.members.includes(0)) {
      for (let i = 0; i < rows; i++) squared[i] = distance(i, labels[i]!) ** 2;
      clusters.fillEmpty(squared);
    }
    const next = clusters.centres(centres);
    const moves = new Float64Array(k);
    shift = 0;
    for (let c = 0; c < k; c++) {
      let sum = 0;
      for (let at = c * cols; at < (c + 1) * cols; at++) sum += (next[at]! - centres[at]!) ** 2;
      shift += sum;
      moves[c] = Math.sqrt(sum);
    }
    for (let i = 0; i < rows; i++) {
      upper[i]! += moves[labels[i]!]!;
      for (let c = 0; c < k; c++) lower[i * k + c] = Math.max(0, lower[i * k + c]! - moves[c]!);
    }
    centres = next;
    report(++iterations);
  }
  if (stable) shift = 0;
  else assign();
  const inertia = inertiaOf(points, weights, centres, labels);
  return { centres, labels, inertia, iterations, shift };
}

/** Half the distance between each two centres: a sample nearer to its own than that needs no other. */
function halfGaps(centres: Float64Array, k: number, cols: number): Float64Array {
  const out = new Float64Array(k * k);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a; b++) {
      let sum = 0;
      for (let c = 0; c < cols; c++) sum += (centres[a * cols + c]! - centres[b * cols + c]!) ** 2;
      out[a * k + b] = Math.sqrt(sum) / 2;
      out[b * k + a] = out[a * k + b]!;
    }
  }
  return out;
}
