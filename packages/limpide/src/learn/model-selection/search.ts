/** Searches over all candidates at once: GridSearchCV and RandomizedSearchCV. */
import { anything, integer, seed } from '../base/index.ts';
import {
  checkGrid,
  type Distributions,
  type Grid,
  ParameterGrid,
  ParameterSampler,
} from './grid.ts';
import {
  type Evaluate,
  type Rounds,
  Search,
  type SearchOptions,
  searchLearned,
  searchParams,
} from './search-base.ts';

const isGrid = (value: unknown): boolean => typeof value === 'object' && value !== null;

export interface GridSearchOptions extends SearchOptions {
  /** Values to try by parameter; a list of grids is tried one after the other. */
  paramGrid: Grid | readonly Grid[];
}

/**
 * Tries every combination of a grid by cross-validation and keeps the best.
 *
 * ```ts
 * const search = new GridSearchCV({ estimator: new SVC(), paramGrid: { C: [1, 10], gamma: [0.1, 0.01] }, cv: 5 });
 * search.fit(X, y).bestParams_;
 * ```
 *
 * Afterwards it answers as the best estimator (`predict`, `score`…). `cvResults_` is data, `resultsText` prints it.
 * The cost is (combinations · folds + 1) fits.
 */
export class GridSearchCV extends Search<GridSearchOptions> {
  constructor(options: Partial<GridSearchOptions> = {}) {
    super(
      {
        name: 'GridSearchCV',
        params: {
          ...searchParams,
          paramGrid: anything<Grid | readonly Grid[]>({}, '{ name: list of values }', isGrid),
        },
        learned: searchLearned,
      },
      options,
    );
  }
  protected override run(evaluate: Evaluate): Rounds {
    checkGrid(this.spec.name, this.params.paramGrid);
    const params = [...new ParameterGrid(this.params.paramGrid)];
    return { params, results: evaluate(params) };
  }
}

export interface RandomizedSearchOptions extends SearchOptions {
  /** By parameter a list, or a distribution with `sample()`. */
  paramDistributions: Distributions | readonly Distributions[];
  /** How many combinations are drawn. */
  nIter: number;
  randomState: number | undefined;
}

/** Tries combinations drawn at random: with few parameters that matter, better than a grid (Bergstra & Bengio, 2012). */
export class RandomizedSearchCV extends Search<RandomizedSearchOptions> {
  constructor(options: Partial<RandomizedSearchOptions> = {}) {
    super(
      {
        name: 'RandomizedSearchCV',
        params: {
          ...searchParams,
          paramDistributions: anything<Distributions | readonly Distributions[]>(
            {},
            '{ name: list of values | { sample() } }',
            isGrid,
          ),
          nIter: integer(10, { min: 1 }),
          randomState: seed(),
        },
        learned: searchLearned,
      },
      options,
    );
  }
  protected override run(evaluate: Evaluate): Rounds {
    const { paramDistributions, nIter, randomState } = this.params;
    const params = [...new ParameterSampler(paramDistributions, nIter, { randomState })];
    return { params, results: evaluate(params) };
  }
}
