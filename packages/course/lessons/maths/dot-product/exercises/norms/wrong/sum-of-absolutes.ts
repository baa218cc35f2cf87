export function norm(a: readonly number[]): number {
  return a.reduce((sum, x) => sum + Math.abs(x), 0);
}

export function distance(a: readonly number[], b: readonly number[]): number {
  return norm(a.map((x, i) => x - b[i]!));
}
