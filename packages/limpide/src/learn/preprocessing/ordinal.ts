/** OrdinalEncoder: categories as numbers 0, 1, 2… of one column. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  columnName,
  denseInput,
  type Features,
  type Frame,
  type Spec,
} from '../base/index.ts';
import {
  type Categorical,
  type Category,
  categoryColumns,
  categoryFrame,
  codesOf,
  refuseUnknown,
} from './categories.ts';
import { OneToOne } from './columns.ts';
import { categoriesFor } from './one-hot.ts';

export interface OrdinalEncoderOptions {
  /** The categories of each column in order (their order is that of the numbers), or `'auto'`: sorted. */
  categories: 'auto' | readonly (readonly Category[])[];
  /** A category that `fit` has not seen: an error, or `unknownValue`. */
  handleUnknown: 'error' | 'useEncodedValue';
  /** The code of unknown categories: a whole number that is no code (−1), or NaN. */
  unknownValue: number | undefined;
  /** The code of missing values. */
  encodedMissingValue: number;
}

const isNumber = (value: unknown): boolean => Number.isInteger(value) || Number.isNaN(value);

const spec: Spec<OrdinalEncoderOptions> = {
  name: 'OrdinalEncoder',
  kind: 'transformer',
  params: {
    categories: anything<OrdinalEncoderOptions['categories']>(
      'auto',
      "'auto' | a list of categories per column",
      (value) => value === 'auto' || (Array.isArray(value) && value.every(Array.isArray)),
    ),
    handleUnknown: choice('error', ['error', 'useEncodedValue']),
    unknownValue: anything<number | undefined>(
      undefined,
      'integer | NaN | undefined',
      (value) => value === undefined || isNumber(value),
    ),
    encodedMissingValue: anything<number>(Number.NaN, 'integer | NaN', isNumber),
  },
  learned: ['categories_'],
  tags: { text: true, missing: true },
};

/**
 * Each category becomes its place in the list of its column's categories. For models that split (trees), or
 * where the order means something: then give it in `categories`.
 */
export class OrdinalEncoder extends OneToOne<OrdinalEncoderOptions> {
  /** Categories of each column; missing (null) last. */
  declare categories_: readonly (readonly Category[])[];

  constructor(options: Partial<OrdinalEncoderOptions> = {}) {
    super(spec, options);
  }
  fit(X: Categorical): this {
    this.checkParams();
    const who = this.spec.name;
    const { handleUnknown, unknownValue, categories: given } = this.params;
    const useValue = handleUnknown === 'useEncodedValue';
    if (useValue !== (unknownValue !== undefined))
      raise(ArgumentError, prepErrors, 'prep.range', {
        who,
        name: 'unknownValue',
        expected: useValue ? 'integer | NaN' : "undefined (or handleUnknown: 'useEncodedValue')",
        got: String(unknownValue),
      });
    const columns = categoryColumns(X, who);
    const categories = categoriesFor(who, X, columns, given, (j) => (useValue ? undefined : j));
    for (const list of categories) {
      const codes = list.filter((category) => category !== null).length;
      if (useValue && unknownValue !== undefined && unknownValue >= 0 && unknownValue < codes)
        raise(ArgumentError, prepErrors, 'prep.range', {
          who,
          name: 'unknownValue',
          expected: `< 0 | ≥ ${codes} | NaN`,
          got: unknownValue,
        });
    }
    this.remember(X as Features, columns.length);
    this.categories_ = categories;
    return this;
  }
  transform(X: Categorical): Tensor {
    this.requireFitted();
    this.checkNames(X as Features);
    const who = this.spec.name;
    const columns = categoryColumns(X, who);
    this.checkColumns(columns.length);
    const { handleUnknown, unknownValue, encodedMissingValue } = this.params;
    const rows = columns[0]!.length;
    const d = columns.length;
    const out = new Float64Array(rows * d);
    columns.forEach((column, j) => {
      const categories = this.categories_[j]!;
      const codes = codesOf(column, categories);
      if (handleUnknown === 'error')
        refuseUnknown(who, X, j, column, codes, categories, "{ handleUnknown: 'useEncodedValue' }");
      for (let i = 0; i < rows; i++) {
        const code = codes[i]!;
        out[i * d + j] =
          code < 0 ? unknownValue! : categories[code] === null ? encodedMissingValue : code;
      }
    });
    return tensor(out, { shape: [rows, d] });
  }
  /** Back to a table of categories; what stood for unknown or missing comes back as missing. */
  inverseTransform(X: Features): Frame {
    this.requireFitted();
    const who = this.spec.name;
    const matrix = denseInput(X, { who, missing: true });
    this.checkColumns(matrix.cols);
    const { unknownValue, encodedMissingValue } = this.params;
    const columns = this.categories_.map((categories, j) =>
      Array.from(matrix.column(j), (code, row): Category => {
        if (Object.is(code, unknownValue) || Object.is(code, encodedMissingValue)) return null;
        const category = categories[code];
        if (category !== undefined) return category;
        return raise(DataError, prepErrors, 'prep.code', {
          who,
          row,
          column: columnName(X, j),
          got: String(code),
          last: categories.length - 1,
        });
      }),
    );
    return categoryFrame(this.inputNames(), columns);
  }
}
