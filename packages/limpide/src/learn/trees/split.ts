/**
 * The search for the best split of a node: features are drawn at random until enough were looked at, each is
 * put in order and shown to the criterion.
 */
import type { RandomStream } from '../base/stream.ts';
import type { Columns } from './columns.ts';
import type { Criterion } from './criteria/index.ts';
import { Order } from './order.ts';

export interface SplitRules {
  /** `'best'`: the best cut of each feature; `'random'`: one cut of each, drawn between its extremes. */
  readonly splitter: 'best' | 'random';
  /** Features to look at; more, as long as all were constant. */
  readonly maxFeatures: number;
  /** Samples, and weight, that each side needs. */
  readonly minLeaf: number;
  readonly minWeight: number;
  /** Features that the tree may use at all, drawn once; default: all of them. */
  readonly among?: number;
}

/** Finds splits, one node after the other; the last one found is in its properties. */
export class SplitFinder {
  feature = -1;
  threshold = 0;
  missingLeft = false;
  /** The weighted decrease of impurity: W·I − W_left·I_left − W_right·I_right. */
  gain = 0;
  /** Samples whose rank is at most this go left. */
  #lowRank = 0;
  #score = 0;
  readonly #columns: Columns;
  readonly #criterion: Criterion;
  readonly #rules: SplitRules;
  readonly #stream: RandomStream;
  readonly #features: Int32Array;
  /** Ranks of the node's samples, by place. */
  readonly #local: Int32Array;
  readonly #order: Order;
  readonly #spare: { readonly ranks: Int32Array; readonly at: Int32Array };
  readonly #side: Uint8Array;
  /** The node where a feature was found constant, and the way down to the present node. */
  readonly #constantSince: Int32Array;
  readonly #depthOf: number[] = [];
  readonly #path: number[] = [];

  constructor(columns: Columns, criterion: Criterion, rules: SplitRules, stream: RandomStream) {
    const { rows, cols } = columns;
    this.#columns = columns;
    this.#criterion = criterion;
    this.#rules = rules;
    this.#stream = stream;
    this.#features =
      rules.among === undefined
        ? Int32Array.from({ length: cols }, (_, j) => j)
        : stream.sample(cols, rules.among);
    this.#local = new Int32Array(rows);
    this.#order = new Order(rows);
    this.#spare = { ranks: new Int32Array(rows), at: new Int32Array(rows) };
    this.#side = new Uint8Array(rows);
    this.#constantSince = new Int32Array(cols).fill(-1);
  }

