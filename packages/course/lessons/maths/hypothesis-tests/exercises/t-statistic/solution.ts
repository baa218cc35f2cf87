import { mean, variance } from '@me/engine';

/** s²/n, where s² divides the squares by n − 1: the engine's variance divides them by n. */
function squaredError(x: readonly number[]): number {
  return variance(x) / (x.length - 1);
}

/** (x̄ − ȳ)/√(s_x²/n + s_y²/m), for x of shape [n] and y of shape [m]. Source: Welch, 1947. */
export function tStatistic(x: readonly number[], y: readonly number[]): number {
  if (x.length < 2 || y.length < 2)
    throw new Error('tStatistic: two values in each group at least');
  const error = Math.sqrt(squaredError(x) + squaredError(y));
  if (error === 0) throw new Error('tStatistic: both groups are constant');
  return (mean(x) - mean(y)) / error;
}
