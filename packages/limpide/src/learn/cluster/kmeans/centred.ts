/** What clusterers with centres share: predict, transform, score; their initial centres. */
import { clusterErrors } from '../../../errors/catalog/learn-cluster.ts';
import { ArgumentError, raise } from '../../../errors/index.ts';
import type { CSRMatrix, Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  anything,
  Clusterer,
  denseInput,
  type Features,
  type Param,
  type RandomStream,
  rowsOf,
  sampleWeights,
  type Weights,
} from '../../base/index.ts';
import { inertiaOf } from './clusters.ts';
import { type Points, pointsOf } from './points.ts';
import { plusPlus, randomCentres } from './seeding.ts';

/** How centres start: `'k-means++'`, `'random'` samples, or the centres themselves, [clusters, d]. */
export type KMeansInit = 'k-means++' | 'random' | Features;

export const initParam = (): Param<KMeansInit> => ({
  ...anything<KMeansInit>(
    'k-means++',
    "'k-means++' | 'random' | centres [clusters, features]",
    (value) =>
      value === 'k-means++' || value === 'random' || (typeof value === 'object' && value !== null),
  ),
  parse: (text) => (text === 'k-means++' || text === 'random' ? text : undefined),
});

/** Centres to start from, k × cols. @throws ArgumentError for given centres of another shape */
export function startingCentres(
  init: KMeansInit,
  points: Points,
  weights: Float64Array,
  k: number,
  stream: RandomStream,
  who: string,
): Float64Array<ArrayBuffer> {
  if (init === 'k-means++') return plusPlus(points, weights, k, stream);
  if (init === 'random') return randomCentres(points, weights, k, stream);
  const given = denseInput(init, { who: `${who} (init)` });
  if (given.rows !== k || given.cols !== points.cols)
    raise(ArgumentError, clusterErrors, 'cluster.init', {
      who,
      clusters: k,
      features: points.cols,
      got: [given.rows, given.cols],
    });
  return Float64Array.from(given.data);
}

/** @throws ArgumentError when there are fewer samples than clusters */
export function checkClusters(k: number, rows: number, who: string, name = 'nClusters'): void {
  if (k > rows) raise(ArgumentError, clusterErrors, 'cluster.count', { who, got: k, rows, name });
}

/** A clusterer whose clusters are their centres. */
export abstract class CentredClusterer<P extends object> extends Clusterer<P> {
  /** [clusters, d], float64. */
  declare clusterCenters_: Tensor;
  /** Σ w·‖x − centre‖² over the samples of fit. */
  declare inertia_: number;
  declare nIter_: number;

  protected get centres(): Float64Array<ArrayBuffer> {
    return Float64Array.from(this.clusterCenters_.dataSync() as ArrayLike<number>);
  }
  #open<T>(X: Features, use: (points: Points, x: Matrix | CSRMatrix) => T): T {
    const x = this.openAny(X);
    const points = pointsOf(x);
    try {
      return use(points, x);
    } finally {
      points.dispose();
    }
  }

  /** The nearest centre of each row of X, int32 [n]. */
  predict(X: Features): Tensor {
    return this.#open(X, (points) => {
      const labels = new Int32Array(points.rows);
      points.assign(this.centres, labels, new Float64Array(points.rows));
      return tensor(labels);
    });
  }
  /** Distances to all centres, [n, clusters]. */
  transform(X: Features): Tensor {
    return this.#open(X, (points) => {
      const { centres } = this;
      const k = centres.length / points.cols;
      const out = new Float64Array(points.rows * k);
      for (let i = 0; i < points.rows; i++)
        for (let c = 0; c < k; c++)
          out[i * k + c] = Math.sqrt(points.squaredDistance(i, centres, c * points.cols));
      return tensor(out, { shape: [points.rows, k] });
    });
  }
  getFeatureNamesOut(): string[] {
    this.requireFitted();
    const name = this.spec.name.toLowerCase();
    return Array.from({ length: this.clusterCenters_.shape[0]! }, (_, c) => `${name}${c}`);
  }
  /** −Σ w·‖x − nearest centre‖²: the larger, the better. */
  score(X: Features, _y?: unknown, { sampleWeight }: { sampleWeight?: Weights } = {}): number {
    const weights = sampleWeights(sampleWeight, rowsOf(X), this.spec.name);
    return this.#open(X, (points) => {
      const labels = new Int32Array(points.rows);
      points.assign(this.centres, labels, new Float64Array(points.rows));
      return -inertiaOf(points, weights, this.centres, labels);
    });
  }
}
