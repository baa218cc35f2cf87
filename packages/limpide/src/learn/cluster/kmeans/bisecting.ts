/** Bisecting k-means: one cluster, cut in two, and again the worst of them, until there are enough. */
import { CSRMatrix, Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
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
  sampleWeights,
  seed,
  seedOf,
} from '../../base/index.ts';
import { CentredClusterer, checkClusters, startingCentres } from './centred.ts';
import { type Found, inertiaOf } from './clusters.ts';
import { lloyd } from './lloyd.ts';
import { pointsOf } from './points.ts';

export interface BisectingKMeansOptions {
  /** Number of clusters, ≥ 1 (8). */
  nClusters: number;
  /** How each cut starts: `'random'` (default) or `'k-means++'`. */
  init: 'k-means++' | 'random';
  /** Starts of each cut, ≥ 1 (1). */
  nInit: number;
  /** Iterations of a cut at most, ≥ 1 (300). */
  maxIter: number;
  /** As for KMeans (1e-4). */
  tol: number;
  /** What is cut next: the cluster of largest inertia (default), or of most samples. */
  bisectingStrategy: 'biggestInertia' | 'largestCluster';
  randomState: number | undefined;
}

const spec: Spec<BisectingKMeansOptions> = {
  name: 'BisectingKMeans',
  kind: 'clusterer',
  params: {
    nClusters: integer(8, { min: 1 }),
    init: choice('random', ['k-means++', 'random']),
    nInit: integer(1, { min: 1 }),
    maxIter: integer(300, { min: 1 }),
    tol: real(1e-4, { min: 0 }),
    bisectingStrategy: choice('biggestInertia', ['biggestInertia', 'largestCluster']),
    randomState: seed(),
  },
  learned: ['clusterCenters_', 'labels_', 'inertia_', 'nIter_', 'cuts_', 'cutCenters_'],
  tags: { sparse: true, random: true, weights: true },
};

interface Part {
  readonly rows: Int32Array<ArrayBuffer>;
  readonly centre: Float64Array<ArrayBuffer>;
  readonly inertia: number;
  /** Its place among the nodes of the tree. */
  readonly node: number;
}

/**
 * Divisive clustering: O(n·d·log k) for even cuts, quicker than {@link KMeans} for many clusters, with nested
 * clusters of more even sizes and a somewhat larger inertia. A new sample goes down the tree of cuts.
 *
 * Source: Steinbach, Karypis & Kumar, "A comparison of document clustering techniques" (2000).
 */
export class BisectingKMeans extends CentredClusterer<BisectingKMeansOptions> {
  /** [nodes, 2]: the two parts of each node of the tree; −1 − c for a leaf that is cluster c. */
  declare cuts_: Tensor;
  /** The centre of each node, [nodes, d]. */
  declare cutCenters_: Tensor;

  constructor(options: Partial<BisectingKMeansOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nClusters, randomState, bisectingStrategy } = this.params;
    const who = this.spec.name;
    const x = this.fitAny(X);
    checkClusters(nClusters, x.rows, who);
    const weights = sampleWeights(options.sampleWeight, x.rows, who);
    const report = reporter(who, 'cuts', nClusters - 1, options);
    const key = seedOf(randomState);
    const all = Int32Array.from({ length: x.rows }, (_, i) => i);
    const cuts: [number, number][] = [[-1, -1]];
    const centres = [this.#centre(x, all, weights)];
    let parts: Part[] = [{ rows: all, centre: centres[0]!, inertia: 0, node: 0 }];
    let iterations = 0;
    while (parts.length < nClusters) {
      // the first cluster that can still be cut, by the rule
      const worth = (part: Part): number =>
        part.rows.length < 2
          ? -1
          : bisectingStrategy === 'largestCluster'
            ? part.rows.length
            : part.inertia;
      const next = parts.reduce((a, b) => (worth(b) > worth(a) ? b : a));
      const { halves, steps } = this.#cut(x, next, weights, new RandomStream(key, parts.length));
      const at = cuts.length;
      cuts[next.node] = [at, at + 1];
      const fresh = halves.map((half, t) => ({ ...half, node: at + t }));
      for (const { centre } of fresh) {
        cuts.push([-1, -1]);
        centres.push(centre);
      }
      parts = parts.flatMap((part) => (part === next ? fresh : [part]));
      iterations += steps;
      report(parts.length - 1);
    }
    const labels = new Int32Array(x.rows);
    const chosen = new Float64Array(nClusters * x.cols);
    parts.forEach((part, c) => {
      for (const i of part.rows) labels[i] = c;
      chosen.set(part.centre, c * x.cols);
      cuts[part.node] = [-1 - c, -1 - c];
    });
    const points = pointsOf(x);
    this.clusterCenters_ = tensor(chosen, { shape: [nClusters, x.cols] });
    this.labels_ = tensor(labels);
    this.inertia_ = inertiaOf(points, weights, chosen, labels);
    this.nIter_ = iterations;
    this.cuts_ = tensor(Int32Array.from(cuts.flat()), { shape: [cuts.length, 2] });
    this.cutCenters_ = tensor(Float64Array.from(centres.flatMap((c) => Array.from(c))), {
      shape: [centres.length, x.cols],
    });
    points.dispose();
    return this;
  }

