import { dot } from '@me/engine';

// [fr] a : forme [n]. Le résultat : un nombre positif ou nul.
// [en] a: shape [n]. The result: a number, zero or positive.
export function norm(a: readonly number[]): number {
  throw new Error('TODO');
}

// [fr] a et b : forme [n] chacun. Le résultat : un nombre positif ou nul.
// [en] a and b: shape [n] each. The result: a number, zero or positive.
export function distance(a: readonly number[], b: readonly number[]): number {
  throw new Error('TODO');
}
