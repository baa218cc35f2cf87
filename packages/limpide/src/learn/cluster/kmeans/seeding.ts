/** Where k-means starts from: samples chosen far from each other, or any samples. */
import type { RandomStream } from '../../base/index.ts';
import type { Points } from './points.ts';

/** A place drawn with a probability proportional to its weight (their sum given). */
function draw(weights: Float64Array, sum: number, stream: RandomStream): number {
  let left = stream.next() * sum;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! <= 0) continue;
    last = i;
    left -= weights[i]!;
    if (left < 0) break;
  }
  return last;
}

/**
 * k-means++ (Arthur & Vassilvitskii, 2007): each new centre is a sample, drawn with a probability proportional
 * to its squared distance to the nearest centre so far. Greedily: of 2 + ⌊log k⌋ samples drawn, the one that
 * leaves the least sum of squared distances. Each step is one product of all samples with these few.
 */
export function plusPlus(
  points: Points,
  weights: Float64Array,
  k: number,
  stream: RandomStream,
): Float64Array<ArrayBuffer> {
  const { rows, cols } = points;
  const trials = 2 + Math.floor(Math.log(k));
  const centres = new Float64Array(k * cols);
  const nearest = new Float64Array(rows).fill(Infinity);
  const potential = new Float64Array(rows);
  let sum = 0;
  for (const weight of weights) sum += weight;
  const first = points.row(draw(weights, sum, stream));
  centres.set(first);
  nearest.set(points.squaredTo(first));
  for (let c = 1; c < k; c++) {
    let total = 0;
    for (let i = 0; i < rows; i++) {
      potential[i] = weights[i]! * nearest[i]!;
      total += potential[i]!;
    }
    // All samples stand on a centre already: any will do.
    const chances = total > 0 ? potential : weights;
    const candidates = new Float64Array(trials * cols);
    for (let t = 0; t < trials; t++)
      candidates.set(points.row(draw(chances, total > 0 ? total : sum, stream)), t * cols);
    const gaps = points.squaredTo(candidates);
    let best = 0;
    let least = Infinity;
    for (let t = 0; t < trials; t++) {
      let left = 0;
      for (let i = 0, at = t * rows; i < rows; i++, at++) {
        const gap = gaps[at]!;
        left += weights[i]! * Math.min(gap, nearest[i]!);
      }
      if (left < least) {
        least = left;
        best = t;
      }
    }
    centres.set(candidates.subarray(best * cols, (best + 1) * cols), c * cols);
    for (let i = 0, at = best * rows; i < rows; i++, at++)
      if (gaps[at]! < nearest[i]!) nearest[i] = gaps[at]!;
  }
  return centres;
}

/** k different samples, each as likely as its weight says. */
export function randomCentres(
  points: Points,
  weights: Float64Array,
  k: number,
  stream: RandomStream,
): Float64Array<ArrayBuffer> {
  const left = Float64Array.from(weights);
  const out = new Float64Array(k * points.cols);
  let sum = 0;
  for (const weight of left) sum += weight;
  for (let c = 0; c < k; c++) {
    // Fewer samples with weight than centres: the others fill in.
    if (!(sum > 0)) {
      for (let i = 0; i < left.length; i++) left[i] = left[i] === -1 ? -1 : 1;
      sum = left.length;
    }
    const i = draw(left, sum, stream);
    sum -= left[i]!;
    left[i] = -1;
    out.set(points.row(i), c * points.cols);
  }
  return out;
}
