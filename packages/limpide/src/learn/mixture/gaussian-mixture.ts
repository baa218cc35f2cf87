/** Mixtures of Gaussians: soft clusters with a form, and a density one can evaluate and draw from. */
import { mixtureErrors } from '../../errors/catalog/learn-mixture.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { Matrix, multiply } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  denseInput,
  Estimator,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  type Param,
  RandomStream,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
  warnNotConverged,
} from '../base/index.ts';
import { KMeans } from '../cluster/kmeans/kmeans.ts';
import { pointsOf } from '../cluster/kmeans/points.ts';
import { plusPlus, randomCentres } from '../cluster/kmeans/seeding.ts';
import { type CovarianceType, covarianceForms, covarianceTypes } from './covariance.ts';

type Doubles = Float64Array<ArrayBuffer>;
export const mixtureInits = ['kmeans', 'k-means++', 'random', 'randomFromData'] as const;

export interface GaussianMixtureOptions {
  /** Number of Gaussians, ≥ 1 (1). */
  nComponents: number;
  /** `'full'` (default): any ellipsoid; `'tied'`: the same one for all; `'diag'`: along the axes; `'spherical'`. */
  covarianceType: CovarianceType;
  /** Gain in mean log-likelihood that counts as none, ≥ 0 (1e-3). */
  tol: number;
  /** Added to variances, so that none vanishes, ≥ 0 (1e-6). */
  regCovar: number;
  /** Iterations at most, ≥ 1 (100). */
  maxIter: number;
  /** Starts, of which the best is kept, ≥ 1 (1). */
  nInit: number;
  /** First responsibilities: clusters of k-means (default), its first centres, at random, samples at random. */
  initParams: (typeof mixtureInits)[number];
  /** Weights to start from, [nComponents]. */
  weightsInit: readonly number[] | undefined;
  /** Means to start from, [nComponents, d]. */
  meansInit: Features | undefined;
  randomState: number | undefined;
}

const given = <T>(expected: string): Param<T | undefined> =>
  anything<T | undefined>(
    undefined,
    `${expected} | undefined`,
    (value) => value === undefined || (typeof value === 'object' && value !== null),
  );

const spec: Spec<GaussianMixtureOptions> = {
  name: 'GaussianMixture',
  kind: 'density',
  params: {
    nComponents: integer(1, { min: 1 }),
    covarianceType: choice('full', covarianceTypes),
    tol: real(1e-3, { min: 0 }),
    regCovar: real(1e-6, { min: 0 }),
    maxIter: integer(100, { min: 1 }),
    nInit: integer(1, { min: 1 }),
    initParams: choice('kmeans', mixtureInits),
    weightsInit: given<readonly number[]>('numbers [nComponents]'),
    meansInit: given<Features>('means [nComponents, features]'),
    randomState: seed(),
  },
  learned: [
    'weights_',
    'means_',
    'covariances_',
    'precisions_',
    'precisionsCholesky_',
    'converged_',
    'nIter_',
    'lowerBound_',
  ],
  tags: { random: true },
};

/** A mixture while it is being fitted. */
interface State {
  readonly weights: Doubles;
  readonly means: Matrix;
  readonly covariances: Doubles;
  readonly factors: Doubles;
}
interface Fitted {
  readonly state: State;
  readonly bound: number;
  readonly iterations: number;
  readonly gain: number;
}

/**
 * A mixture of Gaussians: p(x) = Σₖ πₖ N(x; μₖ, Σₖ), fitted by expectation–maximisation.
 *
 * Each iteration gives every sample a share in every component (its probability to come from it), then
 * weights, means and covariances are those of the shares; the likelihood never falls (but for regCovar).
 * O(n·k·d²) an iteration for `'full'`, O(n·k·d) for `'diag'`. Compare numbers of components by `bic`.
 *
 * Source: Dempster, Laird & Rubin (1977); Bishop, Pattern Recognition and Machine Learning, §9.2.
 */
