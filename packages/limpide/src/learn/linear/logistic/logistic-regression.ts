/** LogisticRegression: probabilities of classes from a linear score. */

import { learnErrors } from '../../../errors/catalog/learn.ts';
import { linearErrors } from '../../../errors/catalog/learn-linear.ts';
import { ArgumentError, DataError, raise } from '../../../errors/index.ts';
import { CSRMatrix, type Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  choice,
  classTargets,
  type Features,
  type FitOptions,
  flag,
  integer,
  type Label,
  optional,
  type Probabilistic,
  RandomStream,
  real,
  reporter,
  type Spec,
  sampleWeights,
  seed,
  seedOf,
  type Targets,
  warnNotConverged,
} from '../../base/index.ts';
import {
  type ClassWeight,
  classWeightParam,
  weightedAgainstRest,
  weightedByClass,
  weightsOfClasses,
} from '../class-weight.ts';
import { type Design, designOf } from '../design.ts';
import { lbfgs } from '../lbfgs.ts';
import { LinearClassifier, numbersOf } from '../linear-classifier.ts';
import { sigmoid, softmaxRows } from '../links.ts';
import { logisticCoordinateDescent } from './coordinate.ts';
import { newton } from './newton.ts';
import { type LogisticProblem, logisticObjective, sizeOfProblem } from './problem.ts';
import { saga } from './saga.ts';

export type LogisticPenalty = 'l2' | 'l1' | 'elasticnet' | 'none';
export type LogisticSolver = 'lbfgs' | 'newton-cholesky' | 'newton-cg' | 'saga' | 'liblinear';

export interface LogisticRegressionOptions {
  /** What is added to the loss: ½‖w‖², ‖w‖₁, a mixture of both, or nothing. Default `'l2'`. */
  readonly penalty: LogisticPenalty;
  /** Weight of the loss beside the penalty, > 0: small values regularise more. Default 1. */
  readonly C: number;
  /** Share of ‖w‖₁ in `penalty: 'elasticnet'`, 0 … 1. */
  readonly l1Ratio: number | undefined;
  /**
   * `'lbfgs'` (default), `'newton-cg'`, `'newton-cholesky'` (few features, many samples): l2 or none, dense and
   * sparse. `'saga'`: all penalties, large data. `'liblinear'`: l1 (exact zeros, quickly) or l2, one class against
   * the rest; it also penalises the intercept.
   */
  readonly solver: LogisticSolver;
  /** Several classes: one `'multinomial'` model, or one class against the rest. `'auto'`: multinomial where possible. */
  readonly multiClass: 'auto' | 'ovr' | 'multinomial';
  readonly fitIntercept: boolean;
  /** liblinear only: the constant feature's value; larger values penalise the intercept less. */
  readonly interceptScaling: number;
  readonly classWeight: ClassWeight | undefined;
  /** The most iterations, ≥ 0. Default 100. */
  readonly maxIter: number;
  /** Largest |∂F/∂w| allowed (saga: relative change of w; liblinear l1: share of the first violation). */
  readonly tol: number;
  /** Start from the last coefficients instead of 0. */
  readonly warmStart: boolean;
  readonly randomState: number | undefined;
}

const logisticSpec: Spec<LogisticRegressionOptions> = {
  name: 'LogisticRegression',
  kind: 'classifier',
  params: {
    penalty: choice('l2', ['l2', 'l1', 'elasticnet', 'none']),
    C: real(1, { min: 0, open: 'min' }),
    l1Ratio: optional(real(0.5, { min: 0, max: 1 })),
    solver: choice('lbfgs', ['lbfgs', 'newton-cholesky', 'newton-cg', 'saga', 'liblinear']),
    multiClass: choice('auto', ['auto', 'ovr', 'multinomial']),
    fitIntercept: flag(true),
    interceptScaling: real(1, { min: 0, open: 'min' }),
    classWeight: classWeightParam(),
    maxIter: integer(100, { min: 0 }),
    tol: real(1e-4, { min: 0, open: 'min' }),
    warmStart: flag(false),
    randomState: seed(),
  },
  learned: ['classes_', 'coef_', 'intercept_', 'nIter_'],
  tags: { sparse: true, weights: true, random: true },
};

