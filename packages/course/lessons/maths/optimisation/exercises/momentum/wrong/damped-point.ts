export function momentumDescent(
  gradient: (x: readonly number[]) => readonly number[],
  start: readonly number[],
  rate: number,
  momentum: number,
  steps: number,
): number[][] {
  let x = [...start];
  let v = start.map(() => 0);
  const path = [x];
  for (let step = 0; step < steps; step++) {
    const g = gradient(x);
    v = v.map((vi, i) => vi - rate * g[i]!);
    x = x.map((xi, i) => momentum * xi + v[i]!);
    path.push(x);
  }
  return path;
}
