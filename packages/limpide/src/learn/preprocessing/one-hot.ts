/** OneHotEncoder: a column of categories becomes one column of 0 and 1 per category. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anyInput,
  anything,
  choice,
  columnName,
  either,
  type Features,
  type Frame,
  flag,
  integer,
  optional,
  real,
  type Spec,
  Transformer,
} from '../base/index.ts';
import {
  type Categorical,
  type Category,
  categoryColumns,
  categoryFrame,
  codesOf,
  distinctCategories,
  refuseUnknown,
  shown,
} from './categories.ts';
import { checkedNames } from './columns.ts';

export interface OneHotEncoderOptions {
  /** The categories of each column in order, or `'auto'`: those that `fit` sees, sorted. */
  categories: 'auto' | readonly (readonly Category[])[];
  /** A category of each column that gets no column of its own (it is all zeros): against collinearity. */
  drop: 'first' | 'ifBinary' | readonly Category[] | undefined;
  /** Gives a CSRMatrix (default), or a dense tensor. */
  sparseOutput: boolean;
  /** A category that `fit` has not seen: an error, all zeros, or as the infrequent ones. */
  handleUnknown: 'error' | 'ignore' | 'infrequentIfExist';
  /** Categories rarer than this number (≥ 1) or share (< 1) of samples are put together in one column. */
  minFrequency: number | undefined;
  /** At most so many output columns per input column; the rarest categories are put together. */
  maxCategories: number | undefined;
}

const spec: Spec<OneHotEncoderOptions> = {
  name: 'OneHotEncoder',
  kind: 'transformer',
  params: {
    categories: anything<OneHotEncoderOptions['categories']>(
      'auto',
      "'auto' | a list of categories per column",
      (value) => value === 'auto' || (Array.isArray(value) && value.every(Array.isArray)),
    ),
    drop: anything<OneHotEncoderOptions['drop']>(
      undefined,
      "'first' | 'ifBinary' | one category per column | undefined",
      (value) =>
        value === undefined || value === 'first' || value === 'ifBinary' || Array.isArray(value),
    ),
    sparseOutput: flag(true),
    handleUnknown: choice('error', ['error', 'ignore', 'infrequentIfExist']),
    minFrequency: optional(
      either(integer(1, { min: 1 }), real(0.1, { min: 0, max: 1, open: 'both' })),
    ),
    maxCategories: optional(integer(1, { min: 1 })),
  },
  learned: ['categories_', 'dropIdx_', 'infrequentCategories_', 'places_', 'width_'],
  tags: { text: true, missing: true },
};

/** Output column of a category: none. */
const NONE = -1;

/**
 * One column of 0/1 per category of each column, for models that need numbers where there is no order.
 *
 * Takes tables, rows of texts or numbers; a missing value is a category of its own. `inverseTransform` gives a
 * table. Names are `column_category`.
 */
export class OneHotEncoder extends Transformer<OneHotEncoderOptions> {
  /** Categories of each column, sorted, the missing one (null) last. */
  declare categories_: readonly (readonly Category[])[];
  /** Place of the dropped category of each column; null: none. */
  declare dropIdx_: readonly (number | null)[];
  /** Categories put together, per column. */
  declare infrequentCategories_: readonly (readonly Category[])[];
  /** For each column, the output column of each category and (last) of unknown ones; −1: none. */
  declare places_: readonly Int32Array[];
  /** Output columns of each column. */
  declare width_: readonly number[];

  constructor(options: Partial<OneHotEncoderOptions> = {}) {
    super(spec, options);
  }

