/**
 * Files as arquero tables. Filtering, joining, grouping and filling in are arquero's work
 * (https://idl.uw.edu/arquero); here is only the way in and out. arquero and hyparquet are optional packages, loaded
 * when they are first needed.
 */
import type { ColumnTable } from 'arquero';
import type { CsvOptions } from '../../data/index.ts';
import { readCsv } from '../../data/index.ts';
import { textErrors } from '../../errors/catalog/learn-text.ts';
import { ArgumentError, DataError, FileFormatError, raise } from '../../errors/index.ts';
import { type ByteInput, readBytes } from '../../files/source.ts';
import type { Frame } from '../base/index.ts';
import { csvFrame, frameColumns } from './frame.ts';

export type TableFormat = 'csv' | 'json' | 'jsonl' | 'parquet';

export interface TableOptions extends CsvOptions {
  /** Left out: from the file's name. */
  readonly format?: TableFormat | undefined;
}

const formats: Readonly<Record<string, TableFormat>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
};

/**
 * Reads a table from a file.
 *
 * @param input  a file name (Node), bytes, or a Blob (a browser's file)
 * @throws DataError when a package is missing (with the command that installs it) or the file cannot be read
 * @throws FileFormatError when it is broken, saying where
 */
export async function readTable(
  input: ByteInput,
  options: TableOptions = {},
): Promise<ColumnTable> {
  const name = typeof input === 'string' ? input : input instanceof File ? input.name : 'bytes';
  const format = options.format ?? formats[name.split('.').at(-1)?.toLowerCase() ?? ''];
  if (format === undefined)
    raise(ArgumentError, textErrors, 'table.format', {
      name,
      known: [...new Set(Object.values(formats))],
    });
  const aq = await arquero();
  if (format === 'csv') {
    const frame = csvFrame(await readCsv(input, options));
    return aq.table(frameColumns(frame), [...frame.names]);
  }
  const bytes = await readBytes(input);
  if (format === 'parquet') return aq.from(await parquetRows(bytes, name));
  const text = new TextDecoder('utf-8').decode(bytes);
  if (format === 'jsonl') return aq.from(parseLines(text, name));
  const data = parseJson(text, name, '');
  if (Array.isArray(data) && data.every(isRecord)) return aq.from(data);
  if (isRecord(data) && Object.values(data).every(Array.isArray))
    return aq.table(columns(data, name));
  return notTable(name, '', Array.isArray(data) ? 'not only records' : typeof data);
}

/** A frame as an arquero table. */
export async function fromFrame(frame: Frame): Promise<ColumnTable> {
  const aq = await arquero();
  return aq.table(frameColumns(frame), [...frame.names]);
}

async function arquero(): Promise<typeof import('arquero')> {
  try {
    return await import('arquero');
  } catch (error) {
    return raise(DataError, textErrors, 'table.missing', { name: 'arquero' }, error);
  }
}

async function parquetRows(bytes: Uint8Array, name: string): Promise<Record<string, unknown>[]> {
  const hyparquet = await import('hyparquet').catch((error: unknown) =>
    raise(DataError, textErrors, 'table.missing', { name: 'hyparquet' }, error),
  );
  const file = bytes.slice().buffer;
  try {
    return await hyparquet.parquetReadObjects({ file });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return raise(FileFormatError, textErrors, 'table.parquet', { name, reason }, error);
  }
}

function parseLines(text: string, name: string): object[] {
  const rows: object[] = [];
  text.split(/\r?\n/).forEach((line, k) => {
    if (line.trim() === '') return;
    const where = ` (line ${k + 1})`;
    const row = parseJson(line, name, where);
    if (!isRecord(row)) notTable(name, where, Array.isArray(row) ? 'array' : typeof row);
    rows.push(row);
  });
  return rows;
}

function parseJson(text: string, name: string, line: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return notTable(name, line, error instanceof Error ? error.message : String(error), error);
  }
}
function notTable(name: string, line: string, reason: string, cause?: unknown): never {
  return raise(FileFormatError, textErrors, 'table.json', { name, line, reason }, cause);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function columns(data: Record<string, unknown>, name: string): Record<string, unknown[]> {
  const all: Record<string, unknown[]> = {};
  let rows = -1;
  for (const [column, values] of Object.entries(data)) {
    if (!Array.isArray(values)) continue;
    if (rows >= 0 && values.length !== rows)
      notTable(name, '', `"${column}": ${values.length} ≠ ${rows}`);
    rows = values.length;
    all[column] = values;
  }
  return all;
}
