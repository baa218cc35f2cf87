/** RidgeCV: ridge regression that chooses its own penalty by leaving one sample out. */
import { svd } from '../../../linalg/dense/index.ts';
import { CSRMatrix, Matrix, multiply } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  anything,
  type Features,
  type FitOptions,
  flag,
  integer,
  numericOutputs,
  type Outputs,
  optional,
  real,
  type Spec,
  sampleWeights,
} from '../../base/index.ts';
import { kFolds, takeRows } from '../folds.ts';
import { centred, interceptsFrom, LinearRegressor, meansOf } from '../linear-regressor.ts';
import { ridgeFit } from './solvers.ts';

export interface RidgeCVOptions {
  /** The strengths to try, all > 0. Default [0.1, 1, 10]. */
  readonly alphas: readonly number[];
  readonly fitIntercept: boolean;
  /** Number of folds; undefined: leave one out, which costs no more than one fit. */
  readonly cv: number | undefined;
  /** Keeps every left-out error in `cvValues_`. */
  readonly storeCvValues: boolean;
}

const strength = real(1, { min: 0, open: 'min' });

const ridgeCVSpec: Spec<RidgeCVOptions> = {
  name: 'RidgeCV',
  kind: 'regressor',
  params: {
    alphas: anything<readonly number[]>(
      [0.1, 1, 10],
      'a list of numbers > 0',
      (value) => Array.isArray(value) && value.length > 0 && value.every(strength.accepts),
    ),
    fitIntercept: flag(true),
    cv: optional(integer(5, { min: 2 }), undefined),
    storeCvValues: flag(false),
  },
  learned: ['coef_', 'intercept_', 'alpha_', 'bestScore_', 'cvValues_'],
  tags: { weights: true, multiOutput: true, sparse: true },
};

/**
 * Ridge regression with the best of several α.
 *
 * With X = UΣVᵀ (centred), the predictions of a fit are H·y, H = U·diag(σ²/(σ² + α))·Uᵀ plus the mean, and a sample
 * left out would have been missed by (yᵢ − ŷᵢ)/(1 − Hᵢᵢ): all n fits for the price of one (Golub, Heath & Wahba,
 * 1979; Rifkin & Lippert, 2007).
 */
export class RidgeCV extends LinearRegressor<RidgeCVOptions> {
  /** The best α. */
  declare alpha_: number;
  /** Its score: minus the mean squared error of left-out samples, or the mean R² of folds. */
  declare bestScore_: number;
  /** Squared left-out errors, `[n, alphas]` or `[n, outputs, alphas]`, with `storeCvValues`. */
  declare cvValues_: Tensor;

  constructor(options: Partial<RidgeCVOptions> = {}) {
    super(ridgeCVSpec, options);
  }

  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { alphas, fitIntercept, cv, storeCvValues } = this.params;
    const data = this.fitAny(X, { minRows: cv ?? 2 });
    const Y = numericOutputs(y, data.rows, this.spec.name);
    const weights = sampleWeights(options.sampleWeight, data.rows, this.spec.name);
    const judged =
      cv === undefined
        ? leaveOneOut(data, Y, weights, alphas, fitIntercept)
        : byFolds(data, Y, weights, alphas, fitIntercept, cv);
    let best = 0;
    judged.scores.forEach((score, a) => {
      if (score > judged.scores[best]!) best = a;
    });
    const alpha = alphas[best]!;
    const found = ridgeFit(data, Y, weights, {
      alphas: Array<number>(Y.cols).fill(alpha),
      fitIntercept,
      solver: data instanceof CSRMatrix ? 'lsqr' : 'svd',
      positive: false,
      tol: 1e-10,
      maxIter: undefined,
    });
    this.setLearned({});
    this.setLinear(found.coef, found.intercept, Y.flat);
    this.alpha_ = alpha;
    this.bestScore_ = judged.scores[best]!;
    if (storeCvValues && judged.errors) {
      const shape = [data.rows, ...(Y.flat ? [] : [Y.cols]), alphas.length];
      this.cvValues_ = tensor(judged.errors, { shape });
    }
    return this;
  }
}

