/**
 * The error function, its complement and their inverses; the normal distribution follows from them.
 *
 * erf(x) = 2/√π ∫₀ˣ e^{−t²} dt. Near 0 a series; beyond, the complement is e^{−x²} times a slowly varying
 * factor, erfcx, which one Chebyshev expansion gives on the whole half-line. So tails keep all their digits
 * until they underflow.
 */

/**
 * Chebyshev coefficients of (1 + 2x) e^{x²} erfc(x) in t = (x − 3.75)/(x + 3.75), for 0 ≤ x ≤ ∞: the
 * variable of Shepherd & Laframboise (1981). Computed with 60 digits by golden/stats/coefficients.py.
 */
const chebyshev = [
  2.3551578691348034, -0.004590054580646478, -0.08424913336651792, 0.05920993999819189,
  -0.026658668435305753, 0.009074997670705265, -0.002413163540417608, 0.0004907758365258086,
  -6.916973302501207e-5, 4.13902798607301e-6, 7.74038306619849e-7, -2.1886401049234397e-7,
  1.076499946567091e-8, 4.521959811218287e-9, -7.754400208831351e-10, -6.318088340886684e-11,
  2.86879501093067e-11, 1.9455868545777347e-13, -9.65469674843344e-13, 3.25254814814874e-14,
  3.347811948206885e-14, -1.864562880419313e-15, -1.2507950530688648e-15, 7.418235256624044e-17,
  5.068148904796111e-17, -2.2370566594359995e-18, -2.187342944303018e-18,
]; // prettier-ignore

const twoOverRootPi = 1.1283791670955126;

/** e^{x²} erfc(x) for x ≥ 0: about 1/(x√π). */
function scaledComplement(x: number): number {
  const t = (x - 3.75) / (x + 3.75);
  let b1 = 0;
  let b2 = 0;
  for (let i = chebyshev.length - 1; i > 0; i--) {
    const b = 2 * t * b1 - b2 + chebyshev[i]!;
    b2 = b1;
    b1 = b;
  }
  return (t * b1 - b2 + 0.5 * chebyshev[0]!) / (1 + 2 * x);
}

/** e^{−x²} without the error of rounding x² first. */
function gaussian(x: number): number {
  const high = Math.fround(x); // 24 bits: its square is exact
  return Math.exp(-high * high) * Math.exp(-(x - high) * (x + high));
}

/** erf(x) for |x| < 1, by its Taylor series. */
function erfSeries(x: number): number {
  const square = x * x;
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 40; n++) {
    term *= -square / n;
    const add = term / (2 * n + 1);
    sum += add;
    if (Math.abs(add) < 1e-18) break;
  }
  return twoOverRootPi * x * sum;
}

/** erf(x), odd, from −1 to 1. */
export function erf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  const size = Math.abs(x);
  if (size < 1) return erfSeries(x);
  if (size > 6) return Math.sign(x);
  return Math.sign(x) * (1 - gaussian(size) * scaledComplement(size));
}

/** erfc(x) = 1 − erf(x), with full relative accuracy for large x (erfc(26) ≈ 6e-296). */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x < 0.4) return 1 - erf(x);
  if (x > 28) return 0;
  return gaussian(x) * scaledComplement(x);
}

/** erfcx(x) = e^{x²} erfc(x), which neither under- nor overflows for x ≥ 0. */
export function erfcx(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x >= 0) return x === Infinity ? 0 : scaledComplement(x);
  return 2 * Math.exp(x * x) - scaledComplement(-x);
}

/** log erfc(x), finite however large x is. */
export function logErfc(x: number): number {
  if (x > 1) return Math.log(scaledComplement(x)) - x * x;
  return x < 0.4 ? Math.log1p(-erf(x)) : Math.log(erfc(x));
}

/**
 * The x with erf(x) = y, for −1 ≤ y ≤ 1 (±∞ at the ends, NaN outside).
 *
 * Halley's iteration from a short series; in the tails the equation is solved for log erfc.
 */
