// [fr] alpha : le seuil de chaque test ; tests : leur nombre. Le résultat : entre 0 et 1.
// [en] alpha: the level of each test; tests: how many there are. The result: between 0 and 1.
export function familyRisk(alpha: number, tests: number): number {
  throw new Error('TODO');
}

// [fr] pValues : forme [k]. Le résultat : des rangs de 0 à k − 1, croissants.
// [en] pValues: shape [k]. The result: ranks from 0 to k − 1, increasing.
export function bonferroni(pValues: readonly number[], alpha: number): number[] {
  throw new Error('TODO');
}
