/** Classification by a small network. */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  Classifier,
  classTargets,
  type Features,
  type FitOptions,
  type Label,
  type Targets as Labels,
  plain,
  type Spec,
  seedOf,
  sortedLabels,
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
import { type Network, type Output, outputs } from './network.ts';
import { type MLPOptions, mlpLearned, mlpParams } from './options.ts';
import { type History, scoresOf } from './training.ts';

const classifierSpec: Spec<MLPOptions> = {
  name: 'MLPClassifier',
  kind: 'classifier',
  params: mlpParams,
  learned: ['classes_', ...mlpLearned],
  tags: { random: true, partial: true },
};

/**
 * A multilayer perceptron that predicts classes, trained on Limpide's own engine: minimises the mean of
 * −log P(class) + α/2n·Σ‖W‖². Two classes: one logistic output; more: a softmax.
 *
 * Scale the features first (StandardScaler). `partialFit` does one epoch; Adam's averages and the momentum go on
 * from one call to the next, but are not saved with the model.
 *
 * Cost: O(n · weights) per epoch. For larger networks, other layers and other losses, see `limpide/nn`.
 *
 * Sources: Rumelhart, Hinton & Williams (1986); Glorot & Bengio (2010) for the first weights; Kingma & Ba (2015).
 */
export class MLPClassifier extends Classifier<MLPOptions> {
  /** Weights of each layer: [in, out]. */
  declare coefs_: readonly Tensor[];
  /** Biases of each layer: [out]. */
  declare intercepts_: readonly Tensor[];
  /** Layers, input and output included. */
  declare nLayers_: number;
  declare nOutputs_: number;
  declare outActivation_: Output;
  /** Last and least loss. */
  declare loss_: number;
  declare bestLoss_: number;
  /** Loss of each epoch (lbfgs: every ten iterations). */
  declare lossCurve_: readonly number[];
  /** Accuracy on the samples kept apart, per epoch, with earlyStopping. */
  declare validationScores_: readonly number[];
  declare bestValidationScore_: number | undefined;
  /** Epochs done, those of earlier warm fits included. */
  declare nIter_: number;
  /** Samples seen. */
  declare t_: number;
  #live: Live | undefined;

  constructor(options: Partial<MLPOptions> = {}) {
    super(classifierSpec, options);
  }

  override fit(X: Features, y: Labels, options: FitOptions = {}): this {
    this.checkParams();
    const x = this.fitDense(X);
    const { codes, classes } = classTargets(y, x.rows, this.spec.name);
    if (classes.length < 2) {
      raise(DataError, learnErrors, 'learn.oneClass', {
        who: this.spec.name,
        got: String(classes[0]),
      });
    }
    const warm = this.params.warmStart && this.isFitted;
    if (
      warm &&
      (classes.length !== this.classes_.length || classes.some((c, k) => c !== this.classes_[k]))
    ) {
      const [expected, got] = [this.classes_.map(String), classes.map(String)];
      raise(DataError, manifoldErrors, 'neural.warmClasses', {
        who: this.spec.name,
        expected,
        got,
      });
    }
    const request = this.#request(x, codes, classes, options, warm);
    const trained = fitNetwork(request);
    this.#live = undefined;
    this.#keep(trained, classes, request.targets.output);
    return this;
  }

