export interface Parts {
  train: number[];
  validation: number[];
  test: number[];
}

// [fr] order : les numéros mélangés, forme [m] ; train et validation : des parts, de somme 1 au plus.
// [en] order: the shuffled numbers, shape [m]; train and validation: shares, adding up to 1 at most.
export function splitData(order: readonly number[], train: number, validation: number): Parts {
  throw new Error('TODO');
}

// [fr] train et other : les valeurs d'une variable. Le résultat : la forme de other.
// [en] train and other: the values of one variable. The result: the shape of other.
export function standardise(train: readonly number[], other: readonly number[]): number[] {
  throw new Error('TODO');
}
