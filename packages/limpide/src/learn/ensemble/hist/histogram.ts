/**
 * Histograms of a node: for each feature and bin, the sums of gradients and hessians and the number of
 * samples. A child's histogram is its parent's minus its sibling's, so that only the smaller child is counted.
 */

/** Numbers per bin: gradient, hessian, count. */
export const perBin = 3;
/** Numbers per feature. */
export const perFeature = 256 * perBin;

/**
 * Fills `into` for the samples `samples[start]` … `samples[end − 1]`.
 *
 * @param bins column after column, `rows` each
 * @param local room for the node's gradients and hessians, two per sample
 */
export function fillHistogram(
  into: Float64Array,
  bins: Uint8Array,
  rows: number,
  cols: number,
  samples: Int32Array,
  start: number,
  end: number,
  gradients: Float64Array,
  hessians: Float64Array,
  local: Float64Array,
): void {
  const n = end - start;
  for (let i = 0; i < n; i++) {
    const sample = samples[start + i]!;
    local[2 * i] = gradients[sample]!;
    local[2 * i + 1] = hessians[sample]!;
  }
  into.fill(0);
  let j = 0;
  // Two features at a time: the samples' numbers are read once for both.
  for (; j + 1 < cols; j += 2) {
    const column = j * rows;
    const next = column + rows;
    const first = j * perFeature;
    const second = first + perFeature;
    for (let i = 0; i < n; i++) {
      const sample = samples[start + i]!;
      const g = local[2 * i]!;
      const h = local[2 * i + 1]!;
      const a = first + bins[column + sample]! * perBin;
      const b = second + bins[next + sample]! * perBin;
      into[a] = into[a]! + g;
      into[a + 1] = into[a + 1]! + h;
      into[a + 2] = into[a + 2]! + 1;
      into[b] = into[b]! + g;
      into[b + 1] = into[b + 1]! + h;
      into[b + 2] = into[b + 2]! + 1;
    }
  }
  if (j < cols) {
    const column = j * rows;
    const first = j * perFeature;
    for (let i = 0; i < n; i++) {
      const a = first + bins[column + samples[start + i]!]! * perBin;
      into[a] = into[a]! + local[2 * i]!;
      into[a + 1] = into[a + 1]! + local[2 * i + 1]!;
      into[a + 2] = into[a + 2]! + 1;
    }
  }
}

/** parent − sibling, written over the parent. */
export function subtractHistogram(parent: Float64Array, sibling: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i] = parent[i]! - sibling[i]!;
}
