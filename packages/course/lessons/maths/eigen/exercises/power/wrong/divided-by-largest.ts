import { dot, matvec } from '@me/engine';

export function powerIteration(
  A: readonly (readonly number[])[],
  start: readonly number[],
  steps: number,
): { value: number; vector: number[] } {
  let vector = [...start];
  for (let step = 0; step < steps; step++) {
    const next = matvec(A, vector);
    const length = Math.max(...next.map(Math.abs));
    vector = next.map((x) => x / length);
  }
  return { value: dot(vector, matvec(A, vector)), vector };
}
