/** Regression by a small network. */
import type { Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  numericOutputs,
  type Outputs,
  Regressor,
  type Spec,
  seedOf,
} from '../base/index.ts';
import { asTensor, toFloat64 } from '../decomposition/arrays.ts';
import {
  type FitRequest,
  fitNetwork,
  fitPart,
  type Live,
  resumed,
  rowsOf,
  type Targets,
  type Trained,
} from './common.ts';
import type { Network } from './network.ts';
import { type MLPOptions, mlpLearned, mlpParams } from './options.ts';
import { type History, scoresOf } from './training.ts';

const regressorSpec: Spec<MLPOptions> = {
  name: 'MLPRegressor',
  kind: 'regressor',
  params: mlpParams,
  learned: [...mlpLearned, 'flat_'],
  tags: { random: true, partial: true, multiOutput: true },
};

/**
 * A multilayer perceptron that predicts numbers, trained on Limpide's own engine: minimises the mean of
 * ½‖y − ŷ‖² + α/2n·Σ‖W‖². Scale features and targets first. See MLPClassifier for the rest.
 */
export class MLPRegressor extends Regressor<MLPOptions> {
  /** Weights of each layer: [in, out]. */
  declare coefs_: readonly Tensor[];
  /** Biases of each layer: [out]. */
  declare intercepts_: readonly Tensor[];
  /** Layers, input and output included. */
  declare nLayers_: number;
  declare nOutputs_: number;
  declare outActivation_: 'identity';
  /** Last and least loss. */
  declare loss_: number;
  declare bestLoss_: number;
  /** Loss of each epoch (lbfgs: every ten iterations). */
  declare lossCurve_: readonly number[];
  /** R² on the samples kept apart, per epoch, with earlyStopping. */
  declare validationScores_: readonly number[];
  declare bestValidationScore_: number | undefined;
  /** Epochs done, those of earlier warm fits included. */
  declare nIter_: number;
  /** Samples seen. */
  declare t_: number;
  /** Whether y had one dimension. */
  declare flat_: boolean;
  #live: Live | undefined;

  constructor(options: Partial<MLPOptions> = {}) {
    super(regressorSpec, options);
  }

  override fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const x = this.fitDense(X);
    const targets = numericOutputs(y, x.rows, this.spec.name);
    const warm = this.params.warmStart && this.isFitted;
    const trained = fitNetwork(this.#request(x, targets, options, warm));
    this.#live = undefined;
    this.#keep(trained, targets.flat);
    return this;
  }

  /** One epoch over these samples. */
  partialFit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const known = this.isFitted;
    const x = known ? this.openDense(X) : this.fitDense(X);
    const targets = numericOutputs(y, x.rows, this.spec.name);
    const request = this.#request(x, targets, options, known);
    const live = this.#live;
    this.#live = undefined;
    const trained = fitPart(request, live);
    this.#keep(trained, targets.flat);
    this.#live = trained.live;
    return this;
  }

  #request(x: Matrix, y: Matrix, fit: FitOptions, warm: boolean): FitRequest {
    const { options, who } = { options: this.params, who: this.spec.name };
    const values = Float64Array.from(y.data);
    const targets: Targets = { values, outputs: y.cols, output: 'identity' };
    const sizes = [x.cols, ...options.hiddenLayerSizes, y.cols];
    const start = warm ? resumed(who, this.#network(), this.#history(), sizes) : undefined;
    const score = (network: Network, rows: Int32Array): number =>
      determination(rowsOf(y, rows), this.#values(network, rowsOf(x, rows)));
    return { who, options, x, targets, seed: seedOf(options.randomState), fit, start, score };
  }
  #network(): Network {
    return { weights: this.coefs_, biases: this.intercepts_ };
  }
  #history(): History {
    return {
      lossCurve: this.lossCurve_,
      validationScores: this.validationScores_,
      bestLoss: this.bestLoss_,
      bestScore: this.bestValidationScore_ ?? -Infinity,
      idle: 0,
      iterations: this.nIter_,
      seen: this.t_,
    };
  }
  #keep({ network, history }: Trained, flat: boolean): void {
    this.coefs_ = network.weights;
    this.intercepts_ = network.biases;
    this.nLayers_ = network.weights.length + 1;
    this.nOutputs_ = network.biases.at(-1)!.shape[0]!;
    this.outActivation_ = 'identity';
    this.loss_ = history.lossCurve.at(-1)!;
    this.bestLoss_ = history.bestLoss;
    this.lossCurve_ = history.lossCurve;
    this.validationScores_ = history.validationScores;
    this.bestValidationScore_ = Number.isFinite(history.bestScore) ? history.bestScore : undefined;
    this.nIter_ = history.iterations;
    this.t_ = history.seen;
    this.flat_ = flat;
  }

  #values(network: Network, x: Matrix): Float64Array {
    return scoresOf(network, x, this.params.activation, (score) => score);
  }
  override predict(X: Features): Tensor {
    const x = toFloat64(this.openDense(X));
    const values = this.#values(this.#network(), x);
    return this.flat_ ? asTensor(values) : asTensor(values, x.rows, this.nOutputs_);
  }
}

/** R², averaged over outputs; 0 for a constant one. */
function determination(y: Matrix, predicted: Float64Array): number {
  let total = 0;
  for (let c = 0; c < y.cols; c++) {
    let mean = 0;
    for (let i = 0; i < y.rows; i++) mean += y.data[i * y.cols + c]! / y.rows;
    let rest = 0;
    let spread = 0;
    for (let i = 0; i < y.rows; i++) {
      rest += (y.data[i * y.cols + c]! - predicted[i * y.cols + c]!) ** 2;
      spread += (y.data[i * y.cols + c]! - mean) ** 2;
    }
    total += spread > 0 ? 1 - rest / spread : 0;
  }
  return total / y.cols;
}
