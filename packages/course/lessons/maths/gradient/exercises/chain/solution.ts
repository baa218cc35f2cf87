import { dot } from '@me/engine';

/** (w·x + b − y)² */
export function neuronLoss(
  w: readonly number[],
  b: number,
  x: readonly number[],
  y: number,
): number {
  return (dot(w, x) + b - y) ** 2;
}

/** Chain rule through z = w·x + b: ∂L/∂z = 2(z − y), ∂z/∂w_i = x_i, ∂z/∂b = 1; shape [n + 1]. */
export function neuronGradient(
  w: readonly number[],
  b: number,
  x: readonly number[],
  y: number,
): number[] {
  const dz = 2 * (dot(w, x) + b - y);
  return [...x.map((xi) => dz * xi), dz];
}
