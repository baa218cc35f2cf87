// [fr] f : une application linéaire, de [n] vers [m]. Le résultat : sa matrice, forme [m, n], un tableau de lignes.
// [en] f: a linear map, from [n] to [m]. The result: its matrix, shape [m, n], an array of rows.
export function matrixOf(f: (x: readonly number[]) => number[], n: number): number[][] {
  throw new Error('TODO');
}

// [fr] theta : un angle en radians, sens inverse des aiguilles d'une montre. Le résultat : forme [2, 2].
// [en] theta: an angle in radians, anticlockwise. The result: shape [2, 2].
export function rotation(theta: number): number[][] {
  throw new Error('TODO');
}
