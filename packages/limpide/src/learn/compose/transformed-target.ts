/** TransformedTargetRegressor: a regression on a transformed target, say its logarithm. */
import { composeErrors } from '../../errors/catalog/learn-compose.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  clone,
  denseInput,
  Estimator,
  type Features,
  type FitOptions,
  flag,
  numericOutputs,
  type Outputs,
  Regressor,
  rowsOf,
  type Spec,
} from '../base/index.ts';
import { answers } from './delegate.ts';

export interface TransformedTargetRegressorOptions {
  regressor: Estimator | undefined;
  /** A transformer of the target with an inverse; or else two functions. */
  transformer: Estimator | undefined;
  func: ((y: number) => number) | undefined;
  inverseFunc: ((y: number) => number) | undefined;
  /** Looks, at `fit`, whether the inverse undoes the transformation. */
  checkInverse: boolean;
}

const inner = (value: unknown): boolean => value === undefined || value instanceof Estimator;
const func = (value: unknown): boolean => value === undefined || typeof value === 'function';

const spec: Spec<TransformedTargetRegressorOptions> = {
  name: 'TransformedTargetRegressor',
  kind: 'regressor',
  params: {
    regressor: anything<Estimator | undefined>(
      undefined,
      'an estimator',
      (v) => v instanceof Estimator,
    ),
    transformer: anything<Estimator | undefined>(undefined, 'an estimator | undefined', inner),
    func: anything<TransformedTargetRegressorOptions['func']>(
      undefined,
      'function | undefined',
      func,
    ),
    inverseFunc: anything<TransformedTargetRegressorOptions['inverseFunc']>(
      undefined,
      'function | undefined',
      func,
    ),
    checkInverse: flag(true),
  },
  learned: ['regressor_', 'transformer_', 'flat_'],
  tags: { sparse: true },
};

/**
 * Learns g(y) and predicts g⁻¹: for targets over several orders of magnitude
 * (`{ regressor, func: Math.log1p, inverseFunc: Math.expm1 }`).
 */
export class TransformedTargetRegressor extends Regressor<TransformedTargetRegressorOptions> {
  declare regressor_: Estimator;
  declare transformer_: Estimator | null;
  declare flat_: boolean;

  constructor(options: Partial<TransformedTargetRegressorOptions> = {}) {
    super(spec, options);
  }
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { regressor, transformer, func, inverseFunc } = this.params;
    const who = this.spec.name;
    const both = transformer !== undefined && (func !== undefined || inverseFunc !== undefined);
    if (both || (func === undefined) !== (inverseFunc === undefined))
      raise(ArgumentError, composeErrors, 'compose.both', { who });
    const wanted = numericOutputs(y, rowsOf(X), who);
    const fitted = transformer ? clone(transformer).fit(toTensor(wanted)) : null;
    const target = this.#forward(wanted, fitted);
    this.#checkInverse(wanted, target, fitted);
    const model = clone(regressor!);
    model.fit(X, wanted.flat ? target.reshape(-1) : target, options);
    this.remember(X, model.hasLearned('nFeaturesIn_') ? model.nFeaturesIn_ : 0);
    this.regressor_ = model;
    this.transformer_ = fitted;
    this.flat_ = wanted.flat;
    return this;
  }
  #forward(y: Matrix, transformer: Estimator | null): Tensor {
    const { func } = this.params;
    if (transformer && answers(transformer, 'transform'))
      return toTensor(denseInput(transformer.transform(toTensor(y)), { who: this.spec.name }));
    return func ? toTensor(mapped(y, func)) : toTensor(y);
  }
  #back(y: Tensor, transformer: Estimator | null): Tensor {
    const who = this.spec.name;
    const matrix = denseInput(y.ndim === 1 ? y.reshape(-1, 1) : y, { who });
    const { inverseFunc } = this.params;
    if (transformer) {
      if (answers(transformer, 'inverseTransform'))
        return toTensor(denseInput(transformer.inverseTransform(toTensor(matrix)), { who }));
      raise(ArgumentError, composeErrors, 'compose.notInvertible', {
        who,
        name: 'transformer',
        got: transformer.spec.name,
      });
    }
    return inverseFunc ? toTensor(mapped(matrix, inverseFunc)) : toTensor(matrix);
  }
  #checkInverse(y: Matrix, target: Tensor, transformer: Estimator | null): void {
    if (!this.params.checkInverse) return;
    const back = this.#back(target, transformer).dataSync();
    const step = Math.max(1, Math.floor(y.data.length / 10));
    for (let i = 0; i < y.data.length; i += step) {
      const got = y.data[i]!;
      const again = Number(back[i]);
      if (Math.abs(again - got) <= 1e-6 * Math.max(1, Math.abs(got))) continue;
      raise(ArgumentError, composeErrors, 'compose.inverse', {
        who: this.spec.name,
        got,
        back: String(again),
      });
    }
  }
  predict(X: Features): Tensor {
    this.requireFitted();
    const model = this.regressor_;
    if (!answers(model, 'predict'))
      return raise(ArgumentError, composeErrors, 'compose.noMethod', {
        who: this.spec.name,
        inner: model.spec.name,
        method: 'predict',
      });
    const predicted = model.predict(X);
    if (Array.isArray(predicted))
      return raise(ArgumentError, composeErrors, 'compose.noMethod', {
        who: this.spec.name,
        inner: model.spec.name,
        method: 'predict → Tensor',
      });
    const y = this.#back(predicted, this.transformer_);
    return this.flat_ ? y.reshape(-1) : y;
  }
}

const mapped = (y: Matrix, f: (value: number) => number): Matrix =>
  new Matrix(
    Float64Array.from(y.data, (value) => f(value)),
    y.rows,
    y.cols,
  );
const toTensor = (m: Matrix): Tensor =>
  tensor(Float64Array.from(m.data), { shape: [m.rows, m.cols] });
