export function forwardDifference(f: (x: number) => number, x: number, h: number): number {
  return (f(x + h) - f(x)) / h;
}

export function derivative(f: (x: number) => number, x: number, h = 1e-14): number {
  return (f(x + h) - f(x - h)) / (2 * h);
}
