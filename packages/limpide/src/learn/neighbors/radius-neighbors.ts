/** Predictions from all samples within a radius: where data are dense, more neighbours speak. */
import { neighborsErrors } from '../../errors/catalog/learn-neighbors.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  Classifier,
  classTargets,
  type Features,
  type Label,
  numericOutputs,
  type Outputs,
  Regressor,
  real,
  type Spec,
  type Targets,
} from '../base/index.ts';
import {
  ballsAsLists,
  checkRadius,
  KeptSearch,
  kept,
  type RadiusNeighbors,
  type SearchParams,
  searchParams,
} from './base.ts';
import { type Balls, NeighbourSearch } from './search.ts';
import {
  largest,
  means,
  type NeighborWeights,
  neighbourWeights,
  votes,
  weightsParam,
} from './weights.ts';

export interface RadiusNeighborsOptions extends SearchParams {
  /** Samples at a distance ≤ radius are asked, ≥ 0 (1). */
  radius: number;
  /** Their weights: `'uniform'` (default), `'distance'` (its inverse), or a function of the distances. */
  weights: NeighborWeights;
}
export interface RadiusNeighborsClassifierOptions extends RadiusNeighborsOptions {
  /** The class of samples without neighbours: a label, or `'mostFrequent'`; left out, they are an error. */
  outlierLabel: Label | undefined;
}

const params = {
  radius: real(1, { min: 0 }),
  weights: weightsParam(),
  ...searchParams,
};

const classifierSpec: Spec<RadiusNeighborsClassifierOptions> = {
  name: 'RadiusNeighborsClassifier',
  kind: 'classifier',
  params: {
    ...params,
    outlierLabel: {
      ...anything<Label | undefined>(
        undefined,
        "label | 'mostFrequent' | undefined",
        (value) => value === undefined || ['number', 'string', 'boolean'].includes(typeof value),
      ),
      parse: (text) => text,
    },
  },
  learned: ['classes_', 'fitX_', 'nSamplesFit_', 'codes_', 'outlierLabel_'],
};

/** Rows without neighbours. */
function lonely({ indptr }: Balls): number[] {
  const rows: number[] = [];
  for (let i = 0; i + 1 < indptr.length; i++) if (indptr[i] === indptr[i + 1]) rows.push(i);
  return rows;
}
const refuse = (
  who: string,
  rows: readonly number[],
  radius: number,
  code: 'neighbors.alone' | 'neighbors.aloneClass',
): never =>
  raise(DataError, neighborsErrors, code, { who, count: rows.length, row: rows[0], radius });

/** The class that most samples within a radius have. Among equal votes, the first class. */
export class RadiusNeighborsClassifier extends Classifier<RadiusNeighborsClassifierOptions> {
  declare fitX_: Tensor;
  declare nSamplesFit_: number;
  declare codes_: Tensor;
  /** The class of samples without neighbours; null: such samples are an error. */
  declare outlierLabel_: Label | null;
  readonly #kept = new KeptSearch();

  constructor(options: Partial<RadiusNeighborsClassifierOptions> = {}) {
    super(classifierSpec, options);
  }

