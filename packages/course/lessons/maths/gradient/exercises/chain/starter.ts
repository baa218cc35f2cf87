import { dot } from '@me/engine';

// [fr] w et x : forme [n] ; b et y : des nombres. Le résultat : un nombre.
// [en] w and x: shape [n]; b and y: numbers. The result: one number.
export function neuronLoss(
  w: readonly number[],
  b: number,
  x: readonly number[],
  y: number,
): number {
  return (dot(w, x) + b - y) ** 2;
}

// [fr] Le résultat : forme [n + 1], les n poids puis le biais. Une formule, sans différences finies.
// [en] The result: shape [n + 1], the n weights then the bias. A formula, no finite differences.
export function neuronGradient(
  w: readonly number[],
  b: number,
  x: readonly number[],
  y: number,
): number[] {
  throw new Error('TODO');
}
