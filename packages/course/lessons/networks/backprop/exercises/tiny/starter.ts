// [fr] w[i][j] va de l'entrée i au neurone caché j ; b et v : un nombre par neurone caché.
// [en] w[i][j] goes from input i to hidden neuron j; b and v: one number per hidden neuron.
export interface Tiny {
  w: number[][];
  b: number[];
  v: number[];
  c: number;
}

// [fr] x : [2] ; y : un nombre. ½ (ŷ − y)²
// [en] x: [2]; y: a number. ½ (ŷ − y)²
export function tinyLoss(net: Tiny, x: readonly number[], y: number): number {
  throw new Error('TODO');
}

export function tinyGradient(net: Tiny, x: readonly number[], y: number): Tiny {
  throw new Error('TODO');
}
