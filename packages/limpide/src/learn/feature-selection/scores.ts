/** What each column, alone, says about the target: F of the analysis of variance, F of a line, χ². */
import { judgingErrors } from '../../errors/catalog/learn-judging.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, type Matrix } from '../../linalg/index.ts';
import { special } from '../../stats/index.ts';
import {
  anyInput,
  classTargets,
  columnName,
  denseInput,
  type Features,
  numericTargets,
  type Outputs,
  type Targets,
} from '../base/index.ts';

/** A score per column, and the probability of one as high by chance. */
export interface ColumnScores {
  readonly scores: Float64Array;
  readonly pValues?: Float64Array | undefined;
}
/** Scores columns against a target. */
export type ScoreFunction = (X: Features, y: Outputs) => ColumnScores;

/** P(F > f) for F of Fisher's law with a and b degrees of freedom. */
const fisherTail = (f: number, a: number, b: number): number =>
  Number.isNaN(f) ? f : f === Infinity ? 0 : special.betaI(b / 2, a / 2, b / (b + a * f));

/**
 * F of a one-way analysis of variance per column: spread between classes over spread within. Constant columns: NaN.
 */
export function fClassif(X: Features, y: Outputs): ColumnScores {
  const who = 'fClassif';
  const input = anyInput(X, { who });
  const matrix = input instanceof CSRMatrix ? input.toDense() : input;
  const { rows: n, cols: d, data } = matrix;
  const { codes, classes } = classTargets(y as Targets, n, who);
  const k = classes.length;
  if (k < 2)
    raise(DataError, judgingErrors, 'select.count', {
      who,
      name: 'y',
      expected: '≥ 2 classes',
      got: k,
    });
  const sizes = new Float64Array(k);
  for (const code of codes) sizes[code]!++;
  const scores = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    const sums = new Float64Array(k);
    let mean = 0;
    for (let i = 0; i < n; i++) {
      sums[codes[i]!]! += data[i * d + j]!;
      mean += data[i * d + j]! / n;
    }
    let between = 0;
    for (let c = 0; c < k; c++) between += sizes[c]! * (sums[c]! / sizes[c]! - mean) ** 2;
    let within = 0;
    for (let i = 0; i < n; i++)
      within += (data[i * d + j]! - sums[codes[i]!]! / sizes[codes[i]!]!) ** 2;
    scores[j] = between / (k - 1) / (within / (n - k));
  }
  return { scores, pValues: scores.map((f) => fisherTail(f, k - 1, n - k)) };
}

/** Correlation of each column with the target; NaN for constant ones. */
export function rRegression(X: Features, y: Outputs): Float64Array {
  const matrix = denseInput(X, { who: 'rRegression' });
  return correlations(matrix, numericTargets(y as Targets, matrix.rows, 'rRegression'));
}

function correlations({ rows: n, cols: d, data }: Matrix, y: Float64Array): Float64Array {
  const meanY = y.reduce((a, b) => a + b, 0) / n;
  const spreadY = y.reduce((s, v) => s + (v - meanY) ** 2, 0);
  return Float64Array.from({ length: d }, (_, j) => {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += data[i * d + j]! / n;
    let spread = 0;
    let both = 0;
    for (let i = 0; i < n; i++) {
      const gap = data[i * d + j]! - mean;
      spread += gap * gap;
      both += gap * (y[i]! - meanY);
    }
    return both / Math.sqrt(spread * spreadY);
  });
}

/** F of a straight line per column: r²/(1 − r²)·(n − 2). Constant columns: 0, with p = 1. */
export function fRegression(X: Features, y: Outputs): ColumnScores {
  const who = 'fRegression';
  const matrix = denseInput(X, { who });
  const r = correlations(matrix, numericTargets(y as Targets, matrix.rows, who));
  const free = matrix.rows - 2;
  const scores = r.map((v) => (Number.isNaN(v) ? 0 : (v * v * free) / (1 - v * v)));
  return { scores, pValues: scores.map((f) => fisherTail(f, 1, free)) };
}

/**
 * χ² of each column's sums by class against those one would expect without a relation: for counts and 0/1 columns.
 *
 * @throws DataError for values < 0
 */
export function chi2(X: Features, y: Outputs): ColumnScores {
  const who = 'chi2';
  const matrix = anyInput(X, { who });
  const n = matrix.rows;
  const d = matrix.cols;
  const bad = matrix.data.findIndex((v) => v < 0);
  if (bad >= 0) {
    const col = matrix instanceof CSRMatrix ? matrix.indices[bad]! : bad % d;
    const details = { who, column: columnName(X, col), got: matrix.data[bad]! };
    raise(DataError, judgingErrors, 'select.negative', details);
  }
  const { codes, classes } = classTargets(y as Targets, n, who);
  const k = classes.length;
  const share = new Float64Array(k);
  for (const code of codes) share[code]! += 1 / n;
  const sums = new Float64Array(k * d);
  const totals = new Float64Array(d);
  const add = (i: number, j: number, v: number): void => {
    sums[codes[i]! * d + j]! += v;
    totals[j]! += v;
  };
  if (matrix instanceof CSRMatrix)
    for (let i = 0; i < n; i++)
      for (let p = matrix.indptr[i]!; p < matrix.indptr[i + 1]!; p++)
        add(i, matrix.indices[p]!, matrix.data[p]!);
  else
    for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < d; j++) add(i, j, matrix.data[at++]!);
  const scores = Float64Array.from({ length: d }, (_, j) => {
    let sum = 0;
    for (let c = 0; c < k; c++) {
      const expected = share[c]! * totals[j]!;
      sum += (sums[c * d + j]! - expected) ** 2 / expected;
    }
    return sum;
  });
  const pValues = scores.map((x) => (Number.isNaN(x) ? x : special.gammaQ((k - 1) / 2, x / 2)));
  return { scores, pValues };
}
