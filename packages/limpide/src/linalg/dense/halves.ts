/**
 * Vectors of a matrix that was cut in two: each is zero in the half it does not come from, until the halves are
 * merged. Divide and conquer computes with the parts, and puts the new vectors together by two products.
 */
import { type Floats, Matrix } from './matrix.ts';
import { multiply } from './product.ts';

/** A vector as its two parts, null where it is zero. */
export interface Halves {
  top: Floats | null;
  bottom: Floats | null;
}

/** Lengths of the parts, and where the second one begins. */
export interface Sizes {
  readonly top: number;
  readonly bottom: number;
  readonly bottomAt: number;
}

/** (a, b) ← (c·a − s·b, s·a + c·b) */
export function rotate(
  a: Halves,
  b: Halves,
  c: number,
  s: number,
  topSize: number,
  bottomSize: number,
): void {
  for (const [half, size] of [
    ['top', topSize],
    ['bottom', bottomSize],
  ] as const) {
    if (a[half] === null && b[half] === null) continue;
    const x = a[half] ?? new Float64Array(size);
    const y = b[half] ?? new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const [p, q] = [x[i]!, y[i]!];
      x[i] = c * p - s * q;
      y[i] = s * p + c * q;
    }
    a[half] = x;
    b[half] = y;
  }
}

/** Writes a vector into row i. */
export function writeRow(to: Matrix, i: number, row: Halves, bottomAt: number): void {
  if (row.top !== null) to.data.set(row.top, i * to.cols);
  if (row.bottom !== null) to.data.set(row.bottom, i * to.cols + bottomAt);
}

/**
 * Row kept[j] of `full` becomes Σᵢ weights[j, i]·rows[kept[i]]: one product over the rows that have a part in the
 * top half, one over those with a part in the bottom half.
 */
export function combine(
  full: Matrix,
  kept: readonly number[],
  rows: readonly Halves[],
  weights: Float64Array,
  { top, bottom, bottomAt }: Sizes,
): void {
  const k = kept.length;
  for (const [half, from, size] of [
    ['top', 0, top],
    ['bottom', bottomAt, bottom],
  ] as const) {
    const which: number[] = [];
    for (let i = 0; i < k; i++) if (rows[kept[i]!]![half] !== null) which.push(i);
    const basis = Matrix.zeros(which.length, size);
    which.forEach((i, p) => {
      const part = rows[kept[i]!]![half];
      if (part !== null) basis.data.set(part, p * size);
    });
    const chosen = Matrix.zeros(k, which.length);
    for (let j = 0; j < k; j++)
      for (let p = 0; p < which.length; p++)
        chosen.data[j * which.length + p] = weights[j * k + which[p]!]!;
    const product = multiply(chosen, basis);
    for (let j = 0; j < k; j++) full.data.set(product.row(j), kept[j]! * full.cols + from);
  }
}
