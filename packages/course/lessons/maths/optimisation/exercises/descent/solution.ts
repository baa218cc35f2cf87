/** x_{k+1} = x_k − η ∇f(x_k); the path, start included; shape [steps + 1, n]. */
export function gradientDescent(
  gradient: (x: readonly number[]) => readonly number[],
  start: readonly number[],
  rate: number,
  steps: number,
): number[][] {
  let x = [...start];
  const path = [x];
  for (let step = 0; step < steps; step++) {
    const g = gradient(x);
    x = x.map((xi, i) => xi - rate * g[i]!);
    path.push(x);
  }
  return path;
}

/** 2 / λ_max: beyond, the most curved direction bounces farther at each step. */
export function largestRate(curvatures: readonly number[]): number {
  return 2 / Math.max(...curvatures);
}
