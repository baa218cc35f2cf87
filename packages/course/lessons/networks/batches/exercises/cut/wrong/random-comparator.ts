import { makeMatrix } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

export function batchesOf(count: number, size: number, random: () => number): number[][] {
  const order = Array.from({ length: count }, (_, i) => i).sort(() => random() - 0.5);
  const batches: number[][] = [];
  for (let start = 0; start < count; start += size) {
    batches.push(order.slice(start, start + size)); // the last slice may be shorter
  }
  return batches;
}

export function pickRows(x: Matrix, rows: readonly number[]): Matrix {
  const out = makeMatrix(rows.length, x.cols);
  for (const [i, row] of rows.entries()) {
    out.data.set(x.data.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols);
  }
  return out;
}
