/**
 * CSV files as typed columns. The text is taken apart by csv-parse, loaded when it is first needed;
 * what the file means (delimiter, decimal mark, header, kinds, missing values) is decided here.
 */
import { dataErrors } from '../../errors/catalog/data.ts';
import {
  ArgumentError,
  DataError,
  type Details,
  FileFormatError,
  raise,
} from '../../errors/index.ts';
import { type ByteInput, readBytes } from '../../files/source.ts';
import { clip } from '../../files/text.ts';
import { type ColumnKind, type CsvColumn, typedColumn } from './csv-columns.ts';
import { guessDecimal, guessDelimiter, looksLikeHeader } from './csv-dialect.ts';

/** How a CSV file is written; what is left out is found out from the text. */
export interface CsvOptions {
  /** Whether the first line names the columns (default: when none of its cells is a number). */
  readonly header?: boolean;
  /** Names for the columns, instead of those of the file. */
  readonly names?: readonly string[];
  /** One character: `','`, `';'`, `'\t'`… */
  readonly delimiter?: string;
  /** The decimal mark, `'.'` or `','`. */
  readonly decimal?: '.' | ',';
  /** Texts that mean "no value" (default: empty, NA, N/A, NaN, null, none, ?, in any case). */
  readonly missing?: readonly string[];
  /** The kind of some columns, by name, instead of the one their values suggest. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>;
  /** The encoding of bytes (default: UTF-8, or UTF-16 where its mark says so). */
  readonly encoding?: string;
}

/** A CSV file that was read. */
export interface CsvTable {
  readonly columns: readonly CsvColumn[];
  /** How many rows of values, the header not counted. */
  readonly rows: number;
  /** The line of the file on which each row begins. */
  readonly lines: Int32Array;
  /** How the file was found to be written. */
  readonly dialect: {
    readonly delimiter: string;
    readonly decimal: '.' | ',';
    readonly header: boolean;
  };
}

const MISSING = ['', 'na', 'n/a', 'nan', 'null', 'none', '?'];
/** Each column costs an array: a file of delimiters must not cost a thousand times its size. */
const MOST_COLUMNS = 20_000;
const UTF8 = 'utf-8';

/**
 * Reads a CSV file.
 *
 * @param input a file name (Node), bytes, or a Blob (browser)
 * @throws DataError when there is no such file, it may not be read, or its values are not as asked
 * @throws FileFormatError naming the line and the column, when it is not a table
 */
export async function readCsv(input: ByteInput, options: CsvOptions = {}): Promise<CsvTable> {
  const name = typeof input === 'string' ? input : 'CSV';
  return parse(decode(await readBytes(input), name, options.encoding), name, options);
}

/**
 * Reads a CSV text.
 *
 * @throws DataError when its values are not as asked
 * @throws FileFormatError naming the line and the column, when it is not a table
 */
export async function parseCsv(text: string, options: CsvOptions = {}): Promise<CsvTable> {
  return parse(text, 'CSV', options);
}

function decode(bytes: Uint8Array, name: string, encoding?: string): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : UTF8;
  const label = encoding ?? marked;
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(label, { fatal: true });
  } catch (error) {
    raise(ArgumentError, dataErrors, 'csv.encodingName', { got: clip(label) }, error);
  }
  try {
    return decoder.decode(bytes);
  } catch (error) {
    raise(FileFormatError, dataErrors, 'csv.encoding', { name, got: label }, error);
  }
}

