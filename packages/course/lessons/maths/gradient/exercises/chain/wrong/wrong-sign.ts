import { dot } from '@me/engine';

export function neuronLoss(
  w: readonly number[],
  b: number,
  x: readonly number[],
  y: number,
): number {
  return (y - dot(w, x) - b) ** 2;
}

export function neuronGradient(
  w: readonly number[],
  b: number,
  x: readonly number[],
  y: number,
): number[] {
  const dz = 2 * (y - dot(w, x) - b);
  return [...x.map((xi) => dz * xi), dz];
}
