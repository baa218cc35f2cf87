import { dot, matvec, norm } from '@me/engine';

// [fr] A : forme [n, n]. start : forme [n]. Le résultat : vector, forme [n], et value, un nombre.
// [en] A: shape [n, n]. start: shape [n]. The result: vector, shape [n], and value, one number.
export function powerIteration(
  A: readonly (readonly number[])[],
  start: readonly number[],
  steps: number,
): { value: number; vector: number[] } {
  throw new Error('TODO');
}
