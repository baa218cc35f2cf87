/** Regression by Gaussian processes: a mean and an uncertainty at every point. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { DataError, LinalgError, raise } from '../../errors/index.ts';
import { cholesky, choleskySolve } from '../../linalg/dense/cholesky.ts';
import { eigh } from '../../linalg/dense/symmetric.ts';
import { solveTriangular } from '../../linalg/dense/triangular.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  either,
  type Features,
  type FitOptions,
  flag,
  integer,
  numericOutputs,
  type Outputs,
  type Param,
  RandomStream,
  Regressor,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
} from '../base/index.ts';
import { asTensor, matrixTensor, toFloat64, valuesOf } from '../decomposition/arrays.ts';
import { covariance, covarianceGradient, crossCovariance, variances } from './covariance.ts';
import {
  constant,
  describe,
  isKernel,
  type Kernel,
  product,
  rbf,
  thetaOf,
  withTheta,
} from './kernel.ts';
import { bestTheta } from './search.ts';

export interface GaussianProcessRegressorOptions {
  /** The covariance function; undefined (default): 1 · rbf(1), not optimised. See `kernels`. */
  kernel: Kernel | undefined;
  /** Variance of the noise on each target, ≥ 0, for all or one per sample; also steadies the algebra. Default 1e-10. */
  alpha: number | readonly number[];
  /** `'lbfgs'` (default): hyperparameters maximise the marginal likelihood; `'none'`: they stay. */
  optimizer: 'lbfgs' | 'none';
  /** Further searches from random starts within the bounds. Default 0. */
  nRestartsOptimizer: number;
  /** Learns on targets with mean 0 and variance 1. Default false. */
  normalizeY: boolean;
  randomState: number | undefined;
}

export const kernelParam: Param<Kernel | undefined> = anything<Kernel | undefined>(
  undefined,
  'a kernel (kernels.rbf(), kernels.sum(…)…) | undefined',
  (value) => value === undefined || isKernel(value),
);

/** The kernel when none is given. */
export const defaultKernel = (): Kernel =>
  product(constant(1, { constantValueBounds: 'fixed' }), rbf({ lengthScaleBounds: 'fixed' }));

const regressorSpec: Spec<GaussianProcessRegressorOptions> = {
  name: 'GaussianProcessRegressor',
  kind: 'regressor',
  params: {
    kernel: kernelParam,
    alpha: either(
      real(1e-10, { min: 0 }),
      anything<readonly number[]>(
        [],
        'one number ≥ 0 per sample',
        (value) =>
          Array.isArray(value) &&
          value.every((v) => typeof v === 'number' && v >= 0 && v < Infinity),
      ),
    ),
    optimizer: choice('lbfgs', ['lbfgs', 'none']),
    nRestartsOptimizer: integer(0, { min: 0 }),
    normalizeY: flag(false),
    randomState: seed(),
  },
  learned: [
    'kernel_',
    'XTrain_',
    'yTrain_',
    'L_',
    'alpha_',
    'logMarginalLikelihoodValue_',
    'yTrainMean_',
    'yTrainStd_',
    'flat_',
  ],
  tags: { multiOutput: true, random: true },
};

/**
 * Gaussian process regression: f ~ GP(0, k), y = f(x) + noise. Given the training set, f(x*) is Gaussian with
 *
 * mean k*ᵀ(K + αI)⁻¹y and variance k** − k*ᵀ(K + αI)⁻¹k*.
 *
 * The hyperparameters of the kernel maximise the log marginal likelihood
 * −½yᵀ(K + αI)⁻¹y − ½log|K + αI| − (n/2)·log 2π, by its gradient.
 *
 * Cost: O(n³) per evaluation, O(n²) memory: a few thousand samples. The mean far from the samples is 0 (with
 * normalizeY, the mean of y).
 *
 * Source: Rasmussen & Williams, "Gaussian processes for machine learning" (2006), algorithm 2.1.
 *
 * @example
 * const kernel = kernels.sum(kernels.rbf({ lengthScale: 1 }), kernels.white(0.1));
 * const gp = new GaussianProcessRegressor({ kernel, randomState: 0 }).fit(X, y);
 * const { mean, std } = gp.predictStd(grid);
 */
