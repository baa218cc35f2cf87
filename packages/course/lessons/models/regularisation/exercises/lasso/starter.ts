// [fr] t : 0 ou plus.
// [en] t: 0 or more.
export function softThreshold(rho: number, t: number): number {
  throw new Error('TODO');
}

// [fr] X : forme [m, n], colonnes centrées, aucune nulle ; y : forme [m]. Le résultat : forme [n].
// [en] X: shape [m, n], centred columns, none of them zero; y: shape [m]. The result: shape [n].
export function lasso(
  X: readonly (readonly number[])[],
  y: readonly number[],
  lambda: number,
  sweeps: number,
): number[] {
  throw new Error('TODO');
}
