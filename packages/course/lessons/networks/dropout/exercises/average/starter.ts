// [fr] weights, h : forme [n] ; rate : dans [0, 1[. La somme est Σ w·h·m, où m est le masque du dropout inversé.
// [en] weights, h: shape [n]; rate: in [0, 1). The sum is Σ w·h·m, where m is the mask of inverted dropout.
export function droppedMoments(
  weights: readonly number[],
  h: readonly number[],
  rate: number,
): { mean: number; variance: number } {
  throw new Error('TODO');
}
