import { mean, variance } from '@me/engine';

export function tStatistic(x: readonly number[], y: readonly number[]): number {
  if (x.length < 2 || y.length < 2)
    throw new Error('tStatistic: two values in each group at least');
  const error = Math.sqrt(variance(x) / x.length + variance(y) / y.length);
  if (error === 0) throw new Error('tStatistic: both groups are constant');
  return (mean(x) - mean(y)) / error;
}
