import { makeMatrix } from '@me/engine';

/** A matrix in one array, row after row. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float64Array;
}

export function batchesOf(count: number, size: number, random: () => number): number[][] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1)); // 0 … i: what stands after i is settled
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const batches: number[][] = [];
  for (let start = 0; start < count; start += size) {
    batches.push(order.slice(start, start + size)); // the last slice may be shorter
  }
  return batches;
}

export function pickRows(x: Matrix, rows: readonly number[]): Matrix {
  const out = makeMatrix(x.rows, rows.length);
  for (const [k, row] of rows.entries()) {
    for (let i = 0; i < x.rows; i++) out.data[i * rows.length + k] = x.data[i * x.cols + row] ?? 0;
  }
  return out;
}