async function parse(whole: string, name: string, options: CsvOptions): Promise<CsvTable> {
  const text = whole.startsWith('\ufeff') ? whole.slice(1) : whole;
  const delimiter = options.delimiter ?? guessDelimiter(text);
  if ([...delimiter].length !== 1 || /["\n\r]/.test(delimiter)) {
    raise(ArgumentError, dataErrors, 'csv.delimiter', { got: clip(delimiter) });
  }
  const { records, lines } = await recordsOf(text, delimiter, name);
  const [first] = records;
  if (first === undefined) raise(FileFormatError, dataErrors, 'csv.empty', { name });
  if (first.length > MOST_COLUMNS) {
    const details = { name, got: first.length, expected: MOST_COLUMNS, delimiter };
    raise(FileFormatError, dataErrors, 'csv.columns', details);
  }

  // A comma that separates cannot be a decimal mark as well.
  const decimal = options.decimal ?? (delimiter === ',' ? '.' : guessDecimal(records));
  const header = options.header ?? looksLikeHeader(first, decimal);
  const body = header ? records.slice(1) : records;
  if (body.length === 0) raise(FileFormatError, dataErrors, 'csv.empty', { name });
  const bodyLines = Int32Array.from(header ? lines.slice(1) : lines);
  const names = namesOf(header ? first : undefined, first.length, name, options.names);
  checkKinds(names, options.kinds);

  const missing = new Set((options.missing ?? MISSING).map((word) => word.toLowerCase()));
  const isMissing = (cell: string): boolean => missing.has(cell.trim().toLowerCase());
  const columns = names.map((column, index) => {
    const texts = body.map((row) => row[index] ?? '');
    const cells = { name: column, texts, lines: bodyLines, decimal, isMissing, file: name };
    return typedColumn(cells, kindOf(options.kinds, column));
  });
  return { columns, rows: body.length, lines: bodyLines, dialect: { delimiter, decimal, header } };
}

function kindOf(kinds: CsvOptions['kinds'], column: string): ColumnKind | undefined {
  return kinds !== undefined && Object.hasOwn(kinds, column) ? kinds[column] : undefined;
}

function checkKinds(names: readonly string[], kinds: CsvOptions['kinds'] = {}): void {
  for (const column of Object.keys(kinds)) {
    if (names.includes(column)) continue;
    const known = clip(names.join(', '));
    raise(DataError, dataErrors, 'csv.column', { column: clip(column), known });
  }
}

function namesOf(
  header: readonly string[] | undefined,
  count: number,
  name: string,
  given?: readonly string[],
): string[] {
  if (given !== undefined && given.length !== count) {
    raise(DataError, dataErrors, 'csv.names', { name, expected: count, got: given.length });
  }
  const said = given ?? header?.map((cell) => cell.trim()) ?? [];
  const names = Array.from({ length: count }, (_, i) => said[i] || `column${i + 1}`);
  const seen = new Set<string>();
  for (const column of names) {
    if (seen.has(column)) {
      raise(FileFormatError, dataErrors, 'csv.duplicate', { name, column: clip(column) });
    }
    seen.add(column);
  }
  return names;
}

interface Records {
  readonly records: string[][];
  /** The line on which each record begins. */
  readonly lines: number[];
}

async function recordsOf(text: string, delimiter: string, name: string): Promise<Records> {
  // The build for browsers is used everywhere, so that what is tested in Node is what runs there.
  const csv = await import('csv-parse/browser/esm/sync');
  const records: string[][] = [];
  const lines: number[] = [];
  let ragged: Details | undefined;
  let begun = 1; // the line on which the record being read begins
  try {
    csv.parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (record: string[], { lines: end }) => {
        // The parser counts lines to the end of the record; its cells may hold some of them.
        const inside = record.reduce((sum, cell) => sum + linesIn(cell), 0);
        const line = end - inside;
        begun = end + 1;
        const expected = records[0]?.length ?? record.length;
        if (record.length === expected) {
          records.push(record);
          lines.push(line);
        } else {
          const column = Math.min(record.length, expected) + 1;
          ragged ??= { name, line, column, got: record.length, expected, delimiter };
        }
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof csv.CsvError)) throw error;
    raise(FileFormatError, dataErrors, codeOf(error.code), placeOf(error, name, begun), error);
  }
  if (ragged !== undefined) raise(FileFormatError, dataErrors, 'csv.ragged', ragged);
  return { records, lines };
}

function linesIn(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? (cell.match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
}

function codeOf(code: string): 'csv.quote' | 'csv.syntax' {
  return code.includes('QUOTE') ? 'csv.quote' : 'csv.syntax';
}

/** Where csv-parse stopped. Its errors carry their context as loose properties. */
function placeOf(error: Error & { readonly code: string }, name: string, begun: number): Details {
  const count = (key: string): number => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'number' ? value : 0;
  };
  // A quote that is never closed runs to the end of the file: its record is where to look.
  const line = error.code === 'CSV_QUOTE_NOT_CLOSED' ? begun : count('lines');
  return { name, line, column: count('index') + 1, reason: error.code };
}