  fit(X: Features, y: Targets): this {
    this.checkParams();
    const x = this.fitDense(X);
    const { codes, classes } = classTargets(y, x.rows, this.spec.name);
    const outlier = this.#outlier(codes, classes);
    const samples = kept(x);
    const search = new NeighbourSearch(x, this.params, this.spec.name, samples);
    this.classes_ = classes;
    this.codes_ = tensor(codes);
    this.outlierLabel_ = outlier;
    this.fitX_ = samples;
    this.nSamplesFit_ = x.rows;
    this.#kept.keep(this.fitX_, search);
    return this;
  }
  #outlier(codes: Int32Array, classes: readonly Label[]): Label | null {
    const { outlierLabel } = this.params;
    if (outlierLabel === undefined) return null;
    if (outlierLabel === 'mostFrequent') {
      const counts = new Float64Array(classes.length);
      for (const code of codes) counts[code]!++;
      return classes[largest(counts, classes.length)[0]!]!;
    }
    const expected = typeof classes[0];
    if (typeof outlierLabel !== expected)
      raise(DataError, neighborsErrors, 'neighbors.outlierLabel', {
        who: this.spec.name,
        got: String(outlierLabel),
        known: classes.map(String),
        expected,
      });
    return outlierLabel;
  }

  get #search(): NeighbourSearch {
    return this.#kept.get(this.fitX_, this.params, this.spec.name);
  }
  /** All samples at a distance ≤ radius of each row of X; without X, of each sample of `fit`. */
  radiusNeighbors(
    X?: Features,
    { radius = this.params.radius }: { radius?: number } = {},
  ): RadiusNeighbors {
    const q = X === undefined ? undefined : this.openDense(X);
    const search = this.#search;
    checkRadius(radius, this.spec.name);
    return ballsAsLists(search.within(q ?? search.x, radius, { self: q === undefined }));
  }

  #votes(X: Features): { shares: Float64Array<ArrayBuffer>; alone: number[] } {
    const q = this.openDense(X);
    const { radius, weights } = this.params;
    const found = this.#search.within(q, radius);
    const alone = lonely(found);
    if (alone.length > 0 && this.outlierLabel_ === null)
      refuse(this.spec.name, alone, radius, 'neighbors.aloneClass');
    const counts = neighbourWeights(found, weights, this.spec.name);
    const k = this.classes_.length;
    const shares = votes(found, counts, this.codes_.dataSync() as ArrayLike<number>, k);
    const code = this.classes_.indexOf(this.outlierLabel_ ?? '');
    if (code >= 0) for (const i of alone) shares[i * k + code] = 1;
    return { shares, alone };
  }
  /**
   * The share of the votes that each class has, [n, classes]. A sample without neighbours has probability 1
   * for `outlierLabel_`, or zeros everywhere when that is none of the classes.
   */
  predictProba(X: Features): Tensor {
    const { shares } = this.#votes(X);
    const k = this.classes_.length;
    return tensor(shares, { shape: [shares.length / k, k] });
  }
  override predict(X: Features): Label[] {
    const { shares, alone } = this.#votes(X);
    const codes = largest(shares, this.classes_.length);
    const labels = Array.from(codes, (code) => this.classes_[code]!);
    for (const i of alone) labels[i] = this.outlierLabel_ ?? labels[i]!;
    return labels;
  }
  protected override predictCodes(X: Features): Int32Array {
    return largest(this.#votes(X).shares, this.classes_.length);
  }
}

const regressorSpec: Spec<RadiusNeighborsOptions> = {
  name: 'RadiusNeighborsRegressor',
  kind: 'regressor',
  params,
  learned: ['fitX_', 'nSamplesFit_', 'y_'],
  tags: { multiOutput: true },
};

/** The mean target of the samples within a radius. A sample without neighbours is an error. */
export class RadiusNeighborsRegressor extends Regressor<RadiusNeighborsOptions> {
  declare fitX_: Tensor;
  declare nSamplesFit_: number;
  /** The targets, [n] or [n, outputs]. */
  declare y_: Tensor;
  readonly #kept = new KeptSearch();

  constructor(options: Partial<RadiusNeighborsOptions> = {}) {
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
  /** All samples at a distance ≤ radius of each row of X; without X, of each sample of `fit`. */
  radiusNeighbors(
    X?: Features,
    { radius = this.params.radius }: { radius?: number } = {},
  ): RadiusNeighbors {
    const q = X === undefined ? undefined : this.openDense(X);
    const search = this.#search;
    checkRadius(radius, this.spec.name);
    return ballsAsLists(search.within(q ?? search.x, radius, { self: q === undefined }));
  }

  /** @throws DataError for samples without neighbours */
  override predict(X: Features): Tensor {
    const q = this.openDense(X);
    const { radius, weights } = this.params;
    const found = this.#search.within(q, radius);
    const alone = lonely(found);
    if (alone.length > 0) refuse(this.spec.name, alone, radius, 'neighbors.alone');
    const counts = neighbourWeights(found, weights, this.spec.name);
    const outputs = this.y_.shape[1] ?? 1;
    const values = means(found, counts, this.y_.dataSync() as ArrayLike<number>, outputs);
    return this.y_.ndim === 1 ? tensor(values) : tensor(values, { shape: [q.rows, outputs] });
  }
}