const penaltiesOf: Record<LogisticSolver, readonly LogisticPenalty[]> = {
  lbfgs: ['l2', 'none'],
  'newton-cholesky': ['l2', 'none'],
  'newton-cg': ['l2', 'none'],
  saga: ['l2', 'l1', 'elasticnet', 'none'],
  liblinear: ['l2', 'l1'],
};

/**
 * Logistic regression: p(y = 1 | x) = σ(wᵀx + b), or softmax(Wx + b) for several classes, with the coefficients
 * that minimise
 *
 *     C·Σᵢ sᵢ·(−log p(yᵢ | xᵢ)) + penalty(W)
 *
 * The first model to try for classes: convex, fast, calibrated, and its coefficients can be read. Scale the
 * features first: convergence and the penalty both depend on it. Each iteration costs O(n·d·classes).
 *
 * Sources: Bishop, *Pattern Recognition and Machine Learning*, §4.3; Liu & Nocedal (1989) for L-BFGS.
 */
export class LogisticRegression
  extends LinearClassifier<LogisticRegressionOptions>
  implements Probabilistic
{
  /** Iterations done: int32 `[1]`, or one for each class against the rest. */
  declare nIter_: Tensor;

  constructor(options: Partial<LogisticRegressionOptions> = {}) {
    super(logisticSpec, options);
  }

  /** Learns from X `[n, d]` (dense or sparse) and the class of each sample. */
  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    this.#checkCombination();
    const { name } = this.spec;
    const data = this.fitAny(X);
    const { codes, classes } = classTargets(y, data.rows, name);
    if (classes.length < 2) {
      raise(DataError, learnErrors, 'learn.oneClass', { who: name, got: String(classes[0]) });
    }
    const given = sampleWeights(options.sampleWeight, data.rows, name);
    const weights = weightedByClass(given, this.params.classWeight, codes, classes, name);
    const multinomial = this.#isMultinomial(classes.length);
    const design = designOf(data, multinomial ? classes.length : 1);
    const models: Fitted[] = [];
    if (multinomial) {
      models.push(
        this.#solve(data, design, codes, classes.length, weights, options, this.#start(0)),
      );
    } else {
      const wanted = classes.length === 2 ? [1] : classes.map((_, c) => c);
      wanted.forEach((c, which) => {
        const own = codes.map((code) => (code === c ? 1 : 0));
        const costs = this.#costs(given, weights, codes, classes, own, c);
        models.push(this.#solve(data, design, own, 1, costs, options, this.#start(which)));
      });
    }
    const d = data.cols;
    let coef = joined(models.map(({ W }) => W));
    let intercept = joined(models.map(({ b }) => b));
    if (multinomial && classes.length === 2) {
      coef = coef.slice(d); // p = softmax(−z, z): the second class's row says all
      intercept = intercept.slice(1);
    }
    this.classes_ = classes;
    this.coef_ = tensor(coef, { shape: [intercept.length, d] });
    this.intercept_ = tensor(intercept);
    this.nIter_ = tensor(Int32Array.from(models, ({ iterations }) => iterations));
    return this;
  }

  /** Probability of each class, `[n, classes]`. */
  predictProba(X: Features): Tensor {
    const { values, rows, k } = this.scores(this.openAny(X));
    const classes = this.classes_.length;
    const out = new Float64Array(rows * classes);
    const multinomial = this.#isMultinomial(classes);
    if (k === 1) {
      for (let i = 0; i < rows; i++) {
        // The two scores of a multinomial model are −z and z.
        const z = multinomial ? 2 * values[i]! : values[i]!;
        out[2 * i + 1] = sigmoid(z);
        out[2 * i] = sigmoid(-z);
      }
    } else if (multinomial) {
      out.set(values);
      softmaxRows(out, rows, k);
    } else normalisedSigmoids(values, rows, k, out);
    return tensor(out, { shape: [rows, classes] });
  }
  /** log of `predictProba`. */
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log().realize();
  }

  #isMultinomial(classes: number): boolean {
    const { multiClass, solver } = this.params;
    return (
      multiClass === 'multinomial' ||
      (multiClass === 'auto' && classes > 2 && solver !== 'liblinear')
    );
  }

  #checkCombination(): void {
    const { solver, penalty, multiClass, l1Ratio } = this.params;
    const who = this.spec.name;
    if (!penaltiesOf[solver].includes(penalty)) {
      const known = Object.entries(penaltiesOf).flatMap(([other, all]) =>
        all.includes(penalty) ? [other] : [],
      );
      raise(ArgumentError, linearErrors, 'linear.solverPenalty', { who, solver, penalty, known });
    }
    if (solver === 'liblinear' && multiClass === 'multinomial')
      raise(ArgumentError, linearErrors, 'linear.binarySolver', { who, solver });
    if (penalty === 'elasticnet' && l1Ratio === undefined) {
      raise(ArgumentError, linearErrors, 'linear.combination', {
        who,
        first: "penalty: 'elasticnet'",
        second: 'l1Ratio: undefined',
        remedy: '→ l1Ratio: 0 … 1',
      });
    }
  }

  /** Weights of the samples for class c against the rest: `'balanced'` means these two. */
  #costs(
    given: Float64Array,
    weights: Float64Array<ArrayBuffer>,
    codes: Int32Array,
    classes: readonly Label[],
    own: Int32Array,
    c: number,
  ): Float64Array {
    const { classWeight, solver } = this.params;
    const who = this.spec.name;
    if (solver === 'liblinear') {
      const byClass = weightsOfClasses(classWeight, codes, classes, who);
      return weightedAgainstRest(given, byClass, codes, c);
    }
    return classWeight === 'balanced'
      ? weightedByClass(given, classWeight, own, [0, 1], who)
      : weights;
  }

  /** Where to start model number `which`: the last coefficients if warm. */
  #start(which: number): (size: number, d: number) => Float64Array {
    const zeros = (size: number): Float64Array => new Float64Array(size);
    if (!this.params.warmStart || !this.hasLearned('coef_')) return zeros;
    const [rows, cols] = this.coef_.shape;
    const coef = numbersOf(this.coef_);
    const intercept = numbersOf(this.intercept_);
    return (size, d) => {
      const { fitIntercept } = this.params;
      const k = size / (d + (fitIntercept ? 1 : 0));
      const out = new Float64Array(size);
      if (cols !== d || (k > 1 && k !== rows && rows !== 1) || (k === 1 && which >= rows!))
        return out;
      if (k === rows || k === 1) {
        out.set(coef.subarray(which * d, (which + k) * d));
        if (fitIntercept) out.set(intercept.subarray(which, which + k), k * d);
      } else {
        // two classes in a multinomial model: rows −w and w
        for (let j = 0; j < d; j++) {
          out[j] = -coef[j]!;
          out[d + j] = coef[j]!;
        }
        if (fitIntercept) out.set([-intercept[0]!, intercept[0]!], 2 * d);
      }
      return out;
    };
  }

  #solve(
    X: Matrix | CSRMatrix,
    design: Design,
    codes: Int32Array,
    k: number,
    weights: Float64Array,
    options: FitOptions,
    start: (size: number, d: number) => Float64Array,
  ): Fitted {
    const { penalty, C, solver, fitIntercept, interceptScaling, maxIter, tol } = this.params;
    const who = this.spec.name;
    const report = reporter(who, 'iterations', maxIter, options);
    const l2 = penalty === 'l2' ? 1 / C : 0;
    const problem: LogisticProblem = {
      design,
      codes,
      k,
      weights,
      l2,
      fitIntercept,
      interceptL2: solver === 'liblinear' ? l2 / interceptScaling ** 2 : 0,
    };
    const d = design.cols;
    const size = sizeOfProblem(problem);
    const split = (x: Float64Array, iterations: number): Fitted => ({
      W: Float64Array.from(x.subarray(0, k * d)),
      b: fitIntercept ? centred(x.slice(k * d, k * d + k)) : new Float64Array(k),
      iterations,
    });
    if (solver === 'saga') {
      const stream = new RandomStream(seedOf(this.params.randomState));
      const share = this.#l1Share();
      const strength = penalty === 'none' ? 0 : 1 / (C * design.rows);
      const found = saga(
        {
          X,
          codes,
          k,
          weights,
          fitIntercept,
          maxIter,
          tol,
          stream,
          l2: (1 - share) * strength,
          l1: share * strength,
          onEpoch: report,
        },
        start(size, d),
      );
      if (!found.converged) warnNotConverged(who, found.iterations, found.change, tol);
      return split(found.x, found.iterations);
    }
    if (solver === 'liblinear' && penalty === 'l1')
      return this.#coordinate(X, codes, weights, report);
    const onIteration = report;
    const found =
      solver === 'lbfgs'
        ? lbfgs((x, g) => logisticObjective(problem, x, g), start(size, d), {
            maxIter,
            gradientTol: tol,
            // single precision cannot see smaller improvements
            valueTol: X.kind === 'float32' ? 1e-8 : 64 * Number.EPSILON,
            onIteration,
          })
        : newton(problem, X, start(size, d), solver === 'newton-cholesky' ? 'cholesky' : 'cg', {
            maxIter,
            tol,
            onIteration,
          });
    if (!found.converged) warnNotConverged(who, found.iterations, found.gradientSize, tol);
    return split(found.x, found.iterations);
  }

  #l1Share(): number {
    const { penalty, l1Ratio } = this.params;
    return penalty === 'l1' ? 1 : penalty === 'elasticnet' ? (l1Ratio ?? 0) : 0;
  }

  /** liblinear's absolute penalty: the intercept is one more, constant feature. */
  #coordinate(
    X: Matrix | CSRMatrix,
    codes: Int32Array,
    weights: Float64Array,
    onPass: (pass: number, violation: number) => void,
  ): Fitted {
    const { C, fitIntercept, interceptScaling, maxIter, tol } = this.params;
    const sparse = X instanceof CSRMatrix ? X : CSRMatrix.fromDense(X);
    const columns = fitIntercept
      ? withConstantRow(sparse.transpose(), interceptScaling)
      : sparse.transpose();
    const stream = new RandomStream(seedOf(this.params.randomState));
    const costs = Float64Array.from(weights, (s) => C * s);
    const found = logisticCoordinateDescent({
      columns,
      codes,
      costs,
      maxIter,
      tol,
      stream,
      onPass,
    });
    if (!found.converged) warnNotConverged(this.spec.name, found.iterations, found.violation, tol);
    return {
      W: found.w.slice(0, X.cols),
      b: Float64Array.of(fitIntercept ? found.w[X.cols]! * interceptScaling : 0),
      iterations: found.iterations,
    };
  }
}

