import { dot } from '@me/engine';

export function norm(a: readonly number[]): number {
  return Math.sqrt(dot(a, a));
}

export function distance(a: readonly number[], b: readonly number[]): number {
  return Math.abs(norm(a) - norm(b));
}
