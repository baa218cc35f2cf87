/** The small data sets on which the common checks try an estimator: seeded, easy, and fit for its tags. */
import { Matrix } from '../../linalg/index.ts';
import type { Estimator, Label } from '../base/index.ts';
import { RandomStream } from '../base/index.ts';

export interface Trial {
  readonly X: number[][];
  readonly y: Label[] | number[];
}

/** Groups of points around centres, or numbers that follow from the features, as the estimator needs. */
export function trialFor(estimator: Estimator, rows = 36, columns = 4, seed = 1): Trial {
  const random = new RandomStream(seed, rows, columns);
  const { kind, tags = {} } = estimator.spec;
  const groups = tags.binaryOnly ? 2 : 3;
  const X: number[][] = [];
  const y: number[] = [];
  for (let i = 0; i < rows; i++) {
    const group = i % groups;
    const row = Array.from(
      { length: columns },
      (_, j) => 3 * Number(j % groups === group) + random.normal(),
    );
    X.push(tags.positive ? row.map((v) => Math.floor(Math.abs(v) * 2)) : row);
    const target = row.reduce((sum, v, j) => sum + (j + 1) * v, 0) / columns;
    y.push(kind === 'regressor' ? Math.abs(target) + 1 + 0.1 * random.next() : group);
  }
  return { X, y };
}

/** The rows of these numbers. */
export const pick = <T>(items: readonly T[], order: readonly number[]): T[] =>
  order.map((i) => items[i]!);

export const asMatrix = (X: readonly (readonly number[])[]): Matrix => Matrix.from(X);
