/**
 * A table as estimators see it: named columns of numbers or of texts, rows in order. Tables of other libraries,
 * CSV and Parquet files become one in `learn/tables`.
 */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { DataError, raise } from '../../errors/index.ts';
import { nearest, show } from './params.ts';

/** Texts; null where the value is missing. */
export type TextColumn = readonly (string | null)[];
/** Numbers (NaN where the value is missing), or texts. */
export type FrameColumn = Float64Array | TextColumn;

export const isText = (column: FrameColumn): column is TextColumn =>
  !(column instanceof Float64Array);

/** What a column is made from: numbers (missing: NaN, null), or texts (missing: null). */
export type FrameCells = ArrayLike<number | string | boolean | null | undefined>;
/** Columns by name: an object, or pairs `[name, column]` (an array of them, a Map). */
export type FrameColumns =
  | Readonly<Record<string, FrameCells>>
  | Iterable<readonly [string, FrameCells]>;

const pairsOf = (columns: FrameColumns): [string, FrameCells][] =>
  isPairs(columns)
    ? Array.from(columns, ([name, cells]) => [name, cells])
    : Object.entries(columns);
const isPairs = (columns: FrameColumns): columns is Iterable<readonly [string, FrameCells]> =>
  Symbol.iterator in columns;

/**
 * Named columns of equal length, in the order given. Objects put keys that are whole numbers (`'2024'`) before
 * all others; where columns have such names, pairs keep their order.
 */
export class Frame {
  readonly names: readonly string[];
  readonly rows: number;
  readonly #columns: ReadonlyMap<string, FrameColumn>;

  /**
   * @param columns arrays of numbers (missing: NaN, null) or of texts (missing: null), of equal length
   * @throws DataError when lengths differ, two columns have one name, or a column mixes numbers and texts
   */
  constructor(columns: FrameColumns) {
    const entries = pairsOf(columns).map(
      ([name, cells]) => [name, columnFrom(name, cells)] as const,
    );
    this.names = entries.map(([name]) => name);
    this.#columns = new Map(entries);
    if (this.#columns.size < entries.length) {
      const name = this.names.find((own, j) => this.names.indexOf(own) < j);
      raise(DataError, learnErrors, 'learn.frameTwice', { name });
    }
    this.rows = entries[0]?.[1].length ?? 0;
    for (const [name, column] of entries) {
      if (column.length !== this.rows) {
        raise(DataError, learnErrors, 'learn.frameLength', {
          name,
          got: column.length,
          expected: this.rows,
          first: this.names[0],
        });
      }
    }
  }
  /** Records with the same keys: `[{age: 3, town: 'Lille'}, …]`. */
  static fromRecords(
    records: readonly Readonly<Record<string, number | string | boolean | null | undefined>>[],
  ): Frame {
    const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
    return new Frame(names.map((name) => [name, records.map((record) => record[name])]));
  }
  has(name: string): boolean {
    return this.#columns.has(name);
  }
  /** @throws DataError when there is no such column */
  column(name: string): FrameColumn {
    const column = this.#columns.get(name);
    if (column) return column;
    const near = nearest(name, this.names);
    return raise(DataError, learnErrors, 'learn.frameColumn', {
      name,
      known: this.names,
      hint: near === undefined ? '' : ` (→ "${near}"?)`,
    });
  }
  /** Some columns, in this order. */
  select(names: readonly string[]): Frame {
    return new Frame(names.map((name) => [name, this.column(name)]));
  }
  /** All columns but these. */
  drop(...names: readonly string[]): Frame {
    for (const name of names) this.column(name);
    return this.select(this.names.filter((name) => !names.includes(name)));
  }
  /** The rows of these numbers, in this order. */
  take(rows: ArrayLike<number>): Frame {
    const order = Array.from(rows);
    return new Frame(
      this.names.map((name) => {
        const column = this.column(name);
        return [
          name,
          isText(column)
            ? order.map((i) => column[i] ?? null)
            : Float64Array.from(order, (i) => column[i]!),
        ];
      }),
    );
  }
}

const cellKinds: readonly string[] = ['number', 'string', 'boolean', 'bigint'];

function columnFrom(name: string, values: FrameCells): FrameColumn {
  if (values instanceof Float64Array) return values;
  if (typeof values !== 'object' || values === null || !('length' in values))
    raise(DataError, learnErrors, 'learn.frameKind', { name, got: typeof values });
  const list = Array.from(values);
  const strange = list.findIndex((v) => v != null && !cellKinds.includes(typeof v));
  if (strange >= 0) {
    const got = show(list[strange]);
    raise(DataError, learnErrors, 'learn.frameCell', { name, row: strange, got });
  }
  const texts = list.some((value) => typeof value === 'string');
  if (!texts)
    return Float64Array.from(list, (value) => (value == null ? Number.NaN : Number(value)));
  const bad = list.findIndex(
    (value) => value != null && typeof value !== 'string' && !Number.isNaN(value),
  );
  if (bad >= 0) {
    raise(DataError, learnErrors, 'learn.frameMixed', { name, row: bad, got: String(list[bad]) });
  }
  return list.map((value) => (typeof value === 'string' ? value : null));
}
