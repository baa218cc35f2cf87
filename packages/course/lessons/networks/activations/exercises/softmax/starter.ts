export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

// [fr] z : forme [n, m]. Le résultat : [n, m], chaque ligne a pour somme 1.
// [en] z: shape [n, m]. The result: [n, m], each row adds up to 1.
export function softmaxRows(z: Matrix): Matrix {
  // [fr] Pour chaque ligne :
  // [en] For each row:
  // [fr] 1. le plus grand score ; 2. les exponentielles des écarts, et leur somme ; 3. la division
  // [en] 1. the largest score; 2. the exponentials of the differences, and their sum; 3. the division
  throw new Error('TODO');
}
