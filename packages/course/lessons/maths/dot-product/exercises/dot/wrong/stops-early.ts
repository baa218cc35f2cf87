export function dot(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new Error('lengths differ');
  let sum = 0;
  for (let i = 0; i < a.length - 1; i++) sum += a[i]! * b[i]!;
  return sum;
}
