/** Many tests at once: p-values corrected so that chance does not win by trying often. */
import { sortOrder } from '../describe/ranks.ts';
import { probability, type Sample, values } from '../input.ts';

type Floats = Float64Array<ArrayBuffer>;

function checked(op: string, p: Sample): Float64Array {
  const good = values(op, p, { name: 'p' });
  for (const value of good) probability(op, 'p', value);
  return good;
}

/** m p: the chance of even one false alarm stays below the level. */
export function bonferroni(p: Sample): Floats {
  const good = checked('bonferroni', p);
  return Float64Array.from(good, (value) => Math.min(1, good.length * value));
}

/** Holm (1979): the same promise as Bonferroni's, and never less power. */
export function holm(p: Sample): Floats {
  const good = checked('holm', p);
  const out = new Float64Array(good.length);
  let highest = 0;
  sortOrder(good).forEach((at, i) => {
    highest = Math.max(highest, Math.min(1, (good.length - i) * good[at]!));
    out[at] = highest;
  });
  return out;
}

function stepUp(good: Float64Array, factor: number): Floats {
  const out = new Float64Array(good.length);
  const order = sortOrder(good);
  let lowest = 1;
  for (let i = good.length - 1; i >= 0; i--) {
    const at = order[i]!;
    lowest = Math.min(lowest, (factor * good.length * good[at]!) / (i + 1));
    out[at] = lowest;
  }
  return out;
}

/** Benjamini & Hochberg (1995): the expected part of false discoveries stays below the level. */
export function benjaminiHochberg(p: Sample): Floats {
  return stepUp(checked('benjaminiHochberg', p), 1);
}

/** Benjamini & Yekutieli (2001): the same, however the tests depend on each other. */
export function benjaminiYekutieli(p: Sample): Floats {
  const good = checked('benjaminiYekutieli', p);
  const harmonic = good.reduce((s, _, i) => s + 1 / (i + 1), 0);
  return stepUp(good, harmonic);
}