interface Fitted {
  readonly W: Float64Array;
  readonly b: Float64Array;
  readonly iterations: number;
}

/** Intercepts of a multinomial model count up to a common constant: the one that makes their sum 0. */
function centred(b: Float64Array): Float64Array {
  if (b.length === 1) return b;
  const mean = b.reduce((sum, v) => sum + v, 0) / b.length;
  return b.map((v) => v - mean);
}

function joined(parts: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const out = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Xᵀ with one more row, all of one value. */
export function withConstantRow(columns: CSRMatrix, value: number): CSRMatrix {
  const n = columns.cols;
  const indptr = Int32Array.from([0, n]);
  const indices = Int32Array.from({ length: n }, (_, i) => i);
  const ones = new CSRMatrix(1, n, indptr, indices, new Float64Array(n).fill(value));
  return CSRMatrix.vstack([columns, ones]);
}

/** Each class's σ(z), divided by their sum. */
export function normalisedSigmoids(
  scores: Float64Array,
  rows: number,
  k: number,
  out: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let c = 0; c < k; c++) {
      const p = sigmoid(scores[i * k + c]!);
      out[i * k + c] = p;
      sum += p;
    }
    for (let c = 0; c < k; c++) out[i * k + c] = sum > 0 ? out[i * k + c]! / sum : 1 / k;
  }
}
