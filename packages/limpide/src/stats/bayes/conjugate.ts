/**
 * Bayes' rule for a list of hypotheses, and conjugate updates, whose posterior is of the prior's own family:
 * learning is then an addition.
 */
import { statsErrors } from '../../errors/catalog/stats.ts';
import { DataError, raise, ShapeError } from '../../errors/index.ts';
import { meanOf } from '../describe/moments.ts';
import { probabilities } from '../distributions/categorical.ts';
import { fitValues } from '../distributions/distribution.ts';
import {
  Beta,
  type ContinuousDistribution,
  type Distribution,
  Gamma,
  Normal,
} from '../distributions/index.ts';
import { check, level, positive, type Sample, values, whole } from '../input.ts';

/**
 * P(hypothesis | data) = prior · likelihood / Σ prior · likelihood.
 *
 * @param prior       one probability per hypothesis, of sum 1
 * @param likelihoods P(data | hypothesis), ≥ 0; any common factor cancels
 */
export function bayesRule(prior: Sample, likelihoods: Sample): Float64Array {
  const op = 'bayesRule';
  const p = probabilities(op, 'prior', prior);
  const like = values(op, likelihoods, { name: 'likelihoods' });
  if (p.length !== like.length)
    raise(ShapeError, statsErrors, 'stats.length', {
      op,
      a: 'prior',
      b: 'likelihoods',
      na: p.length,
      nb: like.length,
    });
  like.forEach((got, index) => {
    if (got < 0)
      raise(DataError, statsErrors, 'stats.value', {
        op,
        name: 'likelihoods',
        index,
        got,
        expected: '≥ 0',
      });
  });
  // by the largest first, so that tiny likelihoods do not vanish in the products
  const top = like.reduce((m, v) => Math.max(m, v), 0);
  const joint = p.map((value, i) => value * (like[i]! / (top || 1)));
  const total = joint.reduce((s, v) => s + v, 0);
  if (!(total > 0)) raise(DataError, statsErrors, 'stats.impossible', { op });
  return joint.map((value) => value / total);
}

/** A probability with a Beta prior, after some successes and failures: Beta(α + successes, β + failures). */
export function betaBinomial(prior: Beta, successes: number, failures: number): Beta {
  whole('betaBinomial', 'successes', successes);
  whole('betaBinomial', 'failures', failures);
  return new Beta(prior.alpha + successes, prior.beta + failures);
}

/** A rate with a Gamma prior, after counts (each over one unit): Gamma(shape + Σ counts, rate + n). */
export function gammaPoisson(prior: Gamma, counts: Sample): Gamma {
  const ok = (v: number): boolean => Number.isInteger(v) && v >= 0;
  const good = fitValues('gammaPoisson', counts, ok, 'whole numbers ≥ 0', {});
  return new Gamma(prior.shape + good.reduce((s, v) => s + v, 0), prior.rate + good.length);
}

/** A mean with a Normal prior, after values of known deviation: precisions 1/variance add up. */
export function normalNormal(prior: Normal, x: Sample, { std }: { readonly std: number }): Normal {
  positive('normalNormal', 'std', std);
  const good = values('normalNormal', x);
  const before = 1 / prior.variance;
  const data = good.length / (std * std);
  const mean = (before * prior.mean + data * meanOf(good)) / (before + data);
  return new Normal(mean, 1 / Math.sqrt(before + data));
}

/** A range that holds the parameter with probability `level`, given prior and data. */
export interface CredibleInterval {
  readonly level: number;
  readonly low: number;
  readonly high: number;
}

/** The interval that leaves as much probability on either side. */
export function credibleInterval(posterior: Distribution, wanted = 0.95): CredibleInterval {
  level('credibleInterval', 'level', wanted);
  const [low, high] = posterior.interval(wanted);
  return { level: wanted, low, high };
}

/** The shortest interval of that probability, for a posterior with one peak (golden section). */
export function highestDensityInterval(
  posterior: ContinuousDistribution,
  wanted = 0.95,
): CredibleInterval {
  level('highestDensityInterval', 'level', wanted);
  const left = (p: number): number => posterior.quantile(p);
  const right = (p: number): number => posterior.isf(Math.max(0, 1 - wanted - p));
  const width = (p: number): number => right(p) - left(p);
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [0, 1 - wanted];
  for (let i = 0; i < 60; i++) {
    const c = b - ratio * (b - a);
    const d = a + ratio * (b - a);
    if (width(c) < width(d)) b = d;
    else a = c;
  }
  // the minimum may lie at an end: the density then only falls, or only rises
  const best = [0, 1 - wanted, (a + b) / 2].reduce((m, p) => (width(p) < width(m) ? p : m));
  check(Number.isFinite(width(best)), 'highestDensityInterval', 'posterior', 'proper', 'infinite');
  return { level: wanted, low: left(best), high: right(best) };
}
