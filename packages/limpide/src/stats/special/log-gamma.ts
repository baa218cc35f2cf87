/**
 * The gamma function and its logarithm, on real numbers, to about 1e-15.
 *
 * Three regions: near 1 and 2 the Taylor series, so that the zeros of log Γ keep all their digits; between,
 * the recurrence Γ(x + 1) = x Γ(x); from 10 on, Stirling's series. Left of 0, Euler's reflection.
 */

/** (−1)ᵏ (ζ(k) − 1) / k for k = 2, 3, …: Taylor's coefficients of log Γ(2 + z) (DLMF 5.7.3). */
const taylor = [
  0.3224670334241132, -0.06735230105319809, 0.020580808427784546, -0.007385551028673986,
  0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939,
  9.945751278180853e-5, -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6,
  4.374866789907488e-6, -2.039215753801366e-6, 9.55141213040742e-7, -4.492469198764566e-7,
  2.1207184805554667e-7, -1.00432248239681e-7, 4.7698101693639804e-8, -2.2711094608943164e-8,
  1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9,
  5.731367241678862e-10, -2.7595228851242334e-10, 1.330476437424449e-10, -6.4229645638381e-11,
  3.1044247747322276e-11, -1.5021384080754142e-11,
]; // prettier-ignore
/** 1 − γ, with Euler's constant γ. */
const oneMinusEuler = 0.42278433509846713;

/** B₂ₖ / (2k (2k − 1)): the coefficients of Stirling's series in 1/x²ᵏ⁻¹ (DLMF 5.11.1). */
const stirling = [
  0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380952,
  0.0008417508417508417, -0.0019175269175269174, 0.00641025641025641, -0.029550653594771242,
  0.17964437236883057,
]; // prettier-ignore

const halfLogTwoPi = 0.9189385332046728;

/** log Γ(2 + z) for |z| ≤ ½: exact to rounding at its zero, z = 0. */
function logGamma2p(z: number): number {
  let sum = 0;
  for (let i = taylor.length - 1; i >= 0; i--) sum = sum * z + taylor[i]!;
  return z * (oneMinusEuler + z * sum);
}

/** The tail of Stirling's formula: log Γ(x) − [(x − ½) log x − x + ½ log 2π], for x ≥ 10. */
function stirlingTail(x: number): number {
  const square = 1 / (x * x);
  let sum = 0;
  for (let i = stirling.length - 1; i >= 0; i--) sum = sum * square + stirling[i]!;
  return sum / x;
}

/**
 * log Γ(1 + x) for x > −1, with full relative accuracy near its zeros 0 and 1.
 */
export function logGamma1p(x: number): number {
  if (x >= -0.5 && x <= 0.5) return logGamma2p(x) - Math.log1p(x);
  return logGamma(x + 1);
}

/**
 * What Stirling's formula leaves out of log n!: log Γ(n + 1) − (n + ½) log n + n − ½ log 2π.
 *
 * Densities written with it (Loader, 2000) do not subtract large logarithms from each other.
 */
export function stirlingError(n: number): number {
  if (n >= 10) return stirlingTail(n);
  return logGamma1p(n) - (n + 0.5) * Math.log(n) + n - halfLogTwoPi;
}

/** sin πx, exact at whole and half numbers. */
export function sinPi(x: number): number {
  const r = x - 2 * Math.round(x / 2); // −1 … 1
  if (r > 0.5) return Math.sin(Math.PI * (1 - r));
  if (r < -0.5) return -Math.sin(Math.PI * (1 + r));
  return Math.sin(Math.PI * r);
}

/**
 * log |Γ(x)|. Infinite at 0, −1, −2, …
 *
 * @returns NaN for NaN; relative accuracy about 1e-15, except near the zeros left of 0
 */
