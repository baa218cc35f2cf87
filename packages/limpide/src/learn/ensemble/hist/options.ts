/** Parameters of boosting with histograms, and what they mean for given data. */
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { ArgumentError, DataError, raise } from '../../../errors/index.ts';
import { Matrix } from '../../../linalg/index.ts';
import {
  anything,
  choice,
  either,
  flag,
  integer,
  optional,
  type Param,
  type ParamTable,
  RandomStream,
  real,
  seed,
} from '../../base/index.ts';
import { countMeant } from '../../trees/options.ts';
import type { HistRules } from './grower.ts';

/** Columns by number, by name (tables), or as one flag per column. */
export type ColumnChoice = readonly (number | string)[] | readonly boolean[];

export interface HistOptions {
  /** How much of each tree is added (> 0). Default 0.1. */
  readonly learningRate: number;
  /** Iterations at most (≥ 0), with one tree each (one per class, for several classes). Default 100. */
  readonly maxIter: number;
  /** Leaves per tree (≥ 2); undefined: no limit. Default 31. */
  readonly maxLeafNodes: number | undefined;
  readonly maxDepth: number | undefined;
  /** Samples that a leaf has at least. Default 20. */
  readonly minSamplesLeaf: number;
  /** Penalty on the squares of leaf values (≥ 0). */
  readonly l2Regularization: number;
  /** Bins per feature, 2 … 255; missing values have one more. */
  readonly maxBins: number;
  /** Columns whose values are categories, not amounts. */
  readonly categoricalFeatures: ColumnChoice | undefined;
  /** Per column: 1: predictions grow with it, −1: fall, 0: free. A list, or an object by column name. */
  readonly monotonicCst: readonly number[] | Readonly<Record<string, number>> | undefined;
  /** Groups of columns that may interact; others are alone. `'pairwise'`: any two; `'no_interactions'`. */
  readonly interactionCst:
    | 'pairwise'
    | 'no_interactions'
    | readonly (readonly number[])[]
    | undefined;
  readonly warmStart: boolean;
  /** Stops when the loss falls no more; `'auto'`: with more than 10,000 samples. */
  readonly earlyStopping: boolean | 'auto';
  /** Samples held out to judge by: a count, or a share in (0, 1); undefined: the training samples judge. */
  readonly validationFraction: number | undefined;
  /** Iterations without progress before it stops. Default 10. */
  readonly nIterNoChange: number;
  /** Progress smaller than this is none. Default 1e−7. */
  readonly tol: number;
  readonly randomState: number | undefined;
}

