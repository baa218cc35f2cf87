import { mean } from '@me/engine';

// [fr] x : forme [n], y : forme [m] ; orders : N ordres des rangs 0 à n + m − 1, forme [N, n + m].
// [en] x: shape [n], y: shape [m]; orders: N orders of the ranks 0 to n + m − 1, shape [N, n + m].
export function permutationTest(
  x: readonly number[],
  y: readonly number[],
  orders: readonly (readonly number[])[],
): number {
  throw new Error('TODO');
}
