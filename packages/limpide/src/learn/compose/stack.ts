/** Outputs of several transformers side by side: dense, or sparse when that saves room. */
import { composeErrors } from '../../errors/catalog/learn-compose.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { anyInput, type Features } from '../base/index.ts';

/** One transformer's output, by the transformer's name. */
export interface Block {
  readonly name: string;
  readonly matrix: Matrix | CSRMatrix;
}

/** @throws DataError when it has another number of rows, or texts (naming the column) */
export function block(who: string, name: string, out: Features, rows: number): Block {
  const matrix = anyInput(out, { who: `${who} (${name})`, missing: true });
  if (matrix.rows !== rows)
    raise(DataError, composeErrors, 'compose.rows', {
      who,
      name,
      got: matrix.rows,
      expected: rows,
    });
  return { name, matrix };
}

/** Share of elements that are stored. */
export function density(blocks: readonly Block[]): number {
  let stored = 0;
  let all = 0;
  for (const { matrix } of blocks) {
    stored += matrix.data.length;
    all += matrix.rows * matrix.cols;
  }
  return all > 0 ? stored / all : 1;
}

/** Side by side, sparse: `[n, Σ columns]`. */
export const stackSparse = (blocks: readonly Block[]): CSRMatrix =>
  CSRMatrix.hstack(
    blocks.map(({ matrix }) =>
      matrix instanceof CSRMatrix ? matrix : CSRMatrix.fromDense(matrix),
    ),
  );

/** Side by side, dense float64: `[n, Σ columns]`. */
export function stackDense(blocks: readonly Block[], rows: number): Tensor {
  const total = blocks.reduce((sum, { matrix }) => sum + matrix.cols, 0);
  const out = new Float64Array(rows * total);
  let start = 0;
  for (const { matrix } of blocks) {
    const { data, cols } = matrix instanceof CSRMatrix ? matrix.toDense() : matrix;
    for (let i = 0; i < rows; i++)
      out.set(data.subarray(i * cols, (i + 1) * cols), i * total + start);
    start += cols;
  }
  return tensor(out, { shape: [rows, total] });
}

/** Every value times a weight. */
export function weighted(out: Block, weight: number | undefined): Block {
  if (weight === undefined) return out;
  const { name, matrix } = out;
  const scaled =
    matrix instanceof CSRMatrix
      ? matrix.map((v) => v * weight)
      : new Matrix(
          Float64Array.from(matrix.data, (v) => v * weight),
          matrix.rows,
          matrix.cols,
        );
  return { name, matrix: scaled };
}
