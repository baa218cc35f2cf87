import { dot, norm } from '@me/engine';

/** ∇f · u with u = direction / ‖direction‖. @throws for the zero vector, which is no direction */
export function directional(gradient: readonly number[], direction: readonly number[]): number {
  const length = norm(direction);
  if (length === 0) throw new Error('directional: the zero vector is no direction');
  return dot(gradient, direction) / length;
}
