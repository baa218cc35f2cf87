/** Classification by Gaussian processes. */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { DataError, LinalgError, raise } from '../../errors/index.ts';
import { solveTriangular } from '../../linalg/dense/triangular.ts';
import { Matrix, multiplyVector } from '../../linalg/index.ts';
import { erf } from '../../stats/special/error-function.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  Classifier,
  choice,
  classTargets,
  type Features,
  type FitOptions,
  integer,
  RandomStream,
  reporter,
  type Spec,
  seed,
  seedOf,
  type Targets,
} from '../base/index.ts';
import { asTensor, matrixTensor, toFloat64, valuesOf } from '../decomposition/arrays.ts';
import { crossCovariance, variances } from './covariance.ts';
import { describe, type Kernel, thetaOf, withTheta } from './kernel.ts';
import { averagedSigmoid, type Mode, posteriorMode } from './laplace.ts';
import { defaultKernel, kernelParam } from './regressor.ts';
import { bestTheta } from './search.ts';

export interface GaussianProcessClassifierOptions {
  /** The covariance function; undefined (default): 1 · rbf(1), not optimised. See `kernels`. */
  kernel: Kernel | undefined;
  /** `'lbfgs'` (default): hyperparameters maximise the approximate marginal likelihood; `'none'`: they stay. */
  optimizer: 'lbfgs' | 'none';
  /** Further searches from random starts within the bounds. Default 0. */
  nRestartsOptimizer: number;
  /** Newton steps towards the mode, ≥ 1. Default 100. */
  maxIterPredict: number;
  randomState: number | undefined;
}

const classifierSpec: Spec<GaussianProcessClassifierOptions> = {
  name: 'GaussianProcessClassifier',
  kind: 'classifier',
  params: {
    kernel: kernelParam,
    optimizer: choice('lbfgs', ['lbfgs', 'none']),
    nRestartsOptimizer: integer(0, { min: 0 }),
    maxIterPredict: integer(100, { min: 1 }),
    randomState: seed(),
  },
  learned: ['classes_', 'XTrain_', 'processes_', 'logMarginalLikelihoodValue_'],
  tags: { random: true },
};

/** The process that tells one class from the others. */
export interface ClassProcess {
  /** The kernel with the hyperparameters found. */
  readonly kernel: Kernel;
  /** y − π at the mode: what the mean of f is made of. */
  readonly residual: Tensor;
  /** √W at the mode, and the Cholesky factor of I + √W·K·√W. */
  readonly root: Tensor;
  readonly L: Tensor;
  readonly logMarginalLikelihood: number;
}

/**
 * Gaussian process classification: a hidden f ~ GP(0, k), and P(y = 1 | x) = σ(f(x)). The posterior of f is
 * approximated by a Gaussian at its mode (Laplace), and probabilities are averages of σ over it: far from the
 * samples they go to ½. More than two classes: one process per class against the others, probabilities
 * normalised.
 *
 * Cost: O(n³) per class and evaluation.
 *
 * Source: Rasmussen & Williams, "Gaussian processes for machine learning" (2006), algorithms 3.1, 3.2, 5.1.
 */
export class GaussianProcessClassifier extends Classifier<GaussianProcessClassifierOptions> {
  declare XTrain_: Tensor;
  /** One process for two classes, else one per class. */
  declare processes_: readonly ClassProcess[];
  /** The approximate log marginal likelihood, averaged over processes. */
  declare logMarginalLikelihoodValue_: number;

  constructor(options: Partial<GaussianProcessClassifierOptions> = {}) {
    super(classifierSpec, options);
  }

