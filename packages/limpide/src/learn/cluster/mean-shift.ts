/** Mean shift: clusters are the hills of the density, and every sample climbs to the top of its own. */
import { clusterErrors } from '../../errors/catalog/learn-cluster.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  Clusterer,
  denseInput,
  type Features,
  type FitOptions,
  flag,
  integer,
  type Outputs,
  optional,
  RandomStream,
  real,
  reporter,
  type Spec,
  seedOf,
} from '../base/index.ts';
import { NeighbourSearch } from '../neighbors/search.ts';

const searchOptions = { metric: 'euclidean', p: 2, algorithm: 'auto', leafSize: 30 } as const;

export interface EstimateBandwidthOptions {
  /** The share of all samples that a sample's neighbourhood should hold, 0 … 1 (0.3). */
  readonly quantile?: number;
  /** Look only at so many samples, drawn at random. */
  readonly nSamples?: number | undefined;
  readonly randomState?: number | undefined;
}

/** A width for {@link MeanShift}: the mean distance to the neighbour that closes a share of all samples. */
export function estimateBandwidth(
  X: Features,
  { quantile = 0.3, nSamples, randomState }: EstimateBandwidthOptions = {},
): number {
  const who = 'estimateBandwidth';
  const all = denseInput(X, { who });
  const x =
    nSamples !== undefined && nSamples < all.rows
      ? takeRows(all, new RandomStream(seedOf(randomState)).sample(all.rows, nSamples))
      : all;
  const k = Math.min(x.rows, Math.max(1, Math.floor(x.rows * quantile)));
  const { distances } = new NeighbourSearch(x, searchOptions, who).nearest(x, k);
  let sum = 0;
  for (let i = 0; i < x.rows; i++) sum += distances[i * k + k - 1]!;
  return sum / x.rows;
}

function takeRows(x: Matrix, rows: ArrayLike<number>): Matrix {
  const out = Matrix.zeros(rows.length, x.cols);
  for (let t = 0; t < rows.length; t++) out.data.set(x.row(rows[t]!), t * x.cols);
  return out;
}

export interface MeanShiftOptions {
  /** Radius of the neighbourhoods, > 0; undefined (default): {@link estimateBandwidth}. */
  bandwidth: number | undefined;
  /** Where climbs start, [seeds, d]; undefined (default): at the samples, or at bins of them. */
  seeds: Features | undefined;
  /** Start from the middles of a grid's cells that hold samples: fewer starts (false). */
  binSeeding: boolean;
  /** Samples that make a cell a start, ≥ 1 (1). */
  minBinFreq: number;
  /** Samples out of reach of every hill join the nearest one (true); false: they are noise, −1. */
  clusterAll: boolean;
  /** Steps of a climb at most, ≥ 1 (300). */
  maxIter: number;
}

const spec: Spec<MeanShiftOptions> = {
  name: 'MeanShift',
  kind: 'clusterer',
  params: {
    bandwidth: optional(real(1, { min: 0, open: 'min' })),
    seeds: {
      default: undefined,
      expected: 'seeds [n, features] | undefined',
      accepts: (value) => value === undefined || (typeof value === 'object' && value !== null),
    },
    binSeeding: flag(false),
    minBinFreq: integer(1, { min: 1 }),
    clusterAll: flag(true),
    maxIter: integer(300, { min: 1 }),
  },
  learned: ['labels_', 'clusterCenters_', 'nIter_', 'bandwidth_'],
};

/**
 * Mean shift with a flat kernel: a point moves to the mean of the samples within `bandwidth`, again and again,
 * until it stays. Points that end within a bandwidth of each other are one cluster, of which the one with most
 * neighbours is the centre.
 *
 * The number of clusters is found, not given. About O(seeds·steps·neighbours): use `binSeeding` for many samples.
 *
 * Source: Comaniciu & Meer, "Mean shift: a robust approach toward feature space analysis" (2002).
 */
export class MeanShift extends Clusterer<MeanShiftOptions> {
  /** The tops of the hills, [clusters, d], the most crowded first. */
  declare clusterCenters_: Tensor;
  /** Steps of the longest climb. */
  declare nIter_: number;
  declare bandwidth_: number;

