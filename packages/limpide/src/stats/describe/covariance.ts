/** Covariances and correlations of columns: how variables move together. */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import { pairs, type Sample, values } from '../input.ts';
import { type DdofOptions, meanOf, refuseConstant } from './moments.ts';

/** Σ (x − mean x)(y − mean y). */
export function productsAround(x: Float64Array, y: Float64Array): number {
  const mx = meanOf(x);
  const my = meanOf(y);
  let total = 0;
  for (let i = 0; i < x.length; i++) total += (x[i]! - mx) * (y[i]! - my);
  return total;
}

/** Pearson's coefficient of good values that are not constant. */
export function correlationOf(x: Float64Array, y: Float64Array): number {
  const mx = meanOf(x);
  const my = meanOf(y);
  // scaled by the largest deviation, so that squares neither overflow nor vanish
  const largest = (v: Float64Array, m: number): number =>
    v.reduce((most, value) => Math.max(most, Math.abs(value - m)), 0) || 1;
  const sx = largest(x, mx);
  const sy = largest(y, my);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const a = (x[i]! - mx) / sx;
    const b = (y[i]! - my) / sy;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
}

/** The covariance of two samples of pairs: Σ (x − mean x)(y − mean y) / (n − ddof), ddof 1 by default. */
export function covariance(x: Sample, y: Sample, options: DdofOptions = {}): number {
  const { ddof = 1, nanPolicy } = options;
  const [a, b] = pairs('covariance', x, y, { nanPolicy, least: Math.floor(ddof) + 1 });
  return productsAround(a, b) / (a.length - ddof);
}

function columns(op: string, variables: readonly Sample[]): Float64Array[] {
  const read = variables.map((x, i) => values(op, x, { name: `variable ${i}`, least: 2 }));
  read.forEach((x, i) => {
    if (x.length !== read[0]!.length)
      raise(ShapeError, statsErrors, 'stats.length', {
        op,
        a: 'variable 0',
        b: `variable ${i}`,
        na: read[0]!.length,
        nb: x.length,
      });
  });
  return read;
}

/**
 * The covariance matrix of several variables, each a sample: row i, column j is the covariance of variables i
 * and j.
 */
export function covarianceMatrix(
  variables: readonly Sample[],
  { ddof = 1 }: { readonly ddof?: number } = {},
): Float64Array[] {
  const read = columns('covarianceMatrix', variables);
  return read.map((x) => Float64Array.from(read, (y) => productsAround(x, y) / (x.length - ddof)));
}

/** The matrix of Pearson's correlations of several variables. */
export function correlationMatrix(variables: readonly Sample[]): Float64Array[] {
  const read = columns('correlationMatrix', variables);
  read.forEach((x, i) => {
    refuseConstant('correlationMatrix', x, `variable ${i}`, 'a correlation');
  });
  return read.map((x, i) => Float64Array.from(read, (y, j) => (i === j ? 1 : correlationOf(x, y))));
}
