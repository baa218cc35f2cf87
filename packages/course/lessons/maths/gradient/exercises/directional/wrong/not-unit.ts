import { dot, norm } from '@me/engine';

export function directional(gradient: readonly number[], direction: readonly number[]): number {
  const length = norm(direction);
  if (length === 0) throw new Error('directional: the zero vector is no direction');
  return dot(gradient, direction);
}
