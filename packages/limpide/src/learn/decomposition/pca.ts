/** Principal component analysis. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import type { Matrix } from '../../linalg/index.ts';
import {
  anything,
  choice,
  either,
  type Features,
  type FitOptions,
  flag,
  integer,
  type Outputs,
  type Param,
  type Spec,
  seed,
  seedOf,
} from '../base/index.ts';
import { asTensor, centred, columnMeans, columnVariances, matrixTensor } from './arrays.ts';
import { LinearReduction } from './linear-reduction.ts';
import { minkaDimension } from './minka.ts';
import {
  covarianceComponents,
  fullComponents,
  type Principal,
  randomizedComponents,
} from './pca-solvers.ts';
import { fixSigns } from './signs.ts';

/** A number of components, a share of the variance to keep (0 < share < 1), `'mle'`, or all. */
export type ComponentCount = number | 'mle' | undefined;
export type PCASolver = 'auto' | 'full' | 'covariance_eigh' | 'randomized';

export interface PCAOptions {
  /**
   * How many components to keep: a whole number ≥ 1; a share between 0 and 1 (excluded): as many as explain that
   * share of the variance; `'mle'`: Minka's choice; undefined (default): min(samples, features).
   */
  nComponents: ComponentCount;
  /** Divides the coordinates by their standard deviations, so that each has variance 1. Default false. */
  whiten: boolean;
  /**
   * `'full'`: singular value decomposition of X. `'covariance_eigh'`: eigenvectors of the covariance, quickest
   * with many more samples than features. `'randomized'`: approximate, quickest for a few components of a large
   * matrix. `'auto'` (default): covariance_eigh with at most 1,000 features and 10 times as many samples; full
   * below 500 × 500; randomized for less than 80 % of the components; full otherwise.
   */
  svdSolver: PCASolver;
  /** Power iterations of `'randomized'`, ≥ 0; `'auto'` (default): 7 for few components, 4 otherwise. */
  iteratedPower: number | 'auto';
  /** Random directions of `'randomized'` beyond those wanted, ≥ 1. Default 10. */
  nOversamples: number;
  /** Seed of `'randomized'`. */
  randomState: number | undefined;
}

export const componentCount: Param<ComponentCount> = {
  default: undefined,
  expected: "integer ≥ 1 | number in ]0, 1[ | 'mle' | undefined",
  accepts: (value) =>
    value === undefined ||
    value === 'mle' ||
    (typeof value === 'number' && value > 0 && (value < 1 || Number.isInteger(value))),
  parse: (text) => (text === 'mle' ? text : Number(text) > 0 ? Number(text) : undefined),
};

const pcaSpec: Spec<PCAOptions> = {
  name: 'PCA',
  kind: 'transformer',
  params: {
    nComponents: componentCount,
    whiten: flag(false),
    svdSolver: choice('auto', ['auto', 'full', 'covariance_eigh', 'randomized']),
    iteratedPower: either(
      anything<number | 'auto'>('auto', "'auto'", (value) => value === 'auto'),
      integer(4, { min: 0 }),
    ),
    nOversamples: integer(10, { min: 1 }),
    randomState: seed(),
  },
  learned: [
    'components_',
    'explainedVariance_',
    'explainedVarianceRatio_',
    'singularValues_',
    'mean_',
    'nComponents_',
    'nSamples_',
    'noiseVariance_',
  ],
  tags: { random: true },
};

/**
 * Principal component analysis: the orthonormal directions along which centred data vary most. The first k of
 * them give the projection of rank k with the least squared error, ‖X − XVᵀV‖² (Eckart & Young, 1936).
 *
 * The sign of each direction is chosen so that its entry of largest absolute value is positive, whatever the
 * solver (as scikit-learn does from version 1.5 on).
 *
 * Cost: full O(n·d·min(n, d)); covariance_eigh O(n·d² + d³); randomized O(n·d·k). float32 data are computed with
 * in float32.
 *
 * Sources: Pearson (1901); Tipping & Bishop, "Mixtures of probabilistic principal component analyzers" (1999) for
 * `score`; Halko, Martinsson & Tropp (2011) for randomized; Minka (2000) for `'mle'`.
 *
 * @example
 * const pca = new PCA({ nComponents: 2 });
 * const plane = pca.fitTransform(X); // [samples, 2]
 * pca.explainedVarianceRatio_; // the share of the variance that each direction explains
 */
