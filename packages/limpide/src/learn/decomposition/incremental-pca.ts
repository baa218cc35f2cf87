/** Principal components of data that come, or fit in memory, a batch at a time. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { svd } from '../../linalg/dense/svd.ts';
import { Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  flag,
  integer,
  type Outputs,
  optional,
  reporter,
  type Spec,
} from '../base/index.ts';
import {
  asTensor,
  columnMeans,
  columnVariances,
  matrixTensor,
  toFloat64,
  valuesOf,
} from './arrays.ts';
import { LinearReduction } from './linear-reduction.ts';
import { fixSigns } from './signs.ts';

export interface IncrementalPCAOptions {
  /** How many components, ≥ 1; undefined (default): as many as the first batch allows. */
  nComponents: number | undefined;
  /** Divides the coordinates by their standard deviations. Default false. */
  whiten: boolean;
  /** Samples per batch in `fit`, ≥ 1; undefined (default): 5 × features. */
  batchSize: number | undefined;
}

const incrementalPcaSpec: Spec<IncrementalPCAOptions> = {
  name: 'IncrementalPCA',
  kind: 'transformer',
  params: {
    nComponents: optional(integer(2, { min: 1 })),
    whiten: flag(false),
    batchSize: optional(integer(100, { min: 1 })),
  },
  learned: [
    'components_',
    'explainedVariance_',
    'explainedVarianceRatio_',
    'singularValues_',
    'mean_',
    'var_',
    'nComponents_',
    'nSamplesSeen_',
    'noiseVariance_',
    'batchSize_',
  ],
  tags: { partial: true },
};

/** What is known after some batches. */
interface State {
  readonly components: Matrix;
  readonly singular: Float64Array<ArrayBufferLike>;
  readonly mean: Float64Array<ArrayBufferLike>;
  readonly variance: Float64Array<ArrayBufferLike>;
  readonly seen: number;
}
interface Summary extends State {
  readonly explained: Float64Array<ArrayBuffer>;
  readonly ratio: Float64Array<ArrayBuffer>;
  readonly noise: number;
}

/**
 * PCA by batches: each one is decomposed together with a summary of those before, k scaled components and a row
 * for the shift of the mean. Memory stays O((batchSize + k)·d); the result is that of PCA up to what the
 * components left out would have told.
 *
 * Source: Ross, Lim, Lin & Yang, "Incremental learning for robust visual tracking" (2008).
 */
export class IncrementalPCA extends LinearReduction<IncrementalPCAOptions> {
  /** Variance of each feature so far. */
  declare var_: Tensor;
  declare nSamplesSeen_: number;
  /** Samples per batch as used by `fit`; of the last batch after `partialFit`. */
  declare batchSize_: number;

  constructor(options: Partial<IncrementalPCAOptions> = {}) {
    super(incrementalPcaSpec, options);
  }

