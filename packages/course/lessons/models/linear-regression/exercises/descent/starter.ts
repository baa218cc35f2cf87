// [fr] x et y : forme [m] ; w et b : des nombres. Le résultat : [∂L/∂w, ∂L/∂b].
// [en] x and y: shape [m]; w and b: numbers. The result: [∂L/∂w, ∂L/∂b].
export function linearGradient(
  x: readonly number[],
  y: readonly number[],
  w: number,
  b: number,
): [number, number] {
  throw new Error('TODO');
}

// [fr] rate : le taux η ; steps : le nombre de pas, à partir de w = b = 0.
// [en] rate: the rate η; steps: the number of steps, from w = b = 0.
export function linearDescent(
  x: readonly number[],
  y: readonly number[],
  rate: number,
  steps: number,
): { slope: number; intercept: number } {
  throw new Error('TODO');
}