export class GaussianProcessRegressor extends Regressor<GaussianProcessRegressorOptions> {
  /** The kernel with the hyperparameters found. */
  declare kernel_: Kernel;
  declare XTrain_: Tensor;
  /** Targets as learned from (normalised where asked): [samples, outputs]. */
  declare yTrain_: Tensor;
  /** Cholesky factor of K + αI. */
  declare L_: Tensor;
  /** (K + αI)⁻¹y: [samples, outputs]. */
  declare alpha_: Tensor;
  declare logMarginalLikelihoodValue_: number;
  declare yTrainMean_: Tensor;
  declare yTrainStd_: Tensor;
  /** Whether y had one dimension. */
  declare flat_: boolean;

  constructor(options: Partial<GaussianProcessRegressorOptions> = {}) {
    super(regressorSpec, options);
  }

  override fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { optimizer, nRestartsOptimizer, normalizeY, alpha, randomState } = this.params;
    const who = this.spec.name;
    const x = toFloat64(this.fitDense(X)).clone();
    const targets = numericOutputs(y, x.rows, who);
    if (typeof alpha !== 'number' && alpha.length !== x.rows) {
      raise(DataError, manifoldErrors, 'gp.alpha', { who, got: alpha.length, expected: x.rows });
    }
    const { values, mean, std } = normalised(targets, normalizeY);
    const start = this.params.kernel ?? defaultKernel();
    let kernel = start;
    const report = reporter(who, 'searches', nRestartsOptimizer + 1, options);
    if (optimizer === 'lbfgs' && thetaOf(start).length > 0) {
      const random = new RandomStream(seedOf(randomState), 0x69);
      const loss = (
        theta: Float64Array<ArrayBuffer>,
        gradient: Float64Array<ArrayBuffer>,
      ): number => {
        const found = likelihood(withTheta(start, theta), x, values, alpha, true);
        if (!found) return Infinity;
        for (let i = 0; i < gradient.length; i++) gradient[i] = -found.gradient[i]!;
        return -found.value;
      };
      kernel = withTheta(
        start,
        bestTheta(who, start, loss, nRestartsOptimizer, random, report).theta,
      );
    } else report(1);

