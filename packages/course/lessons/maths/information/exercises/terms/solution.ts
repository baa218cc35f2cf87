/** −Σ p ln q, for p and q of shape [k]; outcomes of probability 0 do not count. */
export function crossEntropyOf(p: readonly number[], q: readonly number[]): number {
  let sum = 0;
  for (const [i, weight] of p.entries()) {
    if (weight > 0) sum -= weight * Math.log(q[i]!);
  }
  return sum;
}

/** −Σ p ln p, in nats, between 0 and ln k. Shannon, 1948. */
export function entropy(p: readonly number[]): number {
  return crossEntropyOf(p, p);
}

/** Σ p ln(p/q) ≥ 0, zero only when q is p. Kullback and Leibler, 1951. */
export function klDivergence(p: readonly number[], q: readonly number[]): number {
  return crossEntropyOf(p, q) - entropy(p);
}
