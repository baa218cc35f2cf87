/** LinearSVC and LinearSVR: support vector machines without a kernel, for many samples. */

import { learnErrors } from '../../errors/catalog/learn.ts';
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, type Matrix } from '../../linalg/index.ts';
import { tensor } from '../../tensor/index.ts';
import {
  choice,
  classTargets,
  either,
  type Features,
  type FitOptions,
  flag,
  integer,
  numericTargets,
  type Outputs,
  type ParamTable,
  RandomStream,
  real,
  reporter,
  type Spec,
  sampleWeights,
  seed,
  seedOf,
  type Targets,
  warnNotConverged,
} from '../base/index.ts';
import {
  type ClassWeight,
  classWeightParam,
  weightedAgainstRest,
  weightsOfClasses,
} from '../linear/class-weight.ts';
import { type Design, designOf } from '../linear/design.ts';
import { lbfgs } from '../linear/lbfgs.ts';
import { LinearClassifier } from '../linear/linear-classifier.ts';
import { LinearRegressor } from '../linear/linear-regressor.ts';
import { dualClassification, dualRegression } from './dual-descent.ts';

interface LinearOptions {
  /** Price of an error, > 0. Default 1. */
  readonly C: number;
  /**
   * Solve the dual, one sample at a time, or the primal by L-BFGS (squared losses only). `'auto'`: the primal for
   * squared losses when n > d.
   */
  readonly dual: 'auto' | boolean;
  readonly fitIntercept: boolean;
  /** The intercept is the weight of a feature with this value, > 0, and is penalised: large values penalise it less. */
  readonly interceptScaling: number;
  /** Dual: the largest violation of optimality (regression: relative to the first). Primal: largest slope. */
  readonly tol: number;
  /** The most passes (dual) or iterations (primal), ≥ 1. Default 1000. */
  readonly maxIter: number;
  readonly randomState: number | undefined;
}

const linearParams: ParamTable<LinearOptions> = {
  C: real(1, { min: 0, open: 'min' }),
  dual: either(choice('auto', ['auto']), flag(true)),
  fitIntercept: flag(true),
  interceptScaling: real(1, { min: 0, open: 'min' }),
  tol: real(1e-4, { min: 0, open: 'min' }),
  maxIter: integer(1000, { min: 1 }),
  randomState: seed(),
};

/** Whether to solve the dual. */
function solvesDual(
  who: string,
  { dual }: LinearOptions,
  loss: string,
  X: Matrix | CSRMatrix,
): boolean {
  const smooth = loss.startsWith('squared');
  if (dual === false && !smooth) {
    raise(ArgumentError, linearErrors, 'linear.combination', {
      who,
      first: 'dual: false',
      second: `loss: '${loss}'`,
      remedy: "→ dual: true | 'auto'",
    });
  }
  return dual === true || !smooth || (dual === 'auto' && X.rows <= X.cols);
}

/** The rows, with the constant feature at the end. */
function withConstant(X: Matrix | CSRMatrix, value: number | undefined): CSRMatrix {
  const sparse = X instanceof CSRMatrix ? X : CSRMatrix.fromDense(X);
  if (value === undefined) return sparse;
  const n = sparse.rows;
  const ones = new CSRMatrix(
    n,
    1,
    Int32Array.from({ length: n + 1 }, (_, i) => i),
    new Int32Array(n),
    new Float64Array(n).fill(value),
  );
  return CSRMatrix.hstack([sparse, ones]);
}

interface Solved {
  readonly w: Float64Array;
  readonly b: number;
  readonly iterations: number;
}

/** What both solvers need. */
interface LinearProblem {
  readonly X: Matrix | CSRMatrix;
  readonly design: Design;
  readonly y: Float64Array;
  readonly costs: Float64Array;
  readonly report: (done: number, value?: number) => void;
  readonly who: string;
}

