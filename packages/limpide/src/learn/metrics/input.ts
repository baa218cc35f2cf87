/** What metrics are given, checked: labels as codes, numbers as matrices, weights, one length for all. */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import {
  classTargets,
  denseInput,
  type Features,
  type Label,
  numericOutputs,
  type Outputs,
  plain,
  sampleWeights,
  type Targets,
  type Weights,
} from '../base/index.ts';

/** One weight ≥ 0 per sample; what every metric takes. */
export interface WeightOptions {
  readonly sampleWeight?: Weights | undefined;
}

/** Two lists of labels as numbers 0 … k − 1 into the sorted `labels` (−1: not one of the labels asked for). */
export interface LabelPair {
  readonly n: number;
  readonly labels: readonly Label[];
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weights: Float64Array;
}

/**
 * True and predicted classes over one common list of labels.
 *
 * @throws DataError when they differ in length or in kind, or are empty
 */
export function labelPair(
  who: string,
  yTrue: Targets,
  yPred: Targets,
  { labels, sampleWeight }: WeightOptions & { readonly labels?: readonly Label[] | undefined } = {},
): LabelPair {
  const a = plain(yTrue, who);
  const b = plain(yPred, who);
  const n = a.length;
  if (n === 0) raise(DataError, metricErrors, 'metric.empty', { who });
  sameLength(who, 'yPred', n, b.length);
  // Mixed kinds ('1' against 1) would all be counted as wrong: classTargets refuses them.
  const all = classTargets([...Array.from(a), ...Array.from(b)], 2 * n, who);
  const known = labels ?? all.classes;
  const code = new Map(known.map((label, k) => [label, k]));
  const recode = Int32Array.from(all.classes, (label) => code.get(label) ?? -1);
  const codes = all.codes.map((c) => recode[c]!);
  return {
    n,
    labels: known,
    a: codes.subarray(0, n),
    b: codes.subarray(n),
    weights: sampleWeights(sampleWeight, n, who),
  };
}

/** @throws DataError when `got` differs from the number of samples */
export function sameLength(who: string, name: string, expected: number, got: number): void {
  if (got !== expected)
    raise(DataError, metricErrors, 'metric.length', { who, name, expected, got });
}

/** The positive class: the one asked for, 1 or true among the classes, else the larger of two numbers. */
export function positiveLabel(
  who: string,
  classes: readonly Label[],
  posLabel: Label | undefined,
): Label {
  const wanted = posLabel ?? (classes.some((c) => typeof c === 'boolean') ? true : 1);
  const texts = classes.some((c) => typeof c === 'string');
  if (posLabel === undefined && !texts) return wanted;
  if (!classes.includes(wanted)) {
    raise(ArgumentError, metricErrors, 'metric.posLabel', {
      who,
      got: JSON.stringify(wanted),
      known: classes.map(String),
    });
  }
  return wanted;
}

/** Numbers, one row per sample: `[n]` is one column. */
export interface NumberPair {
  readonly n: number;
  readonly outputs: number;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly weights: Float64Array;
}

/** True and predicted numbers of the same shape. @throws DataError for texts, NaN, different lengths */
export function numberPair(
  who: string,
  yTrue: Outputs,
  yPred: Outputs,
  { sampleWeight }: WeightOptions = {},
): NumberPair {
  const n = lengthOf(yTrue);
  if (n === 0) raise(DataError, metricErrors, 'metric.empty', { who });
  sameLength(who, 'yPred', n, lengthOf(yPred));
  const a = numericOutputs(yTrue, n, who);
  const b = numericOutputs(yPred, n, who);
  sameLength(who, 'yPred', a.cols, b.cols);
  return {
    n,
    outputs: a.cols,
    a: Float64Array.from(a.data),
    b: Float64Array.from(b.data),
    weights: sampleWeights(sampleWeight, n, who),
  };
}

const lengthOf = (y: Outputs): number =>
  y instanceof Tensor ? (y.shape[0] ?? 0) : (y?.length ?? 0);

/** One score per sample. @throws DataError for what is not a finite number */
export function scoreColumn(who: string, name: string, values: Outputs, n: number): Float64Array {
  const matrix = scoreMatrix(who, name, values, n);
  if (matrix.cols !== 1) {
    raise(DataError, metricErrors, 'metric.columns', { who, expected: 1, got: matrix.cols });
  }
  return Float64Array.from(matrix.data);
}

/** NaN for what is neither a number nor true or false. */
const toNumber = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'boolean' ? Number(value) : Number.NaN;

/** Scores of each sample as rows. */
export function scoreMatrix(who: string, name: string, values: Outputs, n: number): Matrix {
  sameLength(who, name, n, lengthOf(values));
  if (values instanceof Tensor && values.ndim === 2)
    return finite(who, name, Matrix.fromTensor(values));
  const first: unknown = values instanceof Tensor ? 0 : values?.[0];
  if (typeof first === 'object' && first !== null && !(values instanceof Tensor)) {
    // shape and cells are those of any input of estimators
    return finite(who, name, denseInput(values as Features, { who: `${who} (${name})` }));
  }
  const data = Float64Array.from(Array.from(plain(values as Targets, who), toNumber));
  return finite(who, name, new Matrix(data, n, 1));
}

function finite(who: string, name: string, matrix: Matrix): Matrix {
  const at = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) {
    raise(DataError, metricErrors, 'metric.nan', {
      who,
      name,
      got: String(matrix.data[at]),
      row: Math.floor(at / matrix.cols),
    });
  }
  return matrix;
}

/** Two classes as 0/1 and the label that is 1. */
export function binaryTargets(
  who: string,
  yTrue: Targets,
  posLabel: Label | undefined,
): { readonly positive: Uint8Array; readonly n: number; readonly classes: readonly Label[] } {
  const values = plain(yTrue, who);
  const n = values.length;
  if (n === 0) raise(DataError, metricErrors, 'metric.empty', { who });
  const { classes } = classTargets(values as readonly Label[], n, who);
  if (classes.length > 2 && posLabel === undefined) {
    raise(DataError, metricErrors, 'metric.binary', { who, got: classes.map(String) });
  }
  const wanted =
    posLabel === undefined && classes.length === 2 && classes.every((c) => typeof c === 'number')
      ? // 0/1, −1/1 and the like: the larger is the positive one
        classes[1]!
      : positiveLabel(who, classes, posLabel);
  return {
    positive: Uint8Array.from(Array.from(values), (v) => (v === wanted ? 1 : 0)),
    n,
    classes,
  };
}

/** One of a few words. @throws ArgumentError naming them */
export function checkWord<T extends string | null>(
  who: string,
  name: string,
  got: T,
  words: readonly T[],
): void {
  if (words.includes(got)) return;
  raise(ArgumentError, metricErrors, 'metric.option', {
    who,
    name,
    expected: words.map((word) => (word === null ? 'null' : `'${word}'`)).join(' | '),
    got: String(got),
  });
}
