/** Several targets per sample, column by column: each column is a problem of its own. */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { outputErrors } from '../../errors/catalog/learn-multioutput.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  type Features,
  type Label,
  numericOutputs,
  type Outputs,
  plain,
  rowsOf,
  sampleWeights,
  type Targets,
  type Weights,
} from '../base/index.ts';
import { isLabelSets } from '../metrics/label-sets.ts';

/** The columns of y, each with one number per sample; `flat`: y had one dimension. */
export interface NumberColumns {
  readonly columns: readonly Float64Array[];
  readonly flat: boolean;
}

export function numberColumns(y: Outputs, rows: number, who: string): NumberColumns {
  const matrix = numericOutputs(y, rows, who);
  const columns = Array.from({ length: matrix.cols }, (_, j) =>
    Float64Array.from({ length: rows }, (_, i) => matrix.at(i, j)),
  );
  return { columns, flat: matrix.flat };
}

/** The columns of y, each with one class per sample. Several columns hold numbers; a single one may hold texts. */
export function classColumns(
  y: Outputs,
  rows: number,
  who: string,
): { readonly columns: readonly Targets[]; readonly flat: boolean } {
  if (isLabelSets(y)) return numberColumns(y, rows, who);
  const labels = Array.from(plain(y as Targets, who));
  if (labels.length !== rows)
    raise(DataError, learnErrors, 'learn.length', {
      who,
      name: 'y',
      got: labels.length,
      expected: rows,
    });
  return { columns: [labels], flat: true };
}

/** Columns side by side: `[n, columns]` float64, or what a single flat one is. */
export function joinNumbers(columns: readonly ArrayLike<number>[], flat: boolean): Tensor {
  const [first] = columns;
  const rows = first?.length ?? 0;
  if (flat && first) return tensor(Float64Array.from(first));
  const data = new Float64Array(rows * columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++) data[i * columns.length + j] = column[i]!;
  });
  return tensor(data, { shape: [rows, columns.length] });
}

/** Predicted classes side by side: labels of a flat target, numbers `[n, columns]` of several. */
export const joinLabels = (
  columns: readonly (readonly Label[])[],
  flat: boolean,
): Tensor | Label[] =>
  flat
    ? [...(columns[0] ?? [])]
    : joinNumbers(
        columns.map((column) => column.map(Number)),
        false,
      );

/** Share of samples of which all targets are right. @throws DataError for another number of targets or samples */
export function shareRight(
  who: string,
  y: Outputs,
  predicted: Outputs,
  sampleWeight: Weights | undefined,
): number {
  const rows = rowsOf(predicted as Features);
  const wanted = classColumns(y, rows, who).columns.map((column) => plain(column, who));
  const got = classColumns(predicted, rows, who).columns.map((column) => plain(column, who));
  if (wanted.length !== got.length)
    raise(DataError, outputErrors, 'output.columns', {
      who,
      expected: got.length,
      got: wanted.length,
    });
  const weights = sampleWeights(sampleWeight, rows, who);
  let right = 0;
  let all = 0;
  for (let i = 0; i < rows; i++) {
    all += weights[i]!;
    if (wanted.every((column, j) => column[i] === got[j]![i])) right += weights[i]!;
  }
  return right / all;
}
