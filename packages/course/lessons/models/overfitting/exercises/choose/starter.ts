export interface Points {
  x: readonly number[];
  y: readonly number[];
}

// [fr] w : forme [d + 1], w[k] multiplie x^k ; data : m points. Le résultat : un nombre.
// [en] w: shape [d + 1], w[k] multiplies x^k; data: m points. The result: a number.
export function polynomialError(w: readonly number[], data: Points): number {
  throw new Error('TODO');
}

// [fr] fits : les coefficients de chaque ajustement, fait sur `training`. Le résultat : un rang de fits.
// [en] fits: the coefficients of each fit, made on `training`. The result: a rank in fits.
export function chooseFit(
  fits: readonly (readonly number[])[],
  training: Points,
  validation: Points,
): number {
  throw new Error('TODO');
}
