export const polynomial = (x: number): number => x ** 3 - 4 * x + 1;
export const product = (x: number): number => x * x * Math.exp(x);
export const sigmoidOf = (x: number): number => 1 / (1 + Math.exp(-x));

// [fr] Les dérivées, comme des formules de x : sans différences finies.
// [en] The derivatives, as formulas of x: no finite differences.
export function dPolynomial(x: number): number {
  throw new Error('TODO');
}

export function dProduct(x: number): number {
  throw new Error('TODO');
}

export function dSigmoid(x: number): number {
  throw new Error('TODO');
}
