export interface Fold {
  train: number[];
  validation: number[];
}

// [fr] m : le nombre d'exemples ; k : le nombre de plis. Les numéros restent croissants.
// [en] m: the number of examples; k: the number of folds. Numbers stay ascending.
export function kFold(m: number, k: number): Fold[] {
  throw new Error('TODO');
}
