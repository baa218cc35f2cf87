/** Points (x, y), both of shape [m]. */
export interface Points {
  x: readonly number[];
  y: readonly number[];
}

/** √ mean (ŷ − y)², with ŷ = w₀ + w₁x + … + w_d x^d and w of shape [d + 1]. */
export function polynomialError(w: readonly number[], data: Points): number {
  const squares = data.x.map((x, i) => {
    const predicted = w.reduce((sum, c, k) => sum + c * x ** k, 0);
    return (predicted - data.y[i]!) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / squares.length);
}

/** The rank of the fit with the smallest validation error; the first of equals. */
export function chooseFit(
  fits: readonly (readonly number[])[],
  _training: Points,
  validation: Points,
): number {
  const errors = fits.map((w) => polynomialError(w, validation));
  return errors.indexOf(Math.min(...errors));
}
