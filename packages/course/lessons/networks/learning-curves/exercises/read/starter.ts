// [fr] Une mesure par époque, les deux prises au même moment.
// [en] One measure per epoch, both taken at the same moment.
export interface Curves {
  loss: readonly number[];
  valLoss: readonly number[];
}
export type Reading =
  | 'nan'
  | 'early'
  | 'rate-high'
  | 'overfitting'
  | 'rate-low'
  | 'underfitting'
  | 'good';

export function levelOf(values: readonly number[]): number {
  throw new Error('TODO');
}

export function readCurves({ loss, valLoss }: Curves): Reading {
  throw new Error('TODO');
}
