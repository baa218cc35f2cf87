/** PolynomialFeatures: all products of features up to a degree. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, NumericError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { anything, type Features, flag, type Spec, Transformer } from '../base/index.ts';
import { checkedNames } from './columns.ts';

export interface PolynomialFeaturesOptions {
  /** The highest degree, or [lowest, highest]. */
  degree: number | readonly [number, number];
  /** Only products of different features: a·b but not a². */
  interactionOnly: boolean;
  /** Adds the column of ones (degree 0). */
  includeBias: boolean;
}

const isDegree = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

const spec: Spec<PolynomialFeaturesOptions> = {
  name: 'PolynomialFeatures',
  kind: 'transformer',
  params: {
    degree: anything<PolynomialFeaturesOptions['degree']>(
      2,
      'integer ≥ 0 | [lowest, highest]',
      (value) =>
        isDegree(value) ||
        (Array.isArray(value) &&
          value.length === 2 &&
          value.every(isDegree) &&
          value[0] <= value[1]),
    ),
    interactionOnly: flag(false),
    includeBias: flag(true),
  },
  learned: ['powers_', 'nOutputFeatures_'],
};

/**
 * The monomials of the features up to a degree: 1, a, b, a², a·b, b²… With them a linear model fits curves. There
 * are C(d + degree, degree) of them: they grow fast.
 */
export class PolynomialFeatures extends Transformer<PolynomialFeaturesOptions> {
  /** Exponent of each input (column) in each output (row), int32. */
  declare powers_: Tensor;
  declare nOutputFeatures_: number;

  constructor(options: Partial<PolynomialFeaturesOptions> = {}) {
    super(spec, options);
  }
  fit(X: Features): this {
    this.checkParams();
    const { cols } = this.fitDense(X);
    const { degree, interactionOnly, includeBias } = this.params;
    const [low, high] = typeof degree === 'number' ? [1, degree] : degree;
    const count = products(cols, low, high, interactionOnly);
    if (count > most)
      raise(ArgumentError, prepErrors, 'prep.manyColumns', {
        who: this.spec.name,
        degree: high,
        cols,
        got: count,
        most,
      });
    const terms = monomials(cols, Math.max(low, 1), high, interactionOnly);
    if (includeBias) terms.unshift([]);
    if (terms.length === 0)
      raise(ArgumentError, prepErrors, 'prep.range', {
        who: this.spec.name,
        name: 'degree',
        expected: '≥ 1, or includeBias: true',
        got: high,
      });
    const powers = new Int32Array(terms.length * cols);
    terms.forEach((term, t) => {
      for (const j of term) powers[t * cols + j]!++;
    });
    this.powers_ = tensor(powers, { shape: [terms.length, cols] });
    this.nOutputFeatures_ = terms.length;
    return this;
  }
  transform(X: Features): Tensor {
    const { data, rows, cols } = this.openDense(X);
    const count = this.nOutputFeatures_;
    const terms = this.#terms();
    const out = new Float64Array(rows * count);
    for (let i = 0; i < rows; i++)
      for (let t = 0; t < count; t++) {
        let product = 1;
        const term = terms[t]!;
        for (let f = 0; f < term.length; f++) product *= data[i * cols + term[f]!]!;
        if (!Number.isFinite(product))
          raise(NumericError, prepErrors, 'prep.product', { who: this.spec.name, row: i });
        out[i * count + t] = product;
      }
    return tensor(out, { shape: [rows, count] });
  }
  /** The features of each product, repeated by their exponent. */
  #terms(): number[][] {
    const powers = this.powers_.dataSync();
    const cols = this.nFeaturesIn_;
    return Array.from({ length: this.nOutputFeatures_ }, (_, t) =>
      Array.from({ length: cols }, (_, j) =>
        new Array<number>(Number(powers[t * cols + j])).fill(j),
      ).flat(),
    );
  }
  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = checkedNames(this.spec.name, this.inputNames(inputFeatures), this.nFeaturesIn_);
    return this.#terms().map((term) => {
      const parts = [...new Set(term)].map((j) => {
        const power = term.filter((f) => f === j).length;
        return power === 1 ? names[j]! : `${names[j]!}^${power}`;
      });
      return parts.length === 0 ? '1' : parts.join(' ');
    });
  }
}

/** Products beyond this are refused: a single sample would take 8 MB. */
const most = 1e6;

/** How many products of low … high features there are: Σ C(d + k − 1, k), or Σ C(d, k) of different ones. */
function products(d: number, low: number, high: number, different: boolean): number {
  let all = 0;
  for (let k = Math.max(low, 1); k <= high; k++) {
    let ways = 1;
    for (let i = 0; i < k; i++) ways = (ways * (different ? d - i : d + i)) / (i + 1);
    all += Math.round(ways);
  }
  return all;
}

/** All products of low … high features, by degree and then in the order of the features. */
function monomials(d: number, low: number, high: number, different: boolean): number[][] {
  const all: number[][] = [];
  const extend = (term: number[], from: number, left: number): void => {
    if (left === 0) {
      all.push(term);
      return;
    }
    for (let j = from; j < d; j++) extend([...term, j], different ? j + 1 : j, left - 1);
  };
  for (let degree = low; degree <= high; degree++) extend([], 0, degree);
  return all;
}
