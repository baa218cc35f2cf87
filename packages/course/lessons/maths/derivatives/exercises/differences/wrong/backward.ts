export function forwardDifference(f: (x: number) => number, x: number, h: number): number {
  return (f(x) - f(x - h)) / h;
}

export function derivative(f: (x: number) => number, x: number, h = 6e-6): number {
  return (f(x + h) - f(x - h)) / (2 * h);
}
