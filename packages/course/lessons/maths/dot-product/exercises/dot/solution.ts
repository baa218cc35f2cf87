/** a·b = Σ aᵢ bᵢ, for two vectors of shape [n]. @throws when the lengths differ */
export function dot(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) {
    throw new Error(`dot: lengths ${a.length} and ${b.length} differ`);
  }
  let sum = 0;
  for (const [i, x] of a.entries()) sum += x * b[i]!;
  return sum;
}
