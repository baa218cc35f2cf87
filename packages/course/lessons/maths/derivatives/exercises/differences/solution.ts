/** (f(x + h) − f(x)) / h: an error of order h. */
export function forwardDifference(f: (x: number) => number, x: number, h: number): number {
  return (f(x + h) - f(x)) / h;
}

/** (f(x + h) − f(x − h)) / 2h: an error of order h². The default step is near the cube root of ε. */
export function derivative(f: (x: number) => number, x: number, h = 6e-6): number {
  return (f(x + h) - f(x - h)) / (2 * h);
}
