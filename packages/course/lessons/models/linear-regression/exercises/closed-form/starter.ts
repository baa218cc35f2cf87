export interface Line {
  slope: number;
  intercept: number;
}

// [fr] x et y : m nombres chacun, forme [m], m au moins 2.
// [en] x and y: m numbers each, shape [m], m at least 2.
export function linearRegression(x: readonly number[], y: readonly number[]): Line {
  // [fr] 1. les moyennes  2. les deux sommes  3. la pente, puis l'ordonnée à l'origine
  // [en] 1. the means  2. the two sums  3. the slope, then the intercept
  throw new Error('TODO');
}
