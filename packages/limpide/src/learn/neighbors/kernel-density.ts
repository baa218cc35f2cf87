/** How dense the data are at a point: a bump over each sample, added up (Rosenblatt, 1956; Parzen, 1962). */
import { neighborsErrors } from '../../errors/catalog/learn-neighbors.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  choice,
  Estimator,
  either,
  type Features,
  type FitOptions,
  type Outputs,
  RandomStream,
  real,
  type Spec,
  sampleWeights,
  seedOf,
} from '../base/index.ts';
import { kept } from './base.ts';
import { type Measure, type MetricName, measureOf, metricNames } from './metrics.ts';

/** Heights of the bumps at distance r (in bandwidths), and the integrals d·∫ r^{d−1} K(r) dr. */
const kernels = {
  gaussian: {
    log: (r: number): number => (-r * r) / 2,
    // d · 2^{d/2 − 1} Γ(d/2)
    logMass: (d: number): number => Math.log(d) + (d / 2 - 1) * Math.LN2 + logGammaHalves(d),
  },
  tophat: { log: (r: number): number => (r < 1 ? 0 : -Infinity), logMass: (): number => 0 },
  epanechnikov: {
    log: (r: number): number => (r < 1 ? Math.log1p(-r * r) : -Infinity),
    logMass: (d: number): number => Math.log(2 / (d + 2)),
  },
  exponential: {
    log: (r: number): number => -r,
    logMass: (d: number): number => Math.log(d) + logGammaHalves(2 * d),
  },
  linear: {
    log: (r: number): number => (r < 1 ? Math.log1p(-r) : -Infinity),
    logMass: (d: number): number => -Math.log(d + 1),
  },
  cosine: {
    log: (r: number): number => (r < 1 ? Math.log(Math.cos((Math.PI / 2) * r)) : -Infinity),
    logMass: (d: number): number => Math.log(d * cosineMoment(d - 1)),
  },
} as const;
export type DensityKernel = keyof typeof kernels;
export const densityKernels = [
  'gaussian',
  'tophat',
  'epanechnikov',
  'exponential',
  'linear',
  'cosine',
] as const satisfies readonly DensityKernel[];

/** log Γ(m/2) for a whole number m ≥ 1. */
function logGammaHalves(m: number): number {
  let sum = m % 2 ? Math.log(Math.PI) / 2 : 0;
  for (let t = m % 2 ? 1 : 2; t < m; t += 2) sum += Math.log(t / 2);
  return sum;
}

/** ∫₀¹ r^m cos(πr/2) dr, by Simpson's rule. */
function cosineMoment(m: number): number {
  const steps = 4000;
  let sum = m === 0 ? 1 : 0; // r = 0; at r = 1 the cosine is 0
  for (let t = 1; t < steps; t++) {
    const r = t / steps;
    sum += (t % 2 ? 4 : 2) * r ** m * Math.cos((Math.PI / 2) * r);
  }
  return sum / (3 * steps);
}

/** log of the volume of the ball of radius 1, for the metrics where it is known. */
function logUnitBall(p: number | undefined, d: number): number | undefined {
  if (p === 2) return (d / 2) * Math.log(Math.PI) - logGammaHalves(d + 2);
  if (p === 1) return d * Math.LN2 - logGammaHalves(2 * d + 2);
  return p === Infinity ? d * Math.LN2 : undefined;
}

export interface KernelDensityOptions {
  /** Width of the bumps, > 0 (1), or a rule: `'scott'` n^(−1/(d+4)), `'silverman'` (n(d+2)/4)^(−1/(d+4)). */
  bandwidth: number | 'scott' | 'silverman';
  /** Their form (`'gaussian'`). */
  kernel: DensityKernel;
  /** The distance (`'euclidean'`); `'manhattan'` and `'chebyshev'` are normalised too. */
  metric: MetricName;
}

const spec: Spec<KernelDensityOptions> = {
  name: 'KernelDensity',
  kind: 'density',
  params: {
    bandwidth: either(real(1, { min: 0, open: 'min' }), choice('scott', ['scott', 'silverman'])),
    kernel: choice('gaussian', densityKernels),
    metric: choice('euclidean', metricNames),
  },
  learned: ['fitX_', 'weights_', 'bandwidth_'],
  tags: { weights: true },
};

/**
 * Kernel density estimate: p(x) = Σᵢ wᵢ K(‖x − xᵢ‖ / h) / (h^d · ∫K · Σ wᵢ).
 *
 * The bandwidth h decides how smooth it is. Every sample is looked at for every question, O(n·d) each; sums
 * are made with logarithms, so that far points have a finite log-density with the kernels that never vanish.
 */
export class KernelDensity extends Estimator<KernelDensityOptions> {
  declare fitX_: Tensor;
  declare weights_: Tensor;
  /** The width in use. */
  declare bandwidth_: number;

