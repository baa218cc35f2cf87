import { dot, norm } from '@me/engine';

export function directional(gradient: readonly number[], direction: readonly number[]): number {
  const length = norm(direction);
  return dot(gradient, direction) / length;
}
