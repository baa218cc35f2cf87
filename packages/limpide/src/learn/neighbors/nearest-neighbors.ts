/** Searches of neighbours, without learning anything from them. */
import type { CSRMatrix, Matrix } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import { Estimator, type Features, integer, type Outputs, real, type Spec } from '../base/index.ts';
import {
  asBalls,
  ballsAsLists,
  checkCount,
  checkRadius,
  KeptSearch,
  type KNeighbors,
  kept,
  neighbourGraph,
  neighboursAsTensors,
  type RadiusNeighbors,
  type SearchParams,
  searchParams,
} from './base.ts';
import { NeighbourSearch } from './search.ts';

/** An estimator that remembers its samples and searches among them. */
export abstract class Searching<P extends SearchParams> extends Estimator<P> {
  /** The samples of `fit`, [n, d] (precomputed distances: [n, n]). */
  declare fitX_: Tensor;
  declare nSamplesFit_: number;
  readonly #kept = new KeptSearch();

  /** Makes the search ready; `set` then assigns what was learned. */
  protected prepare(x: Matrix): { readonly search: NeighbourSearch; readonly keep: () => void } {
    const samples = kept(x);
    const search = new NeighbourSearch(x, this.params, this.spec.name, samples);
    return {
      search,
      keep: () => {
        this.fitX_ = samples;
        this.nSamplesFit_ = x.rows;
        this.#kept.keep(this.fitX_, search);
      },
    };
  }
  protected get search(): NeighbourSearch {
    return this.#kept.get(this.fitX_, this.params, this.spec.name);
  }
  /** The samples asked about: those of fit, each without itself, when none are given. */
  protected asked(X: Features | undefined): { readonly q: Matrix; readonly self: boolean } {
    if (X !== undefined) return { q: this.openDense(X), self: false };
    this.requireFitted();
    return { q: this.search.x, self: true };
  }
}

export interface NearestNeighborsOptions extends SearchParams {
  /** Neighbours that `kneighbors` gives, ≥ 1 (5). */
  nNeighbors: number;
  /** Radius of `radiusNeighbors`, ≥ 0 (1). */
  radius: number;
}

const spec: Spec<NearestNeighborsOptions> = {
  name: 'NearestNeighbors',
  kind: 'neighbors',
  params: {
    nNeighbors: integer(5, { min: 1 }),
    radius: real(1, { min: 0 }),
    ...searchParams,
  },
  learned: ['fitX_', 'nSamplesFit_'],
};

/**
 * The nearest samples of a sample, and those within a radius.
 *
 * For few features a tree finds them in O(d·log n); beyond some fifteen, all distances are computed, as a
 * matrix product where the metric allows it. Among equal distances the sample of smaller number comes first.
 */
export class NearestNeighbors extends Searching<NearestNeighborsOptions> {
  constructor(options: Partial<NearestNeighborsOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs): this {
    this.checkParams();
    this.prepare(this.fitDense(X)).keep();
    return this;
  }

  /**
   * The nearest samples of each row of X, nearest first. Without X: of each sample of `fit`, itself left out.
   *
   * @throws ArgumentError when there are fewer samples than neighbours asked for
   */
  kneighbors(
    X?: Features,
    { nNeighbors = this.params.nNeighbors }: { nNeighbors?: number } = {},
  ): KNeighbors {
    const { q, self } = this.asked(X);
    const k = checkCount(nNeighbors, this.spec.name);
    return neighboursAsTensors(this.search.nearest(q, k, self));
  }

  /** All samples at a distance ≤ radius, by number or, with `sortResults`, by distance. */
  radiusNeighbors(
    X?: Features,
    {
      radius = this.params.radius,
      sortResults = false,
    }: { radius?: number; sortResults?: boolean } = {},
  ): RadiusNeighbors {
    const { q, self } = this.asked(X);
    checkRadius(radius, this.spec.name);
    return ballsAsLists(
      this.search.within(q, radius, { self, order: sortResults ? 'distance' : 'number' }),
    );
  }

  /** `kneighbors` as a sparse matrix [rows of X, samples of fit]: ones, or the distances. */
  kneighborsGraph(
    X?: Features,
    {
      nNeighbors = this.params.nNeighbors,
      mode = 'connectivity',
    }: { nNeighbors?: number; mode?: 'connectivity' | 'distance' } = {},
  ): CSRMatrix {
    const { q, self } = this.asked(X);
    const k = checkCount(nNeighbors, this.spec.name);
    return neighbourGraph(asBalls(this.search.nearest(q, k, self)), this.nSamplesFit_, mode);
  }

  /** `radiusNeighbors` as a sparse matrix. */
  radiusNeighborsGraph(
    X?: Features,
    {
      radius = this.params.radius,
      mode = 'connectivity',
    }: { radius?: number; mode?: 'connectivity' | 'distance' } = {},
  ): CSRMatrix {
    const { q, self } = this.asked(X);
    checkRadius(radius, this.spec.name);
    return neighbourGraph(this.search.within(q, radius, { self }), this.nSamplesFit_, mode);
  }
}