export function logGamma(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x === Infinity || x === -Infinity) return Infinity;
  if (x <= 0) {
    if (Number.isInteger(x)) return Infinity;
    if (x > -0.5) return logGamma2p(x) - Math.log1p(x) - Math.log(-x);
    return Math.log(Math.PI / Math.abs(sinPi(x))) - logGamma(1 - x);
  }
  if (x < 0.5) return logGamma2p(x) - Math.log1p(x) - Math.log(x);
  if (x <= 1.5) return logGamma2p(x - 1) - Math.log1p(x - 1);
  if (x <= 2.5) return logGamma2p(x - 2);
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingTail(x);
  let product = 1;
  let z = x;
  while (z > 2.5) {
    z -= 1;
    product *= z;
  }
  return Math.log(product) + logGamma2p(z - 2);
}

/** n! for n = 0 … 22, which are exact. */
const factorials = [1];
for (let n = 1; n <= 22; n++) factorials.push(n * factorials[n - 1]!);

/**
 * Γ(x): (x − 1)! at whole numbers. Exact up to 22!, else about 1e-15.
 *
 * @returns ∞ above 171.62 and at 0 (−∞ at −0); NaN at negative whole numbers, where it has poles
 */
export function gamma(x: number): number {
  if (Number.isNaN(x) || x === -Infinity) return Number.NaN;
  if (x === 0) return 1 / x;
  if (Number.isInteger(x)) {
    if (x < 0) return Number.NaN;
    if (x <= 23) return factorials[x - 1]!;
  }
  if (x < 0) {
    const sine = sinPi(x);
    if (x > -170) return Math.PI / (sine * gamma(1 - x));
    // Γ(1 − x) overflows before 1/Γ(1 − x) underflows
    const half = Math.exp(-0.5 * logGamma(1 - x));
    return (Math.PI / sine) * half * half;
  }
  if (x > 171.7) return Infinity;
  if (x >= 16) {
    const root = x ** (0.5 * x - 0.25); // x^(x − ½) would overflow before Γ does
    return root * Math.exp(-x) * root * Math.exp(halfLogTwoPi + stirlingTail(x));
  }
  let product = 1;
  let z = x;
  while (z > 2.5) {
    z -= 1;
    product *= z;
  }
  while (z < 1.5) {
    product /= z;
    z += 1;
  }
  return product * Math.exp(logGamma2p(z - 2));
}

/** log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), for a, b > 0, without cancellation. */
export function logBeta(a: number, b: number): number {
  if (!(a > 0 && b > 0)) return a === 0 || b === 0 ? Infinity : Number.NaN;
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(a + b);
  if (large === Infinity) return -Infinity;
  // Γ(large)/Γ(large + small) by Stirling: the large logarithms are taken out by hand
  const ratio =
    small -
    small * Math.log(large + small) -
    (large - 0.5) * Math.log1p(small / large) +
    (stirlingTail(large) - stirlingTail(large + small));
  if (small < 10) return logGamma(small) + ratio;
  return (
    halfLogTwoPi -
    0.5 * Math.log(large) +
    stirlingTail(small) +
    stirlingTail(large) -
    stirlingTail(large + small) +
    (small - 0.5) * Math.log(small / (large + small)) -
    large * Math.log1p(small / large)
  );
}

/** log of Γ(a + b)/Γ(a) for a ≥ 10 and b > 0, without cancellation. */
export function logGammaRatio(a: number, b: number): number {
  return (
    b * Math.log(a + b) +
    (a - 0.5) * Math.log1p(b / a) -
    b +
    (stirlingTail(a + b) - stirlingTail(a))
  );
}

/** B(a, b) = Γ(a) Γ(b) / Γ(a + b), for a, b > 0. */
export function beta(a: number, b: number): number {
  if (a > 0 && b > 0 && a + b < 20) return (gamma(a) / gamma(a + b)) * gamma(b);
  return Math.exp(logBeta(a, b));
}

/** log of the binomial coefficient n over k, for real 0 ≤ k ≤ n. */
export function logBinomial(n: number, k: number): number {
  if (k === 0 || k === n) return 0;
  return -Math.log1p(n) - logBeta(k + 1, n - k + 1);
}