  constructor(options: Partial<KernelDensityOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, { sampleWeight }: FitOptions = {}): this {
    this.checkParams();
    const { bandwidth } = this.params;
    const x = this.fitDense(X);
    const weights = sampleWeights(sampleWeight, x.rows, this.spec.name);
    this.#logScale(1, x.cols); // refuses metrics without a volume now, not when asked
    const power = -1 / (x.cols + 4);
    const width =
      bandwidth === 'scott'
        ? x.rows ** power
        : bandwidth === 'silverman'
          ? ((x.rows * (x.cols + 2)) / 4) ** power
          : bandwidth;
    this.fitX_ = kept(x);
    this.weights_ = tensor(weights);
    this.bandwidth_ = width;
    return this;
  }

  #measure(d: number): Measure {
    return measureOf(this.params.metric, 2, d, this.spec.name);
  }
  /** log of what each bump is divided by: h^d · ∫K. */
  #logScale(width: number, d: number): number {
    const measure = this.#measure(d);
    const ball = logUnitBall(measure.p, d);
    if (ball === undefined)
      raise(ArgumentError, neighborsErrors, 'neighbors.kernelMetric', {
        who: this.spec.name,
        metric: measure.name,
      });
    return d * Math.log(width) + ball + kernels[this.params.kernel].logMass(d);
  }

  /** The logarithm of the density at each row of X, [n]; −∞ where a kernel of finite width does not reach. */
  scoreSamples(X: Features): Tensor {
    const q = this.openDense(X);
    const x = Matrix.fromTensor(this.fitX_);
    const { distance } = this.#measure(q.cols);
    const { log } = kernels[this.params.kernel];
    const weights = this.weights_.dataSync() as ArrayLike<number>;
    let total = 0;
    for (let j = 0; j < x.rows; j++) total += weights[j]!;
    const scale = this.#logScale(this.bandwidth_, q.cols) + Math.log(total);
    const out = new Float64Array(q.rows);
    const logs = new Float64Array(x.rows);
    for (let i = 0; i < q.rows; i++) {
      let most = -Infinity;
      for (let j = 0; j < x.rows; j++) {
        const r = distance(q.data, i * q.cols, x.data, j * x.cols, x.cols) / this.bandwidth_;
        logs[j] = weights[j]! > 0 ? log(r) + Math.log(weights[j]!) : -Infinity;
        if (logs[j]! > most) most = logs[j]!;
      }
      let sum = 0;
      if (most > -Infinity) for (let j = 0; j < x.rows; j++) sum += Math.exp(logs[j]! - most);
      out[i] = most > -Infinity ? most + Math.log(sum) - scale : -Infinity;
    }
    return tensor(out);
  }
  /** The log-likelihood of the rows of X together: the sum of `scoreSamples`. */
  score(X: Features): number {
    let sum = 0;
    for (const value of this.scoreSamples(X).dataSync()) sum += Number(value);
    return sum;
  }
  /**
   * Samples drawn from the estimated density, [n, d]: a sample of `fit` at random, moved by a random step.
   * Kernels `'gaussian'` and `'tophat'` only.
   */
  sample(n = 1, { randomState }: { randomState?: number } = {}): Tensor {
    this.requireFitted();
    const { kernel } = this.params;
    const x = Matrix.fromTensor(this.fitX_);
    const measure = this.#measure(x.cols);
    if ((kernel !== 'gaussian' && kernel !== 'tophat') || measure.p !== 2)
      raise(ArgumentError, neighborsErrors, 'neighbors.kernelSample', {
        who: this.spec.name,
        kernel,
        metric: measure.name,
      });
    if (!(Number.isInteger(n) && n >= 0))
      raise(ArgumentError, neighborsErrors, 'neighbors.sampleCount', {
        who: this.spec.name,
        got: n,
      });
    const stream = new RandomStream(seedOf(randomState));
    const cumulated = Float64Array.from(this.weights_.dataSync() as ArrayLike<number>);
    for (let j = 1; j < cumulated.length; j++) cumulated[j]! += cumulated[j - 1]!;
    const out = new Float64Array(n * x.cols);
    for (let i = 0; i < n; i++) {
      const u = stream.next() * cumulated.at(-1)!;
      const j = cumulated.findIndex((sum) => u < sum);
      let norm = 0;
      for (let c = 0; c < x.cols; c++) {
        out[i * x.cols + c] = stream.normal();
        norm += out[i * x.cols + c]! ** 2;
      }
      // Uniform in the ball: a random direction, and a radius whose d-th power is uniform.
      const length = kernel === 'gaussian' ? 1 : stream.next() ** (1 / x.cols) / Math.sqrt(norm);
      for (let c = 0; c < x.cols; c++)
        out[i * x.cols + c] = x.at(j, c) + this.bandwidth_ * length * out[i * x.cols + c]!;
    }
    return tensor(out, { shape: [n, x.cols] });
  }
}
