/** HDBSCAN: DBSCAN at all scales at once; the clusters that last over the longest range of scales. */
import { clusterErrors } from '../../../errors/catalog/learn-cluster.ts';
import { ArgumentError, raise } from '../../../errors/index.ts';
import type { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  Clusterer,
  choice,
  type Features,
  type FitOptions,
  flag,
  integer,
  type Outputs,
  optional,
  real,
  reporter,
  type Spec,
} from '../../base/index.ts';
import { type SearchParams, searchParams } from '../../neighbors/base.ts';
import { metricParam } from '../../neighbors/metrics.ts';
import { NeighbourSearch } from '../../neighbors/search.ts';
import { type Gap, gapOf, ordered, spanningTree } from '../agglomerative/linkage.ts';
import { condense, label, select } from './condensed.ts';

export interface HDBSCANOptions extends SearchParams {
  /** The fewest samples that make a cluster, ≥ 2 (5). */
  minClusterSize: number;
  /** Neighbours, itself included, that make a surrounding dense, ≥ 1; undefined (default): minClusterSize. */
  minSamples: number | undefined;
  /** Clusters that split below this distance stay whole, ≥ 0 (0). */
  clusterSelectionEpsilon: number;
  /** The most samples a cluster of `'eom'` may have, ≥ 1; undefined (default): any number. */
  maxClusterSize: number | undefined;
  /** Distances are divided by it, > 0 (1). */
  alpha: number;
  /** `'eom'` (default): the clusters that live longest; `'leaf'`: the smallest, those that do not split. */
  clusterSelectionMethod: 'eom' | 'leaf';
  /** All data may be one cluster (false). */
  allowSingleCluster: boolean;
}

const spec: Spec<HDBSCANOptions> = {
  name: 'HDBSCAN',
  kind: 'clusterer',
  params: {
    minClusterSize: integer(5, { min: 2 }),
    minSamples: optional(integer(5, { min: 1 })),
    clusterSelectionEpsilon: real(0, { min: 0 }),
    maxClusterSize: optional(integer(1, { min: 1 })),
    alpha: real(1, { min: 0, open: 'min' }),
    clusterSelectionMethod: choice('eom', ['eom', 'leaf']),
    allowSingleCluster: flag(false),
    ...searchParams,
    metric: metricParam('euclidean'),
  },
  learned: ['labels_', 'probabilities_', 'coreDistances_'],
};

/**
 * HDBSCAN (Campello, Moulavi & Sander, 2013; McInnes, Healy & Astels, 2017).
 *
 * The core distance of a sample is that to its minSamples-th neighbour (itself counted). With the distance
 * max(core a, core b, ‖a − b‖ / alpha), sparse samples are far from everybody; the tree of single linkage then
 * holds the clusters of DBSCAN for every eps. Those of at least minClusterSize samples that live longest are
 * kept; the others are noise, −1. No eps, and clusters may differ in density.
 *
 * A sample that joins two clusters at its own core distance goes to either, as the order of samples has it.
 *
 * O(n²·d) time, O(n) memory. Parameters and numbering are scikit-learn's (≥ 1.3).
 */
export class HDBSCAN extends Clusterer<HDBSCANOptions> {
  /** How deep in its cluster each sample is, 0 … 1; 0 for noise. */
  declare probabilities_: Tensor;
  /** The distance of each sample to its minSamples-th neighbour. */
  declare coreDistances_: Tensor;

  constructor(options: Partial<HDBSCANOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const {
      minClusterSize,
      minSamples = minClusterSize,
      clusterSelectionEpsilon: epsilon,
      clusterSelectionMethod: method,
      allowSingleCluster: single,
      maxClusterSize: most = Infinity,
    } = this.params;
    const who = this.spec.name;
    const x = this.fitDense(X, { minRows: 2 });
    const n = x.rows;
    if (minSamples > n)
      raise(ArgumentError, clusterErrors, 'cluster.minSamples', { who, got: minSamples, rows: n });
    const report = reporter(who, 'samples', n, options);
    const search = new NeighbourSearch(x, this.params, who);
    const core = coreDistances(search, minSamples);
    const edges = spanningTree(n, reachability(x, search, core, this.params.alpha), report);
    const tree = condense(ordered(n, ...edges), minClusterSize);
    const rules = { method, epsilon, single, most };
    const { labels, probabilities } = label(tree, select(tree, rules), rules);
    this.labels_ = tensor(labels);
    this.probabilities_ = tensor(probabilities);
    this.coreDistances_ = tensor(core);
    return this;
  }
}

function coreDistances(search: NeighbourSearch, k: number): Float64Array<ArrayBuffer> {
  const { distances } = search.nearest(search.x, k);
  return Float64Array.from({ length: search.x.rows }, (_, i) => distances[i * k + k - 1]!);
}

function reachability(
  x: Matrix,
  { measure }: NeighbourSearch,
  core: Float64Array,
  alpha: number,
): Gap {
  const gap: Gap = measure ? gapOf(x, measure.distance) : (i, j) => x.data[i * x.cols + j]!;
  return (i, j) => Math.max(core[i]!, core[j]!, gap(i, j) / alpha);
}
