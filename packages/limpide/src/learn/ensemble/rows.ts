/** Small things that all ensembles do with rows of numbers. */

/** The place of the largest of the k numbers of each row; of equal ones, the first. */
export function largestOfRows(values: ArrayLike<number>, rows: number, k: number): Int32Array {
  const places = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let c = 1; c < k; c++) if (values[i * k + c]! > values[i * k + best]!) best = c;
    places[i] = best;
  }
  return places;
}

/** The mean of arrays of one length. */
export function meanOf(arrays: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const mean = new Float64Array(arrays[0]?.length ?? 0);
  for (const array of arrays)
    for (let i = 0; i < mean.length; i++) mean[i] = mean[i]! + array[i]! / arrays.length;
  return mean;
}

/** R² of predictions, where they are numbers; targets and predictions `[rows, k]`, averaged over columns. */
export function rSquared(
  targets: ArrayLike<number>,
  predicted: ArrayLike<number>,
  rows: number,
  k: number,
): number {
  let total = 0;
  for (let c = 0; c < k; c++) {
    let count = 0;
    let mean = 0;
    for (let i = 0; i < rows; i++) {
      if (Number.isNaN(predicted[i * k + c])) continue;
      mean += targets[i * k + c]!;
      count++;
    }
    mean /= count;
    let rest = 0;
    let spread = 0;
    for (let i = 0; i < rows; i++) {
      if (Number.isNaN(predicted[i * k + c])) continue;
      rest += (targets[i * k + c]! - predicted[i * k + c]!) ** 2;
      spread += (targets[i * k + c]! - mean) ** 2;
    }
    total += spread > 0 ? 1 - rest / spread : rest === 0 ? 1 : 0;
  }
  return total / k;
}
