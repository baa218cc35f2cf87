/** t-SNE: maps for the eye. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, DataError, NumericError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  denseInput,
  either,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  RandomStream,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
} from '../base/index.ts';
import { asTensor, toFloat64, valuesOf } from '../decomposition/arrays.ts';
import { PCA } from '../decomposition/pca.ts';
import { conditionalProbabilities, jointAffinities } from './affinities.ts';
import { descend } from './descent.ts';
import {
  checkDistances,
  type DistanceMetric,
  distanceMetrics,
  nearestRows,
  pairwiseDistances,
} from './distances.ts';
import { Embedder } from './embedder.ts';
import { positions } from './positions.ts';
import { exactObjective, type Objective, treeObjective } from './tsne-gradient.ts';

export interface TSNEOptions {
  /** Dimensions of the map, ≥ 1; up to 3 with the method barnes_hut. Default 2. */
  nComponents: number;
  /** Effective number of neighbours that each sample keeps near, > 0, less than the number of samples. Default 30. */
  perplexity: number;
  /** Factor of the attractions in the first 250 iterations, ≥ 1: groups form. Default 12. */
  earlyExaggeration: number;
  /** Length of the steps, > 0; `'auto'` (default): max(n / earlyExaggeration / 4, 50). */
  learningRate: number | 'auto';
  /** Iterations at most, ≥ 250. Default 1000. */
  maxIter: number;
  /** Stops after that many iterations without progress, after the first 250. Default 300. */
  nIterWithoutProgress: number;
  /** Stops when the gradient's norm is below. Default 1e-7. */
  minGradNorm: number;
  /** Distance between samples. Default `'euclidean'`. */
  metric: DistanceMetric;
  /** First positions: principal components scaled to 10⁻⁴ (default), Gaussian noise of that size, or given. */
  init: 'pca' | 'random' | Tensor | readonly ArrayLike<number>[];
  /** `'barnes_hut'` (default): O(n log n) per iteration; `'exact'`: O(n²). */
  method: 'barnes_hut' | 'exact';
  /** For barnes_hut, 0 … 1: how wide a group may look and still count as one point; 0 is exact. Default 0.5. */
  angle: number;
  randomState: number | undefined;
}

/** Iterations with exaggeration. */
const exploration = 250;

const tsneSpec: Spec<TSNEOptions> = {
  name: 'TSNE',
  kind: 'transformer',
  params: {
    nComponents: integer(2, { min: 1 }),
    perplexity: real(30, { min: 0, open: 'min' }),
    earlyExaggeration: real(12, { min: 1 }),
    learningRate: either(
      anything<number | 'auto'>('auto', "'auto'", (value) => value === 'auto'),
      real(200, { min: 0, open: 'min' }),
    ),
    maxIter: integer(1000, { min: exploration }),
    nIterWithoutProgress: integer(300, { min: 0 }),
    minGradNorm: real(1e-7, { min: 0 }),
    metric: choice('euclidean', distanceMetrics),
    init: positions('pca', ['pca', 'random']),
    method: choice('barnes_hut', ['barnes_hut', 'exact']),
    angle: real(0.5, { min: 0, max: 1 }),
    randomState: seed(),
  },
  learned: ['embedding_', 'klDivergence_', 'learningRate_', 'nIter_'],
  tags: { random: true },
};

/**
 * t-distributed stochastic neighbour embedding: a map in which samples that were near stay near.
 *
 * Each sample has a Gaussian over the others, as wide as `perplexity` says; the map has a heavy-tailed Student
 * kernel in its place, and points move so that both agree: min KL(P‖Q) = Σ pᵢⱼ·log(pᵢⱼ/qᵢⱼ). Distances between
 * far groups, and their sizes, mean little.
 *
 * Cost per iteration: O(n log n) by trees (barnes_hut, up to three dimensions), O(n²) exactly. There is no
 * `transform`: new samples need a new map.
 *
 * Sources: van der Maaten & Hinton, "Visualizing data using t-SNE" (2008); van der Maaten, "Accelerating t-SNE
 * using tree-based algorithms" (2014); Belkina et al. (2019) for the learning rate; Kobak & Berens (2019) for
 * the first positions.
 *
 * @example
 * const map = new TSNE({ perplexity: 30, randomState: 1 }).fitTransform(X); // [samples, 2]
 */
export class TSNE extends Embedder<TSNEOptions> {
  /** KL(P‖Q) at the end. */
  declare klDivergence_: number;
  /** The learning rate that was used. */
  declare learningRate_: number;
  /** Iterations done. */
  declare nIter_: number;

  constructor(options: Partial<TSNEOptions> = {}) {
    super(tsneSpec, options);
  }

