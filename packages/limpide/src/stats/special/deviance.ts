/**
 * Densities of counts and rates without cancellation, after C. Loader, "Fast and accurate computation of
 * binomial probabilities" (2000): Stirling's formula is divided out, and what remains is a deviance
 * x log(x/m) + m − x, computed so that it keeps its digits when x is close to m.
 */
import { stirlingError } from './log-gamma.ts';

/** v − log(1 + v) ≥ 0, with full relative accuracy near 0, for v > −1. */
export function excess(v: number): number {
  if (Math.abs(v) > 0.5) return v - Math.log1p(v);
  const r = v / (2 + v); // log(1 + v) = 2 atanh r
  const square = r * r;
  let term = 1;
  let sum = 0;
  for (let k = 3; k < 60; k += 2) {
    const add = term / k;
    sum += add;
    if (add < 1e-17 * sum) break;
    term *= square;
  }
  return r * (v - 2 * square * sum);
}

/**
 * x log(x/m) + m − x, for x > 0 and m > 0.
 *
 * @param difference m − x, when the caller knows it better than by subtracting
 */
export function deviance(x: number, m: number, difference = m - x): number {
  const v = difference / x;
  if (Math.abs(v) <= 0.5) return x * excess(v);
  return x * (v - Math.log(m / x));
}

/** log of xᵃ e⁻ˣ / Γ(a + 1): Poisson's probability of a events where x are expected, for real a ≥ 0. */
export function logPoissonTerm(a: number, x: number): number {
  if (x === 0) return a === 0 ? 0 : -Infinity;
  if (a === 0) return -x;
  if (x === Infinity || a === Infinity) return -Infinity;
  return -stirlingError(a) - deviance(a, x) - 0.5 * Math.log(2 * Math.PI * a);
}

/**
 * log of Γ(a + b + 1)/(Γ(a + 1) Γ(b + 1)) · xᵃ yᵇ with x + y = 1: the binomial probability of a successes
 * among a + b trials, for real a, b ≥ 0.
 */
export function logBinomialTerm(a: number, b: number, x: number, y: number): number {
  if (x === 0) return a === 0 ? 0 : -Infinity;
  if (y === 0) return b === 0 ? 0 : -Infinity;
  if (a === 0) return b * (x < 0.5 ? Math.log1p(-x) : Math.log(y));
  if (b === 0) return a * (y < 0.5 ? Math.log1p(-y) : Math.log(x));
  const n = a + b;
  const shift = b * x - a * y; // n x − a = −(n y − b)
  return (
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x, shift) -
    deviance(b, n * y, -shift) +
    0.5 * Math.log(n / (2 * Math.PI * a) / b)
  );
}
