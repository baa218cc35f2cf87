/**
 * Growing one tree of gradient boosting from bins: always the leaf whose split gains most, until there are
 * enough leaves.
 */
import { type Binning, missingBin } from './bins.ts';
import { type Kernel, makeKernel } from './kernel.ts';
import { type HistSplit, HistSplitter, leafValue, type SplitSettings } from './split.ts';
import { type HistTree, inSet } from './tree.ts';

export interface HistRules {
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly minLeaf: number;
  readonly l2: number;
  readonly learningRate: number;
  readonly monotonic: Int32Array;
  /** Groups of features that may be used together along a branch; undefined: all. */
  readonly interactions: readonly (readonly number[])[] | undefined;
}

interface Leaf {
  readonly node: number;
  readonly depth: number;
  readonly start: number;
  readonly end: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly lower: number;
  readonly upper: number;
  readonly allowed: Int32Array;
  /** Groups of interactions that are still open on this branch. */
  readonly groups: readonly (readonly number[])[] | undefined;
  histogram: Float64Array | undefined;
  split: HistSplit | undefined;
}

/** Grows trees over the same bins, one after the other; arrays are used again. */
export class HistGrower {
  readonly #rows: number;
  readonly #cols: number;
  readonly #binning: Binning;
  readonly #rules: HistRules;
  readonly #settings: SplitSettings;
  readonly #splitter: HistSplitter;
  readonly #samples: Int32Array;
  readonly #kernel: Kernel;
  readonly #goesLeft = new Uint8Array(256);
  readonly #pool: Float64Array[] = [];
  #leaves: Leaf[] = [];

