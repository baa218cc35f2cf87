/** Clusters while they are being found: labels, sums of rows, weights; kept up to date sample by sample. */
import type { Points } from './points.ts';

export class Clusters {
  readonly points: Points;
  readonly weights: Float64Array;
  readonly k: number;
  /** The cluster whose sums each sample is part of; −1: none yet. */
  readonly labels: Int32Array<ArrayBuffer>;
  /** Sums of the rows of each cluster, k × cols. */
  readonly sums: Float64Array<ArrayBuffer>;
  readonly mass: Float64Array<ArrayBuffer>;
  /** Samples of positive weight in each cluster. */
  readonly members: Int32Array<ArrayBuffer>;

  constructor(points: Points, weights: Float64Array, k: number) {
    this.points = points;
    this.weights = weights;
    this.k = k;
    this.labels = new Int32Array(points.rows).fill(-1);
    this.sums = new Float64Array(k * points.cols);
    this.mass = new Float64Array(k);
    this.members = new Int32Array(k);
  }

  /** Puts sample i into a cluster. */
  move(i: number, to: number): void {
    const from = this.labels[i]!;
    this.labels[i] = to;
    const weight = this.weights[i]!;
    if (weight === 0) return;
    const { points, sums, mass, members } = this;
    if (from >= 0) {
      points.addRow(i, -weight, sums, from * points.cols);
      mass[from]! -= weight;
      members[from]!--;
    }
    points.addRow(i, weight, sums, to * points.cols);
    mass[to]! += weight;
    members[to]!++;
  }

  /**
   * Takes over new labels. When few have changed only those rows are added and subtracted; when many have,
   * sums start again from zero, which also forgets roundings.
   *
   * @returns how many have changed
   */
  update(next: Int32Array): number {
    const { labels } = this;
    let changed = 0;
    for (let i = 0; i < labels.length; i++) if (labels[i] !== next[i]) changed++;
    if (2 * changed > labels.length) {
      this.sums.fill(0);
      this.mass.fill(0);
      this.members.fill(0);
      labels.fill(-1);
    }
    for (let i = 0; i < labels.length; i++) if (labels[i] !== next[i]) this.move(i, next[i]!);
    return changed;
  }

  /**
   * Clusters without a sample take the samples farthest from their own centres, one each.
   *
   * @param squared squared distance of each sample to its centre
   */
  fillEmpty(squared: Float64Array): void {
    const empty: number[] = [];
    for (let c = 0; c < this.k; c++) if (this.members[c] === 0) empty.push(c);
    if (empty.length === 0) return;
    const far = Array.from(squared.keys())
      .filter((i) => this.weights[i]! > 0)
      .sort((a, b) => squared[b]! - squared[a]! || a - b);
    let next = 0;
    for (const c of empty) {
      // not the last sample of its cluster: that would only move the hole
      while (next < far.length && this.members[this.labels[far[next]!]!]! < 2) next++;
      if (next === far.length) return;
      this.move(far[next++]!, c);
    }
  }

  /** Means of the rows; a cluster without weight keeps its old centre. */
  centres(old: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
    const { cols } = this.points;
    const out = old.slice();
    for (let c = 0; c < this.k; c++) {
      if (this.members[c] === 0) continue;
      for (let at = c * cols; at < (c + 1) * cols; at++) out[at] = this.sums[at]! / this.mass[c]!;
    }
    return out;
  }
}

/** How a search for clusters ended. */
export interface Found {
  readonly centres: Float64Array<ArrayBuffer>;
  readonly labels: Int32Array<ArrayBuffer>;
  /** Σ w·‖x − centre‖², computed exactly. */
  readonly inertia: number;
  readonly iterations: number;
  /** How far the centres moved last, squared and summed: ≤ the tolerance, or the search was cut short. */
  readonly shift: number;
}

/** The weighted sum of squared distances to the centres. */
export function inertiaOf(
  points: Points,
  weights: Float64Array,
  centres: Float64Array<ArrayBuffer>,
  labels: Int32Array,
): number {
  let sum = 0;
  for (let i = 0; i < points.rows; i++)
    if (weights[i]! > 0)
      sum += weights[i]! * points.squaredDistance(i, centres, labels[i]! * points.cols);
  return sum;
}

/** Σ over centres of the squared distance between two positions. */
export function shiftOf(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += (a[t]! - b[t]!) ** 2;
  return sum;
}
