/** Columns of categories: read from any input, listed, turned into codes. Missing values are null. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import {
  columnName,
  denseInput,
  type Features,
  Frame,
  isText,
  type Label,
  show,
} from '../base/index.ts';

/** A category; null: the value is missing. */
export type Category = Label | null;
/** Rows of numbers, of texts, or both; a table. */
export type Categorical = Features | readonly (readonly Category[])[];

/** The columns of an input, missing values as null. @throws DataError for ragged rows or mixed columns */
export function categoryColumns(X: Categorical, who: string): Category[][] {
  if (X instanceof Frame) {
    denseInput(Matrix.zeros(X.rows, X.names.length), { who }); // is there anything in it?
    const numbers = X.names.filter((name) => !isText(X.column(name)));
    if (numbers.length > 0) denseInput(X.select(numbers), { who, missing: true });
    return X.names.map((name) => clean(X.column(name)));
  }
  if (X instanceof Tensor || X instanceof Matrix || X instanceof CSRMatrix || numeric(X)) {
    const matrix = denseInput(X as Features, { who, missing: true });
    return Array.from({ length: matrix.cols }, (_, j) => clean(matrix.column(j)));
  }
  const rows = X as readonly (readonly Category[])[];
  const cols = rows[0]?.length ?? 0;
  // Shape and emptiness are denseInput's business: the same sentences for numbers and for texts.
  denseInput(rows.map((row) => (Array.isArray(row) ? blank(row.length) : row)) as number[][], {
    who,
  });
  return Array.from({ length: cols }, (_, j) => {
    const column = rows.map((row, i) => {
      const value = row[j] ?? null;
      if (
        value === Infinity ||
        value === -Infinity ||
        (value !== null && !kinds.includes(typeof value))
      )
        raise(DataError, prepErrors, 'prep.category', {
          who,
          column: String(j),
          row: i,
          got: show(value),
        });
      return typeof value === 'number' && Number.isNaN(value) ? null : value;
    });
    const first = column.find((value) => value !== null);
    const odd = column.findIndex((value) => value !== null && typeof value !== typeof first);
    if (odd >= 0) {
      const got = show(column[odd]);
      raise(DataError, prepErrors, 'prep.mixed', { who, column: String(j), row: odd, got });
    }
    return column;
  });
}

const kinds: readonly string[] = ['number', 'string', 'boolean'];
const blank = (length: number): number[] => new Array<number>(length).fill(0);

/** Whether an array of rows holds numbers only (or is nothing one could look into). */
function numeric(X: Categorical): boolean {
  if (!Array.isArray(X)) return true;
  return X.every(
    (row: unknown) =>
      ArrayBuffer.isView(row) ||
      !Array.isArray(row) ||
      row.every((value: unknown) => typeof value === 'number'),
  );
}

const clean = (column: ArrayLike<number | string | null>): Category[] =>
  Array.from(column, (value) =>
    value === null || (typeof value === 'number' && Number.isNaN(value)) ? null : value,
  );

/** The distinct categories, sorted; missing last. */
export function distinctCategories(column: readonly Category[]): Category[] {
  const all = [...new Set(column)];
  const present = all.filter((value): value is Label => value !== null);
  present.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return all.length > present.length ? [...present, null] : present;
}

/** The place of each value among the categories; −1: unknown. */
export function codesOf(column: readonly Category[], categories: readonly Category[]): Int32Array {
  const place = new Map(categories.map((category, k) => [category, k]));
  return Int32Array.from(column, (value) => place.get(value) ?? -1);
}

/** @throws DataError naming the first value that is no known category */
export function refuseUnknown(
  who: string,
  X: Categorical,
  col: number,
  column: readonly Category[],
  codes: Int32Array,
  categories: readonly Category[],
  remedy: string,
): void {
  const row = codes.indexOf(-1);
  if (row < 0) return;
  raise(DataError, prepErrors, 'prep.unknown', {
    who,
    row,
    column: columnName(X as Features, col),
    got: shown(column[row]!),
    known: categories.slice(0, 20).map(shown),
    remedy,
  });
}

export const shown = (category: Category): string =>
  typeof category === 'string' ? JSON.stringify(category) : String(category);

/** A table from columns of categories. */
export function categoryFrame(names: readonly string[], columns: readonly Category[][]): Frame {
  return new Frame(
    names.map((name, j) => [
      name,
      columns[j]!.some((value) => typeof value === 'string')
        ? columns[j]!
        : Float64Array.from(columns[j]!, (v) => (v === null ? Number.NaN : Number(v))),
    ]),
  );
}
