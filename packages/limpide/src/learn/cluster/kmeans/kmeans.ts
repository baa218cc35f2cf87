/** k-means: k centres that are as near as possible to the samples. */
import { tensor } from '../../../tensor/index.ts';
import {
  choice,
  either,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  RandomStream,
  real,
  reporter,
  type Spec,
  sampleWeights,
  seed,
  seedOf,
  warn,
  warnNotConverged,
} from '../../base/index.ts';
import {
  CentredClusterer,
  checkClusters,
  initParam,
  type KMeansInit,
  startingCentres,
} from './centred.ts';
import type { Found } from './clusters.ts';
import { elkan } from './elkan.ts';
import { lloyd } from './lloyd.ts';
import { pointsOf } from './points.ts';

export interface KMeansOptions {
  /** Number of clusters, ≥ 1 (8). */
  nClusters: number;
  /** How centres start (`'k-means++'`). */
  init: KMeansInit;
  /** Starts, of which the best is kept: a number ≥ 1, or `'auto'` (default): 10 for `'random'`, else 1. */
  nInit: number | 'auto';
  /** Iterations of one start at most, ≥ 1 (300). */
  maxIter: number;
  /** Movement of the centres, relative to the variance of the data, that counts as none, ≥ 0 (1e-4). */
  tol: number;
  /** `'lloyd'` (default) or `'elkan'`: the same result, other ways there. */
  algorithm: 'lloyd' | 'elkan';
  randomState: number | undefined;
}

export const kmeansParams = {
  nClusters: integer(8, { min: 1 }),
  init: initParam(),
  nInit: either(choice('auto', ['auto']), integer(1, { min: 1 })),
  maxIter: integer(300, { min: 1 }),
  tol: real(1e-4, { min: 0 }),
  algorithm: choice('lloyd', ['lloyd', 'elkan']),
  randomState: seed(),
};

const spec: Spec<KMeansOptions> = {
  name: 'KMeans',
  kind: 'clusterer',
  params: kmeansParams,
  learned: ['clusterCenters_', 'labels_', 'inertia_', 'nIter_'],
  tags: { sparse: true, random: true, weights: true },
};

/**
 * k-means: centres c and labels that make Σ w·‖x − c(x)‖² (the inertia) small. Finding the least one is hard;
 * from each start the nearest valley is found, by Lloyd's algorithm, in O(n·k·d) an iteration.
 *
 * Clusters come out round and of like width: put features on one scale first. Empty clusters move to the
 * samples that are farthest from their centres. Distances are compared in float32 first, which is twice as quick;
 * where that leaves a doubt, in float64. Centres and inertia are float64.
 *
 * Sources: Lloyd (1982); Arthur & Vassilvitskii, k-means++ (2007); Elkan (2003).
 */
export class KMeans extends CentredClusterer<KMeansOptions> {
  constructor(options: Partial<KMeansOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nClusters, init, nInit, maxIter, tol, algorithm, randomState } = this.params;
    const who = this.spec.name;
    const x = this.fitAny(X);
    checkClusters(nClusters, x.rows, who);
    const weights = sampleWeights(options.sampleWeight, x.rows, who);
    const given = init !== 'k-means++' && init !== 'random';
    const starts = given ? 1 : nInit === 'auto' ? (init === 'random' ? 10 : 1) : nInit;
    const key = seedOf(randomState);
    const progress = reporter(who, 'iterations', starts * maxIter, options);
    const points = pointsOf(x, algorithm === 'lloyd');
    try {
      const tolerance = tol * points.variance();
      let best: Found | undefined;
      for (let run = 0; run < starts; run++) {
        const stream = new RandomStream(key, run);
        const start = startingCentres(init, points, weights, nClusters, stream, who);
        const found = (algorithm === 'elkan' && nClusters > 1 ? elkan : lloyd)(
          points,
          weights,
          start,
          { maxIter, tolerance, report: (done) => progress(run * maxIter + done) },
        );
        if (!best || found.inertia < best.inertia) best = found;
      }
      if (best) this.#keep(best, tolerance);
    } finally {
      points.dispose();
    }
    return this;
  }

  #keep({ centres, labels, inertia, iterations, shift }: Found, tolerance: number): void {
    const { nClusters, maxIter } = this.params;
    const distinct = new Set(labels).size;
    if (distinct < nClusters)
      warn(this.spec.name, 'learn.fewClusters', { got: distinct, expected: nClusters });
    if (iterations === maxIter && shift > tolerance)
      warnNotConverged(this.spec.name, iterations, shift, tolerance);
    this.clusterCenters_ = tensor(centres, { shape: [nClusters, centres.length / nClusters] });
    this.labels_ = tensor(labels);
    this.inertia_ = inertia;
    this.nIter_ = iterations;
  }
}
