/** Ridge: least squares with a squared penalty. */
import { linearErrors } from '../../../errors/catalog/learn-linear.ts';
import { ArgumentError, raise } from '../../../errors/index.ts';
import {
  anything,
  choice,
  type Features,
  type FitOptions,
  flag,
  integer,
  numericOutputs,
  type Outputs,
  type ParamTable,
  real,
  type Spec,
  sampleWeights,
  warnNotConverged,
} from '../../base/index.ts';
import { LinearRegressor } from '../linear-regressor.ts';
import { ridgeFit } from './solvers.ts';

export interface RidgeOptions {
  /** Strength of the penalty, ≥ 0: one number, or one per output. Default 1. */
  readonly alpha: number | readonly number[];
  readonly fitIntercept: boolean;
  /**
   * `'cholesky'`: normal equations, fastest. `'svd'`: most precise when features are nearly collinear. `'lsqr'`:
   * products only, for large sparse X. `'auto'`: cholesky for dense X, lsqr for sparse X.
   */
  readonly solver: 'auto' | 'cholesky' | 'svd' | 'lsqr';
  /** Coefficients ≥ 0 only. */
  readonly positive: boolean;
  /** lsqr: the precision asked for. */
  readonly tol: number;
  /** lsqr: the most iterations; undefined: 2(n + d). */
  readonly maxIter: number | undefined;
}

/** What Ridge and RidgeClassifier share. */
export const ridgeParams: ParamTable<Omit<RidgeOptions, 'alpha'>> = {
  fitIntercept: flag(true),
  solver: choice('auto', ['auto', 'cholesky', 'svd', 'lsqr']),
  positive: flag(false),
  tol: real(1e-4, { min: 0 }),
  maxIter: {
    ...integer(1, { min: 1 }),
    default: undefined,
    expected: 'integer ≥ 1 | undefined',
    accepts: (value) => value === undefined || (Number.isInteger(value) && Number(value) >= 1),
  },
};

const strength = real(1, { min: 0 });

const ridgeSpec: Spec<RidgeOptions> = {
  name: 'Ridge',
  kind: 'regressor',
  params: {
    alpha: {
      ...anything<number | readonly number[]>(
        1,
        'number ≥ 0 | one per output',
        (value) =>
          strength.accepts(value) ||
          (Array.isArray(value) && value.length > 0 && value.every(strength.accepts)),
      ),
      ...(strength.parse && { parse: strength.parse }),
    },
    ...ridgeParams,
  },
  learned: ['coef_', 'intercept_', 'nIter_'],
  tags: { sparse: true, weights: true, multiOutput: true },
};

/**
 * Ridge regression (Hoerl & Kennard, 1970): minimises Σᵢ sᵢ·(yᵢ − w·xᵢ − b)² + α‖w‖².
 *
 * Where features are many or alike, least squares follows the noise; the penalty shrinks w, most along directions
 * in which X varies least. The intercept is not penalised. Scale the features first. O(n·d² + d³), or
 * O(n²·d + n³) when d > n.
 */
export class Ridge extends LinearRegressor<RidgeOptions> {
  /** Iterations of lsqr, the most over outputs; 0 for other solvers. */
  declare nIter_: number;

  constructor(options: Partial<RidgeOptions> = {}) {
    super(ridgeSpec, options);
  }

  /** Learns from X `[n, d]` and y `[n]` or `[n, outputs]`. */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const data = this.fitAny(X);
    const Y = numericOutputs(y, data.rows, name);
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const { alpha } = this.params;
    const alphas = typeof alpha === 'number' ? Array<number>(Y.cols).fill(alpha) : alpha;
    if (alphas.length !== Y.cols) {
      const got = alphas.length;
      raise(ArgumentError, linearErrors, 'linear.alphas', { who: name, got, expected: Y.cols });
    }
    const found = ridgeFit(data, Y, weights, { ...this.params, alphas });
    if (!found.converged) warnNotConverged(name, found.iterations, found.reached, this.params.tol);
    this.setLinear(found.coef, found.intercept, Y.flat);
    this.nIter_ = found.iterations;
    return this;
  }
}
