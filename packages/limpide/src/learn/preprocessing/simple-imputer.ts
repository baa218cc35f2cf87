/** SimpleImputer: missing values become the column's mean, median, most frequent value, or a constant. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  columnName,
  type Features,
  type Frame,
  flag,
  type Spec,
  Transformer,
} from '../base/index.ts';
import { type Categorical, type Category, categoryColumns, categoryFrame } from './categories.ts';
import { checkedNames, quantileOf } from './columns.ts';
import { MissingIndicator } from './missing-indicator.ts';

export interface SimpleImputerOptions {
  strategy: 'mean' | 'median' | 'mostFrequent' | 'constant';
  /** For `'constant'`; 0 for numbers and `'missing'` for texts when left out. */
  fillValue: number | string | undefined;
  /** A value that also stands for a missing one (−999, '?'); NaN and null always do. */
  missingValues: number | string | undefined;
  /** Adds a column of 0/1 per column that had missing values. */
  addIndicator: boolean;
  /** Keeps columns without any value (filled with 0, or the constant) instead of refusing them. */
  keepEmptyFeatures: boolean;
}

const spec: Spec<SimpleImputerOptions> = {
  name: 'SimpleImputer',
  kind: 'transformer',
  params: {
    strategy: choice('mean', ['mean', 'median', 'mostFrequent', 'constant']),
    fillValue: anything<number | string | undefined>(
      undefined,
      'number | text | undefined',
      (value) => ['undefined', 'string'].includes(typeof value) || Number.isFinite(value),
    ),
    missingValues: anything<number | string | undefined>(
      undefined,
      'number | text | undefined',
      (value) => ['undefined', 'string', 'number'].includes(typeof value),
    ),
    addIndicator: flag(false),
    keepEmptyFeatures: flag(false),
  },
  learned: ['statistics_', 'textColumns_', 'indicator_'],
  tags: { missing: true, text: true },
};

/**
 * Fills missing values (NaN, null), column by column.
 *
 * Numbers give a tensor; a table or rows with columns of texts give a table (Frame). A column without any value
 * is an error that names it, unless `strategy: 'constant'` or `keepEmptyFeatures`.
 */
export class SimpleImputer extends Transformer<SimpleImputerOptions> {
  /** What fills each column. */
  declare statistics_: readonly (number | string)[];
  /** Which columns hold texts. */
  declare textColumns_: readonly boolean[];
  declare indicator_: MissingIndicator | null;

  constructor(options: Partial<SimpleImputerOptions> = {}) {
    super(spec, options);
  }

  fit(X: Categorical): this {
    this.checkParams();
    const columns = this.#columns(X);
    const texts = columns.map((column) => column.some((value) => typeof value === 'string'));
    const statistics = columns.map((column, j) => this.#statistic(X, j, column, texts[j]!));
    this.remember(X as Features, columns.length);
    this.statistics_ = statistics;
    this.textColumns_ = texts;
    this.indicator_ = this.params.addIndicator
      ? new MissingIndicator().fit(markers(columns))
      : null;
    return this;
  }

  #columns(X: Categorical): Category[][] {
    const { missingValues } = this.params;
    const columns = categoryColumns(X, this.spec.name);
    if (missingValues === undefined) return columns;
    return columns.map((column) => column.map((v) => (v === missingValues ? null : v)));
  }

  #statistic(
    X: Categorical,
    j: number,
    column: readonly Category[],
    text: boolean,
  ): number | string {
    const { strategy, fillValue, keepEmptyFeatures } = this.params;
    const who = this.spec.name;
    if (strategy === 'constant') return fillValue ?? (text ? 'missing' : 0);
    const present = column.filter((value) => value !== null);
    const name = columnName(X as Features, j);
    if (text && strategy !== 'mostFrequent')
      raise(DataError, prepErrors, 'prep.textStrategy', { who, column: name, got: strategy });
    if (present.length === 0) {
      if (keepEmptyFeatures) return 0;
      raise(DataError, prepErrors, 'prep.allMissing', { who, column: name, what: strategy });
    }
    if (strategy === 'mostFrequent') return mostFrequent(present);
    const numbers = Float64Array.from(present, Number);
    if (strategy === 'median') return quantileOf(numbers.sort(), 0.5);
    return numbers.reduce((a, b) => a + b, 0) / numbers.length;
  }

  transform(X: Categorical): Tensor | Frame {
    this.requireFitted();
    this.checkNames(X as Features);
    const columns = this.#columns(X);
    this.checkColumns(columns.length);
    const filled = columns.map((column, j) =>
      column.map((value) => (value === null ? this.statistics_[j]! : value)),
    );
    const marks = this.indicator_?.transform(markers(columns));
    const rows = columns[0]!.length;
    if (this.textColumns_.some(Boolean) || filled.some((c) => c.some((v) => typeof v === 'string')))
      return this.#frame(filled, marks);
    const extra = marks?.shape[1] ?? 0;
    const d = columns.length;
    const out = new Float64Array(rows * (d + extra));
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < d; j++) out[i * (d + extra) + j] = Number(filled[j]![i]);
      for (let j = 0; j < extra; j++)
        out[i * (d + extra) + d + j] = Number(marks!.dataSync()[i * extra + j]);
    }
    return tensor(out, { shape: [rows, d + extra] });
  }
  #frame(filled: readonly Category[][], marks: Tensor | undefined): Frame {
    const extra = marks?.shape[1] ?? 0;
    const data = marks?.dataSync() ?? [];
    const more = Array.from({ length: extra }, (_, j) =>
      filled[0]!.map((_, i): Category => Number(data[i * extra + j])),
    );
    return categoryFrame(this.getFeatureNamesOut(), [...filled, ...more]);
  }

  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = checkedNames(this.spec.name, this.inputNames(inputFeatures), this.nFeaturesIn_);
    return [...names, ...(this.indicator_?.getFeatureNamesOut(names) ?? [])];
  }
}

/** The most frequent value; of several, the smallest. */
function mostFrequent(present: readonly Exclude<Category, null>[]): number | string {
  const counts = new Map<Exclude<Category, null>, number>();
  for (const value of present) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = present[0]!;
  for (const [value, count] of counts) {
    const most = counts.get(best)!;
    if (count > most || (count === most && value < best)) best = value;
  }
  return typeof best === 'boolean' ? Number(best) : best;
}

/** NaN where a value is missing, 0 elsewhere. */
const markers = (columns: readonly Category[][]): Float64Array[] =>
  Array.from({ length: columns[0]!.length }, (_, i) =>
    Float64Array.from(columns, (column) => (column[i] === null ? Number.NaN : 0)),
  );
