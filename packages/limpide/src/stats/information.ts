/** Information (Shannon, 1948): how uncertain a distribution is, how far two of them are apart. */
import { statsErrors } from '../errors/catalog/stats.ts';
import { DataError, raise, ShapeError } from '../errors/index.ts';
import { probabilities } from './distributions/categorical.ts';
import { choice, type Sample, values } from './input.ts';

/** Options of everything that measures information. */
export interface InformationOptions {
  /** `'nats'` (natural logarithms, the default) or `'bits'`. */
  readonly unit?: 'nats' | 'bits';
}

function unitOf(op: string, { unit = 'nats' }: InformationOptions): number {
  return choice(op, 'unit', unit, ['nats', 'bits']) === 'bits' ? Math.LN2 : 1;
}

function both(op: string, p: Sample, q: Sample): readonly [Float64Array, Float64Array] {
  const a = probabilities(op, 'p', p);
  const b = probabilities(op, 'q', q);
  if (a.length !== b.length)
    raise(ShapeError, statsErrors, 'stats.length', {
      op,
      a: 'p',
      b: 'q',
      na: a.length,
      nb: b.length,
    });
  return [a, b];
}

/** −Σ p log p: 0 for certainty, log k when k values are as likely. p are probabilities, of sum 1. */
export function entropy(p: Sample, options: InformationOptions = {}): number {
  const unit = unitOf('entropy', options);
  return (
    probabilities('entropy', 'p', p).reduce((s, v) => (v > 0 ? s - v * Math.log(v) : s), 0) / unit
  );
}

/** −Σ p log q: what it costs to describe p in a code made for q. Infinite where q = 0 < p. */
export function crossEntropy(p: Sample, q: Sample, options: InformationOptions = {}): number {
  const [a, b] = both('crossEntropy', p, q);
  return (
    a.reduce((s, v, i) => (v > 0 ? s - v * Math.log(b[i]!) : s), 0) /
    unitOf('crossEntropy', options)
  );
}

const divergence = (a: Float64Array, b: Float64Array): number =>
  Math.max(
    0,
    a.reduce((s, v, i) => (v > 0 ? s + v * Math.log(v / b[i]!) : s), 0),
  );

/** Kullback and Leibler's Σ p log(p/q) ≥ 0: 0 only when p = q; not symmetric. */
export function klDivergence(p: Sample, q: Sample, options: InformationOptions = {}): number {
  return divergence(...both('klDivergence', p, q)) / unitOf('klDivergence', options);
}

/** Jensen and Shannon's: the mean divergence from the middle. Symmetric, between 0 and log 2 (1 bit). */
export function jsDivergence(p: Sample, q: Sample, options: InformationOptions = {}): number {
  const [a, b] = both('jsDivergence', p, q);
  const middle = a.map((v, i) => 0.5 * (v + b[i]!));
  return (0.5 * (divergence(a, middle) + divergence(b, middle))) / unitOf('jsDivergence', options);
}

/**
 * How much one variable says about another: Σ p(x, y) log(p(x, y)/(p(x) p(y))).
 *
 * @param joint rows of counts or probabilities, ≥ 0; they are divided by their sum
 */
export function mutualInformation(
  joint: readonly ArrayLike<number>[],
  options: InformationOptions = {},
): number {
  const op = 'mutualInformation';
  const unit = unitOf(op, options);
  const rows = joint.map((row, i) => values(op, row, { name: `joint[${i}]` }));
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width))
    raise(ShapeError, statsErrors, 'stats.table', {
      op,
      expected: 'r × c',
      got: `${rows.length} × ${rows.map((row) => row.length).join(', ')}`,
    });
  const sums = rows.map((row) => row.reduce((s, v) => s + v, 0));
  const columns = Array.from({ length: width }, (_, j) => rows.reduce((s, row) => s + row[j]!, 0));
  const n = sums.reduce((s, v) => s + v, 0);
  let total = 0;
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      if (value < 0)
        raise(DataError, statsErrors, 'stats.value', {
          op,
          name: `joint[${i}]`,
          index: j,
          got: value,
          expected: '≥ 0',
        });
      if (value > 0) total += (value / n) * Math.log((value / sums[i]!) * (n / columns[j]!));
    });
  });
  if (!(n > 0))
    raise(DataError, statsErrors, 'stats.value', {
      op,
      name: 'Σ joint',
      index: 0,
      got: n,
      expected: '> 0',
    });
  return Math.max(0, total) / unit;
}
