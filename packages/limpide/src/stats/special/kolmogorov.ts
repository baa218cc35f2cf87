/**
 * The distributions of Kolmogorov's and Smirnov's statistics: how far the empirical distribution function
 * of n values strays from the true one.
 */
import { logBinomialTerm } from './deviance.ts';
import { logGamma } from './log-gamma.ts';

/** P(√n Dₙ > x) in the limit n → ∞: 2 Σ (−1)ᵏ⁻¹ e^{−2k²x²} (Kolmogorov, 1933). */
export function kolmogorovSf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  if (x < 0.82) return 1 - kolmogorovCdf(x);
  let sum = 0;
  for (let k = 1; k < 50; k++) {
    const term = Math.exp(-2 * k * k * x * x);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-17 * sum) break;
  }
  return 2 * sum;
}

/** P(√n Dₙ ≤ x) in the limit, by the theta function's other series where x is small. */
export function kolmogorovCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 0.82) return 1 - kolmogorovSf(x);
  let sum = 0;
  for (let k = 1; k < 50; k += 2) {
    const term = Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return (Math.sqrt(2 * Math.PI) / x) * sum;
}

/**
 * P(Dₙ⁺ ≥ d), exact, for the one-sided statistic of n values (Birnbaum & Tingey, 1951):
 * d Σⱼ C(n, j) (d + j/n)ʲ⁻¹ (1 − d − j/n)ⁿ⁻ʲ over 0 ≤ j ≤ n(1 − d). Every term is positive.
 */
export function smirnovSf(n: number, d: number): number {
  if (!(d > 0)) return 1;
  if (d >= 1) return 0;
  let sum = 0;
  const last = Math.floor(n * (1 - d));
  for (let j = 0; j <= last; j++) {
    const x = d + j / n;
    const y = (n - n * d - j) / n;
    if (y <= 0) continue;
    sum += Math.exp(logBinomialTerm(j, n - j, x, y)) / x;
  }
  return Math.min(1, d * sum);
}

/**
 * P(Dₙ < d), exact, for the two-sided statistic of n values.
 *
 * A Poisson process of rate n must keep within n(t − d) < N(t) < n(t + d), given N(1) = n. Between two times
 * where the band changes, the counts spread by Poisson's probabilities; at these times those outside the
 * band are dropped (Steck, 1971; Moscovich & Nadler, 2017). Sums of positive terms only.
 */
function bandProbability(n: number, d: number): number {
  const reach = n * d;
  // state j may be reached after (j − nd)/n, and must be left before (j + nd)/n
  const events: { time: number; low: number }[] = [];
  let high = -1; // highest count allowed just after time 0
  for (let j = 0; j <= n; j++) {
    const open = (j - reach) / n;
    const shut = (j + reach) / n;
    if (open <= 0) high = j;
    else if (open < 1) events.push({ time: open, low: -1 });
    if (shut < 1) events.push({ time: shut, low: j + 1 });
  }
  events.sort((a, b) => a.time - b.time);
  events.push({ time: 1, low: -1 });
  let low = 0;
  let now = 0;
  let counts = new Float64Array(n + 2);
  let next = new Float64Array(n + 2);
  counts[0] = 1;
  let filled = 0; // highest count that may be positive
  let logScale = 0;
  for (const event of events) {
    const mean = n * (event.time - now);
    if (mean > 0) {
      const kernel: number[] = [Math.exp(-mean)];
      while (kernel.length < 200) {
        const k = kernel.length;
        const term = (kernel[k - 1]! * mean) / k;
        if (term < 1e-22 && k > mean) break;
        kernel.push(term);
      }
      const top = Math.min(high, filled + kernel.length - 1);
      let largest = 0;
      for (let j = low; j <= top; j++) {
        let sum = 0;
        for (let k = Math.max(0, j - filled); k < kernel.length && j - k >= low; k++)
          sum += kernel[k]! * counts[j - k]!;
        next[j] = sum;
        if (sum > largest) largest = sum;
      }
      [counts, next] = [next, counts];
      filled = Math.max(low, top);
      now = event.time;
      if (largest === 0) return 0;
      if (largest < 1e-200) {
        for (let j = low; j <= filled; j++) counts[j] = counts[j]! * 1e200;
        logScale -= 200 * Math.LN10;
      }
    }
    if (event.low >= 0) {
      low = event.low;
      if (low > filled) return 0;
    } else if (event.time < 1) high = Math.min(n, high + 1);
  }
  if (low > n || filled < n) return 0;
  const logFinal = n * Math.log(n) - n - logGamma(n + 1); // P(N(1) = n)
  return Math.min(1, Math.exp(Math.log(counts[n]!) + logScale - logFinal));
}

/** P(Dₙ ≥ d) for the two-sided statistic: exact up to n = 10,000, else Kolmogorov's limit, corrected. */
export function kolmogorovExactSf(n: number, d: number): number {
  if (!(d > 0.5 / n)) return 1;
  if (d >= 1) return 0;
  // Twice the one-sided probability counts twice only what crosses both sides: less than e^{−6nd²} of it.
  if (n * d * d > 6 || d >= 0.5) return Math.min(1, 2 * smirnovSf(n, d));
  if (n > 10_000) {
    // the first correction of the limit, in 1/√n (Vrbik, 2020)
    const root = Math.sqrt(n);
    return kolmogorovSf(d * root + 1 / (6 * root) + (d * root - 1) / (4 * n));
  }
  return Math.max(0, 1 - bandProbability(n, d));
}
