/**
 * Searches in rounds: many candidates with few samples, the best third with three times as many, and so on
 * (successive halving: Jamieson & Talwalkar, 2016).
 */
import { selectionErrors } from '../../errors/catalog/learn-selection.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import {
  anything,
  choice,
  either,
  flag,
  integer,
  type Outputs,
  type Param,
  plain,
  RandomStream,
  real,
  type Samples,
  samplesOf,
  seed,
  seedOf,
  type Targets,
} from '../base/index.ts';
import {
  checkGrid,
  type Distributions,
  type Grid,
  ParameterGrid,
  ParameterSampler,
  type Params,
} from './grid.ts';
import {
  type Evaluate,
  type Rounds,
  Search,
  type SearchOptions,
  searchLearned,
  searchParams,
} from './search-base.ts';
import type { Fold } from './splitter.ts';
import type { FoldResult } from './validation.ts';

export interface HalvingOptions extends SearchOptions {
  /** One in so many candidates goes on to the next round, which has so many times the resource. > 1 */
  factor: number;
  /** What grows: the number of samples, or an integer parameter of the estimator (`'nEstimators'`). */
  resource: string;
  /** The most of it; `'auto'`: all samples. */
  maxResources: number | 'auto';
  /** What the first round has; `'exhaust'`: as much as lets the last round use the most. */
  minResources: number | 'smallest' | 'exhaust';
  /** With few resources: leaves candidates in the first rounds so that the last has at most `factor`. */
  aggressiveElimination: boolean;
  randomState: number | undefined;
}

const halvingParams = {
  ...searchParams,
  factor: real(3, { min: 1, open: 'min' }),
  resource: anything<string>('nSamples', 'text', (value) => typeof value === 'string'),
  maxResources: either(choice('auto', ['auto']), integer(1, { min: 1 })) as Param<number | 'auto'>,
  minResources: either(choice('exhaust', ['exhaust', 'smallest']), integer(1, { min: 1 })) as Param<
    number | 'smallest' | 'exhaust'
  >,
  aggressiveElimination: flag(false),
  randomState: seed(),
} satisfies { [K in keyof HalvingOptions]: Param<HalvingOptions[K]> };

const halvingLearned = [...searchLearned, 'nIterations_', 'nCandidates_', 'nResources_'];

abstract class Halving<P extends HalvingOptions> extends Search<P> {
  declare nIterations_: number;
  /** Candidates of each round. */
  declare nCandidates_: readonly number[];
  /** Resource of each round. */
  declare nResources_: readonly number[];

  protected abstract candidates(most: number, least: number): Params[];

  protected override run(
    evaluate: Evaluate,
    { folds, X, y }: { folds: readonly Fold[]; X: Samples; y: Outputs | undefined },
  ): Rounds {
    const { factor, resource, aggressiveElimination } = this.params;
    const bySamples = resource === 'nSamples';
    const most = this.#most(bySamples, X);
    const least = this.#least(bySamples, most, folds.length, y);
    let alive = this.candidates(most, least);
    const log = (x: number): number => Math.floor(Math.log(x) / Math.log(factor) + 1e-12);
    const needed = 1 + log(alive.length);
    const first =
      this.params.minResources === 'exhaust'
        ? Math.max(least, Math.floor(most / factor ** (needed - 1)))
        : least;
    const possible = 1 + log(Math.max(1, Math.floor(most / first)));
    const rounds = aggressiveElimination ? needed : Math.min(possible, needed);
    const stream = new RandomStream(seedOf(this.params.randomState));
    const all: { params: Params; results: FoldResult[]; iteration: number; resource: number }[] =
      [];
    const counts: number[] = [];
    const amounts: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const power = aggressiveElimination ? Math.max(0, round - needed + possible) : round;
      const amount = Math.min(most, Math.floor(factor ** power * first));
      counts.push(alive.length);
      amounts.push(amount);
      const results = bySamples
        ? evaluate(alive, fewer(folds, amount / samplesOf(X), stream))
        : evaluate(alive.map((params) => ({ ...params, [resource]: amount })));
      alive.forEach((params, c) => {
        const own = bySamples ? params : { ...params, [resource]: amount };
        all.push({ params: own, results: results[c]!, iteration: round, resource: amount });
      });
      const score = results.map((own) => own.reduce((s, r) => s + r.test[0]!, 0) / own.length);
      const order = alive
        .map((_, c) => c)
        .sort((a, b) => value(score[b]!) - value(score[a]!) || a - b);
      alive = order.slice(0, Math.ceil(alive.length / factor)).map((c) => alive[c]!);
    }
    const last = rounds - 1;
    return {
      params: all.map((one) => one.params),
      results: all.map((one) => one.results),
      iteration: all.map((one) => one.iteration),
      resource: all.map((one) => one.resource),
      learned: { nIterations_: rounds, nCandidates_: counts, nResources_: amounts },
      // Only the last round saw the most data.
      best: ({ test }, deciding) => {
        let best = -1;
        all.forEach((one, at) => {
          const mean = test[deciding]!.mean;
          if (one.iteration === last && (best < 0 || value(mean[at]!) > value(mean[best]!)))
            best = at;
        });
        return best;
      },
    };
  }

  #most(bySamples: boolean, X: Samples): number {
    const { maxResources, resource, estimator } = this.params;
    if (bySamples)
      return maxResources === 'auto' ? samplesOf(X) : Math.min(maxResources, samplesOf(X));
    const known = estimator?.getParams() ?? {};
    if (maxResources === 'auto' || !Number.isInteger(known[resource]))
      raise(ArgumentError, selectionErrors, 'search.resource', {
        who: this.spec.name,
        name: resource,
      });
    return maxResources;
  }
  #least(bySamples: boolean, most: number, folds: number, y: Outputs | undefined): number {
    const { minResources, estimator } = this.params;
    if (typeof minResources === 'number') return Math.min(minResources, most);
    if (!bySamples) return 1;
    const classes =
      estimator?.spec.kind === 'classifier' && y !== undefined
        ? new Set(Array.from(plain(y as Targets, this.spec.name))).size
        : 1;
    return Math.min(most, 2 * folds * Math.max(classes, 1));
  }
}

