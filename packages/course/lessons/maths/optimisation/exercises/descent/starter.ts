// [fr] gradient : de [n] vers [n]. start : forme [n]. Le résultat : forme [steps + 1, n].
// [en] gradient: from [n] to [n]. start: shape [n]. The result: shape [steps + 1, n].
export function gradientDescent(
  gradient: (x: readonly number[]) => readonly number[],
  start: readonly number[],
  rate: number,
  steps: number,
): number[][] {
  throw new Error('TODO');
}

// [fr] curvatures : des nombres positifs. Le résultat : un nombre.
// [en] curvatures: positive numbers. The result: one number.
export function largestRate(curvatures: readonly number[]): number {
  throw new Error('TODO');
}