/** The primal: ½‖w‖² + ½(b/s)² + Σ Cᵢ·ℓ(yᵢ, w·xᵢ + b), whose slope ℓ′ is continuous. */
function solvePrimal(
  { design, y, costs, report, who }: LinearProblem,
  { fitIntercept, interceptScaling, tol, maxIter }: LinearOptions,
  loss: (z: number, y: number) => { value: number; slope: number },
): Solved {
  const d = design.cols;
  const start = new Float64Array(d + (fitIntercept ? 1 : 0));
  const penalty = interceptScaling ** -2;
  const found = lbfgs(
    (x, g) => {
      const b = fitIntercept ? x[d]! : 0;
      const slopes = design.scores(x.subarray(0, d), 1);
      let value = 0;
      let sum = 0;
      for (let i = 0; i < y.length; i++) {
        const own = loss(slopes[i]! + b, y[i]!);
        value += costs[i]! * own.value;
        slopes[i] = costs[i]! * own.slope;
        sum += slopes[i]!;
      }
      g.set(design.pull(slopes, 1));
      for (let j = 0; j < d; j++) {
        value += 0.5 * x[j]! * x[j]!;
        g[j]! += x[j]!;
      }
      if (fitIntercept) {
        value += 0.5 * penalty * b * b;
        g[d] = sum + penalty * b;
      }
      return value;
    },
    start,
    { maxIter, gradientTol: tol, valueTol: 64 * Number.EPSILON, onIteration: report },
  );
  if (!found.converged) warnNotConverged(who, found.iterations, found.gradientSize, tol);
  return {
    w: found.x.slice(0, d),
    b: fitIntercept ? found.x[d]! : 0,
    iterations: found.iterations,
  };
}

export interface LinearSVCOptions extends LinearOptions {
  /** max(0, 1 − y·f)², the default, or max(0, 1 − y·f). */
  readonly loss: 'squaredHinge' | 'hinge';
  readonly classWeight: ClassWeight | undefined;
}

const linearSvcSpec: Spec<LinearSVCOptions> = {
  name: 'LinearSVC',
  kind: 'classifier',
  params: {
    ...linearParams,
    loss: choice('squaredHinge', ['squaredHinge', 'hinge']),
    classWeight: classWeightParam(),
  },
  learned: ['classes_', 'coef_', 'intercept_', 'nIter_'],
  tags: { sparse: true, weights: true, random: true },
};

/**
 * A linear support vector machine: min ½‖w‖² + C·Σᵢ sᵢ·max(0, 1 − yᵢ(w·xᵢ + b))², one class against the rest.
 *
 * Unlike SVC its time grows with n, not n²: for texts and other wide, sparse data. Scale the features first.
 * Hsieh and others (2008) for the dual.
 */
export class LinearSVC extends LinearClassifier<LinearSVCOptions> {
  /** Iterations, the most over classes. */
  declare nIter_: number;

  constructor(options: Partial<LinearSVCOptions> = {}) {
    super(linearSvcSpec, options);
  }

  /** Learns from X `[n, d]` (dense or sparse) and the class of each sample. */
  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { C, loss, fitIntercept, interceptScaling, maxIter, tol } = this.params;
    const data = this.fitAny(X);
    const { codes, classes } = classTargets(y, data.rows, name);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who: name, got: String(classes[0]) });
    const given = sampleWeights(options.sampleWeight, data.rows, name);
    const classWeights = weightsOfClasses(this.params.classWeight, codes, classes, name);
    const report = reporter(name, 'iterations', maxIter, options);
    const dual = solvesDual(name, this.params, loss, data);
    const k = classes.length === 2 ? 1 : classes.length;
    const constant = fitIntercept ? interceptScaling : undefined;
    const rows = dual ? withConstant(data, constant) : null;
    const design = designOf(data);
    const solved = Array.from({ length: k }, (_, c): Solved => {
      const target = Float64Array.from(codes, (code) => (code === (k === 1 ? 1 : c) ? 1 : -1));
      const weights = weightedAgainstRest(given, classWeights, codes, c);
      // a weight of 0 would divide by 0 in the dual: almost nothing instead
      const costs = weights.map((s) => Math.max(C * s, Number.MIN_VALUE * 2 ** 60));
      if (rows === null) {
        const problem = { X: data, design, y: target, costs, report, who: name };
        return solvePrimal(problem, this.params, (z, label) => {
          const gap = Math.max(0, 1 - label * z);
          return { value: gap * gap, slope: -2 * label * gap };
        });
      }
      const stream = new RandomStream(seedOf(this.params.randomState), c);
      const squared = loss === 'squaredHinge';
      const problem = { X: rows, y: target, costs, squared, maxIter, tol, stream, onPass: report };
      const found = dualClassification(problem);
      if (!found.converged) warnNotConverged(name, found.iterations, found.violation, tol);
      return splitConstant(found, data.cols, constant);
    });
    const coef = new Float64Array(k * data.cols);
    solved.forEach(({ w }, c) => {
      coef.set(w, c * data.cols);
    });
    this.classes_ = classes;
    this.coef_ = tensor(coef, { shape: [k, data.cols] });
    this.intercept_ = tensor(Float64Array.from(solved, ({ b }) => b));
    this.nIter_ = Math.max(...solved.map(({ iterations }) => iterations));
    return this;
  }
}

