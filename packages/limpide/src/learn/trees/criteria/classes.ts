/**
 * Impurities of classes, p_k being the share of class k:
 * Gini Σ p_k(1 − p_k) and entropy −Σ p_k log₂ p_k (Breiman, Friedman, Olshen and Stone, 1984; Quinlan, 1986).
 */
import { Criterion } from './criterion.ts';

/** Ranks are counted rather than sorted up to this many. */
const countable = 256;

abstract class ClassCriterion extends Criterion {
  readonly #codes: Int32Array;
  readonly #weights: Float64Array;
  protected readonly classes: number;
  /** Classes of the node's samples, by place. */
  protected readonly localCode: Int32Array;
  /** Weights of the classes: of the node, and left of the cut. */
  protected readonly total: Float64Array;
  protected readonly left: Float64Array;
  readonly #byRank: Float64Array;
  readonly #samplesOf = new Int32Array(countable);

  constructor(codes: Int32Array, weights: Float64Array, classes: number) {
    super(classes, codes.length);
    this.#codes = codes;
    this.#weights = weights;
    this.classes = classes;
    this.localCode = new Int32Array(codes.length);
    this.total = new Float64Array(classes);
    this.left = new Float64Array(classes);
    this.#byRank = new Float64Array(countable * classes);
  }

  enter(samples: Int32Array, start: number, end: number): void {
    const { total, localCode, local, classes } = this;
    const codes = this.#codes;
    const weights = this.#weights;
    total.fill(0);
    for (let i = start, place = 0; i < end; i++, place++) {
      const sample = samples[i]!;
      const code = codes[sample]!;
      const w = weights[sample]!;
      localCode[place] = code;
      local[place] = w;
      total[code] = total[code]! + w;
    }
    let weight = 0;
    for (let k = 0; k < classes; k++) weight += total[k]!;
    this.weight = weight;
    for (let k = 0; k < classes; k++) this.value[k] = total[k]! / weight;
    this.impurity = this.measure();
  }

  /** The impurity of `value`. */
  protected abstract measure(): number;
  /** The score of `left`, whose weight is `weightLeft`. */
  protected abstract scoreOf(weightLeft: number): number;

  override counts(n: number, range: number): boolean {
    return range <= countable && n >= 256 && 2 * n >= range * this.classes;
  }

  override count(
    local: Int32Array,
    n: number,
    low: number,
    high: number,
    minLeaf: number,
    minWeight: number,
  ): void {
    const { classes, localCode, left } = this;
    const weights = this.local;
    const byRank = this.#byRank;
    const samplesOf = this.#samplesOf;
    const range = high - low + 1;
    byRank.fill(0, 0, range * classes);
    samplesOf.fill(0, 0, range);
    for (let i = 0; i < n; i++) {
      const bin = local[i]! - low;
      const at = bin * classes + localCode[i]!;
      byRank[at] = byRank[at]! + weights[i]!;
      samplesOf[bin] = samplesOf[bin]! + 1;
    }
    left.fill(0);
    let best = Number.NEGATIVE_INFINITY;
    let cut = -1;
    let next = -1;
    let samplesLeft = 0;
    let weightLeft = 0;
    for (let bin = 0, last = -1; bin < range; bin++) {
      if (samplesOf[bin] === 0) continue;
      if (
        last >= 0 &&
        samplesLeft >= minLeaf &&
        n - samplesLeft >= minLeaf &&
        weightLeft >= minWeight &&
        this.weight - weightLeft >= minWeight
      ) {
        const score = this.scoreOf(weightLeft);
        if (score > best) {
          best = score;
          cut = last;
          next = bin;
        }
      }
      for (let k = 0, at = bin * classes; k < classes; k++, at++) {
        const w = byRank[at]!;
        left[k] = left[k]! + w;
        weightLeft += w;
      }
      samplesLeft += samplesOf[bin]!;
      last = bin;
    }
    this.score = best;
    this.cutLow = cut + low;
    this.cutHigh = next + low;
  }

  judge(goesLeft: Uint8Array, n: number, minWeight: number): number {
    const { left, local, localCode } = this;
    left.fill(0);
    let weightLeft = 0;
    for (let i = 0; i < n; i++) {
      if (goesLeft[i] === 0) continue;
      const code = localCode[i]!;
      left[code] = left[code]! + local[i]!;
      weightLeft += local[i]!;
    }
    if (weightLeft < minWeight || this.weight - weightLeft < minWeight)
      return Number.NEGATIVE_INFINITY;
    return this.scoreOf(weightLeft);
  }
}

