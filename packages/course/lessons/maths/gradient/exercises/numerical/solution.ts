import { derivative } from '@me/engine';

/** ∂f/∂x_i at x, by a centred difference: only input i moves. */
export function partial(
  f: (x: readonly number[]) => number,
  x: readonly number[],
  i: number,
): number {
  return derivative((value) => f(x.map((other, k) => (k === i ? value : other))), x[i]!);
}

/** ∇f(x), one partial derivative per input; shape [n]. 2n evaluations of f. */
export function numericalGradient(
  f: (x: readonly number[]) => number,
  x: readonly number[],
): number[] {
  return x.map((_, i) => partial(f, x, i));
}
