/** A rectangle of a larger matrix, transposed or not: what blocked algorithms multiply. */

export type Numbers = Float64Array<ArrayBufferLike>;

/** Element (i, j) is `data[at + i·rowStep + j·columnStep]`. */
export interface Part {
  readonly data: Numbers;
  readonly at: number;
  readonly rows: number;
  readonly cols: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/** Rows i0 … i1 − 1 and columns j0 … j1 − 1 of a matrix whose rows are `stride` apart. */
export const part = (
  data: Numbers,
  stride: number,
  i0: number,
  i1: number,
  j0: number,
  j1: number,
): Part => ({
  data,
  at: i0 * stride + j0,
  rows: i1 - i0,
  cols: j1 - j0,
  rowStep: stride,
  columnStep: 1,
});

/** Rows i0 … i1 − 1 and columns j0 … j1 − 1 of a part. */
export const within = (x: Part, i0: number, i1: number, j0: number, j1: number): Part => ({
  ...x,
  at: x.at + i0 * x.rowStep + j0 * x.columnStep,
  rows: i1 - i0,
  cols: j1 - j0,
});

/** The same rectangle, read as its transpose. */
export const turned = (x: Part): Part => ({
  ...x,
  rows: x.cols,
  cols: x.rows,
  rowStep: x.columnStep,
  columnStep: x.rowStep,
});
