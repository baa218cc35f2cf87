export function dot(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new Error('lengths differ');
  const sum = (v: readonly number[]) => v.reduce((s, x) => s + x, 0);
  return sum(a) * sum(b);
}
