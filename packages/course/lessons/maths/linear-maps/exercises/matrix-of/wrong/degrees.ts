export function matrixOf(f: (x: readonly number[]) => number[], n: number): number[][] {
  const range = Array.from({ length: n }, (_, j) => j);
  const columns = range.map((j) => f(range.map((k) => (k === j ? 1 : 0))));
  return columns[0]!.map((_, i) => columns.map((column) => column[i]!));
}

export function rotation(theta: number): number[][] {
  const [c, s] = [Math.cos((theta * Math.PI) / 180), Math.sin((theta * Math.PI) / 180)];
  return [
    [c, -s],
    [s, c],
  ];
}