  constructor(options: Partial<MeanShiftOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { seeds, binSeeding, minBinFreq, maxIter, clusterAll } = this.params;
    const who = this.spec.name;
    const x = this.fitDense(X);
    const bandwidth = this.params.bandwidth ?? estimateBandwidth(x);
    if (!(bandwidth > 0)) raise(ArgumentError, clusterErrors, 'cluster.noBandwidth', { who });
    const starts =
      seeds !== undefined
        ? denseInput(seeds, { who: `${who} (seeds)` })
        : binSeeding
          ? bins(x, bandwidth, minBinFreq)
          : x;
    this.#sameColumns(starts, x);
    const search = new NeighbourSearch(x, searchOptions, who);
    const report = reporter(who, 'seeds', starts.rows, options);
    const hills: Hill[] = [];
    let longest = 0;
    for (let s = 0; s < starts.rows; s++) {
      const { hill, steps } = climb(search, Float64Array.from(starts.row(s)), bandwidth, maxIter);
      if (hill) hills.push(hill);
      longest = Math.max(longest, steps);
      report(s + 1);
    }
    if (hills.length === 0)
      raise(ArgumentError, clusterErrors, 'cluster.noSeeds', { who, bandwidth });
    const centres = distinct(hills, bandwidth, x.cols);
    const nearest = new NeighbourSearch(centres, searchOptions, who).nearest(x, 1);
    const labels = nearest.indices;
    if (!clusterAll)
      for (let i = 0; i < x.rows; i++) if (nearest.distances[i]! > bandwidth) labels[i] = -1;
    this.labels_ = tensor(labels);
    this.clusterCenters_ = centres.toTensor();
    this.nIter_ = longest;
    this.bandwidth_ = bandwidth;
    return this;
  }
  #sameColumns(starts: Matrix, x: Matrix): void {
    if (starts.cols !== x.cols)
      raise(ArgumentError, clusterErrors, 'cluster.init', {
        who: this.spec.name,
        clusters: starts.rows,
        features: x.cols,
        got: [starts.rows, starts.cols],
      });
  }

  /** The nearest top of each row of X, int32 [n]. */
  predict(X: Features): Tensor {
    const q = this.openDense(X);
    const centres = Matrix.fromTensor(this.clusterCenters_);
    return tensor(
      new NeighbourSearch(centres, searchOptions, this.spec.name).nearest(q, 1).indices,
    );
  }
}

interface Hill {
  readonly top: Float64Array<ArrayBuffer>;
  /** Samples within a bandwidth of it. */
  readonly crowd: number;
}

/** From a point to the mean of its neighbours, until it moves by less than a thousandth of the bandwidth. */
function climb(
  search: NeighbourSearch,
  start: Float64Array<ArrayBuffer>,
  bandwidth: number,
  maxIter: number,
): { hill: Hill | undefined; steps: number } {
  const d = start.length;
  let point = start;
  let steps = 0;
  for (;;) {
    const { indices } = search.within(new Matrix(point, 1, d), bandwidth, { order: 'any' });
    if (indices.length === 0) return { hill: undefined, steps };
    const mean = new Float64Array(d);
    for (const i of indices) for (let c = 0; c < d; c++) mean[c]! += search.x.data[i * d + c]!;
    let moved = 0;
    for (let c = 0; c < d; c++) {
      mean[c]! /= indices.length;
      moved += (mean[c]! - point[c]!) ** 2;
    }
    point = mean;
    if (Math.sqrt(moved) <= 1e-3 * bandwidth || steps === maxIter)
      return { hill: { top: point, crowd: indices.length }, steps };
    steps++;
  }
}

/** Tops, the most crowded first, without those within a bandwidth of one before. */
function distinct(hills: readonly Hill[], bandwidth: number, d: number): Matrix {
  const order = [...hills].sort((a, b) => b.crowd - a.crowd || compare(b.top, a.top));
  const kept: Float64Array[] = [];
  for (const { top } of order) {
    const near = kept.some((other) => {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += (top[c]! - other[c]!) ** 2;
      return Math.sqrt(sum) <= bandwidth;
    });
    if (!near) kept.push(top);
  }
  return Matrix.from(kept.map((top) => Array.from(top)));
}
function compare(a: Float64Array, b: Float64Array): number {
  const c = a.findIndex((value, at) => value !== b[at]);
  return c < 0 ? 0 : a[c]! - b[c]!;
}

/** Middles of the cells of a grid that hold at least `least` samples; the samples themselves if all cells do. */
function bins(x: Matrix, width: number, least: number): Matrix {
  const counts = new Map<string, number>();
  for (let i = 0; i < x.rows; i++) {
    const key = Array.from(x.row(i), (v) => Math.round(v / width)).join(',');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const cells = [...counts].filter(([, count]) => count >= least).map(([key]) => key);
  if (cells.length === x.rows || cells.length === 0) return x;
  return Matrix.from(cells.map((key) => key.split(',').map((v) => Number(v) * width)));
}
