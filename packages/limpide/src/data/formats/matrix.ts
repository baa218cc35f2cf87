/** A table of columns as a matrix of numbers, and a column as labels. */
import { dataErrors } from '../../errors/catalog/data.ts';
import { DataError, raise } from '../../errors/index.ts';
import type { HostArray } from '../../files/host.ts';
import { clip } from '../../files/text.ts';
import type { CsvTable } from './csv.ts';
import type { CategoryColumn, CsvColumn } from './csv-columns.ts';

/** How columns become numbers. */
export interface MatrixOptions {
  /** The columns to take, in this order (default: every column of numbers). */
  readonly columns?: readonly string[];
  /** A category as one column of 0 and 1 per text (default), or as its code, 0, 1, 2… */
  readonly categories?: 'oneHot' | 'codes';
  /** A missing number: an error (default), NaN, or the mean of its column. A missing category is
   * zero everywhere (`oneHot`) or NaN (`codes`) unless it is an error. */
  readonly missing?: 'error' | 'nan' | 'mean';
}

/** A table as numbers. */
export interface CsvMatrix {
  /** Shape `[rows, names.length]`. */
  readonly values: HostArray<'float32'>;
  /** What each column of the matrix is: `'age'`, or `'colour=red'`. */
  readonly names: readonly string[];
}

/**
 * A matrix of some columns of a table, one row per row.
 *
 * @throws DataError when a column does not exist or is free text, or a value is missing
 */
export function toMatrix(table: CsvTable, options: MatrixOptions = {}): CsvMatrix {
  const numbers = table.columns.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  const wanted = options.columns ?? numbers;
  if (wanted.length === 0) raise(DataError, dataErrors, 'csv.noColumns');
  const parts = wanted.flatMap((name) => numericParts(table, columnOf(table, name), options));
  const data = new Float32Array(table.rows * parts.length);
  for (const [index, { value }] of parts.entries()) {
    for (let row = 0; row < table.rows; row++) data[row * parts.length + index] = value(row);
  }
  return {
    values: { dtype: 'float32', shape: [table.rows, parts.length], data },
    names: parts.map(({ name }) => name),
  };
}

/** The classes of a column, as numbers and as texts. */
export interface CsvLabels {
  /** Shape `[rows]`: for each row, its place in `classes`. */
  readonly labels: HostArray<'int32'>;
  readonly classes: readonly string[];
}

/**
 * A column as labels to learn: 0, 1, 2… for its distinct values, sorted.
 *
 * @throws DataError when the column does not exist or is free text, or a value is missing
 */
export function toLabels(table: CsvTable, name: string): CsvLabels {
  const column = columnOf(table, name);
  refuseMissing(table, column);
  if (column.kind === 'text') raise(DataError, dataErrors, 'csv.text', { column: clip(name) });
  if (column.kind === 'category') {
    const data = Int32Array.from(column.values);
    return { labels: { dtype: 'int32', shape: [table.rows], data }, classes: column.categories };
  }
  const distinct = [...new Set(column.values)].sort((a, b) => a - b);
  const codes = new Map(distinct.map((value, code) => [value, code]));
  const data = Int32Array.from(column.values, (value) => codes.get(value) ?? -1);
  return { labels: { dtype: 'int32', shape: [table.rows], data }, classes: distinct.map(String) };
}

/**
 * A column by its name.
 *
 * @throws DataError when there is none
 */
export function columnOf(table: CsvTable, name: string): CsvColumn {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  const known = clip(table.columns.map((candidate) => candidate.name).join(', '));
  raise(DataError, dataErrors, 'csv.column', { column: clip(name), known });
}

interface Part {
  readonly name: string;
  readonly value: (row: number) => number;
}

function numericParts(table: CsvTable, column: CsvColumn, options: MatrixOptions): Part[] {
  const { missing = 'error' } = options;
  if (missing === 'error') refuseMissing(table, column);
  if (column.kind === 'text') {
    raise(DataError, dataErrors, 'csv.text', { column: clip(column.name) });
  }
  if (column.kind === 'category') return categoryParts(column, options.categories ?? 'oneHot');
  const { name, values } = column;
  const instead = missing === 'mean' ? meanOf(values) : Number.NaN;
  const value = (row: number): number => {
    const number = values[row] ?? Number.NaN;
    return Number.isNaN(number) ? instead : number;
  };
  return [{ name, value }];
}

function categoryParts(column: CategoryColumn, how: 'oneHot' | 'codes'): Part[] {
  const { name, values, categories } = column;
  if (how === 'oneHot') {
    return categories.map((text, code) => ({
      name: `${name}=${text}`,
      value: (row) => (values[row] === code ? 1 : 0),
    }));
  }
  const value = (row: number): number => {
    const code = values[row] ?? -1;
    return code < 0 ? Number.NaN : code;
  };
  return [{ name, value }];
}

function refuseMissing(table: CsvTable, column: CsvColumn): void {
  if (column.missing === 0) return;
  const row = column.values.findIndex(
    (value) =>
      value === null || Number.isNaN(value) || (column.kind === 'category' && value === -1),
  );
  raise(DataError, dataErrors, 'csv.missing', {
    line: table.lines[row],
    column: clip(column.name),
  });
}

function meanOf(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}
