import { derivative } from '@me/engine';

export function partial(
  f: (x: readonly number[]) => number,
  x: readonly number[],
  i: number,
): number {
  return derivative((value) => f(x.map((other, k) => (k === i ? value : other))), x[i]!);
}

export function numericalGradient(
  f: (x: readonly number[]) => number,
  x: readonly number[],
): number[] {
  return [x.reduce((sum, _, i) => sum + partial(f, x, i), 0)];
}
