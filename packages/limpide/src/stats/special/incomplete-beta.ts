/**
 * The regularised incomplete beta function I_x(a, b) and its inverse: the distribution function of beta,
 * Student, Fisher and binomial variables.
 *
 * A continued fraction, which converges quickly left of the mean; right of it the roles of (x, a) and
 * (1 − x, b) are exchanged. Callers that know 1 − x better than by subtraction pass it as y.
 */
import { logBinomialTerm, logPoissonTerm } from './deviance.ts';
import { normalQuantile } from './error-function.ts';
import { gammaQ, type Tails } from './incomplete-gamma.ts';
import { logBeta, logGammaRatio } from './log-gamma.ts';
import { solveIncreasing } from './solve.ts';

/** log of xᵃ yᵇ / B(a, b), the density times x y. */
export function logBetaTerm(a: number, b: number, x: number, y: number): number {
  return logBinomialTerm(a, b, x, y) + Math.log(a / (a + b)) + Math.log(b);
}

/** I_x(a, b) and its complement, with y = 1 − x. NaN unless a, b > 0 and 0 ≤ x ≤ 1. */
export function betaTails(a: number, b: number, x: number, y = 1 - x): Tails {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return { lower: Number.NaN, upper: Number.NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  // left of the point where both fractions converge equally well
  if (x * (b + 1) <= y * (a + 1)) {
    const lower = leftTail(a, b, x, y);
    return { lower, upper: Math.max(0, 1 - lower) };
  }
  const upper = leftTail(b, a, y, x);
  return { lower: Math.max(0, 1 - upper), upper };
}

function leftTail(a: number, b: number, x: number, y: number): number {
  if (a > 60 && b <= 1 && y < 0.3) return besideGamma(a, b, x, y);
  const front = Math.exp(logBetaTerm(a, b, x, y)) / a;
  if (front === 0) return 0;
  return Math.min(1, front * (b * x < 0.7 && x < 0.7 ? series(a, b, x) : fraction(a, b, x, y)));
}

/** a/(xᵃ yᵇ) ∫₀ˣ tᵃ⁻¹(1 − t)ᵇ⁻¹ dt = Σ (a + b)ₙ/(a + 1)ₙ xⁿ (DLMF 8.17.8): terms all positive. */
function series(a: number, b: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 10_000; n++) {
    term *= ((a + b + n) / (a + 1 + n)) * x;
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return sum;
}

/**
 * For large a and b ≤ 1: the beta variable is nearly e^{−G/T}, with G gamma distributed; an expansion in
 * 1/T², T = a + (b − 1)/2 (DiDonato & Morris, 1992, equation 9). Student's tails with many degrees of freedom.
 */
function besideGamma(a: number, b: number, x: number, y: number): number {
  const log = y < 0.5 ? Math.log1p(-y) : Math.log(x);
  const t = a + 0.5 * (b - 1);
  const u = -t * log;
  const h = Math.exp(logPoissonTerm(b, u)) * b; // uᵇ e⁻ᵘ / Γ(b)
  if (h === 0) return 0;
  const scale = Math.exp(logGammaRatio(a, b) - b * Math.log(t)); // Γ(a + b) / (Γ(a) Tᵇ)
  const p = [1];
  const odd = [1]; // (2m + 1)!
  let j = gammaQ(b, u) / h;
  let power = 1; // (log x / 2)²ⁿ
  let sum = j;
  for (let n = 1; n < 30; n++) {
    const b2n = b + 2 * (n - 1);
    j = (b2n * (b2n + 1) * j + (u + b2n + 1) * power) / (4 * t * t);
    power *= 0.25 * log * log;
    odd.push(odd[n - 1]! * (2 * n) * (2 * n + 1));
    let c = 0;
    for (let m = 1; m < n; m++) c += ((m * b - n) / odd[m]!) * p[n - m]!;
    p.push((b - 1) / odd[n]! + c / n);
    const add = p[n]! * j;
    sum += add;
    if (Math.abs(add) < 1e-17 * Math.abs(sum)) break;
  }
  return scale * h * sum;
}

/** The continued fraction of DLMF 8.17.22, evaluated forwards (Lentz, modified by Thompson and Barnett). */
function fraction(a: number, b: number, x: number, y: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = (a * y + 1 - b * x) / (a + 1); // 1 − (a + b) x / (a + 1)
  if (Math.abs(d) < tiny) d = tiny;
  d = 1 / d;
  let h = d;
  for (let m = 1; m < 200_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + even / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    if (Math.abs(d) < tiny) d = tiny;
    c = 1 + odd / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = d * c;
    h *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return h;
}

/** I_x(a, b), the regularised incomplete beta function. */
export const betaI = (a: number, b: number, x: number): number => betaTails(a, b, x).lower;

/** A point of (0, 1) with its complement, both with full relative accuracy. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The point where the lower tail is p (or, with `upper`, where the upper tail is p), for 0 < p < 1. */
function invert(a: number, b: number, p: number, upper: boolean): Point {
  if (upper) {
    const { x, y } = invert(b, a, p, false);
    return { x: y, y: x };
  }
  const goal = Math.log(p);
  const at = (u: number): Point => ({ x: 1 / (1 + Math.exp(-u)), y: 1 / (1 + Math.exp(u)) });
  // log odds: from the left end I ≈ xᵃ/(a B(a, b)), or from a normal approximation of the log odds
  const left = (goal + Math.log(a) + logBeta(a, b)) / a;
  const middle = Math.log(a / b) + normalQuantile(p) * Math.sqrt(1 / a + 1 / b);
  let start = a > 1 && b > 1 ? Math.max(middle, left) : left;
  if (!(start < 30)) start = Math.min(30, Math.max(-700, Math.log(a / b)));
  if (left < -745) return { x: Math.exp(left), y: 1 };
  const u = solveIncreasing(
    (v) => {
      const { x, y } = at(v);
      const { lower } = betaTails(a, b, x, y);
      const rate = Math.exp(logBetaTerm(a, b, x, y)) / lower; // d log I / d log odds
      return [Math.log(lower) - goal, rate];
    },
    start,
    -745,
    745,
    20,
  );
  const point = at(u);
  // one step in x itself (or y): the exponential has lost |u| ulps
  const { lower } = betaTails(a, b, point.x, point.y);
  const step = (lower - p) / Math.exp(logBetaTerm(a, b, point.x, point.y)); // of the log odds
  if (!(Math.abs(step) < 1e-9)) return point;
  return { x: point.x - point.x * point.y * step, y: point.y + point.x * point.y * step };
}

/** Where I_x(a, b) = p, as x and 1 − x; `complement` is 1 − p, when it is known better. */
export function betaPoint(a: number, b: number, p: number, complement = 1 - p): Point {
  if (!(a > 0 && b > 0 && p >= 0 && complement >= 0)) return { x: Number.NaN, y: Number.NaN };
  if (p === 0) return { x: 0, y: 1 };
  if (complement === 0) return { x: 1, y: 0 };
  return p <= complement ? invert(a, b, p, false) : invert(a, b, complement, true);
}

/** The x with I_x(a, b) = p. */
export const betaIInverse = (a: number, b: number, p: number): number => betaPoint(a, b, p).x;
