import { dot, norm } from '@me/engine';

// [fr] gradient et direction : forme [n]. Le résultat : un nombre.
// [en] gradient and direction: shape [n]. The result: one number.
export function directional(gradient: readonly number[], direction: readonly number[]): number {
  throw new Error('TODO');
}