  /**
   * One epoch over these samples.
   *
   * @param options.classes all the classes there will be; needed by the first call when y lacks some
   */
  partialFit(
    X: Features,
    y: Labels,
    options: FitOptions & { readonly classes?: readonly Label[] } = {},
  ): this {
    this.checkParams();
    const who = this.spec.name;
    const known = this.isFitted;
    const x = known ? this.openDense(X) : this.fitDense(X);
    const classes = known ? this.classes_ : sortedLabels(options.classes ?? plain(y, who));
    const { codes: own, classes: seen } = classTargets(y, x.rows, who);
    const places = seen.map((label) => {
      const place = classes.indexOf(label);
      if (place < 0) {
        const got = String(label);
        raise(DataError, manifoldErrors, 'neural.classes', {
          who,
          got,
          known: classes.map(String),
        });
      }
      return place;
    });
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who, got: String(classes[0]) });
    const codes = own.map((code) => places[code]!);
    const request = this.#request(x, codes, classes, options, known);
    const live = this.#live;
    this.#live = undefined; // an epoch that fails half-way must not be gone on from
    const trained = fitPart(request, live);
    this.#keep(trained, classes, request.targets.output);
    this.#live = trained.live;
    return this;
  }

  #request(
    x: Matrix,
    codes: Int32Array,
    classes: readonly Label[],
    fit: FitOptions,
    warm: boolean,
  ): FitRequest {
    const { options, who } = { options: this.params, who: this.spec.name };
    const binary = classes.length === 2;
    const targets: Targets = {
      values: binary ? Float64Array.from(codes) : codes,
      outputs: binary ? 1 : classes.length,
      output: binary ? 'logistic' : 'softmax',
      groups: codes,
    };
    const sizes = [x.cols, ...options.hiddenLayerSizes, targets.outputs];
    const start = warm ? resumed(who, this.#network(), this.#history(), sizes) : undefined;
    const score = (network: Network, rows: Int32Array): number => {
      const values = this.#probabilities(network, rowsOf(x, rows), targets.output);
      const found = bestCodes(values, binary, classes.length);
      return (
        found.reduce((right, code, i) => right + (code === codes[rows[i]!] ? 1 : 0), 0) /
        rows.length
      );
    };
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
  #keep({ network, history }: Trained, classes: readonly Label[], output: Output): void {
    this.classes_ = classes;
    this.coefs_ = network.weights;
    this.intercepts_ = network.biases;
    this.nLayers_ = network.weights.length + 1;
    this.nOutputs_ = network.biases.at(-1)!.shape[0]!;
    this.outActivation_ = output;
    this.loss_ = history.lossCurve.at(-1)!;
    this.bestLoss_ = history.bestLoss;
    this.lossCurve_ = history.lossCurve;
    this.validationScores_ = history.validationScores;
    this.bestValidationScore_ = Number.isFinite(history.bestScore) ? history.bestScore : undefined;
    this.nIter_ = history.iterations;
    this.t_ = history.seen;
  }

  #probabilities(network: Network, x: Matrix, output: Output): Float64Array {
    return scoresOf(network, x, this.params.activation, (score) => outputs(score, output));
  }
  /** Probability of each class: [n, classes]. */
  predictProba(X: Features): Tensor {
    const x = toFloat64(this.openDense(X));
    const values = this.#probabilities(this.#network(), x, this.outActivation_);
    if (this.outActivation_ === 'softmax') return asTensor(values, x.rows, this.classes_.length);
    const both = new Float64Array(2 * x.rows);
    for (let i = 0; i < x.rows; i++) {
      both[2 * i] = 1 - values[i]!;
      both[2 * i + 1] = values[i]!;
    }
    return asTensor(both, x.rows, 2);
  }
  protected override predictCodes(X: Features): Int32Array {
    const x = toFloat64(this.openDense(X));
    const output = this.outActivation_;
    return bestCodes(
      this.#probabilities(this.#network(), x, output),
      output === 'logistic',
      this.classes_.length,
    );
  }
}

/** The most probable class of each row; of two, the second from ½ on (excluded). */
function bestCodes(values: Float64Array, binary: boolean, classes: number): Int32Array {
  if (binary) return Int32Array.from(values, (p) => (p > 0.5 ? 1 : 0));
  return Int32Array.from({ length: values.length / classes }, (_, i) => {
    let best = 0;
    for (let c = 1; c < classes; c++)
      if (values[i * classes + c]! > values[i * classes + best]!) best = c;
    return best;
  });
}
