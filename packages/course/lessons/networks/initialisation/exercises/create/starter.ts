export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}
export interface Layer {
  weights: Matrix;
  bias: Matrix;
}
export interface Mlp {
  layers: Layer[];
}

// [fr] Donnée : des nombres au hasard dans [0, 1[, les mêmes pour une même graine (mulberry32).
// [en] Given: random numbers of [0, 1), the same for the same seed (mulberry32).
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// [fr] Le résultat : une matrice [inputs, outputs].
// [en] The result: a matrix [inputs, outputs].
export function xavierInit(inputs: number, outputs: number, random: () => number): Matrix {
  throw new Error('TODO');
}

export function heInit(inputs: number, outputs: number, random: () => number): Matrix {
  throw new Error('TODO');
}

// [fr] sizes : [n₀, n₁, …, n_L]. Le résultat a L couches ; chaque biais a la forme [1, n].
// [en] sizes: [n₀, n₁, …, n_L]. The result has L layers; each bias has the shape [1, n].
export function createMlp(sizes: readonly number[], seed: number): Mlp {
  throw new Error('TODO');
}
