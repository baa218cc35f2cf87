import { dot } from '@me/engine';

export function cosine(a: readonly number[], b: readonly number[]): number {
  return dot(a, b);
}

export function project(a: readonly number[], b: readonly number[]): number[] {
  const k = dot(a, b) / dot(b, b);
  return b.map((x) => k * x);
}
