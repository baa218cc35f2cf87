export function linearGradient(
  x: readonly number[],
  y: readonly number[],
  w: number,
  b: number,
): [number, number] {
  let byW = 0;
  let byB = 0;
  for (const [i, xi] of x.entries()) {
    const error = w * xi + b - y[i]!;
    byW += error * xi;
    byB += error * xi;
  }
  return [(2 * byW) / x.length, (2 * byB) / x.length];
}

export function linearDescent(
  x: readonly number[],
  y: readonly number[],
  rate: number,
  steps: number,
): { slope: number; intercept: number } {
  let w = 0;
  let b = 0;
  for (let step = 0; step < steps; step++) {
    const [byW, byB] = linearGradient(x, y, w, b);
    w -= rate * byW;
    b -= rate * byB;
  }
  return { slope: w, intercept: b };
}
