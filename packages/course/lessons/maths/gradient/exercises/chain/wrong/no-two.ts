import { dot } from '@me/engine';

export function neuronLoss(
  w: readonly number[],
  b: number,
  x: readonly number[],
  y: number,
): number {
  return (dot(w, x) + b - y) ** 2;
}

export function neuronGradient(
  w: readonly number[],
  b: number,
  x: readonly number[],
  y: number,
): number[] {
  const dz = dot(w, x) + b - y;
  return [...x.map((xi) => dz * xi), dz];
}
