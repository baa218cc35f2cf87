// [fr] x : m nombres, forme [m], m au moins 1.
// [en] x: m numbers, shape [m], m at least 1.
export function mean(x: readonly number[]): number {
  throw new Error('TODO');
}

export function variance(x: readonly number[]): number {
  throw new Error('TODO');
}

// [fr] x et y : forme [m] chacun.
// [en] x and y: shape [m] each.
export function covariance(x: readonly number[], y: readonly number[]): number {
  throw new Error('TODO');
}

export function correlation(x: readonly number[], y: readonly number[]): number {
  throw new Error('TODO');
}
