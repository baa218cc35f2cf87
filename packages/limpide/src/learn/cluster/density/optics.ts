/** OPTICS: samples in an order in which clusters of every density are valleys. */
import { clusterErrors } from '../../../errors/catalog/learn-cluster.ts';
import { ArgumentError, raise } from '../../../errors/index.ts';
import type { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  anything,
  Clusterer,
  choice,
  type Features,
  type FitOptions,
  flag,
  type Outputs,
  optional,
  type Param,
  real,
  reporter,
  type Spec,
} from '../../base/index.ts';
import { type SearchParams, searchParams } from '../../neighbors/base.ts';
import { NeighbourSearch } from '../../neighbors/search.ts';
import { labelsOf, type Valley, valleysOf } from './steep.ts';

export interface OPTICSOptions extends SearchParams {
  /** Neighbours, itself included, that make a core sample: a number ≥ 2, or a share of the samples below 1 (5). */
  minSamples: number;
  /** Neighbours are sought up to this distance, > 0 (Infinity). A smaller one is quicker. */
  maxEps: number;
  /** How clusters are taken from the plot: steep flanks, or one distance for all, as DBSCAN (`'xi'`). */
  clusterMethod: 'xi' | 'dbscan';
  /** The distance of `'dbscan'`, ≤ maxEps; undefined: maxEps. */
  eps: number | undefined;
  /** How steep a flank is: the share by which the reachability changes from one sample to the next (0.05). */
  xi: number;
  /** Ends each cluster at a sample that was reached from inside it. */
  predecessorCorrection: boolean;
  /** Samples in a cluster of `'xi'`, or their share below 1; undefined: minSamples. */
  minClusterSize: number | undefined;
}

const countOrShare = (initial: number): Param<number> =>
  anything<number>(
    initial,
    'integer ≥ 2 | number > 0, < 1',
    (value) =>
      typeof value === 'number' &&
      ((value > 0 && value < 1) || (Number.isInteger(value) && value >= 2)),
  );
const parsed = (param: Param<number>): Param<number> => ({
  ...param,
  parse: (text) => (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text)),
});
const distance: Param<number> = {
  default: Number.POSITIVE_INFINITY,
  expected: 'number > 0 (or Infinity)',
  accepts: (value) => typeof value === 'number' && value > 0,
  parse: (text) => (Number.isNaN(Number(text)) ? undefined : Number(text)),
};

const spec: Spec<OPTICSOptions> = {
  name: 'OPTICS',
  kind: 'clusterer',
  params: {
    minSamples: parsed(countOrShare(5)),
    maxEps: distance,
    clusterMethod: choice('xi', ['xi', 'dbscan']),
    eps: optional(real(0.5, { min: 0, open: 'min' })),
    xi: real(0.05, { min: 0, max: 1, open: 'both' }),
    predecessorCorrection: flag(true),
    minClusterSize: optional(parsed(countOrShare(5))),
    ...searchParams,
  },
  learned: [
    'labels_',
    'reachability_',
    'ordering_',
    'coreDistances_',
    'predecessor_',
    'clusterHierarchy_',
  ],
};

/**
 * OPTICS (Ankerst, Breunig, Kriegel & Sander, 1999). The core distance of a sample is that of its minSamples-th
 * neighbour; a sample is reached from a core sample at their distance, or at the core distance if that is larger.
 * Samples are visited nearest first, always the one that is reached most easily from those already seen. Along
 * this order the reachabilities draw valleys: clusters, and clusters inside them, each with a density of its own,
 * where DBSCAN has one for all. O(n²·d) in time, O(n) in memory.
 *
 * Labels are the innermost valleys (`clusterMethod: 'xi'`), or what DBSCAN finds at one distance; −1 is noise.
 */
export class OPTICS extends Clusterer<OPTICSOptions> {
  /** By sample: the distance at which it was reached, Infinity for the first of a part, `[n]`. */
  declare reachability_: Tensor;
  /** The samples in the order of the plot, `[n]`. */
  declare ordering_: Tensor;
  /** By sample: how far its minSamples-th neighbour is; Infinity beyond maxEps, `[n]`. */
  declare coreDistances_: Tensor;
  /** By sample: the one it was reached from, −1: none, `[n]`. */
  declare predecessor_: Tensor;
  /** Valleys as first and last place in the ordering, those inside before those around them, `[valleys, 2]`. */
  declare clusterHierarchy_: Tensor;

