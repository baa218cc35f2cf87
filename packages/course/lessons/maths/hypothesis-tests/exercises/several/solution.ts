/** 1 − (1 − α)^k: at least one false alarm in k independent tests of true null hypotheses. */
export function familyRisk(alpha: number, tests: number): number {
  return 1 - (1 - alpha) ** tests;
}

/** The ranks of the p-values, of shape [k], that do not exceed α/k. */
export function bonferroni(pValues: readonly number[], alpha: number): number[] {
  const level = alpha / pValues.length;
  return pValues.flatMap((p, i) => (p <= level ? [i] : []));
}
