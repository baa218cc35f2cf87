/** Encoders of targets: LabelEncoder (classes as 0, 1, 2…) and LabelBinarizer (one column per class). */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  classTargets,
  denseInput,
  Estimator,
  type Features,
  integer,
  type Label,
  plain,
  type Spec,
  type Targets,
} from '../base/index.ts';

const labelSpec: Spec<object> = {
  name: 'LabelEncoder',
  kind: 'transformer',
  params: {},
  learned: ['classes_'],
  tags: { text: true },
};

/** @throws DataError when there is nothing to learn from */
export function someRows(who: string, rows: number): void {
  if (rows === 0) raise(DataError, learnErrors, 'learn.fewRows', { who, got: 0, expected: 1 });
}

/** Labels as places in a list of classes. @throws DataError for one that is not in the list */
function codesIn(who: string, y: Targets, classes: readonly Label[]): Int32Array {
  const place = new Map(classes.map((label, k) => [label, k]));
  const labels = plain(y, who);
  return Int32Array.from(Array.from(labels), (label, row) => {
    const code = place.get(label);
    if (code !== undefined) return code;
    return raise(DataError, prepErrors, 'prep.unknownLabel', {
      who,
      got: JSON.stringify(label),
      row,
      known: classes.slice(0, 20).map(String),
    });
  });
}

/** Classes as whole numbers 0 … k − 1, in sorted order. For targets; features take OrdinalEncoder. */
export class LabelEncoder extends Estimator {
  declare classes_: readonly Label[];

  constructor(options: object = {}) {
    super(labelSpec, options);
  }
  /** @param y labels, one per sample */
  fit(y: Targets | Features): this {
    const who = this.spec.name;
    const labels = plain(y as Targets, who);
    someRows(who, labels.length);
    this.classes_ = classTargets(y as Targets, labels.length, who).classes;
    return this;
  }
  /** int32 `[n]` */
  transform(y: Targets): Tensor {
    this.requireFitted();
    return tensor(codesIn(this.spec.name, y, this.classes_));
  }
  fitTransform(y: Targets): Tensor {
    return this.fit(y).transform(y);
  }
  /** From numbers back to labels. @throws DataError for a number that is no class */
  inverseTransform(codes: Targets): Label[] {
    this.requireFitted();
    const who = this.spec.name;
    return Array.from(plain(codes, who), (code, row) => {
      const label = this.classes_[Number(code)];
      if (label !== undefined) return label;
      return raise(DataError, prepErrors, 'prep.code', {
        who,
        row,
        column: 'y',
        got: String(code),
        last: this.classes_.length - 1,
      });
    });
  }
}

export interface LabelBinarizerOptions {
  /** What stands for "not this class". */
  negLabel: number;
  /** What stands for "this class"; > negLabel. */
  posLabel: number;
}

const binarizerSpec: Spec<LabelBinarizerOptions> = {
  name: 'LabelBinarizer',
  kind: 'transformer',
  params: { negLabel: integer(0), posLabel: integer(1) },
  learned: ['classes_'],
  tags: { text: true },
};

/** One column per class (two classes: a single column), for models that answer one question at a time. */
export class LabelBinarizer extends Estimator<LabelBinarizerOptions> {
  declare classes_: readonly Label[];

  constructor(options: Partial<LabelBinarizerOptions> = {}) {
    super(binarizerSpec, options);
  }
  fit(y: Targets | Features): this {
    this.checkParams();
    const who = this.spec.name;
    const { negLabel, posLabel } = this.params;
    if (negLabel >= posLabel)
      raise(ArgumentError, prepErrors, 'prep.range', {
        who,
        name: 'negLabel',
        expected: `< posLabel = ${posLabel}`,
        got: negLabel,
      });
    const labels = plain(y as Targets, who);
    someRows(who, labels.length);
    this.classes_ = classTargets(y as Targets, labels.length, who).classes;
    return this;
  }
  /** int32 `[n, classes]`; `[n, 1]` for two classes or one. */
  transform(y: Targets): Tensor {
    this.requireFitted();
    const { negLabel, posLabel } = this.params;
    const codes = codesIn(this.spec.name, y, this.classes_);
    const k = this.classes_.length;
    const width = k <= 2 ? 1 : k;
    const out = new Int32Array(codes.length * width).fill(negLabel);
    codes.forEach((code, i) => {
      if (width > 1) out[i * width + code] = posLabel;
      else if (code === 1) out[i] = posLabel;
    });
    return tensor(out, { shape: [codes.length, width] });
  }
  fitTransform(y: Targets): Tensor {
    return this.fit(y).transform(y);
  }
  /** Classes again; of scores too: the highest column, or whether a single one is above the middle. */
  inverseTransform(Y: Features, threshold?: number): Label[] {
    this.requireFitted();
    const { negLabel, posLabel } = this.params;
    const matrix = denseInput(Y, { who: this.spec.name });
    const limit = threshold ?? (negLabel + posLabel) / 2;
    return Array.from({ length: matrix.rows }, (_, i) => {
      if (matrix.cols === 1)
        return this.classes_[matrix.at(i, 0) > limit ? 1 : 0] ?? this.classes_[0]!;
      let best = 0;
      for (let j = 1; j < matrix.cols; j++) if (matrix.at(i, j) > matrix.at(i, best)) best = j;
      return this.classes_[best]!;
    });
  }
}
