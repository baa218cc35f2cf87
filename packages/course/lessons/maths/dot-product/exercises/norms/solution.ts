import { dot } from '@me/engine';

/** ‖a‖ = √(a·a), for a vector of shape [n]. */
export function norm(a: readonly number[]): number {
  return Math.sqrt(dot(a, a));
}

/** ‖a − b‖, for two points of shape [n]. */
export function distance(a: readonly number[], b: readonly number[]): number {
  return norm(a.map((x, i) => x - b[i]!));
}
