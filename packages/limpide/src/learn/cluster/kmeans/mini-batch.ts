/** k-means from small random batches, for data that are many or that arrive in parts. */

import { CSRMatrix, Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  choice,
  either,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  optional,
  RandomStream,
  real,
  reporter,
  type Spec,
  sampleWeights,
  seed,
  seedOf,
} from '../../base/index.ts';
import {
  CentredClusterer,
  checkClusters,
  initParam,
  type KMeansInit,
  startingCentres,
} from './centred.ts';
import { inertiaOf } from './clusters.ts';
import { type Points, pointsOf } from './points.ts';

export interface MiniBatchKMeansOptions {
  /** Number of clusters, ≥ 1 (8). */
  nClusters: number;
  /** How centres start (`'k-means++'`). */
  init: KMeansInit;
  /** Passes over the data at most, ≥ 1 (100). */
  maxIter: number;
  /** Samples in a batch, ≥ 1 (1024). */
  batchSize: number;
  /** Movement of the centres, relative to the variance, under which to stop, ≥ 0; 0 (default): not a reason. */
  tol: number;
  /** Batches without a better mean inertia after which to stop, ≥ 0; undefined: not a reason (10). */
  maxNoImprovement: number | undefined;
  /** Samples that starts are chosen from; undefined (default): three batches, at least 3 per cluster. */
  initSize: number | undefined;
  /** Starts, of which the best on a sample is kept, or `'auto'` (default): 3 for `'random'`, else 1. */
  nInit: number | 'auto';
  /** Clusters with less than this share of the largest one's samples start again elsewhere, ≥ 0 (0.01). */
  reassignmentRatio: number;
  randomState: number | undefined;
}

const spec: Spec<MiniBatchKMeansOptions> = {
  name: 'MiniBatchKMeans',
  kind: 'clusterer',
  params: {
    nClusters: integer(8, { min: 1 }),
    init: initParam(),
    maxIter: integer(100, { min: 1 }),
    batchSize: integer(1024, { min: 1 }),
    tol: real(0, { min: 0 }),
    maxNoImprovement: optional(integer(10, { min: 0 }), 10),
    initSize: optional(integer(1, { min: 1 })),
    nInit: either(choice('auto', ['auto']), integer(1, { min: 1 })),
    reassignmentRatio: real(0.01, { min: 0 }),
    randomState: seed(),
  },
  learned: ['clusterCenters_', 'labels_', 'inertia_', 'nIter_', 'nSteps_', 'counts_'],
  tags: { sparse: true, random: true, weights: true, partial: true },
};

/** Centres and the weight each has seen. */
interface Moving {
  readonly centres: Float64Array<ArrayBuffer>;
  readonly counts: Float64Array<ArrayBuffer>;
}

/**
 * k-means by small steps: each batch moves the centres towards the means of its samples, the less the more
 * samples a centre has already seen: c ← c + (w / seen)·(mean of the batch − c).
 *
 * Much cheaper than {@link KMeans} on many samples, for an inertia a few per cent higher. Stops when the mean
 * inertia of batches (smoothed) no longer improves. `partialFit` takes one batch.
 *
 * Source: Sculley, "Web-scale k-means clustering" (2010).
 */
export class MiniBatchKMeans extends CentredClusterer<MiniBatchKMeansOptions> {
  /** Batches that were used. */
  declare nSteps_: number;
  /** The weight that each centre has seen. */
  declare counts_: Tensor;

