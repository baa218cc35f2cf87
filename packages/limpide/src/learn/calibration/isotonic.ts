/** Isotonic regression: the rising step function nearest to the data. */
import { learnErrors } from '../../errors/catalog/learn.ts';
import { judgingErrors } from '../../errors/catalog/learn-judging.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  denseInput,
  type Features,
  type FitOptions,
  Frame,
  numericTargets,
  type Outputs,
  optional,
  Regressor,
  real,
  type Spec,
  sampleWeights,
  show,
  type Targets,
} from '../base/index.ts';

/**
 * The rising sequence with the smallest Σ w(y − ŷ)², by pooling neighbours that fall (PAVA; Ayer et al., 1955).
 * O(n).
 */
export function isotonicRegression(
  y: ArrayLike<number>,
  {
    sampleWeight,
    increasing = true,
  }: { readonly sampleWeight?: ArrayLike<number> | undefined; readonly increasing?: boolean } = {},
): Float64Array {
  const n = y.length;
  const values = Float64Array.from(y);
  const weights = sampleWeights(sampleWeight, n, 'isotonicRegression');
  if (!increasing) {
    values.reverse();
    weights.reverse();
  }
  // Blocks: mean, weight, and how many samples they hold.
  const mean = new Float64Array(n);
  const weight = new Float64Array(n);
  const size = new Int32Array(n);
  let blocks = 0;
  for (let i = 0; i < n; i++) {
    mean[blocks] = values[i]!;
    weight[blocks] = weights[i]!;
    size[blocks] = 1;
    blocks++;
    while (blocks > 1 && mean[blocks - 2]! > mean[blocks - 1]!) {
      const a = blocks - 2;
      const all = weight[a]! + weight[a + 1]!;
      mean[a] =
        all > 0
          ? (mean[a]! * weight[a]! + mean[a + 1]! * weight[a + 1]!) / all
          : (mean[a]! + mean[a + 1]!) / 2;
      weight[a] = all;
      size[a]! += size[a + 1]!;
      blocks--;
    }
  }
  const out = new Float64Array(n);
  for (let b = 0, at = 0; b < blocks; b++) {
    out.fill(mean[b]!, at, at + size[b]!);
    at += size[b]!;
  }
  return increasing ? out : out.reverse();
}

export interface IsotonicRegressionOptions {
  /** Predictions are not below. */
  yMin: number | undefined;
  yMax: number | undefined;
  /** Rises, falls, or whichever Spearman's correlation says. */
  increasing: boolean | 'auto';
  /** Outside of what was seen: NaN, the nearest value, or an error. */
  outOfBounds: 'nan' | 'clip' | 'raise';
}

const spec: Spec<IsotonicRegressionOptions> = {
  name: 'IsotonicRegression',
  kind: 'regressor',
  params: {
    yMin: optional(real(0)),
    yMax: optional(real(0)),
    increasing: anything<boolean | 'auto'>(
      true,
      "true | false | 'auto'",
      (value) => typeof value === 'boolean' || value === 'auto',
    ),
    outOfBounds: choice('nan', ['nan', 'clip', 'raise']),
  },
  learned: ['XThresholds_', 'yThresholds_', 'XMin_', 'XMax_', 'increasing_'],
  tags: { weights: true },
};

/**
 * A function of one feature that only rises (or only falls), as near to the data as possible: steps, joined by
 * lines between the samples. X is one column, or a list of numbers.
 */
export class IsotonicRegression extends Regressor<IsotonicRegressionOptions> {
  /** Where the function bends, and its values there. */
  declare XThresholds_: Tensor;
  declare yThresholds_: Tensor;
  declare XMin_: number;
  declare XMax_: number;
  declare increasing_: boolean;