const splitConstant = (
  { w, iterations }: { w: Float64Array; iterations: number },
  d: number,
  constant: number | undefined,
): Solved => ({
  w: w.slice(0, d),
  b: constant === undefined ? 0 : w[d]! * constant,
  iterations,
});

export interface LinearSVROptions extends LinearOptions {
  /** max(0, |y − f| − ε), the default, or its square. */
  readonly loss: 'epsilonInsensitive' | 'squaredEpsilonInsensitive';
  /** Errors up to ε ≥ 0 cost nothing. Default 0. */
  readonly epsilon: number;
}

const linearSvrSpec: Spec<LinearSVROptions> = {
  name: 'LinearSVR',
  kind: 'regressor',
  params: {
    ...linearParams,
    loss: choice('epsilonInsensitive', ['epsilonInsensitive', 'squaredEpsilonInsensitive']),
    epsilon: real(0, { min: 0 }),
  },
  learned: ['coef_', 'intercept_', 'nIter_'],
  tags: { sparse: true, weights: true, random: true },
};

/** Linear support vector regression: min ½‖w‖² + C·Σᵢ sᵢ·max(0, |yᵢ − w·xᵢ − b| − ε). Ho & Lin (2012). */
export class LinearSVR extends LinearRegressor<LinearSVROptions> {
  declare nIter_: number;

  constructor(options: Partial<LinearSVROptions> = {}) {
    super(linearSvrSpec, options);
  }

  /** Learns from X `[n, d]` (dense or sparse) and y `[n]`. */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { C, loss, epsilon, fitIntercept, interceptScaling, maxIter, tol } = this.params;
    const data = this.fitAny(X);
    const target = numericTargets(y as Targets, data.rows, name);
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const report = reporter(name, 'iterations', maxIter, options);
    const costs = weights.map((s) => Math.max(C * s, Number.MIN_VALUE * 2 ** 60));
    let solved: Solved;
    if (solvesDual(name, this.params, loss, data)) {
      const constant = fitIntercept ? interceptScaling : undefined;
      const found = dualRegression({
        X: withConstant(data, constant),
        y: target,
        costs,
        squared: loss === 'squaredEpsilonInsensitive',
        epsilon,
        maxIter,
        tol,
        stream: new RandomStream(seedOf(this.params.randomState)),
        onPass: report,
      });
      if (!found.converged) warnNotConverged(name, found.iterations, found.violation, tol);
      solved = splitConstant(found, data.cols, constant);
    } else {
      const problem = { X: data, design: designOf(data), y: target, costs, report, who: name };
      solved = solvePrimal(problem, this.params, (z, wanted) => {
        const gap = Math.max(0, Math.abs(z - wanted) - epsilon);
        return { value: gap * gap, slope: 2 * Math.sign(z - wanted) * gap };
      });
    }
    this.coef_ = tensor(Float64Array.from(solved.w));
    this.intercept_ = tensor(Float64Array.of(solved.b), { shape: [] });
    this.nIter_ = solved.iterations;
    return this;
  }
}
