export function softThreshold(rho: number, t: number): number {
  if (rho > t) return rho - t;
  if (rho < -t) return rho + t;
  return 0;
}

export function lasso(
  X: readonly (readonly number[])[],
  y: readonly number[],
  lambda: number,
  sweeps: number,
): number[] {
  const w = X[0]!.map(() => 0);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const now = [...w];
    for (const j of w.keys()) {
      let rho = 0;
      let square = 0;
      for (const [i, row] of X.entries()) {
        // what the other variables predict
        const others = row.reduce((sum, x, k) => (k === j ? sum : sum + x * now[k]!), 0);
        rho += (row[j]! * (y[i]! - others)) / X.length;
        square += row[j]! ** 2 / X.length;
      }
      w[j] = softThreshold(rho, lambda / 2) / square;
    }
  }
  return w;
}
