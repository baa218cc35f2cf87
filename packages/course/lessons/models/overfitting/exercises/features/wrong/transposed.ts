export function polynomialFeatures(x: readonly number[], degree: number): number[][] {
  return Array.from({ length: degree + 1 }, (_, k) => x.map((v) => v ** k));
}
