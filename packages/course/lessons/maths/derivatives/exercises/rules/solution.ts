export const polynomial = (x: number): number => x ** 3 - 4 * x + 1;
export const product = (x: number): number => x * x * Math.exp(x);
export const sigmoidOf = (x: number): number => 1 / (1 + Math.exp(-x));

/** 3x² − 4 */
export function dPolynomial(x: number): number {
  return 3 * x ** 2 - 4;
}

/** u'v + uv' with u = x², v = eˣ: (2x + x²) eˣ */
export function dProduct(x: number): number {
  return (2 * x + x * x) * Math.exp(x);
}

/** σ(1 − σ): the chain rule on u⁻¹ with u = 1 + e⁻ˣ. */
export function dSigmoid(x: number): number {
  const s = sigmoidOf(x);
  return s * (1 - s);
}