  #centre(
    x: Matrix | CSRMatrix,
    rows: Int32Array,
    weights: Float64Array,
  ): Float64Array<ArrayBuffer> {
    const points = pointsOf(x);
    const sum = new Float64Array(x.cols);
    let mass = 0;
    for (const i of rows) {
      points.addRow(i, weights[i]!, sum, 0);
      mass += weights[i]!;
    }
    points.dispose();
    return sum.map((v) => v / mass);
  }

  #cut(
    x: Matrix | CSRMatrix,
    part: Part,
    weights: Float64Array,
    stream: RandomStream,
  ): { halves: Omit<Part, 'node'>[]; steps: number } {
    const { init, nInit, maxIter, tol } = this.params;
    const inner = x instanceof CSRMatrix ? x.takeRows(part.rows) : takeRows(x, part.rows);
    const points = pointsOf(inner);
    const own = Float64Array.from(part.rows, (i) => weights[i]!);
    const tolerance = tol * points.variance();
    let best: Found | undefined;
    for (let run = 0; run < nInit; run++) {
      const start = startingCentres(init, points, own, 2, stream, this.spec.name);
      const found = lloyd(points, own, start, { maxIter, tolerance, report: () => undefined });
      if (!best || found.inertia < best.inertia) best = found;
    }
    const labels = best?.labels ?? new Int32Array(part.rows.length);
    // samples that all coincide: one of them apart is as good a cut as any
    if (!labels.includes(0) || !labels.includes(1)) labels[0] = labels[0] === 0 ? 1 : 0;
    const centres = best?.centres ?? new Float64Array(2 * x.cols);
    const halves = [0, 1].map((side) => {
      let inertia = 0;
      labels.forEach((label, t) => {
        if (label === side) inertia += own[t]! * points.squaredDistance(t, centres, side * x.cols);
      });
      return {
        rows: part.rows.filter((_, t) => labels[t] === side),
        centre: centres.slice(side * x.cols, (side + 1) * x.cols),
        inertia,
      };
    });
    points.dispose();
    return { halves, steps: best?.iterations ?? 0 };
  }

  /** The cluster at the end of each row's way down the cuts, int32 [n]. */
  override predict(X: Features): Tensor {
    const x = this.openAny(X);
    const points = pointsOf(x);
    const cuts = Int32Array.from(this.cuts_.dataSync() as ArrayLike<number>);
    const centres = Float64Array.from(this.cutCenters_.dataSync() as ArrayLike<number>);
    const labels = Int32Array.from({ length: x.rows }, (_, i) => {
      let node = 0;
      while (cuts[2 * node]! >= 0) {
        const [a, b] = [cuts[2 * node]!, cuts[2 * node + 1]!];
        const toA = points.squaredDistance(i, centres, a * x.cols);
        node = toA <= points.squaredDistance(i, centres, b * x.cols) ? a : b;
      }
      return -1 - cuts[2 * node]!;
    });
    points.dispose();
    return tensor(labels);
  }
}

function takeRows(x: Matrix, rows: Int32Array): Matrix {
  const out = Matrix.zeros(rows.length, x.cols, x.kind);
  rows.forEach((i, t) => {
    out.data.set(x.row(i), t * x.cols);
  });
  return out;
}
