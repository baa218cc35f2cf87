import { dot } from '@me/engine';

export function norm(a: readonly number[]): number {
  return dot(a, a);
}

export function distance(a: readonly number[], b: readonly number[]): number {
  return norm(a.map((x, i) => x - b[i]!));
}