  override fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const x = toFloat64(this.fitDense(X, { minRows: 2 }));
    const { nComponents, perplexity, earlyExaggeration, maxIter, minGradNorm } = this.params;
    const who = this.spec.name;
    const n = x.rows;
    if (perplexity >= n)
      raise(ArgumentError, manifoldErrors, 'manifold.perplexity', { who, perplexity, rows: n });
    if (this.params.metric === 'precomputed') checkDistances(x, who);

    const objective = this.#objective(x);
    const points = this.#start(x);
    const { learningRate } = this.params;
    const rate = learningRate === 'auto' ? Math.max(n / earlyExaggeration / 4, 50) : learningRate;
    const report = reporter(who, 'iterations', Math.max(maxIter, exploration + 1), options);
    const common = { learningRate: rate, minGradNorm, report };
    const first = descend(objective, points, {
      ...common,
      from: 0,
      to: exploration,
      momentum: 0.5,
      scale: earlyExaggeration,
      patience: exploration,
    });
    const second = descend(objective, points, {
      ...common,
      from: first.iterations,
      to: Math.max(maxIter, first.iterations + 1),
      momentum: 0.8,
      scale: 1,
      patience: this.params.nIterWithoutProgress,
    });
    if (!Number.isFinite(second.loss) || !points.every(Number.isFinite))
      raise(NumericError, manifoldErrors, 'manifold.diverged', { who, done: second.iterations });

    this.embedding_ = asTensor(points, n, nComponents);
    this.klDivergence_ = second.loss;
    this.learningRate_ = rate;
    this.nIter_ = second.iterations;
    return this;
  }

  #objective(x: Matrix): Objective {
    const { method, metric, nComponents, perplexity, angle } = this.params;
    const n = x.rows;
    if (method === 'exact') {
      const squared = pairwiseDistances(x, x, metric).map((d) => d * d);
      for (let i = 0; i < n; i++) squared[i * (n + 1)] = Infinity;
      conditionalProbabilities(squared, n, n, perplexity);
      const p = new Float64Array(n * n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          p[i * n + j] = (squared[i * n + j]! + squared[j * n + i]!) / (2 * n);
      return exactObjective(p, n, nComponents);
    }
    if (nComponents > 3) {
      raise(ArgumentError, manifoldErrors, 'manifold.treeDimensions', {
        who: this.spec.name,
        got: nComponents,
      });
    }
    const k = Math.min(n - 1, Math.floor(3 * perplexity + 1));
    const { indices, distances } = nearestRows(x, x, k, metric, true);
    const squared = distances.map((d) => d * d);
    conditionalProbabilities(squared, n, k, perplexity);
    return treeObjective(jointAffinities(indices, squared, n, k), nComponents, angle);
  }

  #start(x: Matrix): Float64Array<ArrayBuffer> {
    const { init, nComponents, metric, randomState } = this.params;
    const who = this.spec.name;
    const random = new RandomStream(seedOf(randomState), 0x75e);
    const points = new Float64Array(x.rows * nComponents);
    if (init === 'random') {
      for (let i = 0; i < points.length; i++) points[i] = 1e-4 * random.normal();
    } else if (init === 'pca') {
      if (metric === 'precomputed')
        raise(ArgumentError, manifoldErrors, 'manifold.initPca', { who });
      if (nComponents > Math.min(x.rows, x.cols)) {
        raise(ArgumentError, manifoldErrors, 'manifold.components', {
          who,
          got: nComponents,
          rows: x.rows,
          cols: x.cols,
          most: Math.min(x.rows, x.cols),
        });
      }
      const pca = new PCA({ nComponents, svdSolver: 'randomized', randomState: random.bits() });
      points.set(valuesOf(pca.fitTransform(x)));
      const deviation = Math.sqrt(secondMoment(points, x.rows, nComponents));
      // samples that are all the same have no first component: noise parts them
      if (deviation > 0) for (let i = 0; i < points.length; i++) points[i]! *= 1e-4 / deviation;
      else for (let i = 0; i < points.length; i++) points[i] = 1e-4 * random.normal();
    } else {
      const given = denseInput(init, { who: `${who} (init)` });
      if (given.rows !== x.rows || given.cols !== nComponents) {
        raise(DataError, manifoldErrors, 'manifold.initShape', {
          who,
          rows: x.rows,
          cols: nComponents,
          got: [given.rows, given.cols].join(', '),
        });
      }
      points.set(given.data);
    }
    return points;
  }
}

/** The variance of the first column, whose mean is 0. */
function secondMoment(points: Float64Array, rows: number, cols: number): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += points[i * cols]! ** 2;
  return sum / rows;
}
