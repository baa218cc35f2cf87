/** [1, x, x², …, x^degree] for each of m numbers: shape [m, degree + 1]. */
export function polynomialFeatures(x: readonly number[], degree: number): number[][] {
  return x.map((v) => Array.from({ length: degree + 1 }, (_, k) => v ** k));
}