export function erfinv(y: number): number {
  if (!(y >= -1 && y <= 1)) return Number.NaN;
  const size = Math.abs(y);
  if (size > 0.5) return Math.sign(y) * erfcinv(1 - size);
  const u = (Math.sqrt(Math.PI) / 2) * y;
  const s = u * u;
  let x = u * (1 + s * (1 / 3 + s * (7 / 30 + s * (127 / 630))));
  for (let i = 0; i < 3; i++) {
    const step = (erfSeries(x) - y) / (twoOverRootPi * Math.exp(-x * x));
    x -= step / (1 + x * step);
  }
  return x;
}

/** The x with erfc(x) = q, for 0 ≤ q ≤ 2 (∞ and −∞ at the ends, NaN outside). */
export function erfcinv(q: number): number {
  if (!(q >= 0 && q <= 2)) return Number.NaN;
  if (q > 1.5) return -erfcinv(2 - q);
  if (q >= 0.5) return erfinv(1 - q);
  if (q === 0) return Infinity;
  const target = Math.log(q);
  // Hastings' rational start (Abramowitz & Stegun 26.2.23), good to 4.5e-4
  const t = Math.sqrt(-2 * (target - Math.LN2));
  let x =
    (t -
      (2.515517 + t * (0.802853 + t * 0.010328)) /
        (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))) *
    Math.SQRT1_2;
  for (let i = 0; i < 3; i++) {
    const scaled = scaledComplement(x);
    const slope = -twoOverRootPi / scaled; // of log erfc
    const bend = slope * (-2 * x - slope); // its derivative
    const step = (Math.log(scaled) - x * x - target) / slope;
    x -= step / (1 - (0.5 * step * bend) / slope);
  }
  return x;
}

/** Φ(z), the standard normal distribution function: the area left of z. */
export function normalCdf(z: number): number {
  // z/√2 as a rounded product plus what the rounding lost, so that far tails keep their digits
  const x = -z * Math.SQRT1_2;
  if (x < 0.4) return 0.5 * erfc(x);
  const lost = rootHalfError(z, -x);
  return 0.5 * erfc(x) * Math.exp(2 * x * lost);
}

/** z/√2 − rounded, by Dekker’s exact product. */
function rootHalfError(z: number, rounded: number): number {
  const tail = -4.833646656726457e-17; // 1/√2 − Math.SQRT1_2
  const high = Math.fround(z);
  const low = z - high;
  const cHigh = Math.fround(Math.SQRT1_2);
  const cLow = Math.SQRT1_2 - cHigh;
  const error = high * cHigh - rounded + (high * cLow + low * cHigh) + low * cLow;
  return error + z * tail;
}

/** log Φ(z), finite in both tails. */
export function logNormalCdf(z: number): number {
  return z < -1
    ? Math.log(0.5 * scaledComplement(-z * Math.SQRT1_2)) - 0.5 * z * z
    : Math.log1p(-0.5 * erfc(z * Math.SQRT1_2));
}

/** The z with Φ(z) = p: −∞ at 0, ∞ at 1, NaN outside. Full double precision, tails included. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p > 0.75) return Math.SQRT2 * erfcinv(2 * (1 - p));
  if (p >= 0.25) return Math.SQRT2 * erfinv(2 * p - 1);
  if (p === 0) return -Infinity;
  return p < 1e-307 ? -normalTailInverse(Math.log(p)) : -Math.SQRT2 * erfcinv(2 * p);
}

/** The z > 0 with log(1 − Φ(z)) = logP, for very small probabilities. */
function normalTailInverse(logP: number): number {
  let z = Math.sqrt(-2 * logP);
  for (let i = 0; i < 20; i++) {
    const scaled = 0.5 * scaledComplement(z * Math.SQRT1_2);
    const slope = -0.3989422804014327 / scaled;
    const step = (Math.log(scaled) - 0.5 * z * z - logP) / slope;
    z -= step;
    if (Math.abs(step) < 1e-15 * z) break;
  }
  return z;
}
