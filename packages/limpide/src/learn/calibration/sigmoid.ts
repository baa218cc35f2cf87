/** Platt's sigmoid: probabilities 1/(1 + exp(a·f + b)) from decisions f. */

/** The two numbers of a fitted sigmoid. */
export interface Sigmoid {
  readonly a: number;
  readonly b: number;
}

export const sigmoidAt = ({ a, b }: Sigmoid, f: number): number => 1 / (1 + Math.exp(a * f + b));

/**
 * The sigmoid with the smallest cross-entropy, against targets drawn in a little ((n₊ + 1)/(n₊ + 2) instead of 1) so
 * that it does not overfit (Platt, 1999). Newton's method with a line search (Lin, Lin & Weng, 2007).
 *
 * @param positive  1 or 0 per sample
 */
export function fitSigmoid(
  decisions: Float64Array,
  positive: Float64Array,
  weights: Float64Array,
): Sigmoid {
  const n = decisions.length;
  let plus = 0;
  let minus = 0;
  for (let i = 0; i < n; i++) {
    if (positive[i]! > 0) plus += weights[i]!;
    else minus += weights[i]!;
  }
  const high = (plus + 1) / (plus + 2);
  const low = 1 / (minus + 2);
  const target = positive.map((p) => (p > 0 ? high : low));
  const loss = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const z = a * decisions[i]! + b;
      // −t·ln p − (1 − t)·ln(1 − p), without overflow
      const softplus = z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
      sum += weights[i]! * (softplus - (1 - target[i]!) * z);
    }
    return sum;
  };
  let a = 0;
  let b = Math.log((minus + 1) / (plus + 1));
  let now = loss(a, b);
  for (let step = 0; step < 100; step++) {
    let haa = 1e-12;
    let hbb = 1e-12;
    let hab = 0;
    let ga = 0;
    let gb = 0;
    for (let i = 0; i < n; i++) {
      const f = decisions[i]!;
      const p = 1 / (1 + Math.exp(a * f + b));
      const slope = weights[i]! * (target[i]! - p);
      const bend = weights[i]! * p * (1 - p);
      ga += f * slope;
      gb += slope;
      haa += f * f * bend;
      hbb += bend;
      hab += f * bend;
    }
    if (Math.abs(ga) < 1e-10 && Math.abs(gb) < 1e-10) break;
    const det = haa * hbb - hab * hab;
    const da = -(hbb * ga - hab * gb) / det;
    const db = -(haa * gb - hab * ga) / det;
    const slope = ga * da + gb * db;
    let t = 1;
    let next = loss(a + t * da, b + t * db);
    while (next > now + 1e-4 * t * slope && t > 1e-10) {
      t /= 2;
      next = loss(a + t * da, b + t * db);
    }
    if (t <= 1e-10 || now - next <= 1e-15 * Math.abs(now)) break;
    a += t * da;
    b += t * db;
    now = next;
  }
  return { a, b };
}
