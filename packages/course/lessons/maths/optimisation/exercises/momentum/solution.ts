/** v ← β v − η ∇f(x), x ← x + v; the path, start included; shape [steps + 1, n]. */
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
    v = v.map((vi, i) => momentum * vi - rate * g[i]!);
    x = x.map((xi, i) => xi + v[i]!);
    path.push(x);
  }
  return path;
}
