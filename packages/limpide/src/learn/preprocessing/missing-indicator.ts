/** MissingIndicator: where values are missing, as features. */
import { type Tensor, tensor } from '../../tensor/index.ts';
import { choice, type Features, type Spec, Transformer } from '../base/index.ts';
import { checkedNames } from './columns.ts';

export interface MissingIndicatorOptions {
  /** Columns for those that had missing values in `fit`, or for all. */
  features: 'missingOnly' | 'all';
}

const spec: Spec<MissingIndicatorOptions> = {
  name: 'MissingIndicator',
  kind: 'transformer',
  params: { features: choice('missingOnly', ['missingOnly', 'all']) },
  learned: ['features_'],
  tags: { missing: true },
};

/** 1 where a value is missing (NaN), 0 elsewhere: that a value is missing often says something itself. */
export class MissingIndicator extends Transformer<MissingIndicatorOptions> {
  /** The columns that come out, by number. int32. */
  declare features_: Tensor;

  constructor(options: Partial<MissingIndicatorOptions> = {}) {
    super(spec, options);
  }
  fit(X: Features): this {
    this.checkParams();
    const { data, rows, cols } = this.fitDense(X);
    const all = this.params.features === 'all';
    const kept = Array.from({ length: cols }, (_, j) => j).filter((j) => {
      for (let i = 0; i < rows; i++) if (Number.isNaN(data[i * cols + j]!)) return true;
      return all;
    });
    this.features_ = tensor(Int32Array.from(kept));
    return this;
  }
  /** float64, `[n, features_]` */
  transform(X: Features): Tensor {
    const { data, rows, cols } = this.openDense(X);
    const kept = Array.from(this.features_.dataSync(), Number);
    const out = new Float64Array(rows * kept.length);
    for (let i = 0; i < rows; i++)
      kept.forEach((j, at) => {
        out[i * kept.length + at] = Number.isNaN(data[i * cols + j]!) ? 1 : 0;
      });
    return tensor(out, { shape: [rows, kept.length] });
  }
  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = checkedNames(this.spec.name, this.inputNames(inputFeatures), this.nFeaturesIn_);
    return Array.from(this.features_.dataSync(), (j) => `missingindicator_${names[Number(j)]!}`);
  }
}