const list = (value: unknown, item: (v: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(item);

const columnsParam = (): Param<ColumnChoice | undefined> =>
  anything<ColumnChoice | undefined>(
    undefined,
    'undefined | array of column numbers, names or flags',
    (value) =>
      value === undefined ||
      list(value, (v) => typeof v === 'boolean') ||
      list(value, (v) => typeof v === 'string' || (Number.isInteger(v) && Number(v) >= 0)),
  );
const isWay = (v: unknown): boolean => v === 0 || v === 1 || v === -1;

export const histParams: ParamTable<HistOptions> = {
  learningRate: real(0.1, { min: 0, open: 'min' }),
  maxIter: integer(100, { min: 0 }),
  maxLeafNodes: optional(integer(31, { min: 2 }), 31),
  maxDepth: optional(integer(1, { min: 1 })),
  minSamplesLeaf: integer(20, { min: 1 }),
  l2Regularization: real(0, { min: 0 }),
  maxBins: integer(255, { min: 2, max: 255 }),
  categoricalFeatures: columnsParam(),
  monotonicCst: anything<HistOptions['monotonicCst']>(
    undefined,
    'undefined | array of −1, 0, 1 | { column: −1, 0 or 1 }',
    (value) =>
      value === undefined ||
      list(value, isWay) ||
      (typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every(isWay)),
  ),
  interactionCst: anything<HistOptions['interactionCst']>(
    undefined,
    "undefined | 'pairwise' | 'no_interactions' | array of arrays of column numbers",
    (value) =>
      value === undefined ||
      value === 'pairwise' ||
      value === 'no_interactions' ||
      list(value, (group) => list(group, (v) => Number.isInteger(v) && Number(v) >= 0)),
  ),
  warmStart: flag(false),
  earlyStopping: {
    ...either(choice('auto', ['auto']), flag(true)),
    default: 'auto',
  },
  validationFraction: optional(
    either(real(0.1, { min: 0, max: 1, open: 'both' }), integer(1, { min: 1 })),
    0.1,
  ),
  nIterNoChange: integer(10, { min: 1 }),
  tol: real(1e-7, { min: 0 }),
  randomState: seed(),
};

/** Which columns are meant, as flags. @throws ArgumentError for a column that is not there */
export function columnFlags(
  chosen: ColumnChoice | undefined,
  cols: number,
  names: readonly string[] | undefined,
  who: string,
): Uint8Array {
  const flags = new Uint8Array(cols);
  if (!chosen) return flags;
  if (typeof chosen[0] === 'boolean') {
    if (chosen.length !== cols) badColumn(who, 'categoricalFeatures', chosen.length, cols);
    return flags.map((_, j) => (chosen[j] === true ? 1 : 0));
  }
  for (const column of chosen) {
    const at = typeof column === 'string' ? (names?.indexOf(column) ?? -1) : Number(column);
    if (!(at >= 0 && at < cols)) badColumn(who, 'categoricalFeatures', String(column), cols);
    flags[at] = 1;
  }
  return flags;
}

const badColumn = (who: string, param: string, got: number | string, columns: number): never =>
  raise(ArgumentError, treeErrors, 'trees.column', { who, param, got, columns });

/** Rules for the grower. @throws ArgumentError for columns that are not there */
export function histRules(
  options: HistOptions,
  cols: number,
  names: readonly string[] | undefined,
  categorical: Uint8Array,
  who: string,
): HistRules {
  const { monotonicCst, interactionCst } = options;
  const monotonic = new Int32Array(cols);
  if (Array.isArray(monotonicCst)) {
    if (monotonicCst.length !== cols) badColumn(who, 'monotonicCst', monotonicCst.length, cols);
    monotonic.set(monotonicCst);
  } else if (monotonicCst) {
    for (const [name, way] of Object.entries(monotonicCst)) {
      const at = names?.indexOf(name) ?? -1;
      if (at < 0) badColumn(who, 'monotonicCst', name, cols);
      monotonic[at] = Number(way);
    }
  }
  for (let j = 0; j < cols; j++) {
    if (monotonic[j] !== 0 && categorical[j] === 1)
      raise(ArgumentError, treeErrors, 'trees.monotonicCategory', {
        who,
        column: names?.[j] ?? j,
      });
  }
  return {
    maxLeaves: options.maxLeafNodes ?? Infinity,
    maxDepth: options.maxDepth ?? Infinity,
    minLeaf: options.minSamplesLeaf,
    l2: options.l2Regularization,
    learningRate: options.learningRate,
    monotonic,
    interactions: interactionGroups(interactionCst, cols, who),
  };
}

function interactionGroups(
  constraint: HistOptions['interactionCst'],
  cols: number,
  who: string,
): readonly (readonly number[])[] | undefined {
  if (constraint === undefined) return undefined;
  const all = Array.from({ length: cols }, (_, j) => j);
  if (constraint === 'no_interactions') return all.map((j) => [j]);
  if (constraint === 'pairwise') {
    const pairs = all.flatMap((a) => all.slice(a + 1).map((b) => [a, b]));
    return pairs.length > 0 ? pairs : [all];
  }
  const named = new Set(constraint.flat());
  for (const column of named) if (column >= cols) badColumn(who, 'interactionCst', column, cols);
  const rest = all.filter((j) => !named.has(j));
  return rest.length > 0 ? [...constraint, rest] : constraint;
}

/** Whether to stop early. */
export const stopsEarly = ({ earlyStopping }: HistOptions, rows: number): boolean =>
  earlyStopping === 'auto' ? rows > 10_000 : earlyStopping;

/**
 * Numbers of the samples to learn from and of those to judge by; of each class about the same share.
 *
 * @throws DataError when too few would be left
 */
export function holdOut(
  fraction: number,
  rows: number,
  codes: ArrayLike<number> | undefined,
  seedNumber: number,
  who: string,
): { readonly kept: Int32Array; readonly held: Int32Array } {
  const wanted = Math.max(1, countMeant(fraction, rows));
  if (rows - wanted < 1)
    raise(DataError, treeErrors, 'trees.folds', { who, got: rows, expected: 2 });
  const order = new RandomStream(seedNumber, 4).permutation(rows);
  if (codes) {
    // Shuffled samples class after class: every rows/wanted-th is held out, so that each gives its share.
    order.sort((a, b) => codes[a]! - codes[b]!);
    const start = (new RandomStream(seedNumber, 5).next() * rows) / wanted;
    const chosen = new Set<number>();
    for (let h = 0; h < wanted; h++)
      chosen.add(Math.min(rows - 1, Math.floor(start + (h * rows) / wanted)));
    const kept = order.filter((_, place) => !chosen.has(place)).sort();
    return { kept, held: order.filter((_, place) => chosen.has(place)).sort() };
  }
  return { held: order.slice(0, wanted).sort(), kept: order.slice(wanted).sort() };
}

/** Some rows of a matrix. */
export function rowsOfMatrix(X: Matrix, rows: Int32Array): Matrix {
  const out = Matrix.zeros(rows.length, X.cols, X.kind);
  for (let i = 0; i < rows.length; i++) out.data.set(X.row(rows[i]!), i * X.cols);
  return out;
}