  fit(X: Categorical): this {
    this.checkParams();
    const who = this.spec.name;
    const columns = categoryColumns(X, who);
    this.remember(X as Features, columns.length);
    const categories = categoriesFor(who, X, columns, this.params.categories, (j) =>
      this.params.handleUnknown === 'error' ? j : undefined,
    );
    const rare = columns.map((column, j) => this.#rare(column, categories[j]!));
    const dropped = columns.map((_, j) => this.#dropped(X, j, categories[j]!, rare[j]!));
    const plans = categories.map((list, j) =>
      layout(list.length, rare[j]!, dropped[j]!, this.params.handleUnknown),
    );
    this.categories_ = categories;
    this.dropIdx_ = dropped;
    this.infrequentCategories_ = rare.map((places, j) => places.map((k) => categories[j]![k]!));
    this.places_ = plans.map(({ places }) => places);
    this.width_ = plans.map(({ width }) => width);
    return this;
  }

  /** Places of the categories that are put together. */
  #rare(column: readonly Category[], categories: readonly Category[]): number[] {
    const { minFrequency, maxCategories } = this.params;
    if (minFrequency === undefined && maxCategories === undefined) return [];
    const counts = new Int32Array(categories.length);
    for (const code of codesOf(column, categories)) if (code >= 0) counts[code]!++;
    const least =
      minFrequency === undefined
        ? 0
        : minFrequency < 1
          ? minFrequency * column.length
          : minFrequency;
    const rare = new Set<number>();
    counts.forEach((count, k) => {
      if (count < least) rare.add(k);
    });
    const kept = categories.length - rare.size + (rare.size > 0 ? 1 : 0);
    if (maxCategories !== undefined && kept > maxCategories) {
      const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
      for (const k of order.slice(maxCategories - 1)) rare.add(k);
    }
    return [...rare].sort((a, b) => a - b);
  }

  #dropped(
    X: Categorical,
    j: number,
    categories: readonly Category[],
    rare: readonly number[],
  ): number | null {
    const { drop } = this.params;
    const groups = categories.length - rare.length + (rare.length > 0 ? 1 : 0);
    if (drop === undefined) return null;
    if (drop === 'first') return 0;
    if (drop === 'ifBinary') return groups === 2 ? 0 : null;
    const who = this.spec.name;
    if (drop.length !== this.#columnsOf(X))
      raise(ArgumentError, prepErrors, 'prep.range', {
        who,
        name: 'drop',
        expected: `${this.#columnsOf(X)} categories`,
        got: drop.length,
      });
    const at = categories.indexOf(drop[j]!);
    if (at >= 0 && !rare.includes(at)) return at;
    return raise(ArgumentError, prepErrors, 'prep.drop', {
      who,
      column: columnName(X as Features, j),
      got: shown(drop[j]!),
      known: categories.slice(0, 20).map(shown),
    });
  }
  #columnsOf(X: Categorical): number {
    return categoryColumns(X, this.spec.name).length;
  }

  transform(X: Categorical): Tensor | CSRMatrix {
    this.requireFitted();
    this.checkNames(X as Features);
    const who = this.spec.name;
    const columns = categoryColumns(X, who);
    this.checkColumns(columns.length);
    const rows = columns[0]!.length;
    const total = this.width_.reduce((a, b) => a + b, 0);
    const at = columns.map((column, j) => {
      const categories = this.categories_[j]!;
      const codes = codesOf(column, categories);
      if (this.params.handleUnknown === 'error')
        refuseUnknown(who, X, j, column, codes, categories, "{ handleUnknown: 'ignore' }");
      const places = this.places_[j]!;
      return codes.map((code) => places[code < 0 ? categories.length : code]!);
    });
    return this.params.sparseOutput
      ? sparseOnes(rows, total, at, this.width_)
      : denseOnes(rows, total, at, this.width_);
  }

