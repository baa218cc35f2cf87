export const polynomial = (x: number): number => x ** 3 - 4 * x + 1;
export const product = (x: number): number => x * x * Math.exp(x);
export const sigmoidOf = (x: number): number => 1 / (1 + Math.exp(-x));

export function dPolynomial(x: number): number {
  return 3 * x ** 2 - 4;
}

export function dProduct(x: number): number {
  return (2 * x + x * x) * Math.exp(x);
}

export function dSigmoid(x: number): number {
  const s = sigmoidOf(x);
  return -s * s;
}
