import { mean, variance } from '@me/engine';

// [fr] x : forme [n], y : forme [m] ; mean(x) et variance(x) divisent par n.
// [en] x: shape [n], y: shape [m]; mean(x) and variance(x) divide by n.
export function tStatistic(x: readonly number[], y: readonly number[]): number {
  throw new Error('TODO');
}
