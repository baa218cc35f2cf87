export function polynomialFeatures(x: readonly number[], degree: number): number[][] {
  return x.map((v) => Array.from({ length: degree }, (_, k) => v ** (k + 1)));
}
