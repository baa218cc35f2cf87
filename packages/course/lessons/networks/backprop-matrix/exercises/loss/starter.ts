export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

// [fr] probabilities : [B, classes] ; labels : B numéros de classe. Le résultat : un nombre.
// [en] probabilities: [B, classes]; labels: B class numbers. The result: one number.
export function crossEntropyRows(probabilities: Matrix, labels: readonly number[]): number {
  throw new Error('TODO');
}
