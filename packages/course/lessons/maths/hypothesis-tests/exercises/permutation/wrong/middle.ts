import { mean } from '@me/engine';

export function permutationTest(
  x: readonly number[],
  y: readonly number[],
  orders: readonly (readonly number[])[],
): number {
  const all = [...x, ...y];
  const observed = Math.abs(mean(x) - mean(y));
  const extreme = orders.filter((order) => {
    const dealt = order.map((rank) => all[rank]!);
    const gap =
      mean(dealt.slice(0, Math.floor(all.length / 2))) -
      mean(dealt.slice(Math.floor(all.length / 2)));
    return Math.abs(gap) >= observed - 1e-12;
  });
  return (1 + extreme.length) / (1 + orders.length);
}
