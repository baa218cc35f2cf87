import { mean } from '@me/engine';

/**
 * The two-sided p-value of mean(x) − mean(y) among random deals of the same values. Each order of the ranks
 * 0 … n + m − 1 is a deal: its first n values form one group, the others the second. The observed deal is
 * one of the deals, hence (1 + count)/(1 + N). Source: Phipson and Smyth, 2010.
 */
export function permutationTest(
  x: readonly number[],
  y: readonly number[],
  orders: readonly (readonly number[])[],
): number {
  const all = [...x, ...y]; // [n + m]
  const observed = Math.abs(mean(x) - mean(y));
  const extreme = orders.filter((order) => {
    const dealt = order.map((rank) => all[rank]!);
    const gap = mean(dealt.slice(0, x.length)) - mean(dealt.slice(x.length));
    return Math.abs(gap) >= observed - 1e-12; // equal sums may differ by a rounding error
  });
  return (1 + extreme.length) / (1 + orders.length);
}
