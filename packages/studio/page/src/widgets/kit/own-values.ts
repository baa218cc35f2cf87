/** Reading what a function of the learner's engine gave: anything may come back. */

/** A matrix of the course's exercises, [rows, cols], row after row. */
export interface OwnMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}
/** A matrix of this shape in what a function gave. */
export function readMatrix(value: unknown, rows: number, cols: number): OwnMatrix | null {
  if (typeof value !== 'object' || value === null || !('data' in value)) return null;
  const { data } = value;
  return data instanceof Float64Array && data.length === rows * cols ? { rows, cols, data } : null;
}
/** A number of the picture: neither NaN nor without end. */
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
/** Whether two numbers are the same but for rounding; `loose` is the share, and the size near 0, that may differ. */
export const near = (a: unknown, b: number, loose = 1e-6): a is number =>
  isNumber(a) && Math.abs(a - b) <= loose * Math.max(1, Math.abs(b));
/** A list of numbers that are those of the course's function, in the order of `expected`. */
export function readNear(
  value: unknown,
  expected: ArrayLike<number>,
  loose?: number,
): number[] | null {
  if (!Array.isArray(value) || value.length !== expected.length) return null;
  const list: unknown[] = value;
  return list.every((v, i): v is number => near(v, expected[i] ?? 0, loose)) ? list : null;
}
/** What a value has under a name, if it is an object. */
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