  constructor(options: Partial<MiniBatchKMeansOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nClusters, maxIter, tol, maxNoImprovement, randomState } = this.params;
    const who = this.spec.name;
    const x = this.fitAny(X);
    const n = x.rows;
    checkClusters(nClusters, n, who);
    const weights = sampleWeights(options.sampleWeight, n, who);
    const stream = new RandomStream(seedOf(randomState));
    const size = Math.min(this.params.batchSize, n);
    const points = pointsOf(x);
    try {
      const moving = this.#start(x, weights, stream);
      const tolerance = tol * points.variance();
      const steps = Math.floor((maxIter * n) / size);
      const report = reporter(who, 'batches', steps, options);
      const patience = new Patience((2 * size) / (n + 1), maxNoImprovement);
      let step = 0;
      for (let stop = false; step < steps && !stop; step++) {
        const rows = Int32Array.from({ length: size }, () => stream.int(n));
        const reassign = (step + 1) % (10 + Math.floor(smallest(moving.counts))) === 0;
        const { inertia, shift } = this.#step(x, rows, weights, moving, stream, reassign);
        report(step + 1, inertia);
        // the first batch only shows what the starting centres were worth
        if (step > 0) stop = patience.over(inertia) || (tol > 0 && shift <= tolerance);
      }
      const labels = new Int32Array(n);
      points.assign(moving.centres, labels, new Float64Array(n));
      this.#keep(moving, x.cols, step);
      this.labels_ = tensor(labels);
      this.inertia_ = inertiaOf(points, weights, moving.centres, labels);
      this.nIter_ = Math.ceil((step * size) / n);
    } finally {
      points.dispose();
    }
    return this;
  }

  /** One step with these samples; the first call chooses the centres among them. */
  partialFit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nClusters, randomState } = this.params;
    const who = this.spec.name;
    const first = !this.isFitted;
    const x = first ? this.fitAny(X) : this.openAny(X);
    const weights = sampleWeights(options.sampleWeight, x.rows, who);
    const steps = first ? 0 : this.nSteps_;
    const stream = new RandomStream(seedOf(randomState), steps);
    if (first) checkClusters(nClusters, x.rows, who);
    const moving = first
      ? this.#start(x, weights, stream)
      : {
          centres: this.centres,
          counts: Float64Array.from(this.counts_.dataSync() as ArrayLike<number>),
        };
    const rows = Int32Array.from({ length: x.rows }, (_, i) => i);
    const reassign = (steps + 1) % (10 + Math.floor(smallest(moving.counts))) === 0;
    const { labels } = this.#step(x, rows, weights, moving, stream, reassign);
    this.#keep(moving, x.cols, steps + 1);
    const points = pointsOf(x);
    this.inertia_ = inertiaOf(points, weights, moving.centres, labels);
    points.dispose();
    this.labels_ = tensor(labels);
    this.nIter_ = 1;
    return this;
  }

  #keep({ centres, counts }: Moving, cols: number, steps: number): void {
    this.clusterCenters_ = tensor(centres, { shape: [counts.length, cols] });
    this.counts_ = tensor(counts);
    this.nSteps_ = steps;
  }

  /** The best of some starts, judged on a sample of the data. */
  #start(x: Matrix | CSRMatrix, weights: Float64Array, stream: RandomStream): Moving {
    const { nClusters: k, init, nInit, batchSize, initSize } = this.params;
    const runs = nInit === 'auto' ? (init === 'random' ? 3 : 1) : nInit;
    const size = Math.min(x.rows, Math.max(initSize ?? 3 * batchSize, 3 * k));
    const rows =
      size < x.rows
        ? stream.sample(x.rows, size)
        : Int32Array.from({ length: x.rows }, (_, i) => i);
    const part = pointsOf(take(x, rows));
    const own = Float64Array.from(rows, (i) => weights[i]!);
    let best: Float64Array<ArrayBuffer> | undefined;
    let least = Infinity;
    const labels = new Int32Array(size);
    for (let run = 0; run < runs; run++) {
      const centres = startingCentres(init, part, own, k, stream, this.spec.name);
      part.assign(centres, labels, new Float64Array(size));
      const inertia = inertiaOf(part, own, centres, labels);
      if (inertia < least) {
        least = inertia;
        best = centres;
      }
    }
    part.dispose();
    return { centres: best ?? new Float64Array(k * x.cols), counts: new Float64Array(k) };
  }

  /** Moves the centres by one batch, in place. */
  #step(
    x: Matrix | CSRMatrix,
    rows: Int32Array<ArrayBuffer>,
    weights: Float64Array,
    { centres, counts }: Moving,
    stream: RandomStream,
    reassign: boolean,
  ): { inertia: number; shift: number; labels: Int32Array<ArrayBuffer> } {
    const batch = pointsOf(take(x, rows));
    const { cols } = batch;
    const labels = new Int32Array(rows.length);
    const squared = new Float64Array(rows.length);
    batch.assign(centres, labels, squared);
    const sums = new Float64Array(centres.length);
    const mass = new Float64Array(counts.length);
    let inertia = 0;
    let total = 0;
    for (let t = 0; t < rows.length; t++) {
      const weight = weights[rows[t]!]!;
      inertia += weight * squared[t]!;
      total += weight;
      mass[labels[t]!]! += weight;
      batch.addRow(t, weight, sums, labels[t]! * cols);
    }
    let shift = 0;
    for (let c = 0; c < counts.length; c++) {
      if (mass[c] === 0) continue;
      counts[c]! += mass[c]!;
      const rate = 1 / counts[c]!;
      for (let at = c * cols; at < (c + 1) * cols; at++) {
        const move = rate * (sums[at]! - mass[c]! * centres[at]!);
        centres[at]! += move;
        shift += move * move;
      }
    }
    if (reassign) this.#reassign(batch, { centres, counts }, stream);
    batch.dispose();
    return { inertia: total > 0 ? inertia / total : 0, shift, labels };
  }

  /** Centres that hardly any sample comes to start again at samples of the batch. */
  #reassign(batch: Points, { centres, counts }: Moving, stream: RandomStream): void {
    const most = counts.reduce((a, b) => Math.max(a, b), 0);
    const lost = [...counts.keys()]
      .filter((c) => counts[c]! < this.params.reassignmentRatio * most)
      .sort((a, b) => counts[a]! - counts[b]!)
      .slice(0, Math.floor(batch.rows / 2));
    if (lost.length === 0) return;
    const fresh = stream.sample(batch.rows, lost.length);
    const kept = [...counts.keys()].filter((c) => !lost.includes(c));
    const floor = kept.reduce((a, c) => Math.min(a, counts[c]!), Infinity);
    lost.forEach((c, t) => {
      centres.set(batch.row(fresh[t]!), c * batch.cols);
      counts[c] = Number.isFinite(floor) ? floor : 0;
    });
  }
}

/** Exponentially smoothed inertia of batches, and how long it has not improved. */
class Patience {
  readonly #rate: number;
  readonly #most: number | undefined;
  #mean: number | undefined;
  #best = Infinity;
  #waited = 0;

  constructor(rate: number, most: number | undefined) {
    this.#rate = Math.min(1, rate);
    this.#most = most;
  }
  over(inertia: number): boolean {
    this.#mean =
      this.#mean === undefined ? inertia : this.#mean * (1 - this.#rate) + inertia * this.#rate;
    if (this.#mean < this.#best) {
      this.#best = this.#mean;
      this.#waited = 0;
    } else this.#waited++;
    return this.#most !== undefined && this.#waited >= this.#most;
  }
}

const smallest = (values: Float64Array): number =>
  values.reduce((a, b) => Math.min(a, b), Infinity);

function take(x: Matrix | CSRMatrix, rows: Int32Array): Matrix | CSRMatrix {
  if (x instanceof CSRMatrix) return x.takeRows(rows);
  const out = Matrix.zeros(rows.length, x.cols, x.kind);
  for (let t = 0; t < rows.length; t++)
    out.data.set(x.data.subarray(rows[t]! * x.cols, (rows[t]! + 1) * x.cols), t * x.cols);
  return out;
}
