// [fr] x : forme [m] ; degree : un entier, 0 ou plus. Le résultat : forme [m, degree + 1].
// [en] x: shape [m]; degree: an integer, 0 or more. The result: shape [m, degree + 1].
export function polynomialFeatures(x: readonly number[], degree: number): number[][] {
  throw new Error('TODO');
}
