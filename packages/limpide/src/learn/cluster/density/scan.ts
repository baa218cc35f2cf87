/** DBSCAN with any metric: neighbourhoods are searched once, then clusters grow from core sample to core sample. */
import type { NeighbourSearch } from '../../neighbors/search.ts';

export interface DensityClusters {
  /** The cluster of each sample, −1: noise. */
  readonly labels: Int32Array<ArrayBuffer>;
  /** 1 for core samples. */
  readonly core: Uint8Array<ArrayBuffer>;
}

/** Clusters are numbered by their first core sample; a border sample belongs to the first that reaches it. */
export function neighbourScan(
  search: NeighbourSearch,
  eps: number,
  minSamples: number,
  weights: Float64Array | undefined,
  report: (done: number) => void,
): DensityClusters {
  const { indptr, indices } = search.within(search.x, eps, { order: 'any' });
  const n = indptr.length - 1;
  const core = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    let sum = indptr[i + 1]! - indptr[i]!;
    if (weights) {
      sum = 0;
      for (let t = indptr[i]!; t < indptr[i + 1]!; t++) sum += weights[indices[t]!]!;
    }
    if (sum >= minSamples) core[i] = 1;
  }
  report(1);
  const labels = new Int32Array(n).fill(-1);
  const stack = new Int32Array(n);
  let clusters = 0;
  for (let first = 0; first < n; first++) {
    if (core[first] === 0 || labels[first] !== -1) continue;
    let size = 0;
    stack[size++] = first;
    labels[first] = clusters;
    while (size > 0) {
      const i = stack[--size]!;
      for (let t = indptr[i]!; t < indptr[i + 1]!; t++) {
        const j = indices[t]!;
        if (labels[j] !== -1) continue;
        labels[j] = clusters;
        if (core[j] === 1) stack[size++] = j;
      }
    }
    clusters++;
  }
  return { labels, core };
}
