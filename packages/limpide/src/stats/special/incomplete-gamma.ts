/**
 * The regularised incomplete gamma functions P(a, x) = 1/Γ(a) ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt and Q = 1 − P, and their
 * inverses. They are the distribution functions of gamma, chi-square and Poisson variables.
 *
 * The smaller of the two is computed, the other by subtraction: a power series left of the mean, a continued
 * fraction right of it, and for large a near the mean Temme's expansion, whose terms do not grow in number
 * with a.
 */
import { excess, logPoissonTerm } from './deviance.ts';
import { erfc, normalQuantile } from './error-function.ts';
import { gamma, logGamma, logGamma1p } from './log-gamma.ts';
import { solveIncreasing } from './solve.ts';

/** Both tails of a distribution; the smaller one has full relative accuracy. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

const fromLower = (lower: number): Tails => ({
  lower: Math.min(lower, 1),
  upper: Math.max(0, 1 - lower),
});
const fromUpper = (upper: number): Tails => ({
  lower: Math.max(0, 1 - upper),
  upper: Math.min(upper, 1),
});

/** P and Q together. NaN unless a > 0 and x ≥ 0. */
export function gammaTails(a: number, x: number): Tails {
  if (!(a >= 0 && x >= 0) || (a === 0 && x === 0) || (a === Infinity && x === Infinity))
    return { lower: Number.NaN, upper: Number.NaN };
  if (a === 0 || x === Infinity) return { lower: 1, upper: 0 };
  if (x === 0 || a === Infinity) return { lower: 0, upper: 1 };
  if (a > 150) {
    const v = (x - a) / a;
    if (Math.abs(v) < 0.4) return temme(a, v);
  }
  if (x <= a || (x < a + 1 && x < 1)) return fromLower(series(a, x));
  if (x < 1.5 && a < 1) return fromUpper(smallUpper(a, x));
  if (x <= a + 1 && a >= 1) return fromLower(series(a, x));
  return fromUpper(fraction(a, x));
}

/** P by its power series xᵃ e⁻ˣ / Γ(a + 1) · Σ xⁿ / ((a + 1) … (a + n)) (DLMF 8.7.1), all terms positive. */
function series(a: number, x: number): number {
  if (a < 1 && x < 1) {
    // Σ (−x)ⁿ a / (n! (a + n)): better than the other one for the tiniest a
    let power = 1;
    let sum = 1;
    for (let n = 1; n < 60; n++) {
      power *= -x / n;
      const add = (power * a) / (a + n);
      sum += add;
      if (Math.abs(add) < 1e-18 * sum) break;
    }
    return Math.exp(a * Math.log(x) - logGamma1p(a)) * sum;
  }
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 100_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return poissonTerm(a, x) * sum;
}

/** xᵃ e⁻ˣ / Γ(a + 1), by powers where logarithms would lose digits. */
function poissonTerm(a: number, x: number): number {
  if (a < 10 && x < 500) {
    const power = x ** a;
    if (power > 1e-290 && power < 1e290) return (power * Math.exp(-x)) / gamma(a + 1);
  }
  return Math.exp(logPoissonTerm(a, x));
}

/** Q for a < 1 and x < 1.5, where 1 − P loses digits: 1 − xᵃ/Γ(a + 1) + the rest of the series. */
function smallUpper(a: number, x: number): number {
  const head = -Math.expm1(a * Math.log(x) - logGamma1p(a));
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 60; n++) {
    power *= -x / n;
    const add = power / (a + n);
    sum += add;
    if (Math.abs(add) < 1e-18 * Math.abs(sum)) break;
  }
  return head - Math.exp(a * Math.log(x) - logGamma1p(a)) * a * sum;
}

/** Q by its continued fraction (DLMF 8.9.2, even part), in the modified way of Lentz. */
function fraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 100_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + an / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return poissonTerm(a, x) * a * h;
}

