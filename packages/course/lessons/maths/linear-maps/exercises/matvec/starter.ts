import { dot } from '@me/engine';

// [fr] A : forme [m, n], un tableau de lignes. x : forme [n]. Le résultat : forme [m].
// [en] A: shape [m, n], an array of rows. x: shape [n]. The result: shape [m].
export function matvec(A: readonly (readonly number[])[], x: readonly number[]): number[] {
  throw new Error('TODO');
}