  /**
   * Looks for a split of the node that the criterion is in.
   *
   * @param depth nodes are visited depth first: the last one visited at depth − 1 is this one's parent.
   *   −1: in some other order, then constant features are not remembered
   */
  find(samples: Int32Array, start: number, end: number, node: number, depth: number): boolean {
    const { maxFeatures } = this.#rules;
    const features = this.#features;
    const all = features.length;
    if (depth >= 0) {
      this.#path[depth] = node;
      this.#depthOf[node] = depth;
    }
    this.#score = Number.NEGATIVE_INFINITY;
    this.feature = -1;
    let seen = 0; // features that were not constant
    for (let drawn = 0; drawn < all && (drawn < maxFeatures || seen === 0); drawn++) {
      const j = drawn + Math.floor(this.#stream.bits() * ((all - drawn) / 4294967296));
      const feature = features[j]!;
      features[j] = features[drawn]!;
      features[drawn] = feature;
      if (this.#isConstant(feature, depth)) continue;
      if (this.#look(feature, samples, start, end)) seen++;
      else if (depth >= 0) this.#constantSince[feature] = node;
    }
    if (this.feature >= 0) this.gain = this.#criterion.gain(this.#score);
    return this.feature >= 0;
  }

  /** Found constant here or in a node above? */
  #isConstant(feature: number, depth: number): boolean {
    const since = this.#constantSince[feature]!;
    if (since < 0) return false;
    const at = this.#depthOf[since]!;
    // Deeper than this node, the path is that of a branch left behind.
    return at < depth && this.#path[at] === since;
  }

  /** Tries a feature. @returns false when it is constant in this node */
  #look(feature: number, samples: Int32Array, start: number, end: number): boolean {
    const { ranks, rows, offsets, missing } = this.#columns;
    const local = this.#local;
    const base = feature * rows;
    const n = end - start;
    let low = ranks[base + samples[start]!]!;
    let high = low;
    for (let i = 0, p = start; i < n; i++, p++) {
      const rank = ranks[base + samples[p]!]!;
      local[i] = rank;
      if (rank < low) low = rank;
      if (rank > high) high = rank;
    }
    if (low === high) return false;
    const gap = offsets[feature + 1]! - offsets[feature]!;
    const gaps = missing[feature] === 1 && high === gap;
    if (this.#rules.splitter === 'random') this.#random(feature, n, low, high, gaps ? gap : -1);
    else if (gaps) this.#bestWithMissing(feature, n, low, high);
    else this.#best(feature, n, low, high);
    return true;
  }

  #best(feature: number, n: number, low: number, high: number): void {
    const criterion = this.#criterion;
    const { minLeaf, minWeight } = this.#rules;
    if (criterion.counts(n, high - low + 1)) {
      criterion.count(this.#local, n, low, high, minLeaf, minWeight);
      if (criterion.score > this.#score)
        this.#keep(feature, criterion.cutLow, criterion.cutHigh, false);
      return;
    }
    this.#order.sort(this.#local, n, low, high);
    const { ranks, at } = this.#order;
    const cut = criterion.scan(ranks, at, n, 1, minLeaf, minWeight);
    if (cut > 0 && criterion.score > this.#score)
      this.#keep(feature, ranks[cut - 1]!, ranks[cut]!, false);
  }

  /** Missing values sort last, that is to the right; then once more with all of them on the left. */
  #bestWithMissing(feature: number, n: number, low: number, high: number): void {
    this.#best(feature, n, low, high);
    const { ranks, at } = this.#order;
    this.#order.sort(this.#local, n, low, high);
    let gaps = 0;
    while (gaps < n && ranks[n - 1 - gaps] === high) gaps++;
    const turned = this.#spare;
    for (let i = 0; i < n; i++) {
      const from = i < gaps ? n - gaps + i : i - gaps;
      turned.ranks[i] = ranks[from]!;
      turned.at[i] = at[from]!;
    }
    const { minLeaf, minWeight } = this.#rules;
    const criterion = this.#criterion;
    const cut = criterion.scan(turned.ranks, turned.at, n, gaps + 1, minLeaf, minWeight);
    if (cut > 0 && criterion.score > this.#score)
      this.#keep(feature, turned.ranks[cut - 1]!, turned.ranks[cut]!, true);
  }

  /** @param gap the rank of missing values, −1 when the node has none */
  #random(feature: number, n: number, low: number, high: number, gap: number): void {
    const { values, offsets } = this.#columns;
    const first = offsets[feature]!;
    const local = this.#local;
    let top = high;
    let missingLeft = false;
    if (gap >= 0) {
      top = low;
      for (let i = 0; i < n; i++) if (local[i]! < gap && local[i]! > top) top = local[i]!;
      missingLeft = this.#stream.next() < 0.5;
    }
    const least = values[first + low]!;
    const most = values[first + top]!;
    let threshold = least + (most - least) * this.#stream.next();
    if (!(threshold < most)) threshold = least;
    if (top === low) threshold = Number.POSITIVE_INFINITY; // only missing or not
    // The last rank whose value is not above the threshold.
    let rank = low;
    if (top === low) missingLeft = false;
    else {
      let above = top;
      while (above - rank > 1) {
        const middle = (rank + above) >> 1;
        if (values[first + middle]! <= threshold) rank = middle;
        else above = middle;
      }
    }
    const side = this.#side;
    let left = 0;
    for (let i = 0; i < n; i++) {
      const goes = local[i]! <= rank || (missingLeft && local[i] === gap) ? 1 : 0;
      side[i] = goes;
      left += goes;
    }
    const { minLeaf, minWeight } = this.#rules;
    if (left < minLeaf || n - left < minLeaf) return;
    const score = this.#criterion.judge(side, n, minWeight);
    if (!(score > this.#score)) return;
    this.#score = score;
    this.feature = feature;
    this.#lowRank = rank;
    this.threshold = threshold;
    this.missingLeft = missingLeft;
  }

  /** The best so far: a cut between two ranks. */
  #keep(feature: number, low: number, high: number, missingLeft: boolean): void {
    this.#score = this.#criterion.score;
    this.feature = feature;
    this.#lowRank = low;
    this.missingLeft = missingLeft;
    const { values, offsets } = this.#columns;
    const first = offsets[feature]!;
    if (first + high >= offsets[feature + 1]!) {
      this.threshold = Number.POSITIVE_INFINITY; // all values on the left, the missing on the right
      return;
    }
    const below = values[first + low]!;
    const above = values[first + high]!;
    const middle = below / 2 + above / 2;
    this.threshold = middle >= below && middle < above ? middle : below;
  }

  /**
   * Puts the samples that go left in front, both sides in their order.
   *
   * @returns where the right side begins
   */
  partition(samples: Int32Array, start: number, end: number): number {
    const { ranks, rows, offsets, missing } = this.#columns;
    const base = this.feature * rows;
    const lowRank = this.#lowRank;
    const gap = offsets[this.feature + 1]! - offsets[this.feature]!;
    const gapLeft = this.missingLeft ? gap : -1;
    const aside = this.#local;
    let left = start;
    let right = 0;
    let gaps = 0;
    for (let p = start; p < end; p++) {
      const sample = samples[p]!;
      const rank = ranks[base + sample]!;
      if (rank === gap) gaps++;
      if (rank <= lowRank || rank === gapLeft) samples[left++] = sample;
      else aside[right++] = sample;
    }
    for (let i = 0; i < right; i++) samples[left + i] = aside[i]!;
    // Nothing missing here: what is missing later goes with the majority.
    if (missing[this.feature] === 0 || gaps === 0) this.missingLeft = left - start > end - left;
    return left;
  }
}
