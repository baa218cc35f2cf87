/** Parameters of stochastic gradient descent, and how a fit is made of them. */
import { linearErrors } from '../../../errors/catalog/learn-linear.ts';
import { DataError, raise } from '../../../errors/index.ts';
import type { CSRMatrix, Matrix } from '../../../linalg/index.ts';
import {
  choice,
  either,
  flag,
  integer,
  type ParamTable,
  RandomStream,
  real,
  seed,
  seedOf,
} from '../../base/index.ts';
import { orNull } from '../or-null.ts';
import { type Schedule, type SgdState, stochasticDescent } from './descent.ts';
import { type ClassifierLoss, lossOf } from './losses.ts';

/** What all of them share. */
export interface SgdCommon {
  readonly fitIntercept: boolean;
  /** The most passes over the data, ≥ 1. Default 1000. */
  readonly maxIter: number;
  /** Stop when the mean loss (or the held-out score) improves by less than this; null: never before maxIter. */
  readonly tol: number | null;
  /** … for so many passes in a row. Default 5. */
  readonly nIterNoChange: number;
  /** Another order of the samples in each pass. */
  readonly shuffle: boolean;
  /** Hold out a part of the data to decide when to stop. */
  readonly earlyStopping: boolean;
  /** The share held out, in (0, 1). */
  readonly validationFraction: number;
  /** Go on from the last coefficients. */
  readonly warmStart: boolean;
  /** Keep the mean of the coefficients over all steps, or from that step on. */
  readonly average: boolean | number;
  readonly randomState: number | undefined;
}
export interface SgdOptions extends SgdCommon {
  readonly penalty: 'l2' | 'l1' | 'elasticnet' | 'none';
  /** Strength of the penalty, ≥ 0 (> 0 for `learningRate: 'optimal'`). Default 1e-4. */
  readonly alpha: number;
  /** Share of ‖w‖₁ in `'elasticnet'`, 0 … 1. */
  readonly l1Ratio: number;
  /** Width of the losses that have one. Default 0.1. */
  readonly epsilon: number;
  /**
   * η: `'optimal'` 1/(α(t + t₀)), `'invscaling'` η₀/t^powerT, `'constant'` η₀, `'adaptive'` η₀, a fifth of it each
   * time progress stops.
   */
  readonly learningRate: 'optimal' | 'constant' | 'invscaling' | 'adaptive';
  readonly eta0: number;
  readonly powerT: number;
}

export const sgdCommon: ParamTable<SgdCommon> = {
  fitIntercept: flag(true),
  maxIter: integer(1000, { min: 1 }),
  tol: orNull(real(1e-3, { min: 0 })),
  nIterNoChange: integer(5, { min: 1 }),
  shuffle: flag(true),
  earlyStopping: flag(false),
  validationFraction: real(0.1, { min: 0, max: 1, open: 'both' }),
  warmStart: flag(false),
  average: either(flag(false), integer(1, { min: 0 })),
  randomState: seed(),
};

/** `learningRate` and `eta0` differ between classes and numbers. */
export const sgdParams = (
  learningRate: SgdOptions['learningRate'],
  eta0: number,
  powerT: number,
): ParamTable<SgdOptions> => ({
  ...sgdCommon,
  penalty: choice('l2', ['l2', 'l1', 'elasticnet', 'none']),
  alpha: real(1e-4, { min: 0 }),
  l1Ratio: real(0.15, { min: 0, max: 1 }),
  epsilon: real(0.1, { min: 0 }),
  learningRate: choice(learningRate, ['optimal', 'constant', 'invscaling', 'adaptive']),
  eta0: real(eta0, { min: 0 }),
  powerT: real(powerT),
});

export const sgdLearned = ['coef_', 'intercept_', 'nIter_', 't_', 'average_'];

/** How one model is learned: the common options, loss, penalty and steps. */
export interface SgdRecipe extends SgdCommon {
  readonly loss: ClassifierLoss;
  readonly epsilon: number;
  readonly penalty: SgdOptions['penalty'];
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly schedule: Schedule;
  readonly eta0: number;
  readonly powerT: number;
  readonly C: number;
  readonly isRegression: boolean;
}

export const recipeOf = (
  params: SgdOptions & { readonly loss: ClassifierLoss },
  isRegression: boolean,
): SgdRecipe => ({ ...params, schedule: params.learningRate, C: 1, isRegression });

export const freshState = (d: number): SgdState => ({
  w: new Float64Array(d),
  b: 0,
  t: 1,
  meanW: new Float64Array(d),
  meanB: 0,
});

/** From which step averages are taken; 0: not at all. */
export const averageFrom = (average: boolean | number): number => Number(average);

/** Coefficients as the model uses them: averages once there are some. */
export const usesAverage = (state: SgdState, average: boolean | number): boolean =>
  averageFrom(average) > 0 && averageFrom(average) <= state.t - 1;

/**
 * Learns from data, in one pass (`partial`) or until it settles.
 *
 * @param key other keys, other random orders
 * @throws DataError when the weights become infinite
 */
export function learn(
  who: string,
  recipe: SgdRecipe,
  data: {
    readonly X: Matrix | CSRMatrix;
    readonly y: Float64Array;
    readonly weights: Float64Array;
    readonly rows: Int32Array;
    readonly held: ((state: SgdState) => number) | undefined;
  },
  state: SgdState,
  partial: boolean,
  key: number,
  onEpoch: (epoch: number, loss: number) => void,
): { epochs: number; converged: boolean } {
  const alpha = recipe.schedule === 'optimal' && recipe.alpha === 0 ? 1e-12 : recipe.alpha;
  const found = stochasticDescent(
    {
      ...data,
      ...recipe,
      loss: lossOf(recipe.loss, recipe.epsilon),
      alpha,
      l1Ratio: recipe.penalty === 'l1' ? 1 : recipe.penalty === 'elasticnet' ? recipe.l1Ratio : 0,
      noPenalty: recipe.penalty === 'none',
      average: averageFrom(recipe.average),
      maxIter: partial ? 1 : recipe.maxIter,
      tol: partial ? undefined : (recipe.tol ?? undefined),
      stream: new RandomStream(seedOf(recipe.randomState), key, state.t),
      onEpoch,
    },
    state,
  );
  if (!found.finite) {
    const setting = recipe.schedule === 'pa1' || recipe.schedule === 'pa2' ? 'C' : 'eta0';
    raise(DataError, linearErrors, 'linear.diverged', { who, setting });
  }
  return found;
}
