export function familyRisk(alpha: number, tests: number): number {
  return (1 - alpha) ** tests;
}

export function bonferroni(pValues: readonly number[], alpha: number): number[] {
  const level = alpha / pValues.length;
  return pValues.flatMap((p, i) => (p <= level ? [i] : []));
}
