/** Two layers of threshold neurons, 2 → 2 → 1. */
export interface TwoLayers {
  hidden: { weights: number[][]; bias: number[] };
  output: { weights: number[]; bias: number };
}

/** “The first alone” or “the second alone”: x₁ − x₂ > ½, x₂ − x₁ > ½, then their or. */
export function xorNetwork(): TwoLayers {
  return {
    hidden: {
      weights: [
        [1, -1],
        [-1, 1],
      ],
      bias: [-0.5, -0.5],
    },
    output: { weights: [1, 1], bias: -1.5 },
  };
}
