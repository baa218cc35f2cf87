/**
 * Several labels per sample: a row of 0 and 1 for each sample, one column per label (an indicator matrix). What
 * the metrics of labels take besides one label per sample.
 */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { Tensor, tensor } from '../../tensor/index.ts';
import { type Label, type Outputs, sampleWeights, type Targets } from '../base/index.ts';
import { labelPair, sameLength, type WeightOptions } from './input.ts';

/** Rows of 0 and 1, `[n, labels]`. */
export type LabelSets = Tensor | readonly ArrayLike<number>[];

/** Whether samples have sets of labels here: a tensor `[n, k]` with k > 1, or rows. */
export function isLabelSets(y: Outputs): y is LabelSets {
  if (y instanceof Tensor) return y.ndim === 2 && y.shape[1] !== 1;
  return Array.isArray(y) && typeof y[0] === 'object' && y[0] !== null;
}

/** True and predicted sets of labels, row by row: 1 where the sample has the label. */
export interface SetPair {
  readonly n: number;
  /** How many labels there are. */
  readonly k: number;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  readonly weights: Float64Array;
}

/**
 * Both as rows of 0 and 1 of the same shape; undefined when both have one label per sample.
 *
 * @throws DataError when only one of them has sets, shapes differ, or a cell is neither 0 nor 1
 */
export function setPair(
  who: string,
  yTrue: Outputs,
  yPred: Outputs,
  { sampleWeight }: WeightOptions,
): SetPair | undefined {
  if (!isLabelSets(yTrue) && !isLabelSets(yPred)) return undefined;
  if (!isLabelSets(yTrue) || !isLabelSets(yPred)) {
    const [sets, single] = isLabelSets(yTrue) ? ['yTrue', 'yPred'] : ['yPred', 'yTrue'];
    return raise(DataError, metricErrors, 'metric.oneHasSets', { who, sets, single });
  }
  const a = indicators(who, 'yTrue', yTrue);
  const b = indicators(who, 'yPred', yPred);
  sameLength(who, 'yPred', a.n, b.n);
  if (a.k !== b.k)
    raise(DataError, metricErrors, 'metric.columns', { who, expected: a.k, got: b.k });
  const weights = sampleWeights(sampleWeight, a.n, who);
  return { n: a.n, k: a.k, a: a.cells, b: b.cells, weights };
}

/** One label per sample, as these metrics also take it. */
export const singles = (y: Outputs): Targets => y as Targets;

function indicators(
  who: string,
  name: string,
  y: LabelSets,
): { readonly n: number; readonly k: number; readonly cells: Uint8Array } {
  const n = y instanceof Tensor ? y.shape[0]! : y.length;
  const k = y instanceof Tensor ? y.shape[1]! : (y[0]?.length ?? 0);
  if (n === 0 || k === 0) raise(DataError, metricErrors, 'metric.empty', { who });
  const cells = new Uint8Array(n * k);
  const flat = y instanceof Tensor ? y.dataSync() : undefined;
  for (let i = 0; i < n; i++) {
    const row = y instanceof Tensor ? undefined : y[i];
    if (!flat && row?.length !== k) {
      raise(DataError, metricErrors, 'metric.setRow', {
        who,
        name,
        row: i,
        got: row?.length ?? 0,
        expected: k,
      });
    }
    for (let j = 0; j < k; j++) {
      const value: unknown = flat ? flat[i * k + j] : row?.[j];
      const cell = typeof value === 'boolean' || typeof value === 'number' ? Number(value) : -1;
      if (cell !== 0 && cell !== 1) {
        raise(DataError, metricErrors, 'metric.setCell', {
          who,
          name,
          row: i,
          column: j,
          got: typeof value === 'symbol' ? 'symbol' : JSON.stringify(value),
        });
      }
      cells[i * k + j] = cell;
    }
  }
  return { n, k, cells };
}

/** Columns by number, as `labels` names them here. @throws ArgumentError for a column that is not there */
export function columnsOf(who: string, k: number, labels: readonly Label[] | undefined): number[] {
  if (labels === undefined) return Array.from({ length: k }, (_, j) => j);
  return labels.map((label) => {
    if (typeof label === 'number' && Number.isInteger(label) && label >= 0 && label < k)
      return label;
    return raise(ArgumentError, metricErrors, 'metric.option', {
      who,
      name: 'labels',
      expected: `0 … ${k - 1}`,
      got: String(label),
    });
  });
}

