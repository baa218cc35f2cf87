import { mean, variance } from '@me/engine';

function spread(x: readonly number[]): number {
  return (variance(x) * x.length) / (x.length - 1);
}

export function tStatistic(x: readonly number[], y: readonly number[]): number {
  if (x.length < 2 || y.length < 2)
    throw new Error('tStatistic: two values in each group at least');
  const error = Math.sqrt(spread(x) + spread(y));
  if (error === 0) throw new Error('tStatistic: both groups are constant');
  return (mean(x) - mean(y)) / error;
}