  constructor(options: Partial<IsotonicRegressionOptions> = {}) {
    super(spec, options);
  }
  #column(X: Features | ArrayLike<number>): Float64Array {
    if (typeof X !== 'object' || X === null)
      raise(DataError, learnErrors, 'learn.notFeatures', { who: this.spec.name, got: show(X) });
    const list = !('rows' in X) && !('shape' in X) && 'length' in X && typeof X[0] !== 'object';
    if (list) return numericTargets(X as ArrayLike<number>, X.length, this.spec.name);
    const matrix = denseInput(X as Features, { who: this.spec.name });
    if (matrix.cols !== 1)
      raise(DataError, judgingErrors, 'select.count', {
        who: this.spec.name,
        name: 'X',
        expected: 'one column',
        got: matrix.cols,
      });
    return Float64Array.from(matrix.data);
  }
  fit(X: Features | ArrayLike<number>, y: Outputs, { sampleWeight }: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const x = this.#column(X);
    if (x.length === 0) denseInput([], { who });
    const targets = numericTargets(y as Targets, x.length, who);
    const weights = sampleWeights(sampleWeight, x.length, who);
    const rising =
      this.params.increasing === 'auto' ? spearmanSign(x, targets) >= 0 : this.params.increasing;
    const merged = mergeTies(x, targets, weights);
    const { yMin = -Infinity, yMax = Infinity } = this.params;
    if (yMin > yMax)
      raise(ArgumentError, judgingErrors, 'select.count', {
        who,
        name: 'yMin',
        expected: `≤ yMax = ${yMax}`,
        got: yMin,
      });
    const fitted = isotonicRegression(merged.y, {
      sampleWeight: merged.weights,
      increasing: rising,
    }).map((v) => Math.min(Math.max(v, yMin), yMax));
    // Only the ends of flat stretches are needed.
    const keep = [...fitted.keys()].filter(
      (i) =>
        i === 0 ||
        i === fitted.length - 1 ||
        fitted[i] !== fitted[i - 1] ||
        fitted[i] !== fitted[i + 1],
    );
    this.remember(X instanceof Frame ? X : [[0]], 1);
    this.XThresholds_ = tensor(Float64Array.from(keep, (i) => merged.x[i]!));
    this.yThresholds_ = tensor(Float64Array.from(keep, (i) => fitted[i]!));
    this.XMin_ = merged.x[0]!;
    this.XMax_ = merged.x.at(-1)!;
    this.increasing_ = rising;
    return this;
  }
  predict(X: Features | ArrayLike<number>): Tensor {
    this.requireFitted();
    if (X instanceof Frame) this.checkNames(X);
    const x = this.#column(X);
    const xs = this.XThresholds_.dataSync() as Float64Array;
    const ys = this.yThresholds_.dataSync() as Float64Array;
    return tensor(x.map((value) => this.#at(value, xs, ys)));
  }
  /** The same as `predict`. */
  transform(X: Features | ArrayLike<number>): Tensor {
    return this.predict(X);
  }
  #at(value: number, xs: Float64Array, ys: Float64Array): number {
    const last = xs.length - 1;
    if (value < xs[0]! || value > xs[last]!) {
      const { outOfBounds } = this.params;
      if (outOfBounds === 'nan') return Number.NaN;
      if (outOfBounds === 'raise')
        raise(DataError, judgingErrors, 'isotonic.bounds', {
          who: this.spec.name,
          got: value,
          expected: `${xs[0]} … ${xs[last]}`,
        });
      return value < xs[0]! ? ys[0]! : ys[last]!;
    }
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (xs[middle]! <= value) low = middle;
      else high = middle;
    }
    if (value === xs[high]) return ys[high]!;
    const width = xs[high]! - xs[low]!;
    return width > 0 ? ys[low]! + ((ys[high]! - ys[low]!) * (value - xs[low]!)) / width : ys[low]!;
  }
}

/** Sorted by x, samples with the same x as one: their mean, their weight. Weightless samples are left out. */
function mergeTies(
  x: Float64Array,
  y: Float64Array,
  w: Float64Array,
): { x: number[]; y: number[]; weights: number[] } {
  const order = [...x.keys()].filter((i) => w[i]! > 0).sort((a, b) => x[a]! - x[b]!);
  const out = { x: [] as number[], y: [] as number[], weights: [] as number[] };
  for (const i of order) {
    const last = out.x.length - 1;
    if (last >= 0 && out.x[last] === x[i]) {
      const all = out.weights[last]! + w[i]!;
      out.y[last] = (out.y[last]! * out.weights[last]! + y[i]! * w[i]!) / all;
      out.weights[last] = all;
    } else {
      out.x.push(x[i]!);
      out.y.push(y[i]!);
      out.weights.push(w[i]!);
    }
  }
  return out;
}

/** Sign of the correlation of ranks. */
function spearmanSign(x: Float64Array, y: Float64Array): number {
  const ranks = (v: Float64Array): Float64Array => {
    const order = [...v.keys()].sort((a, b) => v[a]! - v[b]!);
    const out = new Float64Array(v.length);
    for (let s = 0; s < order.length; ) {
      let e = s;
      while (e < order.length && v[order[e]!] === v[order[s]!]) e++;
      for (let k = s; k < e; k++) out[order[k]!] = (s + e - 1) / 2;
      s = e;
    }
    return out;
  };
  const a = ranks(x);
  const b = ranks(y);
  const middle = (x.length - 1) / 2;
  return Math.sign(a.reduce((sum, r, i) => sum + (r - middle) * (b[i]! - middle), 0));
}
