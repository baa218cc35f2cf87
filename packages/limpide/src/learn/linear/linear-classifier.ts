/** What classifiers with scores X·wᵀ + b share: decision values and the class with the largest. */
import type { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { Classifier, type Features } from '../base/index.ts';
import { designOf } from './design.ts';

export abstract class LinearClassifier<P extends object> extends Classifier<P> {
  /** Coefficients `[classes, d]`; `[1, d]` for two classes, where positive scores are `classes_[1]`. */
  declare coef_: Tensor;
  /** `[classes]`, or `[1]` for two classes. */
  declare intercept_: Tensor;

  /** Signed scores X·wᵀ + b: `[n]` for two classes, else `[n, classes]`. */
  decisionFunction(X: Features): Tensor {
    const { values, rows, k } = this.scores(this.openAny(X));
    return k === 1 ? tensor(values) : tensor(values, { shape: [rows, k] });
  }
  protected predictCodes(X: Features): Int32Array {
    const { values, rows, k } = this.scores(this.openAny(X));
    return k === 1
      ? Int32Array.from(values, (z) => (z > 0 ? 1 : 0))
      : largestPerRow(values, rows, k);
  }
  /** Scores row by row: `[n, k]`. */
  protected scores(X: Matrix | CSRMatrix): {
    values: Float64Array<ArrayBuffer>;
    rows: number;
    k: number;
  } {
    const coef = numbersOf(this.coef_);
    const intercept = numbersOf(this.intercept_);
    return { values: linearScores(X, coef, intercept), rows: X.rows, k: intercept.length };
  }
}

/** X·wᵀ + b, row by row `[n, k]`, for w `[k, d]` and b `[k]`. */
export function linearScores(
  X: Matrix | CSRMatrix,
  coef: Float64Array,
  intercept: Float64Array,
): Float64Array<ArrayBuffer> {
  const k = intercept.length;
  const byClass = designOf(X, k).scores(coef, k);
  const out = new Float64Array(X.rows * k);
  for (let c = 0; c < k; c++)
    for (let i = 0; i < X.rows; i++) out[i * k + c] = byClass[c * X.rows + i]! + intercept[c]!;
  return out;
}

/** The place of the largest value of each row (the first one, when several are). */
export function largestPerRow(
  values: Float64Array,
  rows: number,
  k: number,
): Int32Array<ArrayBuffer> {
  const out = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let c = 1; c < k; c++) if (values[i * k + c]! > values[i * k + best]!) best = c;
    out[i] = best;
  }
  return out;
}

/** The values of a learned tensor. */
export function numbersOf(t: Tensor): Float64Array {
  const data = t.dataSync();
  return data instanceof Float64Array ? data : Float64Array.from(data, Number);
}
