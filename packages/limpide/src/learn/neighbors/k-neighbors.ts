/** Predictions from the k nearest samples (Fix & Hodges, 1951; Cover & Hart, 1967). */
import type { Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  Classifier,
  classTargets,
  type Features,
  integer,
  numericOutputs,
  type Outputs,
  Regressor,
  type Spec,
  type Targets,
} from '../base/index.ts';
import {
  checkCount,
  KeptSearch,
  type KNeighbors,
  kept,
  neighboursAsTensors,
  type SearchParams,
  searchParams,
} from './base.ts';
import { NeighbourSearch } from './search.ts';
import {
  largest,
  listed,
  means,
  type NeighborWeights,
  neighbourWeights,
  votes,
  weightsParam,
} from './weights.ts';

export interface KNeighborsOptions extends SearchParams {
  /** Neighbours that are asked, ≥ 1 (5). */
  nNeighbors: number;
  /** Their weights: `'uniform'` (default), `'distance'` (its inverse), or a function of the distances. */
  weights: NeighborWeights;
}

const params = {
  nNeighbors: integer(5, { min: 1 }),
  weights: weightsParam(),
  ...searchParams,
};

const classifierSpec: Spec<KNeighborsOptions> = {
  name: 'KNeighborsClassifier',
  kind: 'classifier',
  params,
  learned: ['classes_', 'fitX_', 'nSamplesFit_', 'codes_'],
};

/**
 * The class that most of the k nearest samples have.
 *
 * Nothing is learned but the samples themselves; the work is done when asked: O(d·log n) a question with few
 * features, O(n·d) otherwise. Features should be on the same scale. Among equal votes, the first class.
 */
export class KNeighborsClassifier extends Classifier<KNeighborsOptions> {
  declare fitX_: Tensor;
  declare nSamplesFit_: number;
  /** The place in `classes_` of each sample's class. */
  declare codes_: Tensor;
  readonly #kept = new KeptSearch();

  constructor(options: Partial<KNeighborsOptions> = {}) {
    super(classifierSpec, options);
  }

  fit(X: Features, y: Targets): this {
    this.checkParams();
    const x = this.fitDense(X);
    const { codes, classes } = classTargets(y, x.rows, this.spec.name);
    const samples = kept(x);
    const search = new NeighbourSearch(x, this.params, this.spec.name, samples);
    this.classes_ = classes;
    this.codes_ = tensor(codes);
    this.fitX_ = samples;
    this.nSamplesFit_ = x.rows;
    this.#kept.keep(this.fitX_, search);
    return this;
  }

  get #search(): NeighbourSearch {
    return this.#kept.get(this.fitX_, this.params, this.spec.name);
  }

  /** The nearest samples of each row of X; without X, of each sample of `fit`, itself left out. */
  kneighbors(
    X?: Features,
    { nNeighbors = this.params.nNeighbors }: { nNeighbors?: number } = {},
  ): KNeighbors {
    return askNeighbours(X === undefined ? undefined : this.openDense(X), this.#search, nNeighbors);
  }

  #votes(X: Features): Float64Array<ArrayBuffer> {
    const q = this.openDense(X);
    const { nNeighbors, weights } = this.params;
    const found = listed(this.#search.nearest(q, nNeighbors));
    const counts = neighbourWeights(found, weights, this.spec.name);
    return votes(found, counts, this.codes_.dataSync() as ArrayLike<number>, this.classes_.length);
  }
  /** The share of the votes that each class has, [n, classes]. */
  predictProba(X: Features): Tensor {
    const shares = this.#votes(X);
    const k = this.classes_.length;
    return tensor(shares, { shape: [shares.length / k, k] });
  }
  protected override predictCodes(X: Features): Int32Array {
    return largest(this.#votes(X), this.classes_.length);
  }
}

const regressorSpec: Spec<KNeighborsOptions> = {
  name: 'KNeighborsRegressor',
  kind: 'regressor',
  params,
  learned: ['fitX_', 'nSamplesFit_', 'y_'],
  tags: { multiOutput: true },
};

/**
 * The mean target of the k nearest samples, weighted or not.
 *
 * Costs and advice are those of {@link KNeighborsClassifier}. It never leaves the range of the targets.
 */
export class KNeighborsRegressor extends Regressor<KNeighborsOptions> {
  declare fitX_: Tensor;
  declare nSamplesFit_: number;
  /** The targets, [n] or [n, outputs]. */
  declare y_: Tensor;
  readonly #kept = new KeptSearch();

  constructor(options: Partial<KNeighborsOptions> = {}) {
    super(regressorSpec, options);
  }

  fit(X: Features, y: Outputs): this {
    this.checkParams();
    const x = this.fitDense(X);
    const targets = numericOutputs(y, x.rows, this.spec.name);
    const samples = kept(x);
    const search = new NeighbourSearch(x, this.params, this.spec.name, samples);
    this.y_ = targets.flat ? tensor(targets.data.slice()) : targets.toTensor();
    this.fitX_ = samples;
    this.nSamplesFit_ = x.rows;
    this.#kept.keep(this.fitX_, search);
    return this;
  }

  get #search(): NeighbourSearch {
    return this.#kept.get(this.fitX_, this.params, this.spec.name);
  }

  /** The nearest samples of each row of X; without X, of each sample of `fit`, itself left out. */
  kneighbors(
    X?: Features,
    { nNeighbors = this.params.nNeighbors }: { nNeighbors?: number } = {},
  ): KNeighbors {
    return askNeighbours(X === undefined ? undefined : this.openDense(X), this.#search, nNeighbors);
  }

  override predict(X: Features): Tensor {
    const q = this.openDense(X);
    const { nNeighbors, weights } = this.params;
    const found = listed(this.#search.nearest(q, nNeighbors));
    const counts = neighbourWeights(found, weights, this.spec.name);
    const outputs = this.y_.shape[1] ?? 1;
    const values = means(found, counts, this.y_.dataSync() as ArrayLike<number>, outputs);
    return this.y_.ndim === 1 ? tensor(values) : tensor(values, { shape: [q.rows, outputs] });
  }
}

const askNeighbours = (q: Matrix | undefined, search: NeighbourSearch, k: number): KNeighbors =>
  neighboursAsTensors(search.nearest(q ?? search.x, checkCount(k, search.who), q === undefined));