/** Coefficients d[k][n] of Temme's expansion: Σₖ a⁻ᵏ Σₙ d[k][n] ηⁿ (DLMF 8.12.8–8.12.12). */
const temmeTable: readonly (readonly number[])[] = (() => {
  const orders = 8;
  const size = 24;
  const length = size + 2 * orders + 4;
  // λ − 1 as a series in η: α₁ = 1, α₂ = 1/3, …
  const alpha = new Float64Array(length);
  alpha[1] = 1;
  for (let n = 2; n < length; n++) {
    let sum = alpha[n - 1]!;
    for (let j = 2; j < n; j++) sum -= j * alpha[j]! * alpha[n - j + 1]!;
    alpha[n] = sum / (n + 1);
  }
  // Γ*(a) ~ Σ gₖ a⁻ᵏ is Stirling's series; here gₖ with the sign (−1)ᵏ, from α as well (DLMF 5.11.3, 5.11.5)
  const first = Array.from({ length: length - 2 }, (_, n) =>
    n === 0 ? -1 / 3 : (n + 2) * alpha[n + 2]!,
  );
  const table: number[][] = [first];
  let odd = 1; // 1·3·5…(2k + 1)
  for (let k = 1; k < orders; k++) {
    odd *= 2 * k + 1;
    const g = (k % 2 === 0 ? 1 : -1) * odd * alpha[2 * k + 1]!; // (−1)ᵏ gₖ
    const before = table[k - 1]!;
    table.push(
      Array.from(
        { length: first.length - 2 * k },
        (_, n) => g * first[n]! + (n + 2) * before[n + 2]!,
      ),
    );
  }
  return table.map((row) => row.slice(0, size));
})();

/** Both tails for large a, with v = (x − a)/a (Temme, 1979). */
function temme(a: number, v: number): Tails {
  const half = excess(v); // η²/2
  const eta = Math.sign(v) * Math.sqrt(2 * half);
  let total = 0;
  for (let k = temmeTable.length - 1; k >= 0; k--) {
    const row = temmeTable[k]!;
    let sum = 0;
    for (let n = row.length - 1; n >= 0; n--) sum = sum * eta + row[n]!;
    total = total / a + sum;
  }
  const rest = (Math.exp(-a * half) / Math.sqrt(2 * Math.PI * a)) * total;
  const z = Math.sqrt(a * half);
  return v < 0 ? fromLower(0.5 * erfc(z) - rest) : fromUpper(0.5 * erfc(z) + rest);
}

/** P(a, x): the regularised lower incomplete gamma function. */
export const gammaP = (a: number, x: number): number => gammaTails(a, x).lower;
/** Q(a, x) = 1 − P(a, x), accurate where it is small. */
export const gammaQ = (a: number, x: number): number => gammaTails(a, x).upper;

/**
 * The x with P(a, x) = p, or with Q(a, x) = q: the caller gives the smaller of the two exactly.
 *
 * Newton for log P (or log Q) as a function of log x, both of which are concave.
 */
function invert(a: number, target: number, upper: boolean): number {
  const goal = Math.log(target);
  // left end: P ≈ xᵃ/Γ(a + 1); elsewhere Wilson and Hilferty (1931): (x/a)^⅓ is nearly normal
  const z = upper ? -normalQuantile(target) : normalQuantile(target);
  const cube = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  const left = upper ? Number.NaN : (goal + logGamma1p(a)) / a;
  let start = cube > 0.1 ? Math.log(a) + 3 * Math.log(cube) : left;
  if (!upper && (a < 1 || !(start > left)))
    start = Math.min(left, a < 1 ? Math.log(1 + a) + 2 : left);
  if (upper && a < 1) {
    const far = Math.max(-goal - logGamma(a), 0.1);
    start = Math.log(far);
  }
  if (!Number.isFinite(start)) start = Math.log(a);
  if (start < -740) return Math.exp(left);
  const y = solveIncreasing(
    (u) => {
      const x = Math.exp(u);
      const tails = gammaTails(a, x);
      const tail = upper ? tails.upper : tails.lower;
      const rate = (poissonTerm(a, x) * a) / tail; // d log P / d log x
      const value = Math.log(tail) - goal;
      return upper ? [-value, rate] : [value, rate];
    },
    start,
    -750,
    710,
    20,
  );
  return Math.exp(y);
}

/** The x ≥ 0 with P(a, x) = p, for a > 0 and 0 ≤ p ≤ 1. */
export function gammaPInverse(a: number, p: number): number {
  if (!(a > 0 && p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  return polish(a, p <= 0.5 ? invert(a, p, false) : invert(a, 1 - p, true), p, 1 - p);
}

/** The x ≥ 0 with Q(a, x) = q, for a > 0 and 0 ≤ q ≤ 1. */
export function gammaQInverse(a: number, q: number): number {
  if (!(a > 0 && q >= 0 && q <= 1)) return Number.NaN;
  if (q === 0) return Infinity;
  if (q === 1) return 0;
  return polish(a, q <= 0.5 ? invert(a, q, true) : invert(a, 1 - q, false), 1 - q, q);
}

/** One Newton step in x itself: e^u has lost |u| ulps. */
function polish(a: number, x: number, p: number, q: number): number {
  if (!(x > 0 && x < Infinity)) return x;
  const tails = gammaTails(a, x);
  const off = p < q ? tails.lower - p : q - tails.upper;
  const step = (x * off) / (poissonTerm(a, x) * a);
  return Math.abs(step) < 1e-9 * x ? x - step : x;
}
