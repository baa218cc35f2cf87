// [fr] hidden : [x₁, x₂] → 2 neurones ; une ligne par entrée, une colonne par neurone.
// [en] hidden: [x₁, x₂] → 2 neurons; one row per input, one column per neuron.
export interface TwoLayers {
  hidden: { weights: number[][]; bias: number[] };
  output: { weights: number[]; bias: number };
}

// [fr] Un neurone vaut 1 si sa somme est strictement positive, 0 sinon.
// [en] A neuron is 1 if its sum is strictly positive, 0 otherwise.
export function xorNetwork(): TwoLayers {
  throw new Error('TODO');
}
