/** Birch: many samples become few groups in one pass, and these are clustered. */
import { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  Clusterer,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  type Param,
  real,
  reporter,
  type Spec,
  warn,
} from '../../base/index.ts';
import { AgglomerativeClustering } from '../agglomerative/agglomerative.ts';
import { FeatureTree } from './feature-tree.ts';

export interface BirchOptions {
  /** Largest radius of a group, > 0 (0.5): smaller, and there are more groups. */
  threshold: number;
  /** Groups in a node of the tree, at most, ≥ 2 (50). */
  branchingFactor: number;
  /** Clusters that the groups are joined to, by Ward's linkage (3); null: the groups are the clusters. */
  nClusters: number | null;
}

const clusters: Param<number | null> = {
  default: 3,
  expected: 'integer ≥ 1 | null',
  accepts: (value) => value === null || (Number.isInteger(value) && Number(value) >= 1),
  parse: (text) => (text === 'null' ? null : Number(text)),
};

const spec: Spec<BirchOptions> = {
  name: 'Birch',
  kind: 'clusterer',
  params: {
    threshold: real(0.5, { min: 0, open: 'min' }),
    branchingFactor: integer(50, { min: 2 }),
    nClusters: clusters,
  },
  learned: ['labels_', 'subclusterCenters_', 'subclusterLabels_'],
};

/**
 * BIRCH (Zhang, Ramakrishnan & Livny, 1996). Each sample goes down a tree to the nearest group and joins it, if the
 * group's radius stays within the threshold; else it begins a group of its own. One pass, O(n · log groups), and
 * only the groups are kept: for data too many for other methods, whose place the groups take. The result depends on
 * the order of the samples.
 */
export class Birch extends Clusterer<BirchOptions> {
  /** Centres of the groups, `[groups, d]`. */
  declare subclusterCenters_: Tensor;
  /** The cluster of each group, int32. */
  declare subclusterLabels_: Tensor;

  constructor(options: Partial<BirchOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { threshold, branchingFactor, nClusters } = this.params;
    const x = this.fitDense(X);
    const report = reporter(this.spec.name, 'samples', x.rows, options);
    const tree = new FeatureTree(x.cols, threshold, branchingFactor);
    for (let i = 0; i < x.rows; i++) {
      tree.insert(x.data, i * x.cols);
      if (i % 256 === 255) report(i + 1);
    }
    report(x.rows);
    const rows = tree.centres();
    const centres = Matrix.zeros(rows.length, x.cols);
    rows.forEach((row, i) => {
      centres.data.set(row, i * x.cols);
    });
    const groups = this.#join(centres, nClusters);
    const labels = nearestOf(x, centres).map((group) => groups[group]!);
    this.subclusterCenters_ = centres.toTensor();
    this.subclusterLabels_ = tensor(groups);
    this.labels_ = tensor(labels);
    return this;
  }

  /** The cluster of each group. */
  #join(centres: Matrix, nClusters: number | null): Int32Array<ArrayBuffer> {
    const own = Int32Array.from({ length: centres.rows }, (_, i) => i);
    if (nClusters === null) return own;
    if (centres.rows < nClusters)
      warn(this.spec.name, 'learn.fewGroups', { got: centres.rows, expected: nClusters });
    if (centres.rows <= nClusters) return own;
    const { labels_ } = new AgglomerativeClustering({ nClusters }).fit(centres);
    return Int32Array.from(labels_.dataSync() as ArrayLike<number>);
  }

  /** The cluster of the nearest group, int32 `[n]`. */
  predict(X: Features): Tensor {
    const x = this.openDense(X);
    const groups = this.subclusterLabels_.dataSync();
    const nearest = nearestOf(x, Matrix.fromTensor(this.subclusterCenters_));
    return tensor(nearest.map((group) => Number(groups[group])));
  }
}

/** The nearest centre of each row. */
function nearestOf(x: Matrix, centres: Matrix): Int32Array<ArrayBuffer> {
  const d = x.cols;
  return Int32Array.from({ length: x.rows }, (_, i) => {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < centres.rows; c++) {
      let far = 0;
      for (let j = 0; j < d; j++) far += (x.data[i * d + j]! - centres.data[c * d + j]!) ** 2;
      if (far < least) [best, least] = [c, far];
    }
    return best;
  });
}
