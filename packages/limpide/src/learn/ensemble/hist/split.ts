/**
 * The best split of a node from its histogram. With G and H the sums of gradients and hessians, a leaf's value
 * is v = −G/(H + λ), and a split gains G·v − G_left·v_left − G_right·v_right: twice the second-order estimate of
 * the decrease of the loss (Friedman, Hastie and Tibshirani, 2000; Chen and Guestrin, 2016).
 */
import { missingBin } from './bins.ts';
import { perBin, perFeature } from './histogram.ts';
import type { Kernel } from './kernel.ts';

export interface SplitSettings {
  readonly l2: number;
  readonly minLeaf: number;
  /** Hessian that each side needs. */
  readonly minHessian: number;
  /** 1: predictions must not fall as the feature grows; −1: must not grow; 0: free. */
  readonly monotonic: Int32Array;
  readonly categorical: Uint8Array;
  /** Bins of each feature, missing values left out, and whether it has missing values. */
  readonly binCounts: Int32Array;
  readonly hasMissing: Uint8Array;
}

/** Sums over a node's samples, with the limits that monotonic constraints set to its value. */
export interface NodeSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly samples: number;
  readonly lower: number;
  readonly upper: number;
}

export interface HistSplit {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  /** Bins that go left, as 8 words of bits, for a categorical feature. */
  readonly set: Uint32Array | undefined;
  readonly leftGradient: number;
  readonly leftHessian: number;
  readonly leftSamples: number;
}

/** The value of a leaf, within its limits. */
export const leafValue = (
  gradient: number,
  hessian: number,
  l2: number,
  lower: number,
  upper: number,
): number => Math.min(upper, Math.max(lower, -gradient / (hessian + l2 + 1e-15)));

/** Categories with less support than this go right; so much is added to the hessian they are ordered by. */
const categorySupport = 10;

export class HistSplitter {
  readonly #settings: SplitSettings;
  readonly #kernel: Kernel;
  #gain = 0;
  #feature = -1;
  #bin = 0;
  #missingLeft = false;
  #set: Uint32Array | undefined;
  #gradient = 0;
  #hessian = 0;
  #samples = 0;

  constructor(settings: SplitSettings, kernel: Kernel) {
    this.#settings = settings;
    this.#kernel = kernel;
  }

