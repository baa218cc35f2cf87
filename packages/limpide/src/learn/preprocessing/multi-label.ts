/** MultiLabelBinarizer: sets of labels (tags, genres, diagnoses) as rows of 0 and 1. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  denseInput,
  Estimator,
  type Features,
  type Label,
  type Spec,
  show,
  sortedLabels,
} from '../base/index.ts';
import { someRows } from './labels.ts';

/** A set of labels per sample. */
export type LabelLists = readonly (readonly Label[])[];

export interface MultiLabelBinarizerOptions {
  /** All labels, in the order of the columns; undefined: those that `fit` sees, sorted. */
  classes: readonly Label[] | undefined;
}

const isLabel = (value: unknown): value is Label =>
  ['string', 'boolean'].includes(typeof value) ||
  (typeof value === 'number' && Number.isFinite(value));

const spec: Spec<MultiLabelBinarizerOptions> = {
  name: 'MultiLabelBinarizer',
  kind: 'transformer',
  params: {
    classes: anything<readonly Label[] | undefined>(
      undefined,
      'different labels in an array | undefined',
      (value) =>
        value === undefined ||
        (Array.isArray(value) && value.every(isLabel) && new Set(value).size === value.length),
    ),
  },
  learned: ['classes_'],
  tags: { text: true },
};

/**
 * One column per label, 1 where the sample has it: the form in which models and metrics take several labels per
 * sample. For one label per sample take LabelBinarizer.
 */
export class MultiLabelBinarizer extends Estimator<MultiLabelBinarizerOptions> {
  /** The label of each column. */
  declare classes_: readonly Label[];

  constructor(options: Partial<MultiLabelBinarizerOptions> = {}) {
    super(spec, options);
  }
  /** @param y for each sample an array of its labels (it may be empty) */
  fit(y: LabelLists | Features): this {
    this.checkParams();
    const lists = this.#lists(y);
    someRows(this.spec.name, lists.length);
    const all = lists.flat();
    const kinds = new Set(all.map((label) => typeof label));
    if (kinds.size > 1)
      raise(DataError, prepErrors, 'prep.mixedLabels', { who: this.spec.name, got: [...kinds] });
    this.classes_ = this.params.classes ?? sortedLabels(all);
    return this;
  }
  #lists(y: LabelLists | Features): LabelLists {
    const who = this.spec.name;
    if (!Array.isArray(y)) raise(DataError, prepErrors, 'prep.labelLists', { who, got: show(y) });
    y.forEach((labels: unknown, row) => {
      if (!Array.isArray(labels))
        raise(DataError, prepErrors, 'prep.labelList', { who, row, got: show(labels) });
      const bad = labels.findIndex((label) => !isLabel(label));
      if (bad >= 0)
        raise(DataError, prepErrors, 'prep.label', { who, row, got: show(labels[bad]) });
    });
    return y as LabelLists;
  }
  /** int32 `[n, classes]`. @throws DataError for a label that is no class */
  transform(y: LabelLists): Tensor {
    this.requireFitted();
    const lists = this.#lists(y);
    const place = new Map(this.classes_.map((label, k) => [label, k]));
    const k = this.classes_.length;
    const out = new Int32Array(lists.length * k);
    lists.forEach((labels, row) => {
      for (const label of labels) {
        const column = place.get(label);
        if (column === undefined)
          raise(DataError, prepErrors, 'prep.unknownLabel', {
            who: this.spec.name,
            got: JSON.stringify(label),
            row,
            known: this.classes_.slice(0, 20).map(String),
          });
        out[row * k + column] = 1;
      }
    });
    return tensor(out, { shape: [lists.length, k] });
  }
  fitTransform(y: LabelLists): Tensor {
    return this.fit(y).transform(y);
  }
  /** From rows of 0 and 1 back to labels. @throws DataError for other numbers, or another number of columns */
  inverseTransform(Y: Features): Label[][] {
    this.requireFitted();
    const who = this.spec.name;
    const matrix = denseInput(Y, { who });
    const k = this.classes_.length;
    if (matrix.cols !== k)
      raise(DataError, prepErrors, 'prep.labelColumns', { who, got: matrix.cols, expected: k });
    return Array.from({ length: matrix.rows }, (_, row) =>
      this.classes_.filter((_label, column) => {
        const value = matrix.at(row, column);
        if (value !== 0 && value !== 1)
          raise(DataError, prepErrors, 'prep.labelCell', { who, row, column, got: value });
        return value === 1;
      }),
    );
  }
}
