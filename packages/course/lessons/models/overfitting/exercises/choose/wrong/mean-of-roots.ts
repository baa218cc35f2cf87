export interface Points {
  x: readonly number[];
  y: readonly number[];
}

export function polynomialError(w: readonly number[], data: Points): number {
  const squares = data.x.map((x, i) => {
    const predicted = w.reduce((sum, c, k) => sum + c * x ** k, 0);
    return (predicted - data.y[i]!) ** 2;
  });
  return squares.reduce((sum, s) => sum + Math.sqrt(s), 0) / squares.length;
}

export function chooseFit(
  fits: readonly (readonly number[])[],
  _training: Points,
  validation: Points,
): number {
  const errors = fits.map((w) => polynomialError(w, validation));
  return errors.indexOf(Math.min(...errors));
}