  constructor(bins: Uint8Array, rows: number, binning: Binning, rules: HistRules) {
    this.#kernel = makeKernel(bins, rows, binning.thresholds.length);
    this.#rows = rows;
    this.#cols = binning.thresholds.length;
    this.#binning = binning;
    this.#rules = rules;
    const { categorical, thresholds } = binning;
    this.#settings = {
      l2: rules.l2,
      minLeaf: rules.minLeaf,
      minHessian: 1e-3,
      monotonic: rules.monotonic,
      categorical,
      binCounts: Int32Array.from(thresholds, (t, j) => t.length + (categorical[j] === 1 ? 0 : 1)),
      hasMissing: Uint8Array.from(thresholds, (_, j) =>
        bins.subarray(j * rows, (j + 1) * rows).includes(missingBin) ? 1 : 0,
      ),
    };
    this.#splitter = new HistSplitter(this.#settings, this.#kernel);
    this.#samples = this.#kernel.samples;
  }

  /**
   * Grows a tree that follows −gradients/hessians.
   *
   * @param leafValues called with each leaf's samples, gives its value where −G/(H + λ) is not wanted
   * @param apply called with each leaf's samples and value
   */
  grow(
    gradients: Float64Array,
    hessians: Float64Array,
    leafValues: ((samples: Int32Array) => number) | undefined,
    apply: (samples: Int32Array, value: number) => void,
  ): HistTree {
    const { maxLeaves, learningRate, l2 } = this.#rules;
    const rows = this.#rows;
    for (let i = 0; i < rows; i++) this.#samples[i] = i;
    const tree = new HistTreeBuilder();
    const root = this.#root(gradients, hessians, tree);
    this.#leaves = [root];
    if (this.#maySplit(root)) {
      root.histogram = this.#histogram(gradients, hessians, root);
      root.split = this.#splitter.find(root.histogram, this.#sums(root), root.allowed);
    }
    for (let count = 1; count < maxLeaves; count++) {
      const best = this.#best();
      if (!best) break;
      this.#split(best, gradients, hessians, tree, count + 1 < maxLeaves);
    }
    for (const leaf of this.#leaves) {
      if (leaf.histogram) this.#pool.push(leaf.histogram);
      const samples = this.#samples.subarray(leaf.start, leaf.end);
      const raw =
        leafValues?.(samples) ?? leafValue(leaf.gradient, leaf.hessian, l2, leaf.lower, leaf.upper);
      const value = learningRate * raw;
      tree.value[leaf.node] = value;
      apply(samples, value);
    }
    return tree.finish();
  }

  #root(gradients: Float64Array, hessians: Float64Array, tree: HistTreeBuilder): Leaf {
    let gradient = 0;
    let hessian = 0;
    for (let i = 0; i < this.#rows; i++) {
      gradient += gradients[i]!;
      hessian += hessians[i]!;
    }
    const groups = this.#rules.interactions;
    return {
      node: tree.add(this.#rows),
      depth: 0,
      start: 0,
      end: this.#rows,
      gradient,
      hessian,
      lower: Number.NEGATIVE_INFINITY,
      upper: Number.POSITIVE_INFINITY,
      allowed: this.#allowed(groups),
      groups,
      histogram: undefined,
      split: undefined,
    };
  }
  #allowed(groups: readonly (readonly number[])[] | undefined): Int32Array {
    if (!groups) return Int32Array.from({ length: this.#cols }, (_, j) => j);
    return Int32Array.from(new Set(groups.flat())).sort();
  }
  #sums(leaf: Leaf) {
    const { gradient, hessian, lower, upper } = leaf;
    return { gradient, hessian, lower, upper, samples: leaf.end - leaf.start };
  }

  #maySplit(leaf: Leaf): boolean {
    const { minLeaf, maxDepth } = this.#rules;
    return (
      leaf.end - leaf.start >= 2 * minLeaf &&
      leaf.depth < maxDepth &&
      leaf.hessian >= this.#settings.minHessian
    );
  }
  #best(): Leaf | undefined {
    let best: Leaf | undefined;
    for (const leaf of this.#leaves)
      if (leaf.split && (!best?.split || leaf.split.gain > best.split.gain)) best = leaf;
    return best;
  }
  #histogram(gradients: Float64Array, hessians: Float64Array, leaf: Leaf): Float64Array {
    const into = this.#pool.pop() ?? this.#kernel.make();
    this.#kernel.fill(into, leaf.start, leaf.end, gradients, hessians);
    return into;
  }

  #split(
    leaf: Leaf,
    gradients: Float64Array,
    hessians: Float64Array,
    tree: HistTreeBuilder,
    goOn: boolean,
  ): void {
    const split = leaf.split!;
    const { start, end, depth } = leaf;
    const middle = this.#partition(split, start, end);
    const { l2, monotonic, interactions } = this.#rules;
    const { feature, leftGradient, leftHessian } = split;
    const gradient = leaf.gradient - leftGradient;
    const hessian = leaf.hessian - leftHessian;
    let { lower, upper } = leaf;
    const limits = [
      [lower, upper],
      [lower, upper],
    ] as [[number, number], [number, number]];
    const way = monotonic[feature]!;
    if (way !== 0) {
      // Neither side may cross what lies halfway between them, whatever is split below.
      const left = leafValue(leftGradient, leftHessian, l2, lower, upper);
      const right = leafValue(gradient, hessian, l2, lower, upper);
      lower = upper = (left + right) / 2;
      limits[0][way === 1 ? 1 : 0] = upper;
      limits[1][way === 1 ? 0 : 1] = lower;
    }
    const groups = leaf.groups?.filter((group) => group.includes(feature));
    const allowed = interactions ? this.#allowed(groups) : leaf.allowed;
    const child = (from: number, to: number, g: number, h: number, side: 0 | 1): Leaf => ({
      node: tree.add(to - from),
      depth: depth + 1,
      start: from,
      end: to,
      gradient: g,
      hessian: h,
      lower: limits[side][0],
      upper: limits[side][1],
      allowed,
      groups,
      histogram: undefined,
      split: undefined,
    });
    const left = child(start, middle, leftGradient, leftHessian, 0);
    const right = child(middle, end, gradient, hessian, 1);
    const cuts = this.#binning.thresholds[feature]!;
    // Where no sample of this feature was missing, what is missing later goes with the majority.
    const missingLeft =
      this.#settings.hasMissing[feature] === 1
        ? split.missingLeft
        : 2 * split.leftSamples > end - start;
    const threshold = cuts[split.bin] ?? Infinity;
    tree.split(leaf.node, split, threshold, missingLeft, left.node, right.node);
    this.#leaves[this.#leaves.indexOf(leaf)] = left;
    this.#leaves.push(right);
    this.#histograms(leaf, left, right, gradients, hessians, goOn);
  }

  /** Histograms of two children: the smaller is counted, the larger is what remains of the parent's. */
  #histograms(
    parent: Leaf,
    left: Leaf,
    right: Leaf,
    gradients: Float64Array,
    hessians: Float64Array,
    goOn: boolean,
  ): void {
    const whole = parent.histogram!;
    const wanted = goOn && (this.#maySplit(left) || this.#maySplit(right));
    if (!wanted) {
      this.#pool.push(whole);
      return;
    }
    const leftFewer = left.end - left.start <= right.end - right.start;
    const small = leftFewer ? left : right;
    const large = leftFewer ? right : left;
    small.histogram = this.#histogram(gradients, hessians, small);
    this.#kernel.subtract(whole, small.histogram);
    large.histogram = whole;
    for (const leaf of [left, right]) {
      if (this.#maySplit(leaf))
        leaf.split = this.#splitter.find(leaf.histogram!, this.#sums(leaf), leaf.allowed);
    }
  }

  /** Samples that go left come first, in their order. */
  #partition(split: HistSplit, start: number, end: number): number {
    const goes = this.#goesLeft;
    for (let bin = 0; bin < 256; bin++) {
      goes[bin] = split.set ? (inSet(split.set, 0, bin) ? 1 : 0) : bin <= split.bin ? 1 : 0;
    }
    if (!split.set) goes[missingBin] = split.missingLeft ? 1 : 0;
    return this.#kernel.divide(split.feature, start, end, goes);
  }
}

