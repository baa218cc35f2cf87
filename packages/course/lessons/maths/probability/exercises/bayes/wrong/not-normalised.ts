export function bayes(prior: readonly number[], likelihood: readonly number[]): number[] {
  const products = prior.map((p, i) => p * likelihood[i]!);
  const evidence = products.reduce((sum, x) => sum + x, 0);
  if (evidence === 0) throw new Error('bayes: the observation was impossible');
  return products;
}