  override fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const x = toFloat64(this.fitDense(X, { minRows: 2 }));
    const size = this.params.batchSize ?? 5 * x.cols;
    const cuts = batches(x.rows, size, this.params.nComponents ?? 1);
    const report = reporter(this.spec.name, 'batches', cuts.length, options);
    let state: Summary | undefined;
    for (const [done, [from, to]] of cuts.entries()) {
      state = this.#add(x.slice(from, to), state);
      report(done + 1);
    }
    if (state) this.#keep(state, size);
    return this;
  }

  /** Learns from one more batch: X `[samples, features]`. */
  partialFit(X: Features, _y?: Outputs): this {
    this.checkParams();
    if (!this.isFitted) {
      const x = toFloat64(this.fitDense(X));
      this.#keep(this.#add(x, undefined), x.rows);
      return this;
    }
    const x = toFloat64(this.openDense(X));
    const known: State = {
      components: Matrix.fromTensor(this.components_),
      singular: valuesOf(this.singularValues_),
      mean: valuesOf(this.mean_),
      variance: valuesOf(this.var_),
      seen: this.nSamplesSeen_,
    };
    this.#keep(this.#add(x, known), x.rows);
    return this;
  }

  #add(x: Matrix, before: State | undefined): Summary {
    const { rows: m, cols: d } = x;
    const seen = before?.seen ?? 0;
    const total = seen + m;
    const asked = this.params.nComponents ?? before?.components.rows ?? Math.min(m, d);
    if (asked > d || (seen === 0 && asked > m)) {
      const code = asked > d ? 'manifold.components' : 'manifold.batch';
      const sizes = { rows: m, cols: d, most: Math.min(m, d) };
      raise(ArgumentError, manifoldErrors, code, { who: this.spec.name, got: asked, ...sizes });
    }
    const mean = columnMeans(x);
    const variance = columnVariances(x, mean);
    const allMean = mean.slice();
    const allVariance = variance.slice();
    let stacked: Matrix;
    if (before) {
      for (let j = 0; j < d; j++) {
        const shift = mean[j]! - before.mean[j]!;
        allMean[j] = before.mean[j]! + (shift * m) / total;
        // Chan, Golub & LeVeque (1983): variances of two parts, and how far apart their means are
        allVariance[j] =
          (before.variance[j]! * seen + variance[j]! * m + (shift * shift * seen * m) / total) /
          total;
      }
      const k = before.components.rows;
      stacked = Matrix.zeros(k + m + 1, d);
      for (let i = 0; i < k; i++)
        for (let j = 0; j < d; j++)
          stacked.data[i * d + j] = before.singular[i]! * before.components.data[i * d + j]!;
      centreInto(stacked, k, x, mean);
      const weight = Math.sqrt((seen * m) / total);
      for (let j = 0; j < d; j++)
        stacked.data[(k + m) * d + j] = weight * (before.mean[j]! - mean[j]!);
    } else {
      stacked = Matrix.zeros(m, d);
      centreInto(stacked, 0, x, mean);
    }
    const { s, vt } = svd(stacked);
    fixSigns(vt);
    const k = Math.min(asked, s.length);
    const whole = allVariance.reduce((a, b) => a + b, 0) * total;
    const degrees = Math.max(total - 1, 1);
    const explained = s.map((v) => v ** 2 / degrees);
    const rest = explained.slice(k);
    return {
      components: vt.slice(0, k),
      singular: s.slice(0, k),
      mean: allMean,
      variance: allVariance,
      seen: total,
      explained: explained.slice(0, k),
      ratio: s.slice(0, k).map((v) => (whole > 0 ? v ** 2 / whole : 0)),
      noise:
        k < Math.min(total, d) && rest.length > 0
          ? rest.reduce((a, b) => a + b, 0) / rest.length
          : 0,
    };
  }

  #keep(state: Summary, batch: number): void {
    this.components_ = matrixTensor(state.components);
    this.explainedVariance_ = asTensor(state.explained);
    this.explainedVarianceRatio_ = asTensor(state.ratio);
    this.singularValues_ = asTensor(state.singular);
    this.mean_ = asTensor(state.mean);
    this.var_ = asTensor(state.variance);
    this.nComponents_ = state.components.rows;
    this.nSamplesSeen_ = state.seen;
    this.noiseVariance_ = state.noise;
    this.batchSize_ = batch;
  }
}

/** Rows of X minus a mean, from row `at` of `to` on. */
function centreInto(to: Matrix, at: number, x: Matrix, mean: ArrayLike<number>): void {
  const d = x.cols;
  for (let i = 0; i < x.rows; i++)
    for (let j = 0; j < d; j++) to.data[(at + i) * d + j] = x.data[i * d + j]! - mean[j]!;
}

/** [from, to) of each batch; a last one of fewer than `least` rows joins the one before. */
function batches(rows: number, size: number, least: number): [number, number][] {
  const cuts: [number, number][] = [];
  for (let from = 0; from < rows; from += size) cuts.push([from, Math.min(rows, from + size)]);
  const last = cuts.at(-1);
  if (cuts.length > 1 && last && last[1] - last[0] < least) {
    cuts.pop();
    cuts[cuts.length - 1]![1] = rows;
  }
  return cuts;
}