interface Judged {
  /** One per α: the larger, the better. */
  readonly scores: readonly number[];
  /** Squared left-out errors, `[n, outputs, alphas]`. */
  readonly errors?: Float64Array<ArrayBuffer>;
}

function leaveOneOut(
  X: Matrix | CSRMatrix,
  Y: Matrix,
  weights: Float64Array,
  alphas: readonly number[],
  fitIntercept: boolean,
): Judged {
  const { rows: n } = X;
  const T = Y.cols;
  const means = meansOf(X, Y, weights, fitIntercept);
  const A = centred(X, means.x, weights);
  const B = centred(Y, means.y, weights);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const { u, s } = svd(A);
  const inner = multiply(u, B, { transposeA: true }); // UᵀY [k, T]
  const errors = new Float64Array(n * T * alphas.length);
  const scores = alphas.map((alpha, a) => {
    const factors = s.map((value) => value ** 2 / (value ** 2 + alpha));
    const scaledInner = Matrix.zeros(inner.rows, T);
    for (let k = 0; k < inner.rows; k++)
      for (let t = 0; t < T; t++) scaledInner.data[k * T + t] = factors[k]! * inner.at(k, t);
    const fitted = multiply(u, scaledInner);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      let own = fitIntercept ? weights[i]! / total : 0;
      for (let k = 0; k < s.length; k++) own += factors[k]! * u.at(i, k) ** 2;
      for (let t = 0; t < T; t++) {
        const miss = (B.at(i, t) - fitted.at(i, t)) / (1 - own);
        errors[(i * T + t) * alphas.length + a] = miss * miss;
        sum += miss * miss;
      }
    }
    return -sum / (n * T);
  });
  return { scores, errors };
}

function byFolds(
  X: Matrix | CSRMatrix,
  Y: Matrix,
  weights: Float64Array,
  alphas: readonly number[],
  fitIntercept: boolean,
  cv: number,
): Judged {
  const totals = alphas.map(() => 0);
  for (const { train, test } of kFolds(X.rows, cv)) {
    const trainX = takeRows(X, train);
    const trainY = takeRows(Y, train);
    const testX = takeRows(X, test);
    const testY = takeRows(Y, test);
    const trainWeights = Float64Array.from(train, (i) => weights[i]!);
    alphas.forEach((alpha, a) => {
      const { coef, intercept } = ridgeFit(trainX, trainY, trainWeights, {
        alphas: Array<number>(Y.cols).fill(alpha),
        fitIntercept,
        solver: 'auto',
        positive: false,
        tol: 1e-10,
        maxIter: undefined,
      });
      const means = { x: new Float64Array(X.cols), y: intercept };
      totals[a]! += determinationOf(testX, testY, coef, interceptsFrom(coef, means, true)) / cv;
    });
  }
  return { scores: totals };
}

/** R², averaged over outputs. */
function determinationOf(
  X: Matrix | CSRMatrix,
  Y: Matrix,
  coef: Matrix,
  intercept: Float64Array,
): number {
  const predicted =
    X instanceof CSRMatrix ? X.multiply(coef.transpose()) : multiply(X, coef, { transposeB: true });
  let sum = 0;
  for (let t = 0; t < Y.cols; t++) {
    let mean = 0;
    for (let i = 0; i < Y.rows; i++) mean += Y.at(i, t) / Y.rows;
    let rest = 0;
    let spread = 0;
    for (let i = 0; i < Y.rows; i++) {
      rest += (Y.at(i, t) - predicted.at(i, t) - intercept[t]!) ** 2;
      spread += (Y.at(i, t) - mean) ** 2;
    }
    sum += spread > 0 ? 1 - rest / spread : 0;
  }
  return sum / Y.cols;
}
