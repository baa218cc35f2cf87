/** DBSCAN: clusters are where samples are dense, whatever their shape. */
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  Clusterer,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  real,
  reporter,
  type Spec,
  sampleWeights,
} from '../../base/index.ts';
import { type SearchParams, searchParams } from '../../neighbors/base.ts';
import { metricParam } from '../../neighbors/metrics.ts';
import { NeighbourSearch } from '../../neighbors/search.ts';
import { gridScan } from './grid.ts';
import { neighbourScan } from './scan.ts';

export interface DBSCANOptions extends SearchParams {
  /** Distance up to which samples are neighbours, > 0 (0.5). */
  eps: number;
  /** Neighbours, itself included, that make a core sample, ≥ 1 (5). */
  minSamples: number;
}

const spec: Spec<DBSCANOptions> = {
  name: 'DBSCAN',
  kind: 'clusterer',
  params: {
    eps: real(0.5, { min: 0, open: 'min' }),
    minSamples: integer(5, { min: 1 }),
    ...searchParams,
    metric: metricParam('euclidean'),
  },
  learned: ['labels_', 'coreSampleIndices_', 'components_'],
  tags: { weights: true },
};

/**
 * DBSCAN (Ester, Kriegel, Sander & Xu, 1996). A sample with at least minSamples samples within eps is a core
 * sample; core samples within eps of each other share a cluster; a sample within eps of a core sample joins
 * it; all others are noise, labelled −1.
 *
 * The number of clusters is found, not given, and clusters may have any shape; one eps has to fit them all.
 * Clusters are numbered by their first core sample, and a sample within reach of two joins the first. In two
 * or three dimensions with the Euclidean distance a grid answers without listing neighbourhoods, O(n) for
 * given eps; otherwise all neighbourhoods are kept, which takes room for Σ neighbours.
 */
export class DBSCAN extends Clusterer<DBSCANOptions> {
  /** Numbers of the core samples. */
  declare coreSampleIndices_: Tensor;
  /** The core samples themselves, [core samples, d]. */
  declare components_: Tensor;

  constructor(options: Partial<DBSCANOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { eps, minSamples, metric, p, algorithm } = this.params;
    const x = this.fitDense(X);
    const weights =
      options.sampleWeight === undefined
        ? undefined
        : sampleWeights(options.sampleWeight, x.rows, this.spec.name);
    const report = reporter(this.spec.name, 'passes', 2, options);
    const euclidean = metric === 'euclidean' || (metric === 'minkowski' && p === 2);
    const grid = euclidean && algorithm === 'auto' && x.cols <= 3;
    const { labels, core } =
      (grid ? gridScan(x, eps, minSamples, weights, report) : undefined) ??
      neighbourScan(
        new NeighbourSearch(x, this.params, this.spec.name),
        eps,
        minSamples,
        weights,
        report,
      );
    const indices = Int32Array.from(core.keys()).filter((i) => core[i] === 1);
    const components = new Float64Array(indices.length * x.cols);
    indices.forEach((i, t) => {
      components.set(x.row(i), t * x.cols);
    });
    this.labels_ = tensor(labels);
    this.coreSampleIndices_ = tensor(indices, { dtype: 'int32' });
    this.components_ = tensor(components, { shape: [indices.length, x.cols] });
    return this;
  }
}
