/** The columns of a CSV file, with a kind each. */
import { dataErrors } from '../../errors/catalog/data.ts';
import { DataError, raise } from '../../errors/index.ts';
import { clip } from '../../files/text.ts';
import { parseNumber } from './csv-dialect.ts';

/** Numbers; NaN where the value is missing. */
export interface NumberColumn {
  readonly name: string;
  readonly kind: 'number';
  readonly values: Float64Array;
  /** How many values are missing. */
  readonly missing: number;
}

/** Each row is one of a few texts: `categories[values[row]]`; −1 where the value is missing. */
export interface CategoryColumn {
  readonly name: string;
  readonly kind: 'category';
  readonly values: Int32Array;
  /** The distinct texts, sorted. */
  readonly categories: readonly string[];
  readonly missing: number;
}

/** Free texts; null where the value is missing. */
export interface TextColumn {
  readonly name: string;
  readonly kind: 'text';
  readonly values: readonly (string | null)[];
  readonly missing: number;
}

export type CsvColumn = NumberColumn | CategoryColumn | TextColumn;
export type ColumnKind = CsvColumn['kind'];

/** The cells of one column, and what is needed to understand them. */
export interface Cells {
  readonly name: string;
  readonly texts: readonly string[];
  /** The line of the file on which each row stands. */
  readonly lines: ArrayLike<number>;
  readonly decimal: '.' | ',';
  readonly isMissing: (text: string) => boolean;
  /** What to call the file in an error. */
  readonly file: string;
}

/** More different texts than this are not categories. */
const MOST_CATEGORIES = 1000;
/** Nor are texts that hardly ever come twice, unless there are very few. */
const FEW = 10;

/**
 * Gives a column its kind: numbers if every cell that is not missing is one; else categories if
 * texts come back (on average at least twice, and 1,000 different ones at most); else free text.
 *
 * @throws DataError when `kind` is `'number'` and a cell is not one
 */
export function typedColumn(cells: Cells, kind?: ColumnKind): CsvColumn {
  if (kind === 'number') return numbers(cells, true) ?? texts(cells);
  if (kind === 'category') return categories(cells);
  if (kind === 'text') return texts(cells);
  return numbers(cells, false) ?? (repeats(cells) ? categories(cells) : texts(cells));
}

function numbers(cells: Cells, mustBe: boolean): NumberColumn | undefined {
  const { name, decimal } = cells;
  const values = new Float64Array(cells.texts.length);
  let missing = 0;
  for (const [row, text] of cells.texts.entries()) {
    const absent = cells.isMissing(text);
    if (absent) missing++;
    const value = absent ? Number.NaN : parseNumber(text, decimal);
    if (value === undefined) {
      if (!mustBe) return undefined;
      const where = { name: cells.file, line: cells.lines[row], column: clip(name) };
      raise(DataError, dataErrors, 'csv.number', { ...where, decimal, got: clip(text) });
    }
    values[row] = value;
  }
  return { name, kind: 'number', values, missing };
}

function repeats({ texts, isMissing }: Cells): boolean {
  const distinct = new Set<string>();
  let present = 0;
  for (const text of texts) {
    if (isMissing(text)) continue;
    present++;
    distinct.add(text.trim());
    if (distinct.size > MOST_CATEGORIES) return false;
  }
  return distinct.size <= Math.max(FEW, present / 2);
}

function categories({ name, texts, isMissing }: Cells): CategoryColumn {
  const distinct = new Set<string>();
  for (const text of texts) if (!isMissing(text)) distinct.add(text.trim());
  const sorted = [...distinct].sort();
  const codes = new Map(sorted.map((text, code) => [text, code]));
  const values = Int32Array.from(texts, (text) =>
    isMissing(text) ? -1 : (codes.get(text.trim()) ?? -1),
  );
  const missing = values.reduce((count, code) => count + (code < 0 ? 1 : 0), 0);
  return { name, kind: 'category', values, categories: sorted, missing };
}

function texts({ name, texts: cells, isMissing }: Cells): TextColumn {
  const values = cells.map((text) => (isMissing(text) ? null : text));
  const missing = values.filter((text) => text === null).length;
  return { name, kind: 'text', values, missing };
}
