/** A choice among k categories, 0 … k − 1. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { check, type NanOptions, type Sample, values } from '../input.ts';
import type { Stream } from '../random.ts';
import { DiscreteDistribution, fitValues } from './distribution.ts';

/** Probabilities, checked: each ≥ 0, and of sum 1 (up to 1e-6, which is then divided out). */
export function probabilities(op: string, name: string, x: Sample): Float64Array {
  const p = values(op, x, { name });
  p.forEach((got, index) => {
    if (got < 0)
      raise(DataError, statsErrors, 'stats.value', { op, name, index, got, expected: '≥ 0' });
  });
  const total = p.reduce((s, v) => s + v, 0);
  if (!(Math.abs(total - 1) <= 1e-6))
    raise(ArgumentError, statsErrors, 'stats.sum', {
      op,
      name,
      got: total,
      expected: 1,
      remedy: 'x / Σ x',
    });
  return p.map((v) => v / total);
}

/** Category k with probability probs[k]. */
export class Categorical extends DiscreteDistribution {
  override readonly mean: number;
  override readonly variance: number;
  override readonly support: readonly [number, number];
  readonly probs: Float64Array;
  readonly #sums: Float64Array;

  /** @param probs one probability per category, of sum 1 */
  constructor(probs: Sample) {
    super();
    this.probs = probabilities('Categorical', 'probs', probs);
    this.support = [0, this.probs.length - 1];
    let sum = 0;
    this.#sums = this.probs.map((p) => {
      sum += p;
      return sum;
    });
    this.mean = this.probs.reduce((s, p, k) => s + p * k, 0);
    this.variance = this.probs.reduce((s, p, k) => s + p * (k - this.mean) ** 2, 0);
  }

  /** Maximum likelihood: how often each category comes. */
  static fit(x: Sample, options: NanOptions & { readonly categories?: number } = {}): Categorical {
    const op = 'Categorical.fit';
    const ok = (v: number): boolean => Number.isInteger(v) && v >= 0;
    const good = fitValues(op, x, ok, 'whole numbers ≥ 0', options);
    const least = good.reduce((m, v) => Math.max(m, v), 0) + 1;
    const k = options.categories ?? least;
    check(k >= least, op, 'categories', `at least ${least}`, k);
    const counts = new Float64Array(k);
    for (const v of good) counts[v] = counts[v]! + 1;
    return new Categorical(counts.map((c) => c / good.length));
  }

  protected override logMass(k: number): number {
    return Math.log(this.probs[k]!);
  }
  protected override lower(x: number): number {
    if (x < 0) return 0;
    return x >= this.probs.length - 1 ? 1 : Math.min(1, this.#sums[Math.floor(x)]!);
  }
  protected override upper(x: number): number {
    return 1 - this.lower(x);
  }
  protected override draw(stream: Stream): number {
    const u = stream.uniform() * this.#sums[this.#sums.length - 1]!;
    let a = 0;
    let b = this.#sums.length - 1;
    while (a < b) {
      const m = (a + b) >> 1;
      if (this.#sums[m]! > u) b = m;
      else a = m + 1;
    }
    return a;
  }
  override entropy(): number {
    return this.probs.reduce((s, p) => (p > 0 ? s - p * Math.log(p) : s), 0);
  }
}