class HistTreeBuilder {
  readonly #feature: number[] = [];
  readonly #bin: number[] = [];
  readonly #threshold: number[] = [];
  readonly #missingLeft: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #set: number[] = [];
  readonly #sets: number[] = [];
  readonly #samples: number[] = [];
  readonly #gain: number[] = [];
  readonly value: number[] = [];

  add(samples: number): number {
    for (const list of [this.#feature, this.#left, this.#right, this.#set]) list.push(-1);
    for (const list of [this.#bin, this.#threshold, this.#missingLeft, this.#gain, this.value])
      list.push(0);
    return this.#samples.push(samples) - 1;
  }
  split(
    node: number,
    split: HistSplit,
    threshold: number,
    missingLeft: boolean,
    left: number,
    right: number,
  ): void {
    this.#feature[node] = split.feature;
    this.#gain[node] = split.gain;
    this.#left[node] = left;
    this.#right[node] = right;
    this.#missingLeft[node] = missingLeft ? 1 : 0;
    if (split.set) {
      this.#set[node] = this.#sets.length;
      this.#sets.push(...split.set);
      // Bit 255 is that of missing values.
      const last = this.#sets.length - 1;
      if (missingLeft) this.#sets[last] = (this.#sets[last]! | 0x80000000) >>> 0;
    } else {
      this.#bin[node] = split.bin;
      this.#threshold[node] = threshold;
    }
  }
  finish(): HistTree {
    return {
      feature: Int32Array.from(this.#feature),
      bin: Uint8Array.from(this.#bin),
      threshold: Float64Array.from(this.#threshold),
      missingLeft: Uint8Array.from(this.#missingLeft),
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      set: Int32Array.from(this.#set),
      sets: Uint32Array.from(this.#sets),
      value: Float64Array.from(this.value),
      samples: Int32Array.from(this.#samples),
      gain: Float64Array.from(this.#gain),
    };
  }
}
