import { dot, norm } from '@me/engine';

/** cos θ = a·b / (‖a‖ ‖b‖), kept in [−1, 1]. @throws when a or b is the zero vector */
export function cosine(a: readonly number[], b: readonly number[]): number {
  const lengths = norm(a) * norm(b);
  if (lengths === 0) throw new Error('cosine: a zero vector has no direction');
  // rounding may leave 1.0000000000000002, and acos of that is NaN
  return Math.max(-1, Math.min(1, dot(a, b) / lengths));
}

/** (a·b / b·b) b: the point of the line of b that is nearest to a, shape [n]. */
export function project(a: readonly number[], b: readonly number[]): number[] {
  const k = dot(a, b) / dot(b, b);
  return b.map((x) => k * x);
}
