// [fr] losses : forme [m], la perte moyenne de chaque lot ; sizes : forme [m], leurs tailles.
// [en] losses: shape [m], the mean loss of each batch; sizes: shape [m], their sizes.
export function epochLoss(losses: readonly number[], sizes: readonly number[]): number {
  throw new Error('TODO');
}