export class GaussianMixture extends Estimator<GaussianMixtureOptions> {
  /** [k], sum 1. */
  declare weights_: Tensor;
  /** [k, d] */
  declare means_: Tensor;
  /** full [k, d, d], tied [d, d], diag [k, d], spherical [k] */
  declare covariances_: Tensor;
  /** The inverses of the covariances, in the same shape. */
  declare precisions_: Tensor;
  /** P with P·Pᵀ = the inverse, in the same shape. */
  declare precisionsCholesky_: Tensor;
  declare converged_: boolean;
  declare nIter_: number;
  /** Mean log-likelihood of the samples at the last iteration. */
  declare lowerBound_: number;

  constructor(options: Partial<GaussianMixtureOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nComponents: k, nInit, maxIter, tol, randomState } = this.params;
    const who = this.spec.name;
    const x = this.fitDense(X, { minRows: 2 }).clone('float64');
    if (k > x.rows)
      raise(ArgumentError, mixtureErrors, 'mixture.components', { who, got: k, rows: x.rows });
    const key = seedOf(randomState);
    const progress = reporter(who, 'iterations', nInit * maxIter, options);
    let best: Fitted | undefined;
    for (let run = 0; run < nInit; run++) {
      const found = this.#climb(x, this.#start(x, key, run), (done, value) =>
        progress(run * maxIter + done, value),
      );
      if (!best || found.bound > best.bound) best = found;
    }
    if (best) this.#keep(best, x.cols, tol);
    return this;
  }

  #keep({ state, bound, iterations, gain }: Fitted, d: number, tol: number): void {
    const { nComponents: k, covarianceType } = this.params;
    const form = covarianceForms[covarianceType];
    const shape = form.shape(k, d);
    const converged = gain < tol;
    if (!converged) warnNotConverged(this.spec.name, iterations, gain, tol);
    this.weights_ = tensor(state.weights);
    this.means_ = state.means.toTensor();
    this.covariances_ = tensor(state.covariances, { shape });
    this.precisions_ = tensor(form.precisions(state.factors, k, d), { shape });
    this.precisionsCholesky_ = tensor(state.factors, { shape });
    this.converged_ = converged;
    this.nIter_ = iterations;
    this.lowerBound_ = bound;
  }

  /** Weights, means and covariances of the first responsibilities. */
  #start(x: Matrix, key: number, run: number): State {
    const { nComponents: k, initParams, weightsInit, meansInit } = this.params;
    const who = this.spec.name;
    const stream = new RandomStream(key, run);
    const n = x.rows;
    const shares = new Float64Array(k * n);
    if (initParams === 'random') {
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let c = 0; c < k; c++) sum += shares[c * n + i] = stream.next();
        for (let c = 0; c < k; c++) shares[c * n + i]! /= sum;
      }
    } else if (initParams === 'kmeans') {
      const start = new KMeans({ nClusters: k, nInit: 1, randomState: stream.bits() }).fit(x);
      const labels = start.labels_.dataSync();
      for (let i = 0; i < n; i++) shares[Number(labels[i]) * n + i] = 1;
    } else {
      // one sample per component is sure of itself, all others belong to none
      const points = pointsOf(x);
      const ones = new Float64Array(n).fill(1);
      const seeds = (initParams === 'randomFromData' ? randomCentres : plusPlus)(
        points,
        ones,
        k,
        stream,
      );
      const gaps = points.squaredTo(seeds);
      points.dispose();
      for (let c = 0; c < k; c++) {
        let nearest = 0;
        for (let i = 1; i < n; i++) if (gaps[c * n + i]! < gaps[c * n + nearest]!) nearest = i;
        shares[c * n + nearest] = 1;
      }
    }
    const state = this.#maximise(x, shares);
    const weights = weightsInit ? checkedWeights(weightsInit, k, who) : state.weights;
    if (meansInit === undefined) return { ...state, weights };
    const means = denseInput(meansInit, { who: `${who} (meansInit)` });
    if (means.rows !== k || means.cols !== x.cols)
      raise(ArgumentError, mixtureErrors, 'mixture.means', {
        who,
        components: k,
        features: x.cols,
        got: [means.rows, means.cols],
      });
    return { ...state, weights, means: means.clone('float64') };
  }

  /** Expectation and maximisation until the bound no longer grows. */
  #climb(x: Matrix, start: State, report: (done: number, bound: number) => void): Fitted {
    const { maxIter, tol } = this.params;
    let state = start;
    let bound = -Infinity;
    let gain = Infinity;
    let iterations = 0;
    while (iterations < maxIter && gain >= tol) {
      const { logs, evidence } = this.#expect(x, state);
      toShares(logs, x.rows);
      state = this.#maximise(x, logs);
      let sum = 0;
      for (const value of evidence) sum += value;
      const next = sum / x.rows;
      gain = Math.abs(next - bound);
      bound = next;
      report(++iterations, bound);
    }
    return { state, bound, iterations, gain };
  }

  /** log πₖ N(x; μₖ, Σₖ), k × n, and the logarithm of their sum for each sample. */
  #expect(x: Matrix, { weights, means, factors }: State): { logs: Doubles; evidence: Doubles } {
    const { rows: n, cols: d } = x;
    const k = weights.length;
    const logs = new Float64Array(k * n);
    for (let c = 0; c < k; c++)
      logs.fill(Math.log(weights[c]!) - (d / 2) * Math.log(2 * Math.PI), c * n, (c + 1) * n);
    covarianceForms[this.params.covarianceType].logDensity(x, means, factors, logs);
    const evidence = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let most = -Infinity;
      for (let c = 0; c < k; c++) if (logs[c * n + i]! > most) most = logs[c * n + i]!;
      let sum = 0;
      for (let c = 0; c < k; c++) sum += Math.exp(logs[c * n + i]! - most);
      evidence[i] = most + Math.log(sum);
    }
    return { logs, evidence };
  }

  #maximise(x: Matrix, shares: Doubles): State {
    const { nComponents: k, covarianceType, regCovar } = this.params;
    const { rows: n, cols: d } = x;
    const counts = new Float64Array(k);
    for (let c = 0; c < k; c++) {
      for (let i = c * n; i < (c + 1) * n; i++) counts[c]! += shares[i]!;
      counts[c]! += 10 * Number.EPSILON; // a component without samples has a mean all the same
    }
    const means = multiply(new Matrix(shares, k, n), x);
    for (let t = 0; t < means.data.length; t++) means.data[t]! /= counts[Math.floor(t / d)]!;
    const form = covarianceForms[covarianceType];
    const covariances = form.estimate({ x, shares, counts, means, regCovar });
    const factors = form.factor(covariances, k, d, this.spec.name, regCovar);
    let total = 0;
    for (const count of counts) total += count;
    return { weights: counts.map((count) => count / total), means, covariances, factors };
  }

  #state(): State {
    const numbers = (t: Tensor): Doubles => Float64Array.from(t.dataSync() as ArrayLike<number>);
    return {
      weights: numbers(this.weights_),
      means: Matrix.fromTensor(this.means_),
      covariances: numbers(this.covariances_),
      factors: numbers(this.precisionsCholesky_),
    };
  }
  #ask(X: Features): { n: number; logs: Doubles; evidence: Doubles } {
    const x = this.openDense(X).clone('float64');
    return { n: x.rows, ...this.#expect(x, this.#state()) };
  }

  /** The component that each row of X most likely comes from, int32 [n]. */
  predict(X: Features): Tensor {
    const { n, logs } = this.#ask(X);
    const labels = new Int32Array(n);
    for (let i = 0; i < n; i++)
      for (let c = 1; c < logs.length / n; c++)
        if (logs[c * n + i]! > logs[labels[i]! * n + i]!) labels[i] = c;
    return tensor(labels);
  }
  fitPredict(X: Features, y?: Outputs, options?: FitOptions): Tensor {
    return this.fit(X, y, options).predict(X);
  }
  /** The probability of each component for each row of X, [n, k]. */
  predictProba(X: Features): Tensor {
    const { n, logs } = this.#ask(X);
    const k = logs.length / n;
    toShares(logs, n);
    const out = new Float64Array(n * k);
    for (let i = 0; i < n; i++) for (let c = 0; c < k; c++) out[i * k + c] = logs[c * n + i]!;
    return tensor(out, { shape: [n, k] });
  }
  /** log p(x) of each row of X, [n]. */
  scoreSamples(X: Features): Tensor {
    return tensor(this.#ask(X).evidence);
  }
  /** The mean of `scoreSamples`. */
  score(X: Features): number {
    const { evidence } = this.#ask(X);
    return evidence.reduce((sum, value) => sum + value, 0) / evidence.length;
  }
  /** Numbers that were free to choose. */
  #freedom(): number {
    const [k, d] = [this.params.nComponents, this.nFeaturesIn_];
    return covarianceForms[this.params.covarianceType].freedom(k, d) + k * d + k - 1;
  }
  /** Bayes's information criterion, −2 log p(X) + freedom·log n: the smaller, the better. */
  bic(X: Features): number {
    const { evidence, n } = this.#ask(X);
    return -2 * evidence.reduce((sum, value) => sum + value, 0) + this.#freedom() * Math.log(n);
  }
  /** Akaike's information criterion, −2 log p(X) + 2·freedom: the smaller, the better. */
  aic(X: Features): number {
    const { evidence } = this.#ask(X);
    return -2 * evidence.reduce((sum, value) => sum + value, 0) + 2 * this.#freedom();
  }

  /** n samples of the mixture, component by component: X [n, d] and the components y [n]. */
  sample(n = 1, { randomState }: { randomState?: number } = {}): { X: Tensor; y: Tensor } {
    this.requireFitted();
    if (!(Number.isInteger(n) && n >= 1))
      raise(ArgumentError, mixtureErrors, 'mixture.sampleCount', { who: this.spec.name, got: n });
    const { weights, means, covariances } = this.#state();
    const d = means.cols;
    const form = covarianceForms[this.params.covarianceType];
    const stream = new RandomStream(seedOf(randomState));
    const labels = Int32Array.from({ length: n }, () => {
      let left = stream.next();
      let c = 0;
      while (c < weights.length - 1 && left >= weights[c]!) left -= weights[c++]!;
      return c;
    }).sort();
    const roots = Array.from(weights, (_, c) => form.root(covariances, c, d));
    const out = new Float64Array(n * d);
    const z = new Float64Array(d);
    for (let i = 0; i < n; i++) {
      const root = roots[labels[i]!]!.data;
      for (let c = 0; c < d; c++) z[c] = stream.normal();
      for (let c = 0; c < d; c++) {
        let value = means.data[labels[i]! * d + c]!;
        for (let b = 0; b <= c; b++) value += root[c * d + b]! * z[b]!;
        out[i * d + c] = value;
      }
    }
    return { X: tensor(out, { shape: [n, d] }), y: tensor(labels) };
  }
}

function checkedWeights(weights: readonly number[], k: number, who: string): Doubles {
  const out = Float64Array.from(weights);
  const sum = out.reduce((a, b) => a + b, 0);
  if (out.length !== k || !(Math.abs(sum - 1) < 1e-6) || out.some((w) => !(w >= 0)))
    raise(ArgumentError, mixtureErrors, 'mixture.weights', { who, expected: k, got: [...out] });
  return out;
}

/**
 * From logarithms (k × n) to shares that sum to 1 for each sample, in place. The largest is taken away before the
 * exponential and the sum divided by after it: beside a logarithm of −1e60, that of the sum would be lost.
 */
function toShares(logs: Doubles, n: number): void {
  for (let i = 0; i < n; i++) {
    let most = -Infinity;
    for (let t = i; t < logs.length; t += n) if (logs[t]! > most) most = logs[t]!;
    let sum = 0;
    for (let t = i; t < logs.length; t += n) {
      logs[t] = Math.exp(logs[t]! - most);
      sum += logs[t]!;
    }
    for (let t = i; t < logs.length; t += n) logs[t]! /= sum;
  }
}
