export interface Line {
  slope: number;
  intercept: number;
}

const mean = (v: readonly number[]): number => v.reduce((sum, a) => sum + a, 0) / v.length;

export function linearRegression(x: readonly number[], y: readonly number[]): Line {
  const xMean = mean(x);
  const yMean = mean(y);
  let products = 0;
  let squares = 0;
  for (const [i, xi] of x.entries()) {
    products += (xi - xMean) * (y[i]! - yMean);
    squares += (xi - xMean) ** 2;
  }
  const slope = products / squares;
  return { slope, intercept: yMean - slope * xMean };
}
