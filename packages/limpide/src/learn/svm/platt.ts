/**
 * Platt scaling: P(y = 1 | f) = 1/(1 + e^{A·f + B}) for the score f of a support vector machine, with the A and B of
 * greatest likelihood. Targets are softened, so that separable scores do not send A to infinity; Newton's method with
 * a line search finds the minimum (Platt, 1999; Lin, Lin & Weng, 2007).
 */
import { sigmoid, softplus } from '../linear/links.ts';

export interface Sigmoid {
  readonly A: number;
  readonly B: number;
}

/**
 * @param scores f of each sample, of a model that has not seen it
 * @param positive 1 where the sample is of the positive class
 */
export function plattScaling(scores: Float64Array, positive: Int8Array): Sigmoid {
  const n = scores.length;
  let ups = 0;
  for (let i = 0; i < n; i++) ups += positive[i]!;
  const high = (ups + 1) / (ups + 2);
  const low = 1 / (n - ups + 2);
  const target = Float64Array.from(positive, (y) => (y === 1 ? high : low));
  // −log-likelihood with z = A·f + B and P = σ(−z): Σ t·z + log(1 + e^{−z})
  const objective = (A: number, B: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const z = A * scores[i]! + B;
      sum += target[i]! * z + softplus(-z);
    }
    return sum;
  };
  let A = 0;
  let B = Math.log((n - ups + 1) / (ups + 1));
  let value = objective(A, B);
  for (let round = 0; round < 100; round++) {
    let hAA = 1e-12;
    let hBB = 1e-12;
    let hAB = 0;
    let gA = 0;
    let gB = 0;
    for (let i = 0; i < n; i++) {
      const p = sigmoid(-(A * scores[i]! + B));
      const slope = target[i]! - p;
      const curvature = p * (1 - p);
      gA += scores[i]! * slope;
      gB += slope;
      hAA += scores[i]! * scores[i]! * curvature;
      hAB += scores[i]! * curvature;
      hBB += curvature;
    }
    if (Math.abs(gA) < 1e-5 && Math.abs(gB) < 1e-5) break;
    const det = hAA * hBB - hAB * hAB;
    const dA = -(hBB * gA - hAB * gB) / det;
    const dB = -(hAA * gB - hAB * gA) / det;
    const slope = gA * dA + gB * dB;
    let step = 1;
    for (; step >= 1e-10; step /= 2) {
      const next = objective(A + step * dA, B + step * dB);
      if (next < value + 1e-4 * step * slope) {
        A += step * dA;
        B += step * dB;
        value = next;
        break;
      }
    }
    if (step < 1e-10) break;
  }
  return { A, B };
}
