import { dot, norm } from '@me/engine';

export function cosine(a: readonly number[], b: readonly number[]): number {
  const lengths = norm(a) * norm(b);
  if (lengths === 0) throw new Error('cosine: a zero vector has no direction');
  return Math.max(-1, Math.min(1, dot(a, b) / lengths));
}

export function project(a: readonly number[], b: readonly number[]): number[] {
  const k = dot(a, b) / norm(b);
  return b.map((x) => k * x);
}
