/** Between tables and frames: what a model takes, what arquero works on, what a CSV file holds. */

import { type CsvOptions, type CsvTable, parseCsv, readCsv } from '../../data/index.ts';
import { textErrors } from '../../errors/catalog/learn-text.ts';
import { DataError, raise } from '../../errors/index.ts';
import type { ByteInput } from '../../files/source.ts';
import { Frame, isText } from '../base/index.ts';

/** As much of an arquero table as is needed to read it. */
export interface TableLike {
  numRows(): number;
  columnNames(): string[];
  array(name: string): ArrayLike<unknown> & Iterable<unknown>;
}

/**
 * The columns of a table: numbers, booleans (0, 1) and dates (milliseconds) as numbers, texts as texts. Missing
 * values (null, undefined, NaN) stay missing.
 *
 * @throws DataError naming the column and row of what is neither
 */
export function toFrame(table: TableLike): Frame {
  return new Frame(
    table.columnNames().map((name) => {
      const cells = Array.from(table.array(name), (value, row) => cell(name, row, value));
      return [name, cells];
    }),
  );
}

function cell(name: string, row: number, value: unknown): number | string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.getTime();
  return raise(DataError, textErrors, 'table.cell', { name, row, got: typeof value });
}

/** Columns as plain arrays, missing values as null: what arquero's `table` takes. */
export function frameColumns(frame: Frame): Record<string, (number | string | null)[]> {
  return Object.fromEntries(
    frame.names.map((name) => {
      const column = frame.column(name);
      const values = isText(column)
        ? [...column]
        : Array.from(column, (value) => (Number.isNaN(value) ? null : value));
      return [name, values];
    }),
  );
}

/** A CSV file as a frame; needs no other package. @throws FileFormatError naming line and column */
export async function readFrame(input: ByteInput, options: CsvOptions = {}): Promise<Frame> {
  return csvFrame(await readCsv(input, options));
}
/** A CSV text as a frame. */
export async function parseFrame(text: string, options: CsvOptions = {}): Promise<Frame> {
  return csvFrame(await parseCsv(text, options));
}

/** The columns of a CSV file: categories become their texts. */
export function csvFrame(table: CsvTable): Frame {
  return new Frame(
    table.columns.map((column) => {
      if (column.kind !== 'category') return [column.name, column.values];
      const texts = Array.from(column.values, (code) => column.categories[code] ?? null);
      return [column.name, texts];
    }),
  );
}

/** What a column holds, in numbers. */
export interface ColumnSummary {
  readonly name: string;
  readonly kind: 'number' | 'text';
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  readonly mean?: number;
  readonly std?: number;
  readonly min?: number;
  readonly median?: number;
  readonly max?: number;
  /** The most frequent text. */
  readonly top?: string;
}

/** One line per column: how many values, how many missing, mean and spread, or the most frequent text. */
export function describeFrame(frame: Frame): ColumnSummary[] {
  return frame.names.map((name) => {
    const column = frame.column(name);
    if (isText(column)) {
      const texts = column.filter((text) => text !== null);
      const counts = new Map<string, number>();
      for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
      const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
      return {
        name,
        kind: 'text',
        count: texts.length,
        missing: column.length - texts.length,
        distinct: counts.size,
        ...(top !== undefined && { top }),
      };
    }
    const values = column.filter((value) => !Number.isNaN(value)).sort();
    const n = values.length;
    const base = {
      name,
      kind: 'number',
      count: n,
      missing: column.length - n,
      distinct: new Set(values).size,
    } as const;
    if (n === 0) return base;
    const mean = values.reduce((a, b) => a + b, 0) / n;
    return {
      ...base,
      mean,
      std: n > 1 ? Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / (n - 1)) : 0,
      min: values[0]!,
      median: (values[(n - 1) >> 1]! + values[n >> 1]!) / 2,
      max: values[n - 1]!,
    };
  });
}
