/** Multidimensional scaling: a map whose distances are those given, as well as can be. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  choice,
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
import { warnNotConverged } from '../base/warnings.ts';
import { asTensor, toFloat64 } from '../decomposition/arrays.ts';
import { centreKernel, kernelMeans } from '../decomposition/kernels.ts';
import { topEigen } from '../decomposition/lanczos.ts';
import { fixSigns } from '../decomposition/signs.ts';
import {
  checkDistances,
  type DistanceMetric,
  distanceMetrics,
  pairwiseDistances,
} from './distances.ts';
import { Embedder } from './embedder.ts';

export interface MDSOptions {
  /** Dimensions of the map, ≥ 1. Default 2. */
  nComponents: number;
  /** `'smacof'` (default): least stress from several random starts; `'classical'`: by eigenvectors, exact and at once. */
  method: 'smacof' | 'classical';
  /** Random starts, ≥ 1; the best is kept. Default 4. */
  nInit: number;
  maxIter: number;
  /** Stops when the stress, relative to the size of the map, decreases by less. Default 1e-3. */
  eps: number;
  metric: DistanceMetric;
  randomState: number | undefined;
}

const mdsSpec: Spec<MDSOptions> = {
  name: 'MDS',
  kind: 'transformer',
  params: {
    nComponents: integer(2, { min: 1 }),
    method: choice('smacof', ['smacof', 'classical']),
    nInit: integer(4, { min: 1 }),
    maxIter: integer(300, { min: 1 }),
    eps: real(1e-3, { min: 0 }),
    metric: choice('euclidean', distanceMetrics),
    randomState: seed(),
  },
  learned: ['embedding_', 'stress_', 'dissimilarityMatrix_', 'nIter_'],
  tags: { random: true },
};

/**
 * Multidimensional scaling: positions y that minimise the stress Σ_{i<j} (dᵢⱼ − ‖yᵢ − yⱼ‖)², by majorisation
 * (SMACOF: each step solves a simpler problem that lies above, so the stress never rises); or classical scaling,
 * the leading eigenvectors of the centred −½D².
 *
 * Cost: O(n²) per iteration.
 *
 * Sources: Torgerson (1952) for classical scaling; de Leeuw (1977); Borg & Groenen, "Modern multidimensional
 * scaling" (2005).
 */
export class MDS extends Embedder<MDSOptions> {
  /** The stress at the end. */
  declare stress_: number;
  /** The distances that the map follows: [samples, samples]. */
  declare dissimilarityMatrix_: Tensor;
  /** Iterations of the best start; 0 for classical scaling. */
  declare nIter_: number;

  constructor(options: Partial<MDSOptions> = {}) {
    super(mdsSpec, options);
  }

  override fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { metric, method, nComponents: dim, nInit, maxIter, eps, randomState } = this.params;
    const who = this.spec.name;
    const x = toFloat64(this.fitDense(X, { minRows: 2 }));
    const n = x.rows;
    if (metric === 'precomputed') checkDistances(x, who);
    if (method === 'classical' && dim > n) {
      const sizes = { rows: n, cols: x.cols, most: n };
      raise(ArgumentError, manifoldErrors, 'manifold.components', { who, got: dim, ...sizes });
    }
    const d = pairwiseDistances(x, x, metric);
    let best: Outcome | undefined;
    if (method === 'classical') best = classical(d, n, dim);
    else {
      const start = seedOf(randomState);
      const report = reporter(who, 'iterations', nInit * maxIter, options);
      for (let i = 0; i < nInit; i++) {
        const random = new RandomStream(start, 0x3d5, i);
        const points = Float64Array.from({ length: n * dim }, () => random.next());
        const found = smacof(d, n, dim, points, maxIter, eps, (done, stress) =>
          report(i * maxIter + done, stress),
        );
        if (!best || found.stress < best.stress) best = found;
      }
    }
    if (!best) return this;
    if (best.change > eps) warnNotConverged(who, best.iterations, best.change, eps);
    this.embedding_ = asTensor(best.points, n, dim);
    this.stress_ = best.stress;
    this.dissimilarityMatrix_ = asTensor(d, n, n);
    this.nIter_ = best.iterations;
    return this;
  }
}

interface Outcome {
  readonly points: Float64Array<ArrayBuffer>;
  readonly stress: number;
  readonly iterations: number;
  /** Last relative decrease. */
  readonly change: number;
}

function smacof(
  d: Float64Array,
  n: number,
  dim: number,
  start: Float64Array<ArrayBuffer>,
  maxIter: number,
  eps: number,
  report: (done: number, stress: number) => void,
): Outcome {
  let points = start;
  let before = Infinity;
  let change = Infinity;
  for (let it = 1; it <= maxIter; it++) {
    // Guttman's transform: yᵢ ← (1/n)·Σⱼ dᵢⱼ/‖yᵢ − yⱼ‖·(yᵢ − yⱼ)
    const next = new Float64Array(n * dim);
    let stress = 0;
    let size = 0;
    for (let i = 0; i < n; i++) {
      let length = 0;
      for (let c = 0; c < dim; c++) length += points[i * dim + c]! ** 2;
      size += Math.sqrt(length);
      for (let j = 0; j < i; j++) {
        let square = 0;
        for (let c = 0; c < dim; c++) square += (points[i * dim + c]! - points[j * dim + c]!) ** 2;
        const distance = Math.sqrt(square);
        stress += (d[i * n + j]! - distance) ** 2;
        const ratio = distance > 0 ? d[i * n + j]! / distance / n : 0;
        for (let c = 0; c < dim; c++) {
          const step = ratio * (points[i * dim + c]! - points[j * dim + c]!);
          next[i * dim + c]! += step;
          next[j * dim + c]! -= step;
        }
      }
    }
    const relative = stress / (size || 1);
    change = before - relative;
    report(it, stress);
    if (change <= eps && it > 1) return { points, stress, iterations: it, change };
    before = relative;
    points = next;
  }
  return { points, stress: stressOf(d, points, n, dim), iterations: maxIter, change };
}

function classical(d: Float64Array, n: number, dim: number): Outcome {
  const kernel = new Matrix(
    d.map((v) => -0.5 * v * v),
    n,
    n,
  );
  centreKernel(kernel, kernelMeans(kernel));
  const { values, vectors } = topEigen(kernel, dim);
  fixSigns(vectors);
  const points = new Float64Array(n * dim);
  for (let c = 0; c < dim; c++)
    for (let i = 0; i < n; i++)
      points[i * dim + c] = vectors.data[c * n + i]! * Math.sqrt(Math.max(values[c]!, 0));
  return { points, stress: stressOf(d, points, n, dim), iterations: 0, change: 0 };
}

function stressOf(d: Float64Array, points: Float64Array, n: number, dim: number): number {
  let stress = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let c = 0; c < dim; c++) square += (points[i * dim + c]! - points[j * dim + c]!) ** 2;
      stress += (d[i * n + j]! - Math.sqrt(square)) ** 2;
    }
  }
  return stress;
}