export class Gini extends ClassCriterion {
  /** Σ of squares of the classes' weights in the node. */
  #squares = 0;

  protected measure(): number {
    let squares = 0;
    for (let k = 0; k < this.classes; k++) squares += this.total[k]! * this.total[k]!;
    this.#squares = squares;
    return Math.max(0, 1 - squares / (this.weight * this.weight));
  }
  // W·I = W − Σw²/W on each side: the weights add up to a constant, the rest is the score.
  gain(score: number): number {
    return score - this.#squares / this.weight;
  }
  protected scoreOf(weightLeft: number): number {
    const { left, total, classes } = this;
    let squaresLeft = 0;
    let squaresRight = 0;
    for (let k = 0; k < classes; k++) {
      const l = left[k]!;
      const r = total[k]! - l;
      squaresLeft += l * l;
      squaresRight += r * r;
    }
    return squaresLeft / weightLeft + squaresRight / (this.weight - weightLeft);
  }

  scan(
    ranks: Int32Array,
    at: Int32Array,
    n: number,
    first: number,
    minLeaf: number,
    minWeight: number,
  ): number {
    const { left, total, local, localCode, weight } = this;
    const lastCut = n - minLeaf;
    const firstCut = Math.max(first, minLeaf);
    left.fill(0);
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    let weightLeft = 0;
    let squaresLeft = 0;
    let squaresRight = this.#squares;
    let rank = ranks[0]!;
    for (let i = 1; i <= lastCut; i++) {
      const place = at[i - 1]!;
      const code = localCode[place]!;
      const w = local[place]!;
      const l = left[code]!;
      // (l + w)² − l² and r² − (r − w)², r being what was right of the cut.
      squaresLeft += w * (l + l + w);
      const r = total[code]! - l;
      squaresRight -= w * (r + r - w);
      left[code] = l + w;
      weightLeft += w;
      const next = ranks[i]!;
      if (next === rank || i < firstCut) {
        rank = next;
        continue;
      }
      rank = next;
      const weightRight = weight - weightLeft;
      const score = squaresLeft / weightLeft + squaresRight / weightRight;
      if (score > best && weightLeft >= minWeight && weightRight >= minWeight) {
        best = score;
        cut = i;
      }
    }
    this.score = best;
    return cut;
  }
}

const xlogx = (x: number): number => (x > 0 ? x * Math.log2(x) : 0);

export class Entropy extends ClassCriterion {
  /** Σ w log₂ w over the classes of the node. */
  #terms = 0;

  protected measure(): number {
    let terms = 0;
    for (let k = 0; k < this.classes; k++) terms += xlogx(this.total[k]!);
    this.#terms = terms;
    return Math.max(0, Math.log2(this.weight) - terms / this.weight);
  }
  // W·H = W log₂ W − Σ w log₂ w.
  gain(score: number): number {
    return score - (this.#terms - xlogx(this.weight));
  }
  protected scoreOf(weightLeft: number): number {
    const { left, total, classes } = this;
    let score = -xlogx(weightLeft) - xlogx(this.weight - weightLeft);
    for (let k = 0; k < classes; k++) score += xlogx(left[k]!) + xlogx(total[k]! - left[k]!);
    return score;
  }

  scan(
    ranks: Int32Array,
    at: Int32Array,
    n: number,
    first: number,
    minLeaf: number,
    minWeight: number,
  ): number {
    const { left, local, localCode, weight } = this;
    left.fill(0);
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    let weightLeft = 0;
    for (let i = 1; i <= n - minLeaf; i++) {
      const place = at[i - 1]!;
      const code = localCode[place]!;
      left[code] = left[code]! + local[place]!;
      weightLeft += local[place]!;
      if (ranks[i] === ranks[i - 1] || i < first || i < minLeaf) continue;
      if (weightLeft < minWeight || weight - weightLeft < minWeight) continue;
      const score = this.scoreOf(weightLeft);
      if (score > best) {
        best = score;
        cut = i;
      }
    }
    this.score = best;
    return cut;
  }
}
