/** Transformers that give columns another distribution: QuantileTransformer, PowerTransformer. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import { special } from '../../stats/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  choice,
  columnName,
  type Features,
  flag,
  integer,
  RandomStream,
  type Spec,
  seed,
  seedOf,
} from '../base/index.ts';
import { mapColumns, OneToOne, presentValues, quantileOf, values } from './columns.ts';

import { StandardScaler } from './standard-scaler.ts';

const { normalCdf, normalQuantile } = special;

export interface QuantileTransformerOptions {
  /** How many quantiles are kept (at most the number of samples). */
  nQuantiles: number;
  outputDistribution: 'uniform' | 'normal';
  /** Looks at so many samples at most, drawn at random. */
  subsample: number;
  randomState: number | undefined;
}

const quantileSpec: Spec<QuantileTransformerOptions> = {
  name: 'QuantileTransformer',
  kind: 'transformer',
  params: {
    nQuantiles: integer(1000, { min: 1 }),
    outputDistribution: choice('uniform', ['uniform', 'normal']),
    subsample: integer(10_000, { min: 1 }),
    randomState: seed(),
  },
  learned: ['quantiles_', 'nQuantiles_'],
  tags: { missing: true, random: true },
};

/** Outputs of a normal distribution stay within ±5.2: those of probabilities 10⁻⁷ and 1 − 10⁻⁷. */
const EDGE = 1e-7;

/**
 * Each value becomes its rank: the share of the samples below it (or the normal quantile of that share). Monotone,
 * so that order stays and outliers lose their pull. Missing values (NaN) stay.
 */
export class QuantileTransformer extends OneToOne<QuantileTransformerOptions> {
  /** float64 `[nQuantiles_, columns]` */
  declare quantiles_: Tensor;
  declare nQuantiles_: number;

  constructor(options: Partial<QuantileTransformerOptions> = {}) {
    super(quantileSpec, options);
  }
  fit(X: Features): this {
    this.checkParams();
    const matrix = this.fitDense(X);
    const { subsample, randomState } = this.params;
    const count = Math.max(1, Math.min(this.params.nQuantiles, matrix.rows));
    const stream = matrix.rows > subsample ? new RandomStream(seedOf(randomState)) : undefined;
    const columns = presentValues(matrix).map((column) => {
      if (!stream || column.length <= subsample) return column.sort();
      return Float64Array.from(stream.sample(column.length, subsample), (i) => column[i]!).sort();
    });
    const quantiles = new Float64Array(count * matrix.cols);
    columns.forEach((column, j) => {
      let last = -Infinity;
      for (let k = 0; k < count; k++) {
        const q = quantileOf(column, count === 1 ? 0 : k / (count - 1));
        last = q > last ? q : Number.isNaN(q) ? q : last; // rounding must not make it fall
        quantiles[k * matrix.cols + j] = last;
      }
    });
    this.nQuantiles_ = count;
    this.quantiles_ = tensor(quantiles, { shape: [count, matrix.cols] });
    return this;
  }
  #columns(): Float64Array[] {
    const all = values(this.quantiles_);
    const d = this.nFeaturesIn_;
    return Array.from({ length: d }, (_, j) =>
      Float64Array.from({ length: this.nQuantiles_ }, (_, k) => all[k * d + j]!),
    );
  }
  transform(X: Features): Tensor {
    const matrix = this.openDense(X);
    const columns = this.#columns();
    const normal = this.params.outputDistribution === 'normal';
    const edge = normalQuantile(1 - EDGE);
    return mapColumns(matrix, (x, j) => {
      if (Number.isNaN(x)) return x;
      const p = rank(columns[j]!, x);
      if (!normal) return p;
      return Math.min(Math.max(normalQuantile(p), -edge), edge);
    });
  }
  inverseTransform(X: Features): Tensor {
    const matrix = this.openDense(X);
    const columns = this.#columns();
    const normal = this.params.outputDistribution === 'normal';
    return mapColumns(matrix, (x, j) => {
      if (Number.isNaN(x)) return x;
      const p = normal ? normalCdf(x) : x;
      const within = normal && p < EDGE ? 0 : normal && p > 1 - EDGE ? 1 : p;
      return quantileOf(columns[j]!, Math.min(Math.max(within, 0), 1));
    });
  }
}

/** Share of the distribution below x; inside a run of equal quantiles, the middle of the run. */
function rank(q: Float64Array, x: number): number {
  const last = q.length - 1;
  if (last === 0) return x < q[0]! ? 0 : x > q[0]! ? 1 : 0;
  if (x <= q[0]! && x !== q[last]!) return 0;
  if (x >= q[last]!) return x === q[0]! ? 0 : 1;
  const up = interpolate(q, x, true);
  const down = interpolate(q, x, false);
  return (up + down) / 2 / last;
}

/** Place of x between rising values, from the last value ≤ x upward or from the first value ≥ x downward. */
function interpolate(q: Float64Array, x: number, upper: boolean): number {
  let low = 0;
  let high = q.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upper ? q[middle]! <= x : q[middle]! < x) low = middle + 1;
    else high = middle;
  }
  const above = low; // first value > x (or ≥ x)
  if (upper) {
    const a = q[above - 1]!;
    if (above >= q.length) return q.length - 1;
    return above - 1 + (x - a) / (q[above]! - a);
  }
  if (q[above] === x) return above;
  const a = q[above - 1]!;
  return above - 1 + (x - a) / (q[above]! - a);
}

export interface PowerTransformerOptions {
  /** Box–Cox needs values > 0; Yeo–Johnson takes all. */
  method: 'yeo-johnson' | 'box-cox';
  /** Mean 0 and deviation 1 afterwards. */
  standardize: boolean;
}