  /** The best split that gains something; undefined: none. @param allowed features to consider */
  find(histogram: Float64Array, node: NodeSums, allowed: Int32Array): HistSplit | undefined {
    this.#feature = -1;
    const { categorical, hasMissing, binCounts, l2 } = this.#settings;
    const whole =
      node.gradient * leafValue(node.gradient, node.hessian, l2, node.lower, node.upper);
    this.#gain = 1e-13 * Math.abs(whole); // less is the rounding of sums, not a gain
    for (let a = 0; a < allowed.length; a++) {
      const j = allowed[a]!;
      if (this.#both(histogram, node, j, allowed[a + 1], whole)) {
        a++;
        continue;
      }
      if (categorical[j] === 1) this.#categories(histogram, node, j, whole);
      else {
        const missing = hasMissing[j] === 1;
        this.#upwards(histogram, node, j, binCounts[j]! - 1 + (missing ? 1 : 0), whole);
        if (missing) this.#withMissingLeft(histogram, node, j, whole);
      }
    }
    if (this.#feature < 0) return undefined;
    return {
      gain: this.#gain,
      feature: this.#feature,
      bin: this.#bin,
      missingLeft: this.#missingLeft,
      set: this.#set,
      leftGradient: this.#gradient,
      leftHessian: this.#hessian,
      leftSamples: this.#samples,
    };
  }

  /** Numbers without missing values and without constraints: what the vector loop is for. */
  #isPlain(feature: number, node: NodeSums): boolean {
    const { categorical, hasMissing } = this.#settings;
    return categorical[feature] === 0 && hasMissing[feature] === 0 && this.#isFree(feature, node);
  }
  #isFree(feature: number, { lower, upper }: NodeSums): boolean {
    return (
      this.#settings.monotonic[feature] === 0 &&
      lower === Number.NEGATIVE_INFINITY &&
      upper === Number.POSITIVE_INFINITY
    );
  }

  /** As `#upwards` for one feature and then the other, both in one loop; false: it is not for these two. */
  #both(
    histogram: Float64Array,
    node: NodeSums,
    first: number,
    second: number | undefined,
    whole: number,
  ): boolean {
    if (second === undefined || !this.#isPlain(first, node) || !this.#isPlain(second, node))
      return false;
    const { binCounts, minLeaf, minHessian, l2 } = this.#settings;
    // What is beyond a feature's last cut leaves nothing on the right, so it is never chosen.
    const cuts = Math.max(binCounts[first]!, binCounts[second]!) - 1;
    const { gradient, hessian, samples } = node;
    const most = samples - minLeaf;
    const penalty = l2 + 1e-15;
    const limits = [
      gradient,
      hessian,
      minLeaf,
      most,
      minHessian,
      penalty,
      whole,
      this.#gain,
    ] as const;
    const found = this.#kernel.bestCuts(histogram, first, second, cuts, limits);
    if (!found) return false;
    if (found[0]! > this.#gain) this.#keepCut(histogram, found[0]!, first, found[2]!);
    if (found[1]! > this.#gain) this.#keepCut(histogram, found[1]!, second, found[3]!);
    return true;
  }
  /** Keeps the cut after this bin: what is left of it is summed once more. */
  #keepCut(histogram: Float64Array, gain: number, feature: number, last: number): void {
    let gradient = 0;
    let hessian = 0;
    let samples = 0;
    for (let bin = 0, at = feature * perFeature; bin <= last; bin++, at += perBin) {
      if (histogram[at + 2] === 0) continue;
      gradient += histogram[at]!;
      hessian += histogram[at + 1]!;
      samples += histogram[at + 2]!;
    }
    this.#keep(gain, feature, last, false, gradient, hessian, samples);
  }

  /** Cuts after bin 0, 1…: missing values stay on the right. */
  #upwards(
    histogram: Float64Array,
    node: NodeSums,
    feature: number,
    cuts: number,
    whole: number,
  ): void {
    const { minLeaf, minHessian, l2 } = this.#settings;
    const free = this.#isFree(feature, node);
    const total = node.gradient;
    const all = node.hessian;
    const most = node.samples - minLeaf;
    const penalty = l2 + 1e-15;
    let best = this.#gain;
    let found = -1;
    let gradient = 0;
    let hessian = 0;
    let samples = 0;
    let foundGradient = 0;
    let foundHessian = 0;
    let foundSamples = 0;
    for (let bin = 0, at = feature * perFeature; bin < cuts; bin++, at += perBin) {
      const count = histogram[at + 2]!;
      if (count === 0) continue;
      gradient += histogram[at]!;
      hessian += histogram[at + 1]!;
      samples += count;
      if (samples < minLeaf) continue;
      if (samples > most) break;
      const rest = all - hessian;
      if (hessian < minHessian || rest < minHessian) continue;
      let gain: number;
      if (free) {
        const other = total - gradient;
        const left = hessian + penalty;
        const right = rest + penalty;
        // G²/H on both sides, over one division.
        gain = whole + (gradient * gradient * right + other * other * left) / (left * right);
      } else gain = this.#gainOf(gradient, hessian, node, feature, whole);
      if (gain > best) {
        best = gain;
        found = bin;
        foundGradient = gradient;
        foundHessian = hessian;
        foundSamples = samples;
      }
    }
    if (found >= 0)
      this.#keep(best, feature, found, false, foundGradient, foundHessian, foundSamples);
  }

  /** The same with missing values on the left. */
  #withMissingLeft(histogram: Float64Array, node: NodeSums, feature: number, whole: number): void {
    const { minLeaf, minHessian, binCounts } = this.#settings;
    const missing = feature * perFeature + missingBin * perBin;
    if (histogram[missing + 2] === 0) return;
    // What is right of the cut, from the last bin on.
    let gradient = 0;
    let hessian = 0;
    let samples = 0;
    for (let bin = binCounts[feature]! - 2; bin >= 0; bin--) {
      const at = feature * perFeature + (bin + 1) * perBin;
      gradient += histogram[at]!;
      hessian += histogram[at + 1]!;
      samples += histogram[at + 2]!;
      if (samples < minLeaf) continue;
      const left = node.samples - samples;
      if (left < minLeaf) break;
      const leftHessian = node.hessian - hessian;
      if (hessian < minHessian || leftHessian < minHessian) continue;
      const leftGradient = node.gradient - gradient;
      const gain = this.#gainOf(leftGradient, leftHessian, node, feature, whole);
      if (gain > this.#gain) this.#keep(gain, feature, bin, true, leftGradient, leftHessian, left);
    }
  }

  /**
   * Categories in the order of their gradient per hessian: the best of all divisions is a cut in that order
   * (Fisher, 1958).
   */
  #categories(histogram: Float64Array, node: NodeSums, feature: number, whole: number): void {
    const { minLeaf, minHessian, binCounts, hasMissing } = this.#settings;
    const base = feature * perFeature;
    const support = node.samples / node.hessian;
    const used: number[] = [];
    const consider = (bin: number): void => {
      if (histogram[base + bin * perBin + 1]! * support >= categorySupport) used.push(bin);
    };
    for (let bin = 0; bin < binCounts[feature]!; bin++) consider(bin);
    if (hasMissing[feature] === 1) consider(missingBin);
    // one category that is known well enough, against others that are not, is no division
    if (used.length < 2) return;
    const slope = (bin: number): number =>
      histogram[base + bin * perBin]! / (histogram[base + bin * perBin + 1]! + categorySupport);
    used.sort((a, b) => slope(a) - slope(b) || a - b);
    // From either end to the middle. Categories with little support stay on the other side, so that both ends count;
    // the division in the middle is looked at once, as scikit-learn does it.
    const middle = Math.floor((used.length + 1) / 2);
    for (const [order, count] of [
      [used, middle],
      [[...used].reverse(), middle - 1],
    ] as const) {
      let gradient = 0;
      let hessian = 0;
      let samples = 0;
      for (let i = 0; i < count; i++) {
        const at = base + order[i]! * perBin;
        gradient += histogram[at]!;
        hessian += histogram[at + 1]!;
        samples += histogram[at + 2]!;
        if (samples < minLeaf || hessian < minHessian) continue;
        if (node.samples - samples < minLeaf || node.hessian - hessian < minHessian) break;
        const gain = this.#gainOf(gradient, hessian, node, feature, whole);
        if (!(gain > this.#gain)) continue;
        this.#keep(gain, feature, 0, false, gradient, hessian, samples);
        this.#set = new Uint32Array(8);
        for (const bin of order.slice(0, i + 1))
          this.#set[bin >>> 5] = this.#set[bin >>> 5]! | (1 << (bin & 31));
        this.#missingLeft = ((this.#set[7]! >>> 31) & 1) === 1;
      }
    }
  }

  #gainOf(
    gradient: number,
    hessian: number,
    node: NodeSums,
    feature: number,
    whole: number,
  ): number {
    const { l2, monotonic } = this.#settings;
    const { lower, upper } = node;
    const other = node.gradient - gradient;
    const left = leafValue(gradient, hessian, l2, lower, upper);
    const right = leafValue(other, node.hessian - hessian, l2, lower, upper);
    const way = monotonic[feature]!;
    if ((way === 1 && left > right) || (way === -1 && left < right))
      return Number.NEGATIVE_INFINITY;
    return whole - gradient * left - other * right;
  }

  #keep(
    gain: number,
    feature: number,
    bin: number,
    missingLeft: boolean,
    gradient: number,
    hessian: number,
    samples: number,
  ): void {
    this.#gain = gain;
    this.#feature = feature;
    this.#bin = bin;
    this.#missingLeft = missingLeft;
    this.#set = undefined;
    this.#gradient = gradient;
    this.#hessian = hessian;
    this.#samples = samples;
  }
}