    const l = this.#factor(kernel, x);
    const found = likelihood(kernel, x, values, alpha, false);
    this.kernel_ = kernel;
    this.XTrain_ = matrixTensor(x);
    this.yTrain_ = matrixTensor(values);
    this.L_ = matrixTensor(l);
    this.alpha_ = matrixTensor(choleskySolve(l, values));
    this.logMarginalLikelihoodValue_ = found?.value ?? Number.NaN;
    this.yTrainMean_ = asTensor(mean);
    this.yTrainStd_ = asTensor(std);
    this.flat_ = targets.flat;
    return this;
  }

  #factor(kernel: Kernel, x: Matrix): Matrix {
    const { alpha } = this.params;
    try {
      return cholesky(withNoise(covariance(kernel, x), alpha));
    } catch (error) {
      if (!(error instanceof LinalgError)) throw error;
      return raise(
        LinalgError,
        manifoldErrors,
        'gp.positive',
        {
          who: this.spec.name,
          kernel: describe(kernel),
          alpha: typeof alpha === 'number' ? alpha : [...alpha.slice(0, 3)],
        },
        error,
      );
    }
  }

  /**
   * The log marginal likelihood of the training set for these logarithms of the hyperparameters (those found when
   * left out), summed over outputs, with its gradient.
   */
  logMarginalLikelihood(theta?: ArrayLike<number>): { value: number; gradient: Float64Array } {
    this.requireFitted();
    const kernel = theta ? withTheta(this.kernel_, theta) : this.kernel_;
    const x = Matrix.fromTensor(this.XTrain_);
    const y = Matrix.fromTensor(this.yTrain_);
    return (
      likelihood(kernel, x, y, this.params.alpha, true) ?? {
        value: -Infinity,
        gradient: new Float64Array(thetaOf(kernel).length),
      }
    );
  }

  /** The mean of f at these samples: [n] or [n, outputs]. */
  override predict(X: Features): Tensor {
    return this.#shaped(this.#posterior(X).mean);
  }
  /** The mean, and the standard deviation of f around it (noise of a `white` kernel included). */
  predictStd(X: Features): { mean: Tensor; std: Tensor } {
    const { x, mean, cross } = this.#posterior(X);
    const v = solveTriangular(Matrix.fromTensor(this.L_), cross.transpose()); // [train, n]
    const variance = variances(this.kernel_, x);
    for (let r = 0; r < v.rows; r++)
      for (let i = 0; i < v.cols; i++) variance[i]! -= v.data[r * v.cols + i]! ** 2;
    const scale = valuesOf(this.yTrainStd_);
    const std = Matrix.zeros(x.rows, mean.cols);
    // rounding can leave a variance a little below 0 at a training sample
    for (let i = 0; i < x.rows; i++)
      for (let c = 0; c < mean.cols; c++)
        std.data[i * mean.cols + c] = Math.sqrt(Math.max(variance[i]!, 0)) * scale[c]!;
    return { mean: this.#shaped(mean), std: this.#shaped(std) };
  }
  /** The mean, and the covariance of f between the samples: [n, n], or [outputs, n, n]. */
  predictCovariance(X: Features): { mean: Tensor; covariance: Tensor } {
    const { x, mean, cross } = this.#posterior(X);
    const base = this.#covariance(x, cross);
    const n = x.rows;
    const scale = valuesOf(this.yTrainStd_);
    const all = new Float64Array(mean.cols * n * n);
    for (let c = 0; c < mean.cols; c++)
      for (let t = 0; t < n * n; t++) all[c * n * n + t] = base.data[t]! * scale[c]! ** 2;
    return {
      mean: this.#shaped(mean),
      covariance: this.flat_ ? asTensor(all, n, n) : asTensor(all, mean.cols, n, n),
    };
  }
  #covariance(x: Matrix, cross: Matrix): Matrix {
    const v = solveTriangular(Matrix.fromTensor(this.L_), cross.transpose());
    const out = covariance(this.kernel_, x);
    const less = multiply(v, v, { transposeA: true });
    for (let t = 0; t < out.data.length; t++) out.data[t]! -= less.data[t]!;
    return out;
  }

  /**
   * Functions drawn from the posterior, at these samples: [n, nSamples], or [n, outputs, nSamples].
   *
   * @param options.nSamples how many; 1 by default
   * @param options.randomState seed; 0 by default
   */
  sampleY(
    X: Features,
    { nSamples = 1, randomState = 0 }: { nSamples?: number; randomState?: number } = {},
  ): Tensor {
    const { x, mean, cross } = this.#posterior(X);
    const n = x.rows;
    const { values, vectors } = eigh(this.#covariance(x, cross));
    const random = new RandomStream(randomState, 0x5a);
    const scale = valuesOf(this.yTrainStd_);
    const outputs = mean.cols;
    const out = new Float64Array(n * outputs * nSamples);
    for (let c = 0; c < outputs; c++) {
      const draws = Matrix.zeros(n, nSamples);
      for (let i = 0; i < n; i++) {
        const deviation = Math.sqrt(Math.max(values[i]!, 0)) * scale[c]!;
        for (let s = 0; s < nSamples; s++)
          draws.data[i * nSamples + s] = deviation * random.normal();
      }
      const around = multiply(vectors, draws);
      for (let i = 0; i < n; i++)
        for (let s = 0; s < nSamples; s++)
          out[(i * outputs + c) * nSamples + s] =
            mean.data[i * outputs + c]! + around.data[i * nSamples + s]!;
    }
    return this.flat_ ? asTensor(out, n, nSamples) : asTensor(out, n, outputs, nSamples);
  }

  #posterior(X: Features): { x: Matrix; mean: Matrix; cross: Matrix } {
    const x = toFloat64(this.openDense(X));
    const cross = crossCovariance(this.kernel_, x, Matrix.fromTensor(this.XTrain_));
    const mean = multiply(cross, Matrix.fromTensor(this.alpha_));
    const shift = valuesOf(this.yTrainMean_);
    const scale = valuesOf(this.yTrainStd_);
    for (let i = 0; i < mean.rows; i++)
      for (let c = 0; c < mean.cols; c++) {
        const t = i * mean.cols + c;
        mean.data[t] = mean.data[t]! * scale[c]! + shift[c]!;
      }
    return { x, mean, cross };
  }
  #shaped(m: Matrix): Tensor {
    return this.flat_ ? asTensor(m.data) : matrixTensor(m);
  }
}

