/** What trees and forests do before they grow: data, targets and weights in the form that threads share. */
import { treeErrors } from '../../errors/catalog/learn-trees.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, type Matrix } from '../../linalg/index.ts';
import {
  classTargets,
  type Label,
  numericOutputs,
  type Outputs,
  type Targets,
} from '../base/index.ts';
import { shareArray } from '../threads/index.ts';
import type { GrowTargets, NumberCriterionName } from './criteria/index.ts';

/** Trees read single values: sparse data is spread out. */
export const spread = (X: Matrix | CSRMatrix): Matrix => (X instanceof CSRMatrix ? X.toDense() : X);

/** Classes in shared memory. */
export function growClasses(
  y: Targets,
  rows: number,
  who: string,
): {
  readonly targets: GrowTargets;
  readonly classes: readonly Label[];
  readonly codes: Int32Array;
} {
  const { codes, classes } = classTargets(y, rows, who);
  const shared = shareArray(codes);
  return {
    targets: { kind: 'classes', codes: shared, classes: classes.length },
    classes,
    codes: shared,
  };
}

/** Numbers in shared memory. @throws DataError for targets that the criterion does not take */
export function growNumbers(
  y: Outputs,
  rows: number,
  who: string,
  criterion?: NumberCriterionName,
): { readonly targets: GrowTargets; readonly outputs: number; readonly flat: boolean } {
  const matrix = numericOutputs(y, rows, who);
  if (criterion === 'poisson') {
    let sum = 0;
    for (let i = 0; i < matrix.data.length; i++) {
      sum += matrix.data[i]!;
      if (matrix.data[i]! < 0)
        raise(DataError, treeErrors, 'trees.poissonNegative', {
          who,
          row: Math.floor(i / matrix.cols),
          got: matrix.data[i]!,
        });
    }
    if (!(sum > 0)) raise(DataError, treeErrors, 'trees.poissonZero', { who });
  }
  const values = shareArray(Float64Array.from(matrix.data));
  return {
    targets: { kind: 'numbers', values, outputs: matrix.cols },
    outputs: matrix.cols,
    flat: matrix.flat,
  };
}

/** The sum of weights. */
export function totalOf(weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]!;
  return sum;
}
