import { mean, variance } from '@me/engine';

export function tStatistic(x: readonly number[], y: readonly number[]): number {
  const error = Math.sqrt(variance(x) / (x.length - 1) + variance(y) / (y.length - 1));
  return (mean(x) - mean(y)) / error;
}
