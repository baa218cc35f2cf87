export interface Points {
  x: readonly number[];
  y: readonly number[];
}

export function polynomialError(w: readonly number[], data: Points): number {
  const squares = data.x.map((x, i) => {
    const predicted = w.reduce((sum, c, k) => sum + c * x ** k, 0);
    return (predicted - data.y[i]!) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / squares.length);
}

export function chooseFit(
  fits: readonly (readonly number[])[],
  training: Points,
  _validation: Points,
): number {
  const errors = fits.map((w) => polynomialError(w, training));
  return errors.indexOf(Math.min(...errors));
}
