// [fr] u : forme [m]. v : forme [n]. Le résultat : forme [m, n].
// [en] u: shape [m]. v: shape [n]. The result: shape [m, n].
export function rankOne(sigma: number, u: readonly number[], v: readonly number[]): number[][] {
  throw new Error('TODO');
}

// [fr] sigmas : les valeurs singulières, la plus grande d'abord. Le résultat : un nombre entre 0 et 1.
// [en] sigmas: the singular values, the largest first. The result: a number between 0 and 1.
export function keptShare(sigmas: readonly number[], k: number): number {
  throw new Error('TODO');
}
