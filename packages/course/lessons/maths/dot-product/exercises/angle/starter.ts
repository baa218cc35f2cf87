import { dot, norm } from '@me/engine';

// [fr] a et b : forme [n]. Le résultat : un nombre entre −1 et 1.
// [en] a and b: shape [n]. The result: a number between −1 and 1.
export function cosine(a: readonly number[], b: readonly number[]): number {
  throw new Error('TODO');
}

// [fr] a et b : forme [n]. Le résultat : un vecteur de forme [n], multiple de b.
// [en] a and b: shape [n]. The result: a vector of shape [n], a multiple of b.
export function project(a: readonly number[], b: readonly number[]): number[] {
  throw new Error('TODO');
}
