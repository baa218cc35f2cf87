/**
 * Impurities of numbers: the variance (squared error), Friedman's improvement, the deviance of Poisson.
 * Targets are seen relative to the node's mean, so that large offsets cost no digits.
 */
import { Criterion } from './criterion.ts';

/** What criteria of numbers have in common: targets `[rows, outputs]`, and weighted means as values. */
abstract class NumberCriterion extends Criterion {
  protected readonly targets: Float64Array;
  protected readonly outputs: number;
  readonly #weights: Float64Array;
  /** Σ w (y − mean) left of the cut, per output. */
  protected readonly sums: Float64Array;
  /** y − mean of the node's samples, by place. */
  protected readonly centred: Float64Array;

  constructor(targets: Float64Array, weights: Float64Array, outputs: number) {
    super(outputs, weights.length);
    this.targets = targets;
    this.outputs = outputs;
    this.#weights = weights;
    this.sums = new Float64Array(outputs);
    this.centred = new Float64Array(targets.length);
  }

  /** Fills `local`, `centred`, `weight` and `value`. */
  protected gather(samples: Int32Array, start: number, end: number): void {
    const { outputs, targets, value, local, centred } = this;
    const weights = this.#weights;
    value.fill(0);
    let weight = 0;
    for (let i = start; i < end; i++) {
      const sample = samples[i]!;
      const w = weights[sample]!;
      weight += w;
      for (let k = 0; k < outputs; k++) value[k] = value[k]! + w * targets[sample * outputs + k]!;
    }
    this.weight = weight;
    for (let k = 0; k < outputs; k++) value[k] = value[k]! / weight;
    for (let i = start, place = 0; i < end; i++, place++) {
      const sample = samples[i]!;
      local[place] = weights[sample]!;
      for (let k = 0; k < outputs; k++)
        centred[place * outputs + k] = targets[sample * outputs + k]! - value[k]!;
    }
  }

  /** Σ w (y − mean)² / (W · outputs). */
  protected variance(n: number): number {
    const { outputs, centred, local } = this;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const w = local[i]!;
      for (let k = 0; k < outputs; k++) {
        const d = centred[i * outputs + k]!;
        sum += w * d * d;
      }
    }
    return sum / (this.weight * outputs);
  }

  protected abstract scoreOf(weightLeft: number): number;

  judge(goesLeft: Uint8Array, n: number, minWeight: number): number {
    const { sums, outputs, centred, local } = this;
    sums.fill(0);
    let weightLeft = 0;
    for (let i = 0; i < n; i++) {
      if (goesLeft[i] === 0) continue;
      const w = local[i]!;
      weightLeft += w;
      for (let k = 0; k < outputs; k++) sums[k] = sums[k]! + w * centred[i * outputs + k]!;
    }
    if (weightLeft < minWeight || this.weight - weightLeft < minWeight)
      return Number.NEGATIVE_INFINITY;
    return this.scoreOf(weightLeft);
  }

  scan(
    ranks: Int32Array,
    at: Int32Array,
    n: number,
    first: number,
    minLeaf: number,
    minWeight: number,
  ): number {
    const { sums, outputs, centred, local, weight } = this;
    sums.fill(0);
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    let weightLeft = 0;
    for (let i = 1; i <= n - minLeaf; i++) {
      const place = at[i - 1]!;
      const w = local[place]!;
      weightLeft += w;
      for (let k = 0; k < outputs; k++) sums[k] = sums[k]! + w * centred[place * outputs + k]!;
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

/** Squared error: the variance, averaged over outputs. */
export class SquaredError extends NumberCriterion {
  enter(samples: Int32Array, start: number, end: number): void {
    this.gather(samples, start, end);
    this.impurity = this.variance(end - start);
  }
  // The sums on both sides are opposite: S²/W_left + S²/W_right is what the variance loses.
  protected scoreOf(weightLeft: number): number {
    let squares = 0;
    for (let k = 0; k < this.outputs; k++) squares += this.sums[k]! * this.sums[k]!;
    return squares * (1 / weightLeft + 1 / (this.weight - weightLeft));
  }
  gain(score: number): number {
    return score / this.outputs;
  }

  override scan(
    ranks: Int32Array,
    at: Int32Array,
    n: number,
    first: number,
    minLeaf: number,
    minWeight: number,
  ): number {
    if (this.outputs > 1) return super.scan(ranks, at, n, first, minLeaf, minWeight);
    // The usual case, one output, without inner loops.
    const { centred, local, weight } = this;
    const lastCut = n - minLeaf;
    const firstCut = Math.max(first, minLeaf);
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    let weightLeft = 0;
    let sum = 0;
    let rank = ranks[0]!;
    for (let i = 1; i <= lastCut; i++) {
      const place = at[i - 1]!;
      const w = local[place]!;
      weightLeft += w;
      sum += w * centred[place]!;
      const next = ranks[i]!;
      const same = next === rank;
      rank = next;
      if (same || i < firstCut) continue;
      const weightRight = weight - weightLeft;
      const score = (sum * sum * weight) / (weightLeft * weightRight);
      if (score > best && weightLeft >= minWeight && weightRight >= minWeight) {
        best = score;
        cut = i;
      }
    }
    this.score = best;
    return cut;
  }
}

/** Friedman's improvement (2001, equation 35): W_left·W_right·(ȳ_left − ȳ_right)²/W, of the outputs' mean. */
export class FriedmanError extends SquaredError {
  protected override scoreOf(weightLeft: number): number {
    let sum = 0;
    for (let k = 0; k < this.outputs; k++) sum += this.sums[k]!;
    sum /= this.outputs;
    return sum * sum * (1 / weightLeft + 1 / (this.weight - weightLeft));
  }
  override gain(score: number): number {
    return score;
  }
}

/**
 * Half the deviance of Poisson, Σ w y log(y/mean)/W, for targets ≥ 0. A cut with a side of zeros only is not
 * considered: its prediction would be 0.
 */
export class PoissonError extends NumberCriterion {
  #base = 0;

  enter(samples: Int32Array, start: number, end: number): void {
    this.gather(samples, start, end);
    const { outputs, value, centred, local, weight } = this;
    let deviance = 0;
    let base = 0;
    for (let k = 0; k < outputs; k++) {
      const mean = value[k]!;
      if (mean > 0) base += weight * mean * Math.log(mean);
      for (let i = 0; i < end - start; i++) {
        const y = centred[i * outputs + k]! + mean;
        if (y > 0) deviance += local[i]! * y * Math.log(y / mean);
      }
    }
    this.#base = base;
    this.impurity = Math.max(0, deviance / (weight * outputs));
  }
  protected scoreOf(weightLeft: number): number {
    const weightRight = this.weight - weightLeft;
    let score = 0;
    for (let k = 0; k < this.outputs; k++) {
      const mean = this.value[k]!;
      const left = this.sums[k]! + weightLeft * mean;
      const right = weightRight * mean - this.sums[k]!;
      const least = 1e-14 * this.weight * mean;
      if (!(left > least && right > least)) return Number.NEGATIVE_INFINITY;
      score += left * Math.log(left / weightLeft) + right * Math.log(right / weightRight);
    }
    return score;
  }
  gain(score: number): number {
    return (score - this.#base) / this.outputs;
  }
}
