/** Samples that live in thinner surroundings than their neighbours do (Breunig, Kriegel, Ng & Sander, 2000). */
import { neighborsErrors } from '../../errors/catalog/learn-neighbors.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  choice,
  either,
  type Features,
  flag,
  integer,
  OutlierDetector,
  type Outputs,
  real,
  type Spec,
} from '../base/index.ts';
import { KeptSearch, kept, type SearchParams, searchParams } from './base.ts';
import { NeighbourSearch, type Neighbours } from './search.ts';

export interface LocalOutlierFactorOptions extends SearchParams {
  /** Neighbours a sample is compared with, ≥ 1 (20); at most all other samples. */
  nNeighbors: number;
  /** The share of outliers, in (0, 0.5], or `'auto'` (default): those whose factor is above 1.5. */
  contamination: 'auto' | number;
  /** false (default): judge the samples of fit (`fitPredict`). true: judge new ones (`predict`). */
  novelty: boolean;
}

const spec: Spec<LocalOutlierFactorOptions> = {
  name: 'LocalOutlierFactor',
  kind: 'outlierDetector',
  params: {
    nNeighbors: integer(20, { min: 1 }),
    ...searchParams,
    contamination: either(choice('auto', ['auto']), real(0.1, { min: 0, max: 0.5, open: 'min' })),
    novelty: flag(false),
  },
  learned: [
    'fitX_',
    'nNeighbors_',
    'kDistances_',
    'localDensities_',
    'negativeOutlierFactor_',
    'offset_',
  ],
};

/**
 * The local outlier factor of a sample is how much thinner its surroundings are than those of its neighbours:
 *
 * reach(a, b) = max(k-distance(b), ‖a − b‖), density(a) = 1 / mean reach to its k neighbours,
 * LOF(a) = mean density of its neighbours / density(a): about 1 inside a cluster, dense or not.
 */
export class LocalOutlierFactor extends OutlierDetector<LocalOutlierFactorOptions> {
  declare fitX_: Tensor;
  /** Neighbours in use: at most all the others. */
  declare nNeighbors_: number;
  /** The distance of each sample of fit to its k-th neighbour. */
  declare kDistances_: Tensor;
  /** Their local reachability densities. */
  declare localDensities_: Tensor;
  /** −LOF of each sample of fit: near −1 is normal. */
  declare negativeOutlierFactor_: Tensor;
  /** Below it, a sample is an outlier. */
  declare offset_: number;
  readonly #kept = new KeptSearch();

  constructor(options: Partial<LocalOutlierFactorOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs): this {
    this.checkParams();
    const { nNeighbors, contamination } = this.params;
    const x = this.fitDense(X, { minRows: 2 });
    const samples = kept(x);
    const search = new NeighbourSearch(x, this.params, this.spec.name, samples);
    const k = Math.min(nNeighbors, x.rows - 1);
    const found = search.nearest(x, k, true);
    const far = Float64Array.from({ length: x.rows }, (_, i) => found.distances[i * k + k - 1]!);
    const density = densities(found, far);
    const factors = negativeFactors(found, density, density);
    this.fitX_ = samples;
    this.nNeighbors_ = k;
    this.kDistances_ = tensor(far);
    this.localDensities_ = tensor(density);
    this.negativeOutlierFactor_ = tensor(factors);
    this.offset_ = contamination === 'auto' ? -1.5 : quantile(factors, contamination);
    this.#kept.keep(this.fitX_, search);
    return this;
  }

  /** 1 for samples of fit like the others, −1 for outliers. With `novelty: false` only. */
  fitPredict(X: Features, y?: Outputs): Tensor {
    if (this.params.novelty)
      raise(ArgumentError, neighborsErrors, 'neighbors.notNovelty', { who: this.spec.name });
    this.fit(X, y);
    const factors = this.negativeOutlierFactor_.dataSync() as ArrayLike<number>;
    return tensor(Int32Array.from(factors, (factor) => (factor < this.offset_ ? -1 : 1)));
  }

  /** −LOF of new samples with regard to those of fit. With `novelty: true` only. */
  override scoreSamples(X: Features): Tensor {
    return this.#score(X, 'scoreSamples');
  }
  override decisionFunction(X: Features): Tensor {
    return this.#score(X, 'decisionFunction').sub(this.offset_);
  }
  override predict(X: Features): Tensor {
    this.#needsNovelty('predict');
    return super.predict(X);
  }
  override offers(method: string): boolean {
    const { novelty } = this.params;
    if (method === 'fitPredict') return !novelty;
    if (['predict', 'decisionFunction', 'scoreSamples'].includes(method)) return novelty;
    return super.offers(method);
  }
  #score(X: Features, method: string): Tensor {
    this.#needsNovelty(method);
    const q = this.openDense(X);
    const search = this.#kept.get(this.fitX_, this.params, this.spec.name);
    const found = search.nearest(q, this.nNeighbors_);
    const far = this.kDistances_.dataSync() as ArrayLike<number>;
    const known = this.localDensities_.dataSync() as ArrayLike<number>;
    return tensor(negativeFactors(found, densities(found, far), known));
  }
  #needsNovelty(method: string): void {
    if (!this.params.novelty)
      raise(ArgumentError, neighborsErrors, 'neighbors.novelty', { who: this.spec.name, method });
  }
}

/** 1 / mean reach to the neighbours, whose k-distances are `far`. */
function densities(
  { k, indices, distances }: Neighbours,
  far: ArrayLike<number>,
): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: indices.length / k }, (_, i) => {
    let sum = 0;
    for (let t = i * k; t < (i + 1) * k; t++) sum += Math.max(distances[t]!, far[indices[t]!]!);
    return 1 / (sum / k + 1e-10); // duplicates have no distance: a bound, where they had none
  });
}

/** − mean over the neighbours of their density divided by the sample's own. */
function negativeFactors(
  { k, indices }: Neighbours,
  own: Float64Array,
  known: ArrayLike<number>,
): Float64Array<ArrayBuffer> {
  return Float64Array.from(own, (density, i) => {
    let sum = 0;
    for (let t = i * k; t < (i + 1) * k; t++) sum += known[indices[t]!]! / density;
    return -sum / k;
  });
}

/** The value below which a share of the values lies, interpolated. */
function quantile(values: Float64Array, share: number): number {
  const sorted = values.slice().sort();
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const next = sorted[Math.min(low + 1, sorted.length - 1)]!;
  return sorted[low]! + (at - low) * (next - sorted[low]!);
}
