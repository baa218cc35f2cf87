/** Scalers by the range of a column: MinMaxScaler, MaxAbsScaler; and by its quantiles: RobustScaler. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { CSRMatrix, type Matrix } from '../../linalg/index.ts';
import { special } from '../../stats/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { anything, type Features, flag, type Spec } from '../base/index.ts';
import {
  type Dense,
  mapColumns,
  noZeros,
  OneToOne,
  presentValues,
  quantileOf,
  refuseSparse,
  scaleColumns,
  scaleSparse,
  unscaleColumns,
  values,
} from './columns.ts';

const { normalQuantile } = special;

type Pair = readonly [number, number];
const isPair = (value: unknown): value is Pair =>
  Array.isArray(value) && value.length === 2 && value.every((v) => Number.isFinite(v));

export interface MinMaxScalerOptions {
  /** What the smallest and the largest value become. */
  featureRange: Pair;
  /** Keeps later values inside that range. */
  clip: boolean;
}

/**
 * x' = low + (x − min)·(high − low)/(max − min), column by column. Missing values (NaN) stay; a constant column
 * becomes `low`.
 */
export class MinMaxScaler extends OneToOne<MinMaxScalerOptions> {
  declare dataMin_: Tensor;
  declare dataMax_: Tensor;
  declare dataRange_: Tensor;
  declare scale_: Tensor;
  declare min_: Tensor;
  declare nSamplesSeen_: number;

  constructor(options: Partial<MinMaxScalerOptions> = {}) {
    super(
      {
        name: 'MinMaxScaler',
        kind: 'transformer',
        params: {
          featureRange: anything<Pair>([0, 1], '[low, high], low < high', (value) =>
            isPair(value) ? value[0] < value[1] : false,
          ),
          clip: flag(false),
        },
        learned: ['dataMin_', 'dataMax_', 'dataRange_', 'scale_', 'min_', 'nSamplesSeen_'],
        tags: { missing: true, partial: true },
      },
      options,
    );
  }
  fit(X: Features): this {
    this.checkParams();
    return this.#learn(this.fitDense(X), undefined);
  }
  /** Learns from some more samples. */
  partialFit(X: Features): this {
    if (!this.isFitted) return this.fit(X);
    this.checkParams();
    return this.#learn(this.openDense(X), {
      low: values(this.dataMin_),
      high: values(this.dataMax_),
      count: this.nSamplesSeen_,
    });
  }
  #learn(
    X: Matrix,
    before: { low: Float64Array; high: Float64Array; count: number } | undefined,
  ): this {
    const low = before?.low ?? new Float64Array(X.cols).fill(Number.NaN);
    const high = before?.high ?? new Float64Array(X.cols).fill(Number.NaN);
    X.data.forEach((value, at) => {
      const j = at % X.cols;
      if (!(value >= low[j]!) && !Number.isNaN(value)) low[j] = value;
      if (!(value <= high[j]!) && !Number.isNaN(value)) high[j] = value;
    });
    const [from, to] = this.params.featureRange;
    const range = high.map((h, j) => h - low[j]!);
    const scale = noZeros(range).map((r) => (to - from) / r);
    this.nSamplesSeen_ = (before?.count ?? 0) + X.rows;
    this.dataMin_ = tensor(low);
    this.dataMax_ = tensor(high);
    this.dataRange_ = tensor(range);
    this.scale_ = tensor(scale);
    this.min_ = tensor(low.map((l, j) => from - l * scale[j]!));
    return this;
  }
  transform(X: Features): Tensor {
    const matrix = this.openDense(X);
    const scale = values(this.scale_);
    const min = values(this.min_);
    const [low, high] = this.params.featureRange;
    const { clip } = this.params;
    return mapColumns(matrix, (x, j) => {
      const y = x * scale[j]! + min[j]!;
      return clip ? Math.min(Math.max(y, low), high) : y;
    });
  }
  inverseTransform(X: Features): Tensor {
    const matrix = this.openDense(X);
    const scale = values(this.scale_);
    const min = values(this.min_);
    return mapColumns(matrix, (y, j) => (y - min[j]!) / scale[j]!);
  }
}

const maxAbsSpec: Spec<object> = {
  name: 'MaxAbsScaler',
  kind: 'transformer',
  params: {},
  learned: ['maxAbs_', 'scale_', 'nSamplesSeen_'],
  tags: { sparse: true, missing: true, partial: true },
};

/** x' = x / max|x|, column by column: within −1 … 1, zeros stay zeros, so sparse stays sparse. */
export class MaxAbsScaler extends OneToOne {
  declare maxAbs_: Tensor;
  declare scale_: Tensor;
  declare nSamplesSeen_: number;