const powerSpec: Spec<PowerTransformerOptions> = {
  name: 'PowerTransformer',
  kind: 'transformer',
  params: {
    method: choice('yeo-johnson', ['yeo-johnson', 'box-cox']),
    standardize: flag(true),
  },
  learned: ['lambdas_', 'scaler_'],
  tags: { missing: true },
};

/**
 * A power of each column that makes it as normal as possible: the exponent λ with the highest likelihood
 * (Box & Cox, 1964; Yeo & Johnson, 2000). λ = 1 changes nothing, λ = 0 is the logarithm. Missing values stay.
 */
export class PowerTransformer extends OneToOne<PowerTransformerOptions> {
  declare lambdas_: Tensor;
  declare scaler_: StandardScaler | null;

  constructor(options: Partial<PowerTransformerOptions> = {}) {
    super(powerSpec, options);
  }
  fit(X: Features): this {
    this.checkParams();
    const matrix = this.fitDense(X);
    this.#checkPositive(matrix, X);
    const { method, standardize } = this.params;
    const lambdas = Float64Array.from(presentValues(matrix), (column) =>
      bestPower(column, method === 'box-cox'),
    );
    const powered = this.#powered(matrix, lambdas);
    const scaler = standardize ? new StandardScaler().fit(powered) : null;
    this.lambdas_ = tensor(lambdas);
    this.scaler_ = scaler;
    return this;
  }
  #checkPositive({ data, cols }: Matrix, X: Features): void {
    if (this.params.method !== 'box-cox') return;
    const at = data.findIndex((value) => value <= 0);
    if (at < 0) return;
    raise(DataError, prepErrors, 'prep.positive', {
      who: this.spec.name,
      column: columnName(X, at % cols),
      got: data[at]!,
      row: Math.floor(at / cols),
    });
  }
  #powered(matrix: Matrix, lambdas: Float64Array): Tensor {
    const power = this.params.method === 'box-cox' ? boxCox : yeoJohnson;
    return mapColumns(matrix, (x, j) => power(x, lambdas[j]!));
  }
  transform(X: Features): Tensor {
    const matrix = this.openDense(X);
    this.#checkPositive(matrix, X);
    const powered = this.#powered(matrix, values(this.lambdas_));
    return this.scaler_ ? this.scaler_.transform(powered) : powered;
  }
  inverseTransform(X: Features): Tensor {
    const matrix = this.openDense(X);
    const lambdas = values(this.lambdas_);
    const boxcox = this.params.method === 'box-cox';
    const back = boxcox ? boxCoxInverse : yeoJohnsonInverse;
    const raw = this.scaler_ ? values(this.scaler_.inverseTransform(matrix)) : matrix.data;
    const d = matrix.cols;
    const out = Float64Array.from(raw, (y, at) => back(y, lambdas[at % d]!));
    return tensor(out, { shape: [matrix.rows, d] });
  }
}

const near0 = (x: number): boolean => Math.abs(x) < 2 ** -52;
const boxCox = (x: number, l: number): number => (near0(l) ? Math.log(x) : (x ** l - 1) / l);
const boxCoxInverse = (y: number, l: number): number =>
  near0(l) ? Math.exp(y) : (l * y + 1) ** (1 / l);
const yeoJohnson = (x: number, l: number): number => {
  if (x >= 0) return near0(l) ? Math.log1p(x) : Math.expm1(l * Math.log1p(x)) / l;
  return near0(l - 2) ? -Math.log1p(-x) : -Math.expm1((2 - l) * Math.log1p(-x)) / (2 - l);
};
const yeoJohnsonInverse = (y: number, l: number): number => {
  if (y >= 0) return near0(l) ? Math.expm1(y) : Math.expm1(Math.log1p(y * l) / l);
  return near0(l - 2) ? -Math.expm1(-y) : -Math.expm1(Math.log1p(-(2 - l) * y) / (2 - l));
};

/** The exponent with the highest log-likelihood −n/2·ln σ²(λ) + (λ − 1)·Σ ln-terms. Constant columns: 1. */
function bestPower(x: Float64Array, boxcox: boolean): number {
  if (x.length === 0 || x.every((v) => v === x[0])) return 1;
  let logs = 0;
  for (const v of x) logs += boxcox ? Math.log(v) : Math.sign(v) * Math.log1p(Math.abs(v));
  const power = boxcox ? boxCox : yeoJohnson;
  const cost = (l: number): number => {
    let mean = 0;
    for (const v of x) mean += power(v, l) / x.length;
    let spread = 0;
    for (const v of x) spread += (power(v, l) - mean) ** 2 / x.length;
    const likelihood = (-x.length / 2) * Math.log(spread) + (l - 1) * logs;
    return Number.isFinite(likelihood) ? -likelihood : Infinity;
  };
  return minimum(cost, -2, 2);
}

/** Golden sections after walking out of [a, b] downhill: exact enough for a smooth cost (10⁻⁹). */
function minimum(cost: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  for (let width = b - a; cost(a) < cost((a + b) / 2) && width < 1000; width *= 2) a -= width;
  for (let width = b - a; cost(b) < cost((a + b) / 2) && width < 1000; width *= 2) b += width;
  const golden = (Math.sqrt(5) - 1) / 2;
  let x = b - golden * (b - a);
  let y = a + golden * (b - a);
  let fx = cost(x);
  let fy = cost(y);
  while (b - a > 1e-9) {
    if (fx <= fy) {
      b = y;
      y = x;
      fy = fx;
      x = b - golden * (b - a);
      fx = cost(x);
    } else {
      a = x;
      x = y;
      fx = fy;
      y = a + golden * (b - a);
      fy = cost(y);
    }
  }
  return (a + b) / 2;
}
