import { linearGradient } from '@me/engine';

// [fr] x, y : forme [n]. draw() : des lots, listes de numéros d'exemples. linearGradient(x, y, w, b) : [par w, par b].
// [en] x, y: shape [n]. draw(): batches, lists of numbers of examples. linearGradient(x, y, w, b): [in w, in b].
export function batchDescent(
  x: readonly number[],
  y: readonly number[],
  draw: () => readonly (readonly number[])[],
  rate: number,
  epochs: number,
): { slope: number; intercept: number } {
  throw new Error('TODO');
}