  constructor(options: object = {}) {
    super(maxAbsSpec, options);
  }
  fit(X: Features): this {
    return this.#learn(this.fitAny(X), undefined, 0);
  }
  /** Learns from some more samples. */
  partialFit(X: Features): this {
    if (!this.isFitted) return this.fit(X);
    return this.#learn(this.openAny(X), values(this.maxAbs_), this.nSamplesSeen_);
  }
  #learn(X: Matrix | CSRMatrix, before: Float64Array | undefined, seen: number): this {
    const largest = Float64Array.from(presentValues(X), (column, j) =>
      column.reduce((a, v) => Math.max(a, Math.abs(v)), before?.[j] ?? 0),
    );
    this.nSamplesSeen_ = seen + X.rows;
    this.maxAbs_ = tensor(largest);
    this.scale_ = tensor(noZeros(largest));
    return this;
  }
  transform(X: CSRMatrix): CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix {
    return this.#apply(X, false);
  }
  inverseTransform(X: CSRMatrix): CSRMatrix;
  inverseTransform(X: Dense): Tensor;
  inverseTransform(X: Features): Tensor | CSRMatrix;
  inverseTransform(X: Dense): Tensor;
  inverseTransform(X: Features): Tensor | CSRMatrix {
    return this.#apply(X, true);
  }
  #apply(X: Features, back: boolean): Tensor | CSRMatrix {
    const matrix = this.openAny(X);
    const scale = values(this.scale_);
    if (matrix instanceof CSRMatrix) return scaleSparse(matrix, scale, back);
    return mapColumns(matrix, (x, j) => (back ? x * scale[j]! : x / scale[j]!));
  }
}

export interface RobustScalerOptions {
  /** Subtracts the median; not for sparse input. */
  withCentering: boolean;
  /** Divides by the range between the quantiles. */
  withScaling: boolean;
  /** Per cent, 0 < low < high < 100. */
  quantileRange: Pair;
  /** Divides further so that a normal column gets variance 1. */
  unitVariance: boolean;
}

/**
 * x' = (x − median) / (q₇₅ − q₂₅), column by column: a few wild values change nothing. Missing values (NaN) are
 * left out and stay.
 */
export class RobustScaler extends OneToOne<RobustScalerOptions> {
  declare center_: Tensor;
  declare scale_: Tensor;

  constructor(options: Partial<RobustScalerOptions> = {}) {
    super(
      {
        name: 'RobustScaler',
        kind: 'transformer',
        params: {
          withCentering: flag(true),
          withScaling: flag(true),
          quantileRange: anything<Pair>([25, 75], '[low, high], 0 ≤ low < high ≤ 100', isPair),
          unitVariance: flag(false),
        },
        learned: ['center_', 'scale_'],
        tags: { sparse: true, missing: true },
      },
      options,
    );
  }
  fit(X: Features): this {
    this.checkParams();
    const { withCentering, withScaling, quantileRange, unitVariance } = this.params;
    const [low, high] = quantileRange;
    if (!(low >= 0 && low < high && high <= 100)) {
      raise(ArgumentError, prepErrors, 'prep.range', {
        who: this.spec.name,
        name: 'quantileRange',
        expected: '[low, high], 0 ≤ low < high ≤ 100',
        got: [low, high],
      });
    }
    refuseSparse(this.spec.name, X, 'withCentering', withCentering);
    const matrix = this.fitAny(X);
    // A sparse column's zeros count in its quantiles.
    const columns = presentValues(matrix).map((column) => {
      if (!(matrix instanceof CSRMatrix)) return column.sort();
      const whole = new Float64Array(matrix.rows);
      whole.set(column);
      return whole.sort();
    });
    const widths = Float64Array.from(
      columns,
      (column) => quantileOf(column, high / 100) - quantileOf(column, low / 100),
    );
    const unit = unitVariance ? normalQuantile(high / 100) - normalQuantile(low / 100) : 1;
    const center = Float64Array.from(columns, (column) => quantileOf(column, 0.5));
    this.center_ = tensor(withCentering ? center : new Float64Array(center.length));
    this.scale_ = tensor(
      withScaling ? noZeros(widths).map((w) => w / unit) : new Float64Array(center.length).fill(1),
    );
    return this;
  }
  transform(X: CSRMatrix): CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix;
  transform(X: Dense): Tensor;
  transform(X: Features): Tensor | CSRMatrix {
    return this.#apply(X, false);
  }
  inverseTransform(X: CSRMatrix): CSRMatrix;
  inverseTransform(X: Dense): Tensor;
  inverseTransform(X: Features): Tensor | CSRMatrix;
  inverseTransform(X: Dense): Tensor;
  inverseTransform(X: Features): Tensor | CSRMatrix {
    return this.#apply(X, true);
  }
  #apply(X: Features, back: boolean): Tensor | CSRMatrix {
    this.requireFitted();
    refuseSparse(this.spec.name, X, 'withCentering', this.params.withCentering);
    const matrix = this.openAny(X);
    const scale = values(this.scale_);
    if (matrix instanceof CSRMatrix) return scaleSparse(matrix, scale, back);
    const center = values(this.center_);
    return back ? unscaleColumns(matrix, center, scale) : scaleColumns(matrix, center, scale);
  }
}