  /**
   * Back to a table of categories. A row of zeros is the dropped category, else missing; categories put together
   * come back as the text `infrequent` (as missing in a column of numbers).
   */
  inverseTransform(X: Features): Frame {
    this.requireFitted();
    const who = this.spec.name;
    const input = anyInput(X, { who });
    const matrix = input instanceof CSRMatrix ? input.toDense() : input;
    const total = this.width_.reduce((a, b) => a + b, 0);
    if (matrix.cols !== total)
      raise(DataError, prepErrors, 'prep.range', {
        who,
        name: 'X',
        expected: `${total} columns`,
        got: matrix.cols,
      });
    let start = 0;
    const columns = this.categories_.map((categories, j) => {
      const width = this.width_[j]!;
      const places = this.places_[j]!;
      const dropped = this.dropIdx_[j] ?? null;
      const back = Array.from({ length: width }, (_, c): Category => {
        const owners = categories.filter((_, k) => places[k] === c);
        const texts = categories.some((category) => typeof category === 'string');
        return owners.length === 1 ? owners[0]! : texts ? 'infrequent' : null;
      });
      const first = start;
      start += width;
      return Array.from({ length: matrix.rows }, (_, i) => {
        let best = -1;
        for (let c = 0; c < width; c++)
          if (matrix.at(i, first + c) > (best < 0 ? 0 : matrix.at(i, first + best))) best = c;
        if (best >= 0) return back[best]!;
        return dropped === null ? null : categories[dropped]!;
      });
    });
    return categoryFrame(this.inputNames(), columns);
  }

  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = checkedNames(this.spec.name, this.inputNames(inputFeatures), this.nFeaturesIn_);
    return names.flatMap((name, j) => {
      const places = this.places_[j]!;
      const categories = this.categories_[j]!;
      return Array.from({ length: this.width_[j]! }, (_, c) => {
        const owners = categories.filter((_, k) => places[k] === c);
        const one = owners.length === 1 && !this.infrequentCategories_[j]!.includes(owners[0]!);
        return `${name}_${one ? String(owners[0] ?? 'nan') : 'infrequent'}`;
      });
    });
  }
}

/** Where each category goes: its own column, the shared one of the infrequent (last), or nowhere. */
function layout(
  count: number,
  rare: readonly number[],
  dropped: number | null,
  handleUnknown: string,
): { places: Int32Array; width: number } {
  const places = new Int32Array(count + 1).fill(NONE);
  // Dropping an infrequent category drops the column they share.
  const dropShared = dropped !== null && rare.includes(dropped);
  let width = 0;
  for (let k = 0; k < count; k++) if (!rare.includes(k) && k !== dropped) places[k] = width++;
  if (rare.length > 0 && !dropShared) {
    for (const k of rare) places[k] = width;
    if (handleUnknown === 'infrequentIfExist') places[count] = width;
    width++;
  }
  return { places, width };
}

/** The categories of each column: those given, or those seen. */
export function categoriesFor(
  who: string,
  X: Categorical,
  columns: readonly Category[][],
  given: 'auto' | readonly (readonly Category[])[],
  strict: (j: number) => number | undefined,
): (readonly Category[])[] {
  if (given === 'auto') return columns.map(distinctCategories);
  if (given.length !== columns.length)
    raise(ArgumentError, prepErrors, 'prep.categories', {
      who,
      got: given.length,
      expected: columns.length,
    });
  columns.forEach((column, j) => {
    if (strict(j) === undefined) return;
    refuseUnknown(who, X, j, column, codesOf(column, given[j]!), given[j]!, '{ categories }');
  });
  return given.map((list) => [...list]);
}

function sparseOnes(
  rows: number,
  cols: number,
  at: readonly Int32Array[],
  widths: readonly number[],
): CSRMatrix {
  const indptr = new Int32Array(rows + 1);
  const indices = new Int32Array(rows * at.length);
  let end = 0;
  for (let i = 0; i < rows; i++) {
    let start = 0;
    for (let j = 0; j < at.length; j++) {
      const place = at[j]![i]!;
      if (place !== NONE) indices[end++] = start + place;
      start += widths[j]!;
    }
    indptr[i + 1] = end;
  }
  return new CSRMatrix(rows, cols, indptr, indices.slice(0, end), new Float64Array(end).fill(1));
}

function denseOnes(
  rows: number,
  cols: number,
  at: readonly Int32Array[],
  widths: readonly number[],
): Tensor {
  const out = new Float64Array(rows * cols);
  let start = 0;
  at.forEach((places, j) => {
    for (let i = 0; i < rows; i++) if (places[i] !== NONE) out[i * cols + start + places[i]!] = 1;
    start += widths[j]!;
  });
  return tensor(out, { shape: [rows, cols] });
}
