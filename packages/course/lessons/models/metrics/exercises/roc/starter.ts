// [fr] truth : forme [m], 0 et 1, les deux présents ; scores : forme [m].
// [en] truth: shape [m], 0 and 1, both present; scores: shape [m].
export function rocCurve(truth: readonly number[], scores: readonly number[]): [number, number][] {
  throw new Error('TODO');
}

// [fr] points : [x, y], les x croissants.
// [en] points: [x, y], x ascending.
export function areaUnder(points: readonly (readonly [number, number])[]): number {
  throw new Error('TODO');
}
