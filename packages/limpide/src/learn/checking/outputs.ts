/** Everything that a fitted estimator says about samples, by the name of the method, as plain numbers. */
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import { type Estimator, type Features, Frame, isText, type Label } from '../base/index.ts';

/** Methods that answer for each sample on its own. */
export const methods = [
  'predict',
  'predictProba',
  'decisionFunction',
  'transform',
  'scoreSamples',
] as const;
export type Method = (typeof methods)[number];

type Answering = Estimator & { readonly [M in Method]?: (X: Features) => unknown };

/** Whether the estimator, set as it is, offers the method. */
export const has = (estimator: Estimator, method: Method): boolean => estimator.offers(method);

/** What a method says: one row of values per sample. */
export function ask(estimator: Estimator, method: Method, X: Features): (number | Label)[][] {
  const answer = (estimator as Answering)[method]?.(X);
  return rowsOf(answer);
}

export function rowsOf(answer: unknown): (number | Label)[][] {
  if (answer instanceof Tensor) {
    const rows = answer.shape[0] ?? 1;
    const data = Array.from(answer.dataSync(), Number);
    const width = rows === 0 ? 0 : data.length / rows;
    return Array.from({ length: rows }, (_, i) => data.slice(i * width, (i + 1) * width));
  }
  if (answer instanceof CSRMatrix) return rowsOf(answer.toDense());
  if (answer instanceof Matrix)
    return Array.from({ length: answer.rows }, (_, i) => Array.from(answer.row(i)));
  if (answer instanceof Frame) {
    const columns = answer.names.map((name): (number | Label)[] => {
      const column = answer.column(name);
      return isText(column) ? column.map((v) => v ?? '') : Array.from(column);
    });
    return Array.from({ length: answer.rows }, (_, i) => columns.map((column) => column[i]!));
  }
  if (Array.isArray(answer)) return answer.map((item) => (Array.isArray(item) ? item : [item]));
  throw new Error(`an answer of an unknown kind: ${String(answer)}`);
}

/** The largest difference between two answers; Infinity when shapes or labels differ. */
export function distance(
  a: readonly (readonly (number | Label)[])[],
  b: readonly (readonly (number | Label)[])[],
): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (const [i, row] of a.entries()) {
    const other = b[i]!;
    if (row.length !== other.length) return Number.POSITIVE_INFINITY;
    for (const [j, value] of row.entries()) {
      const second = other[j]!;
      if (typeof value === 'number' && typeof second === 'number') {
        if (Number.isNaN(value) && Number.isNaN(second)) continue;
        const size = Math.max(1, Math.abs(value), Math.abs(second));
        const gap = Math.abs(value - second) / size;
        most = Math.max(most, Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap);
      } else if (value !== second) return Number.POSITIVE_INFINITY;
    }
  }
  return most;
}
