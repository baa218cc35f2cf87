/** Which columns: by name, by number, by a range or a mask, by kind; and what these columns hold. */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { composeErrors } from '../../errors/catalog/learn-compose.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import { type Features, Frame, isText, nearest, show } from '../base/index.ts';

/** Chooses columns when `fit` sees the data: names, or numbers. */
export type ColumnSelector = (X: Features) => readonly string[] | readonly number[];

/**
 * Columns: a single name (its values are handed over as a list: for text vectorisers), names, numbers (negative:
 * from the end), a mask, or a selector.
 */
export type Columns =
  | string
  | number
  | readonly string[]
  | readonly number[]
  | readonly boolean[]
  | ColumnSelector;

export const columnsIn = (X: Features): number => {
  if (X instanceof Frame) return X.names.length;
  if (X instanceof Matrix || X instanceof CSRMatrix) return X.cols;
  if (X instanceof Tensor) return X.shape[1] ?? 0;
  return X?.[0]?.length ?? 0;
};

/** @throws DataError for a column that is not there, with the nearest name */
export function resolveColumns(who: string, name: string, columns: Columns, X: Features): number[] {
  const chosen = typeof columns === 'function' ? columns(X) : columns;
  const list: readonly (string | number | boolean)[] =
    typeof chosen === 'string' || typeof chosen === 'number' ? [chosen] : chosen;
  const total = columnsIn(X);
  const absent = (got: string, known: readonly (string | number)[]): never =>
    raise(DataError, composeErrors, 'compose.column', { who, name, got, known });
  if (list.length > 0 && list.every((c) => typeof c === 'boolean')) {
    if (list.length !== total) absent(`[${list.length} × boolean]`, [`0 … ${total - 1}`]);
    return list.flatMap((kept, j) => (kept ? [j] : []));
  }
  return list.map((column) => {
    if (typeof column === 'string') {
      if (!(X instanceof Frame))
        raise(ArgumentError, composeErrors, 'compose.columnsByName', { who, name, got: column });
      const at = X.names.indexOf(column);
      if (at >= 0) return at;
      const near = nearest(column, X.names);
      return absent(`"${column}"${near === undefined ? '' : ` → "${near}"?`}`, X.names);
    }
    const at = Number(column) < 0 ? total + Number(column) : Number(column);
    if (Number.isInteger(at) && at >= 0 && at < total) return at;
    return absent(String(column), [`0 … ${total - 1}`]);
  });
}

/** These columns, in this order, in the same form. */
export function takeColumns(
  X: Features,
  columns: readonly number[],
  who = 'takeColumns',
): Features {
  if (X instanceof Frame) return X.select(columns.map((j) => X.names[j]!));
  if (X instanceof CSRMatrix) return sparseColumns(X, columns);
  if (X instanceof Matrix || X instanceof Tensor) {
    const { data, rows, cols, kind } = X instanceof Tensor ? Matrix.fromTensor(X) : X;
    const out = Matrix.zeros(rows, columns.length, kind);
    for (let i = 0; i < rows; i++)
      for (let c = 0; c < columns.length; c++)
        out.data[i * columns.length + c] = data[i * cols + columns[c]!]!;
    return out;
  }
  const width = X[0]?.length;
  return X.map((row, i) => {
    if (!ArrayBuffer.isView(row) && !Array.isArray(row))
      return raise(DataError, learnErrors, 'learn.badRow', { who, row: i, got: show(row) });
    if (row.length !== width)
      raise(DataError, learnErrors, 'learn.ragged', {
        who,
        row: i,
        got: row.length,
        expected: width ?? 0,
      });
    return columns.map((j) => row[j]!);
  });
}

function sparseColumns(X: CSRMatrix, columns: readonly number[]): CSRMatrix {
  const rows: number[] = [];
  const places: number[] = [];
  const values: number[] = [];
  const byColumn = X.transpose();
  columns.forEach((j, at) => {
    const { indices, data } = byColumn.row(j);
    indices.forEach((i, p) => {
      rows.push(i);
      places.push(at);
      values.push(data[p]!);
    });
  });
  return CSRMatrix.fromTriplets(X.rows, columns.length, rows, places, values);
}

export interface ColumnSelectorOptions {
  /** Names that match. */
  readonly pattern?: RegExp | undefined;
  /** What columns hold. */
  readonly kind?: 'number' | 'text' | undefined;
}

/** Selects columns of a table by name or by what they hold: `makeColumnSelector({ kind: 'text' })`. */
export function makeColumnSelector({ pattern, kind }: ColumnSelectorOptions = {}): ColumnSelector {
  return (X) => {
    if (!(X instanceof Frame))
      return raise(ArgumentError, composeErrors, 'compose.columnsByName', {
        who: 'makeColumnSelector',
        name: kind ?? '–',
        got: String(pattern ?? kind),
      });
    return X.names.filter(
      (name) =>
        (pattern === undefined || pattern.test(name)) &&
        (kind === undefined || isText(X.column(name)) === (kind === 'text')),
    );
  };
}
