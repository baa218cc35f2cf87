/** The derivatives of log Γ: digamma ψ(x) and trigamma ψ′(x). What fits gamma and beta distributions. */

/** The positive zero of ψ, as a sum of two doubles. */
const root = 1.4616321449683622;
const rootTail = 9.549995429965697e-17;
/** ψ⁽ⁿ⁾(root)/n! for n = 1, 2, …: Taylor at the zero, where other formulas would cancel. */
const atRoot = [
  0.9676722454476212, -0.44276316898359214, 0.258499760955651, -0.16394270544240652,
  0.10782405069126237, -0.07219956125645471, 0.04880428816414311, -0.03316112647484736,
  0.02259764823221811, -0.01542476590494896, 0.010538791616612175, -0.007204534386356868,
  0.004926781395729853, -0.003369801655439328, 0.002305126326734928, -0.0015769367714301972,
  0.0010788252019162967, -0.0007380709389960052, 0.000504953265834602, -0.0003454680251063077,
  0.00023635601564027053, -0.00016170622091974803,
]; // prettier-ignore

/** B₂ₖ / 2k (DLMF 5.11.2). */
const digammaTail = [
  1 / 12,
  -1 / 120,
  1 / 252,
  -1 / 240,
  1 / 132,
  -691 / 32760,
  1 / 12,
  -3617 / 8160,
]; // prettier-ignore
/** B₂ₖ. */
const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/**
 * ψ(x) = d/dx log Γ(x).
 *
 * @returns NaN at 0, −1, −2, … (poles); relative accuracy about 1e-15 for x > 0, zero included
 */
export function digamma(x: number): number {
  if (Number.isNaN(x) || (x <= 0 && Number.isInteger(x)) || x === -Infinity) return Number.NaN;
  if (x === Infinity) return Infinity;
  if (x < 0) {
    // ψ(1 − x) − ψ(x) = π cot πx
    const r = x - Math.round(x);
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * r);
  }
  if (Math.abs(x - root) < 0.25) {
    const d = x - root - rootTail;
    let sum = 0;
    for (let i = atRoot.length - 1; i >= 0; i--) sum = sum * d + atRoot[i]!;
    return d * sum;
  }
  let below = 0;
  let z = x;
  while (z < 10) {
    below += 1 / z;
    z += 1;
  }
  const square = 1 / (z * z);
  let sum = 0;
  for (let i = digammaTail.length - 1; i >= 0; i--) sum = (sum + digammaTail[i]!) * square;
  return Math.log(z) - 0.5 / z - sum - below;
}

/** ψ′(x), for x > 0. NaN elsewhere. */
export function trigamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let below = 0;
  let z = x;
  while (z < 10) {
    below += 1 / (z * z);
    z += 1;
  }
  const square = 1 / (z * z);
  let sum = 0;
  for (let i = bernoulli.length - 1; i >= 0; i--) sum = (sum + bernoulli[i]!) * square;
  return below + 1 / z + 0.5 * square + sum / z;
}
