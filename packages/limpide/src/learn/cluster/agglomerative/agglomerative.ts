/** Hierarchical clustering, from single samples upwards. */
import { clusterErrors } from '../../../errors/catalog/learn-cluster.ts';
import { ArgumentError, DataError, raise } from '../../../errors/index.ts';
import type { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  Clusterer,
  choice,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  optional,
  real,
  reporter,
  type Spec,
  show,
} from '../../base/index.ts';
import { type MetricOption, measureOf, metricParam } from '../../neighbors/metrics.ts';
import { checkClusters } from '../kmeans/centred.ts';
import { type Dendrogram, dendrogram } from './dendrogram.ts';
import { cut, type Gap, gapOf, type Linkage, linkage, linkages } from './linkage.ts';

export interface AgglomerativeClusteringOptions {
  /** Clusters to end with, ≥ 1 (2); undefined when `distanceThreshold` is given. */
  nClusters: number | undefined;
  /** The distance between samples (`'euclidean'`); `'precomputed'`: X is n × n. */
  metric: MetricOption;
  /**
   * The distance between clusters: the growth of the variance within (`'ward'`, default), the farthest pair
   * (`'complete'`), the mean of all pairs (`'average'`), the nearest pair (`'single'`).
   */
  linkage: Linkage;
  /** Clusters at this distance or more are not merged, ≥ 0; needs `nClusters: undefined`. */
  distanceThreshold: number | undefined;
}

const spec: Spec<AgglomerativeClusteringOptions> = {
  name: 'AgglomerativeClustering',
  kind: 'clusterer',
  params: {
    nClusters: optional(integer(2, { min: 1 }), 2),
    metric: metricParam('euclidean'),
    linkage: choice('ward', linkages),
    distanceThreshold: optional(real(0, { min: 0 })),
  },
  learned: ['labels_', 'children_', 'distances_', 'sizes_', 'nClusters_', 'nLeaves_'],
};

/**
 * Merges the two nearest clusters until one is left, and cuts the tree of merges where asked.
 *
 * O(n²) time, and n²/2 distances in memory except for single linkage. Ward's linkage gives compact clusters,
 * single linkage follows chains. Labels are numbered by the first sample of each cluster.
 *
 * Sources: Ward (1963); Lance & Williams (1967); Murtagh (1983).
 */
export class AgglomerativeClustering extends Clusterer<AgglomerativeClusteringOptions> {
  /** [n − 1, 2]: what each merge joins; below n samples, n + t the result of merge t. */
  declare children_: Tensor;
  /** The distance of each merge, increasing. */
  declare distances_: Tensor;
  /** Samples under each merge. */
  declare sizes_: Tensor;
  declare nClusters_: number;
  declare nLeaves_: number;

  constructor(options: Partial<AgglomerativeClusteringOptions> = {}) {
    // `nClusters: undefined` means none here, not the default
    super(spec, options);
    if ('nClusters' in options && options.nClusters === undefined)
      this.setParam('nClusters', undefined);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nClusters, distanceThreshold, linkage: rule } = this.params;
    const who = this.spec.name;
    if ((nClusters === undefined) === (distanceThreshold === undefined))
      raise(ArgumentError, clusterErrors, 'cluster.threshold', {
        who,
        clusters: nClusters ?? 'undefined',
        threshold: distanceThreshold ?? 'undefined',
      });
    const x = this.fitDense(X, { minRows: 2 });
    if (nClusters !== undefined) checkClusters(nClusters, x.rows, who);
    const n = x.rows;
    const report = reporter(who, 'merges', n - 1, options);
    const tree = linkage(n, this.#gap(x), rule, report);
    let merges = 0;
    if (nClusters !== undefined) merges = n - nClusters;
    else while (merges < n - 1 && tree.distances[merges]! < distanceThreshold!) merges++;
    const children = new Int32Array(2 * (n - 1));
    for (let t = 0; t < n - 1; t++) {
      children[2 * t] = tree.a[t]!;
      children[2 * t + 1] = tree.b[t]!;
    }
    this.labels_ = tensor(cut(n, tree, merges));
    this.children_ = tensor(children, { shape: [n - 1, 2] });
    this.distances_ = tensor(tree.distances);
    this.sizes_ = tensor(tree.sizes);
    this.nClusters_ = n - merges;
    this.nLeaves_ = n;
    return this;
  }

  #gap(x: Matrix): Gap {
    const { metric, linkage: rule } = this.params;
    const who = this.spec.name;
    if (rule === 'ward' && metric !== 'euclidean')
      raise(ArgumentError, clusterErrors, 'cluster.ward', { who, metric: show(metric) });
    if (metric === 'precomputed') {
      if (x.cols !== x.rows)
        raise(DataError, clusterErrors, 'cluster.square', {
          who,
          name: 'X',
          expected: `${x.rows} × ${x.rows}`,
          got: `${x.rows} × ${x.cols}`,
        });
      return (i, j) => x.data[i * x.cols + j]!;
    }
    const measure = measureOf(metric, 2, x.cols, who);
    return gapOf(x, rule === 'ward' ? measure.reduced : measure.distance);
  }

  /** The merges as SciPy writes them, [n − 1, 4]: the two clusters, their distance, the samples together. */
  linkageMatrix(): Tensor {
    const children = this.children_.dataSync();
    const distances = this.distances_.dataSync();
    const sizes = this.sizes_.dataSync();
    const out = new Float64Array(distances.length * 4);
    for (let t = 0; t < distances.length; t++) {
      out[4 * t] = Number(children[2 * t]);
      out[4 * t + 1] = Number(children[2 * t + 1]);
      out[4 * t + 2] = Number(distances[t]);
      out[4 * t + 3] = Number(sizes[t]);
    }
    return tensor(out, { shape: [distances.length, 4] });
  }
  /** The tree of merges, ready to be drawn. */
  dendrogram(): Dendrogram {
    const numbers = (t: Tensor): number[] => Array.from(t.dataSync(), Number);
    return dendrogram(numbers(this.children_), numbers(this.distances_), numbers(this.sizes_));
  }
}