  override fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const x = toFloat64(this.fitDense(X)).clone();
    const { codes, classes } = classTargets(y, x.rows, who);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who, got: String(classes[0]) });
    const count = classes.length === 2 ? 1 : classes.length;
    const searches = this.params.nRestartsOptimizer + 1;
    const report = reporter(who, 'searches', count * searches, options);
    const start = seedOf(this.params.randomState);
    const processes = Array.from({ length: count }, (_, c) => {
      const labels = Float64Array.from(codes, (code) => (code === (count === 1 ? 1 : c) ? 1 : 0));
      const random = new RandomStream(start, 0x6c, c);
      return this.#learn(x, labels, random, (done, value) => report(c * searches + done, value));
    });

    this.classes_ = classes;
    this.XTrain_ = matrixTensor(x);
    this.processes_ = processes;
    this.logMarginalLikelihoodValue_ =
      processes.reduce((sum, process) => sum + process.logMarginalLikelihood, 0) / count;
    return this;
  }

  #learn(
    x: Matrix,
    labels: Float64Array,
    random: RandomStream,
    report: (done: number, value?: number) => void,
  ): ClassProcess {
    const { optimizer, nRestartsOptimizer, maxIterPredict } = this.params;
    const who = this.spec.name;
    const start = this.params.kernel ?? defaultKernel();
    const mode = (kernel: Kernel, wanted: boolean): Mode | undefined => {
      try {
        return posteriorMode(kernel, x, labels, maxIterPredict, undefined, wanted);
      } catch (error) {
        if (error instanceof LinalgError) return undefined;
        throw error;
      }
    };
    let kernel = start;
    if (optimizer === 'lbfgs' && thetaOf(start).length > 0) {
      const found = bestTheta(
        who,
        start,
        (theta, gradient) => {
          const at = mode(withTheta(start, theta), true);
          if (!at) return Infinity;
          for (let i = 0; i < gradient.length; i++) gradient[i] = -at.gradient[i]!;
          return -at.logLikelihood;
        },
        nRestartsOptimizer,
        random,
        report,
      );
      kernel = withTheta(start, found.theta);
    } else report(1);
    const at = mode(kernel, false);
    if (!at)
      return raise(LinalgError, manifoldErrors, 'gp.positive', {
        who,
        kernel: describe(kernel),
        alpha: 0,
      });
    return {
      kernel,
      residual: asTensor(at.pi.map((p, i) => labels[i]! - p)),
      root: asTensor(at.root),
      L: matrixTensor(at.l),
      logMarginalLikelihood: at.logLikelihood,
    };
  }

  /** Probability of each class: [n, classes]. */
  predictProba(X: Features): Tensor {
    const x = toFloat64(this.openDense(X));
    const n = x.rows;
    const k = this.classes_.length;
    const train = Matrix.fromTensor(this.XTrain_);
    const out = new Float64Array(n * k);
    for (const [c, process] of this.processes_.entries()) {
      const p = probability(process, x, train);
      for (let i = 0; i < n; i++) {
        if (k === 2) {
          out[2 * i] = 1 - p[i]!;
          out[2 * i + 1] = p[i]!;
        } else out[i * k + c] = p[i]!;
      }
    }
    if (k > 2) normaliseRows(out, n, k);
    return asTensor(out, n, k);
  }
  protected override predictCodes(X: Features): Int32Array {
    const probabilities = valuesOf(this.predictProba(X));
    const k = this.classes_.length;
    return Int32Array.from({ length: probabilities.length / k }, (_, i) => {
      let best = 0;
      for (let c = 1; c < k; c++)
        if (probabilities[i * k + c]! > probabilities[i * k + best]!) best = c;
      return best;
    });
  }
}

function probability(process: ClassProcess, x: Matrix, train: Matrix): Float64Array {
  const cross = crossCovariance(process.kernel, train, x); // [train, n]
  const mean = multiplyVector(cross, valuesOf(process.residual), { transpose: true });
  const root = valuesOf(process.root);
  for (let r = 0; r < cross.rows; r++)
    for (let i = 0; i < cross.cols; i++) cross.data[r * cross.cols + i]! *= root[r]!;
  const v = solveTriangular(Matrix.fromTensor(process.L), cross);
  const variance = variances(process.kernel, x);
  for (let r = 0; r < v.rows; r++)
    for (let i = 0; i < v.cols; i++) variance[i]! -= v.data[r * v.cols + i]! ** 2;
  return mean.map((m, i) => averagedSigmoid(m, variance[i]!, erf));
}

function normaliseRows(values: Float64Array, rows: number, cols: number): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let c = 0; c < cols; c++) sum += values[i * cols + c]!;
    for (let c = 0; c < cols; c++)
      values[i * cols + c] = sum > 0 ? values[i * cols + c]! / sum : 1 / cols;
  }
}
