export interface Line {
  slope: number;
  intercept: number;
}

export function linearRegression(x: readonly number[], y: readonly number[]): Line {
  let products = 0;
  let squares = 0;
  for (const [i, xi] of x.entries()) {
    products += xi * y[i]!;
    squares += xi ** 2;
  }
  if (x.every((v) => v === x[0])) throw new Error('linearRegression: all x are equal');
  const slope = products / squares;
  return { slope, intercept: 0 };
}
