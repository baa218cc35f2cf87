import { mean, variance } from '@me/engine';

export function tStatistic(x: readonly number[], y: readonly number[]): number {
  const [n, m] = [x.length, y.length];
  if (n < 2 || m < 2) throw new Error('tStatistic: two values in each group at least');
  const common = (n * variance(x) + m * variance(y)) / (n + m - 2);
  const error = Math.sqrt(common / n + common / m);
  if (error === 0) throw new Error('tStatistic: both groups are constant');
  return (mean(x) - mean(y)) / error;
}