type Noise = number | readonly number[];

function withNoise(k: Matrix, alpha: Noise): Matrix {
  for (let i = 0; i < k.rows; i++)
    k.data[i * (k.cols + 1)]! += typeof alpha === 'number' ? alpha : alpha[i]!;
  return k;
}

/** Undefined where K + αI is not positive definite. */
function likelihood(
  kernel: Kernel,
  x: Matrix,
  y: Matrix,
  alpha: Noise,
  wanted: boolean,
): { value: number; gradient: Float64Array } | undefined {
  const { value: k, gradients } = wanted
    ? covarianceGradient(kernel, x)
    : { value: covariance(kernel, x), gradients: [] };
  let l: Matrix;
  try {
    l = cholesky(withNoise(k, alpha));
  } catch (error) {
    if (error instanceof LinalgError) return undefined;
    throw error;
  }
  const n = x.rows;
  const outputs = y.cols;
  const weights = choleskySolve(l, y);
  let value = (-n / 2) * Math.log(2 * Math.PI) * outputs;
  for (let i = 0; i < n; i++) value -= Math.log(l.data[i * (n + 1)]!) * outputs;
  for (let t = 0; t < y.data.length; t++) value -= 0.5 * y.data[t]! * weights.data[t]!;
  const gradient = new Float64Array(gradients.length);
  if (gradients.length > 0) {
    // ½·tr((wwᵀ − K⁻¹)·∂K) for each output
    const inner = choleskySolve(l, Matrix.identity(n));
    const products = multiply(weights, weights, { transposeB: true });
    for (let t = 0; t < n * n; t++) inner.data[t] = products.data[t]! - outputs * inner.data[t]!;
    for (const [p, g] of gradients.entries()) {
      let sum = 0;
      for (let t = 0; t < n * n; t++) sum += inner.data[t]! * g.data[t]!;
      gradient[p] = sum / 2;
    }
  }
  return { value, gradient };
}

/** Targets with mean 0 and variance 1 where asked; what they were divided by and shifted by. */
function normalised(
  y: Matrix,
  asked: boolean,
): { values: Matrix; mean: Float64Array<ArrayBuffer>; std: Float64Array<ArrayBuffer> } {
  const mean = new Float64Array(y.cols);
  const std = new Float64Array(y.cols).fill(1);
  const values = y.clone('float64');
  if (!asked) return { values, mean, std };
  for (let c = 0; c < y.cols; c++) {
    const column = Float64Array.from({ length: y.rows }, (_, i) => y.data[i * y.cols + c]!);
    mean[c] = column.reduce((a, b) => a + b, 0) / y.rows;
    std[c] = Math.sqrt(column.reduce((a, b) => a + (b - mean[c]!) ** 2, 0) / y.rows) || 1;
    for (let i = 0; i < y.rows; i++)
      values.data[i * y.cols + c] = (column[i]! - mean[c]!) / std[c]!;
  }
  return { values, mean, std };
}
