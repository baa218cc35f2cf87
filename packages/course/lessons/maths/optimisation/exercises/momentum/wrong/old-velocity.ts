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
    x = x.map((xi, i) => xi + v[i]!);
    v = v.map((vi, i) => momentum * vi - rate * g[i]!);
    path.push(x);
  }
  return path;
}
