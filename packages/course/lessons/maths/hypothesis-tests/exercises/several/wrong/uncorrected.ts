export function familyRisk(alpha: number, tests: number): number {
  return 1 - (1 - alpha) ** tests;
}

export function bonferroni(pValues: readonly number[], alpha: number): number[] {
  return pValues.flatMap((p, i) => (p <= alpha ? [i] : []));
}