export interface MultilabelConfusionOptions extends WeightOptions {
  /** Which classes, in which order; of sets of labels: which columns. Default: all. */
  readonly labels?: readonly Label[] | undefined;
  /** One matrix per sample instead of one per label; only for sets of labels. */
  readonly samplewise?: boolean | undefined;
}

/**
 * For each label, who has it and who was said to have it: `[labels, 2, 2]`, each matrix
 * `[[neither, predicted only], [true only, both]]`, that is true negatives, false positives, false negatives,
 * true positives. Takes one label per sample (each class against the others) or sets of labels.
 *
 * int32 when it counts, float64 with weights.
 *
 * @throws ArgumentError for `samplewise` without sets of labels
 */
export function multilabelConfusionMatrix(
  yTrue: Outputs,
  yPred: Outputs,
  { labels, samplewise = false, sampleWeight }: MultilabelConfusionOptions = {},
): Tensor {
  const who = 'multilabelConfusionMatrix';
  const sets = setPair(who, yTrue, yPred, { sampleWeight });
  if (!sets && samplewise) raise(ArgumentError, metricErrors, 'metric.samplewise', { who });
  const cells = sets
    ? cellsOfSets(sets, columnsOf(who, sets.k, labels), samplewise)
    : cellsOfClasses(who, singles(yTrue), singles(yPred), { labels, sampleWeight });
  const data = sampleWeight === undefined ? Int32Array.from(cells) : cells;
  return tensor(data, { shape: [cells.length / 4, 2, 2] });
}

function cellsOfSets(
  { n, k, a, b, weights }: SetPair,
  columns: readonly number[],
  samplewise: boolean,
): Float64Array {
  const cells = new Float64Array(4 * (samplewise ? n : columns.length));
  for (let i = 0; i < n; i++)
    for (const [at, j] of columns.entries()) {
      const place = 2 * a[i * k + j]! + b[i * k + j]!;
      cells[4 * (samplewise ? i : at) + place]! += weights[i]!;
    }
  return cells;
}

function cellsOfClasses(
  who: string,
  yTrue: Targets,
  yPred: Targets,
  { labels, sampleWeight }: MultilabelConfusionOptions,
): Float64Array {
  const {
    n,
    labels: known,
    a,
    b,
    weights,
  } = labelPair(who, yTrue, yPred, { labels, sampleWeight });
  const cells = new Float64Array(4 * known.length);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < known.length; j++)
      cells[4 * j + 2 * Number(a[i] === j) + Number(b[i] === j)]! += weights[i]!;
  return cells;
}

/** Samples whose sets are right as a whole, and cells that are wrong, by weight. */
export function compareSets({ n, k, a, b, weights }: SetPair): {
  /** Weight of the samples whose whole set is right. */
  readonly right: number;
  /** Weight of the cells that are wrong. */
  readonly wrongCells: number;
  /** Weight of all samples. */
  readonly all: number;
} {
  let right = 0;
  let wrongCells = 0;
  let all = 0;
  for (let i = 0; i < n; i++) {
    let wrong = 0;
    for (let j = i * k; j < (i + 1) * k; j++) wrong += Number(a[j] !== b[j]);
    all += weights[i]!;
    wrongCells += wrong * weights[i]!;
    if (wrong === 0) right += weights[i]!;
  }
  return { right, wrongCells, all };
}

/** Of each label (or of each sample): weights of hits, of what was predicted, of what is true. */
export interface SetCounts {
  readonly hit: Float64Array;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
}

/** @param samples counts by sample, not by label; weights then stand apart */
export function countSets(
  { n, k, a, b, weights }: SetPair,
  columns: readonly number[],
  samples: boolean,
): SetCounts {
  const size = samples ? n : columns.length;
  const [hit, predicted, actual] = [0, 1, 2].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < n; i++) {
    const w = samples ? 1 : weights[i]!;
    for (const [at, j] of columns.entries()) {
      const place = samples ? i : at;
      const [truth, guess] = [a[i * k + j]!, b[i * k + j]!];
      actual[place]! += w * truth;
      predicted[place]! += w * guess;
      hit[place]! += w * truth * guess;
    }
  }
  return { hit, predicted, actual };
}
