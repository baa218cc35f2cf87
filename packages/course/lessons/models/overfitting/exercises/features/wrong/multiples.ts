export function polynomialFeatures(x: readonly number[], degree: number): number[][] {
  return x.map((v) => Array.from({ length: degree + 1 }, (_, k) => (k === 0 ? 1 : v * k)));
}
