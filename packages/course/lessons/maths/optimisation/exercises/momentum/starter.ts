// [fr] gradient : de [n] vers [n]. start : forme [n]. momentum : β, entre 0 et 1. Le résultat : forme [steps + 1, n].
// [en] gradient: from [n] to [n]. start: shape [n]. momentum: β, between 0 and 1. The result: shape [steps + 1, n].
export function momentumDescent(
  gradient: (x: readonly number[]) => readonly number[],
  start: readonly number[],
  rate: number,
  momentum: number,
  steps: number,
): number[][] {
  throw new Error('TODO');
}