const value = (score: number): number => (Number.isNaN(score) ? -Infinity : score);

/** The same folds with a share of their samples, drawn anew. */
const fewer = (folds: readonly Fold[], share: number, stream: RandomStream): Fold[] =>
  folds.map(({ train, test }) => {
    const some = (rows: Int32Array): Int32Array => {
      const count = Math.max(1, Math.min(rows.length, Math.floor(rows.length * share + 1e-9)));
      return count === rows.length
        ? rows
        : stream
            .sample(rows.length, count)
            .sort()
            .map((i) => rows[i]!);
    };
    return { train: some(train), test: some(test) };
  });

export interface HalvingGridSearchOptions extends HalvingOptions {
  paramGrid: Grid | readonly Grid[];
}

/** Successive halving over all combinations of a grid. See `GridSearchCV`. */
export class HalvingGridSearchCV extends Halving<HalvingGridSearchOptions> {
  constructor(options: Partial<HalvingGridSearchOptions> = {}) {
    super(
      {
        name: 'HalvingGridSearchCV',
        params: {
          ...halvingParams,
          paramGrid: anything<Grid | readonly Grid[]>(
            {},
            '{ name: list of values }',
            (v) => typeof v === 'object' && v !== null,
          ),
        },
        learned: halvingLearned,
      },
      options,
    );
  }
  protected override candidates(): Params[] {
    checkGrid(this.spec.name, this.params.paramGrid);
    return [...new ParameterGrid(this.params.paramGrid)];
  }
}

export interface HalvingRandomSearchOptions extends HalvingOptions {
  paramDistributions: Distributions | readonly Distributions[];
  /** How many are drawn; `'exhaust'`: as many as let the last round use the most of the resource. */
  nCandidates: number | 'exhaust';
}

/** Successive halving over combinations drawn at random. See `RandomizedSearchCV`. */
export class HalvingRandomSearchCV extends Halving<HalvingRandomSearchOptions> {
  constructor(options: Partial<HalvingRandomSearchOptions> = {}) {
    super(
      {
        name: 'HalvingRandomSearchCV',
        params: {
          ...halvingParams,
          minResources: { ...halvingParams.minResources, default: 'smallest' },
          paramDistributions: anything<Distributions | readonly Distributions[]>(
            {},
            '{ name: list of values | { sample() } }',
            (v) => typeof v === 'object' && v !== null,
          ),
          nCandidates: either(choice('exhaust', ['exhaust']), integer(1, { min: 1 })) as Param<
            number | 'exhaust'
          >,
        },
        learned: halvingLearned,
      },
      options,
    );
  }
  protected override candidates(most: number, least: number): Params[] {
    const { paramDistributions, nCandidates, randomState } = this.params;
    const count = nCandidates === 'exhaust' ? Math.max(1, Math.floor(most / least)) : nCandidates;
    return [...new ParameterSampler(paramDistributions, count, { randomState })];
  }
}
