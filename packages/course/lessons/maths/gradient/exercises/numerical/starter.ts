import { derivative } from '@me/engine';

// [fr] f : une fonction de n nombres. x : forme [n]. i : un rang, compté depuis 0. Le résultat : un nombre.
// [en] f: a function of n numbers. x: shape [n]. i: a rank, counted from 0. The result: one number.
export function partial(
  f: (x: readonly number[]) => number,
  x: readonly number[],
  i: number,
): number {
  throw new Error('TODO');
}

// [fr] Le résultat : forme [n], comme x.
// [en] The result: shape [n], like x.
export function numericalGradient(
  f: (x: readonly number[]) => number,
  x: readonly number[],
): number[] {
  throw new Error('TODO');
}