  constructor(options: Partial<OPTICSOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const { maxEps, clusterMethod, eps, xi, predecessorCorrection } = this.params;
    const x = this.fitDense(X, { minRows: 2 });
    const n = x.rows;
    const minSamples = this.#count('minSamples', this.params.minSamples, n);
    const minSize =
      this.params.minClusterSize === undefined
        ? minSamples
        : this.#count('minClusterSize', this.params.minClusterSize, n);
    if (eps !== undefined && eps > maxEps)
      raise(ArgumentError, clusterErrors, 'cluster.eps', { who, got: eps, most: maxEps });
    const report = reporter(who, 'samples', n, options);
    const search = new NeighbourSearch(x, this.params, who);
    const core = coreDistances(search, x, minSamples, maxEps);
    const walk = walkThrough(search, x, core, maxEps, report);
    const heights = Float64Array.from(walk.order, (i) => walk.reach[i]!);
    const from = Int32Array.from(walk.order, (i) => walk.from[i]!);
    const how = { xi, minSamples, minSize, correct: predecessorCorrection };
    const valleys = clusterMethod === 'xi' ? valleysOf(heights, walk.order, from, how) : [];
    const labels = new Int32Array(n);
    const inOrder =
      clusterMethod === 'xi'
        ? labelsOf(valleys, n)
        : labelsAt(eps ?? maxEps, heights, walk.order, core);
    walk.order.forEach((i, place) => {
      labels[i] = inOrder[place]!;
    });
    this.labels_ = tensor(labels);
    this.reachability_ = tensor(walk.reach);
    this.ordering_ = tensor(walk.order);
    this.coreDistances_ = tensor(core);
    this.predecessor_ = tensor(walk.from);
    this.clusterHierarchy_ = pairs(valleys);
    return this;
  }

  /** A number of samples, or a share of them. @throws ArgumentError for more than there are */
  #count(name: string, value: number, n: number): number {
    const count = value < 1 ? Math.max(2, Math.floor(value * n)) : value;
    if (count > n)
      raise(ArgumentError, clusterErrors, 'cluster.moreThanRows', {
        who: this.spec.name,
        name,
        got: count,
        rows: n,
      });
    return count;
  }
}

const pairs = (valleys: readonly Valley[]): Tensor =>
  tensor(Int32Array.from(valleys.flat()), { shape: [valleys.length, 2], dtype: 'int32' });

/** How far the minSamples-th neighbour of each sample is, itself being the first. */
function coreDistances(
  search: NeighbourSearch,
  x: Matrix,
  minSamples: number,
  maxEps: number,
): Float64Array<ArrayBuffer> {
  const { distances, k } = search.nearest(x, minSamples);
  return Float64Array.from({ length: x.rows }, (_, i) => {
    const far = distances[(i + 1) * k - 1]!;
    return far <= maxEps ? far : Number.POSITIVE_INFINITY;
  });
}

interface Walk {
  readonly order: Int32Array<ArrayBuffer>;
  readonly reach: Float64Array<ArrayBuffer>;
  readonly from: Int32Array<ArrayBuffer>;
}

/** Visits all samples, always the one that is easiest to reach from those seen; of several, the first. */
function walkThrough(
  search: NeighbourSearch,
  x: Matrix,
  core: Float64Array,
  maxEps: number,
  report: (done: number) => void,
): Walk {
  const n = x.rows;
  const reach = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(n).fill(-1);
  const order = new Int32Array(n);
  const seen = new Uint8Array(n);
  const { distance } = search.measure ?? {};
  for (let place = 0; place < n; place++) {
    let next = -1;
    for (let i = 0; i < n; i++)
      if (seen[i] === 0 && (next < 0 || reach[i]! < reach[next]!)) next = i;
    seen[next] = 1;
    order[place] = next;
    report(place + 1);
    const inside = core[next]!;
    if (inside === Number.POSITIVE_INFINITY) continue;
    for (let j = 0; j < n; j++) {
      if (seen[j] === 1 || reach[j]! <= inside) continue; // it cannot be reached more easily than that
      const far = distance
        ? distance(x.data, next * x.cols, x.data, j * x.cols, x.cols)
        : x.data[next * n + j]!;
      if (far > maxEps) continue;
      const height = Math.max(far, inside);
      if (height >= reach[j]!) continue;
      reach[j] = height;
      from[j] = next;
    }
  }
  return { order, reach, from };
}

/** DBSCAN's clusters at one distance, read off the plot: a sample too far to reach begins one, if it is core. */
function labelsAt(
  eps: number,
  heights: Float64Array,
  order: Int32Array,
  core: Float64Array,
): Int32Array {
  let label = -1;
  return Int32Array.from(order, (i, place) => {
    const far = heights[place]! > eps;
    const dense = core[i]! <= eps;
    if (far && dense) label++;
    return far && !dense ? -1 : label;
  });
}
