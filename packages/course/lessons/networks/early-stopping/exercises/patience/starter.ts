// [fr] Des numéros d'époques, à partir de 0.
// [en] Numbers of epochs, from 0.
export interface Stop {
  best: number;
  stopped: number;
}

// [fr] losses : la perte de validation à la fin de chaque époque ; patience ≥ 1 ; minDelta ≥ 0.
// [en] losses: the validation loss at the end of each epoch; patience ≥ 1; minDelta ≥ 0.
export function earlyStopping(losses: readonly number[], patience: number, minDelta: number): Stop {
  throw new Error('TODO');
}
