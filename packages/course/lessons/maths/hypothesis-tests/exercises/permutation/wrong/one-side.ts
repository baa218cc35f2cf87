import { mean } from '@me/engine';

export function permutationTest(
  x: readonly number[],
  y: readonly number[],
  orders: readonly (readonly number[])[],
): number {
  const all = [...x, ...y];
  const observed = mean(x) - mean(y);
  const extreme = orders.filter((order) => {
    const dealt = order.map((rank) => all[rank]!);
    const gap = mean(dealt.slice(0, x.length)) - mean(dealt.slice(x.length));
    return gap >= observed - 1e-12;
  });
  return (1 + extreme.length) / (1 + orders.length);
}