export class PCA extends LinearReduction<PCAOptions> {
  declare nSamples_: number;

  constructor(options: Partial<PCAOptions> = {}) {
    super(pcaSpec, options);
  }

  override fit(X: Features, _y?: Outputs, _options: FitOptions = {}): this {
    this.checkParams();
    this.#learn(this.fitDense(X, { minRows: 2 }));
    return this;
  }
  #learn(x: Matrix): void {
    const { rows: n, cols: d } = x;
    const { nComponents, randomState } = this.params;
    const who = this.spec.name;
    const most = Math.min(n, d);
    const whole = typeof nComponents === 'number' && nComponents >= 1;
    if (whole && nComponents > most) {
      raise(ArgumentError, manifoldErrors, 'manifold.components', {
        who,
        got: nComponents,
        rows: n,
        cols: d,
        most,
      });
    }
    if (nComponents === 'mle' && n < d)
      raise(DataError, manifoldErrors, 'manifold.mleRows', { who, rows: n, cols: d });
    const solver = this.#solver(n, d);
    if (solver === 'randomized' && !whole && nComponents !== undefined) {
      raise(ArgumentError, manifoldErrors, 'manifold.solverComponents', {
        who,
        solver,
        got: nComponents,
      });
    }

    const mean = columnMeans(x);
    const xc = centred(x, mean);
    const wanted = whole ? nComponents : undefined;
    const found = this.#decompose(xc, solver, wanted, randomState);
    const { components, variances } = found;
    const total =
      found.total ?? columnVariances(xc, new Float64Array(d), 1).reduce((sum, v) => sum + v, 0);
    const k = whole ? nComponents : countOf(nComponents, variances, total, n);
    fixSigns(components);

    let explained = 0;
    for (let i = 0; i < k; i++) explained += variances[i]!;
    const kept = variances.slice(0, k);
    this.components_ = matrixTensor(components.slice(0, k));
    this.explainedVariance_ = asTensor(kept);
    this.explainedVarianceRatio_ = asTensor(kept.map((v) => (total > 0 ? v / total : 0)));
    this.singularValues_ = asTensor(kept.map((v) => Math.sqrt(v * (n - 1))));
    this.mean_ = asTensor(mean);
    this.nComponents_ = k;
    this.nSamples_ = n;
    this.noiseVariance_ = k < most ? Math.max(0, total - explained) / (most - k) : 0;
  }

  #decompose(
    xc: Matrix,
    solver: PCASolver,
    wanted: number | undefined,
    randomState: number | undefined,
  ): Principal {
    if (solver === 'full') return fullComponents(xc);
    if (solver === 'covariance_eigh') return covarianceComponents(xc, wanted, 0);
    const k = wanted ?? Math.min(xc.rows, xc.cols);
    const { iteratedPower, nOversamples } = this.params;
    const few = k < 0.1 * Math.min(xc.rows, xc.cols);
    const power = iteratedPower === 'auto' ? (few ? 7 : 4) : iteratedPower;
    return randomizedComponents(xc, k, nOversamples, power, seedOf(randomState));
  }

  #solver(n: number, d: number): PCASolver {
    const { svdSolver, nComponents } = this.params;
    if (svdSolver !== 'auto') return svdSolver;
    if (d <= 1000 && n >= 10 * d) return 'covariance_eigh';
    if (Math.max(n, d) <= 500 || nComponents === 'mle') return 'full';
    const few = nComponents !== undefined && nComponents >= 1 && nComponents < 0.8 * Math.min(n, d);
    return few ? 'randomized' : 'full';
  }
}

/** The number of components when it is not given as such. */
function countOf(
  asked: ComponentCount,
  variances: Float64Array<ArrayBufferLike>,
  total: number,
  samples: number,
): number {
  if (asked === 'mle') return minkaDimension(variances, samples);
  if (asked === undefined) return variances.length;
  let sum = 0;
  for (let i = 0; i < variances.length; i++) {
    sum += variances[i]! / (total || 1);
    if (sum > asked) return i + 1;
  }
  return variances.length;
}
