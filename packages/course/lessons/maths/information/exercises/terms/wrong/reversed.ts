export function crossEntropyOf(p: readonly number[], q: readonly number[]): number {
  let sum = 0;
  for (const [i, weight] of p.entries()) {
    if (weight > 0) sum -= weight * Math.log(q[i]!);
  }
  return sum;
}

export function entropy(p: readonly number[]): number {
  return crossEntropyOf(p, p);
}

export function klDivergence(p: readonly number[], q: readonly number[]): number {
  return entropy(p) - crossEntropyOf(p, q);
}
