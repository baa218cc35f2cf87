export function matrixOf(f: (x: readonly number[]) => number[], n: number): number[][] {
  const range = Array.from({ length: n }, (_, j) => j);
  const columns = range.map((j) => f(range.map((k) => (k === j ? 1 : 0))));
  return columns;
}

export function rotation(theta: number): number[][] {
  const [c, s] = [Math.cos(theta), Math.sin(theta)];
  return [
    [c, -s],
    [s, c],
  ];
}
