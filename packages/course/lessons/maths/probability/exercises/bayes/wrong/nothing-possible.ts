export function bayes(prior: readonly number[], likelihood: readonly number[]): number[] {
  const products = prior.map((p, i) => p * likelihood[i]!);
  const evidence = products.reduce((sum, x) => sum + x, 0);
  return products.map((x) => x / evidence);
}
