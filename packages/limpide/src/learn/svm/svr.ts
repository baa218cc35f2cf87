/** SVR, NuSVR and OneClassSVM: kernel machines with one decision function. */
import { type CSRMatrix, Matrix, multiply } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  numericTargets,
  OutlierDetector,
  type Outputs,
  Regressor,
  real,
  reporter,
  type Spec,
  sampleWeights,
  type Targets,
  warnNotConverged,
} from '../base/index.ts';
import { takeRows } from '../linear/folds.ts';
import { numbersOf } from '../linear/linear-classifier.ts';
import { gammaOf, type KernelRows, kernelTable, TrainingKernel } from './kernels.ts';
import {
  checkSquare,
  denseRows,
  type KernelOptions,
  kernelParams,
  memoryFor,
  smoOptions,
} from './params.ts';
import { type SmoResult, smo } from './smo.ts';

const learned = [
  'support_',
  'supportVectors_',
  'nSupport_',
  'dualCoef_',
  'intercept_',
  'gamma_',
  'nIter_',
];
const tags = { sparse: true, weights: true };

/** What a machine of one decision function has learned. */
interface Machine {
  support_: Tensor;
  supportVectors_: Tensor;
  nSupport_: Tensor;
  dualCoef_: Tensor;
  intercept_: Tensor;
  gamma_: number;
  nIter_: number;
}

interface Problem {
  readonly rows: Int32Array;
  readonly gamma: number;
  /** Runs `use` with the kernel values among these rows (see `TrainingKernel.with`). */
  readonly solved: (use: (kernel: KernelRows) => SmoResult) => SmoResult;
}

/** The samples that count (weight > 0), and their kernel. */
function prepare(
  X: Matrix | CSRMatrix,
  weights: Float64Array,
  params: KernelOptions,
  who: string,
): Problem {
  const { kernel, degree, coef0 } = params;
  if (kernel === 'precomputed') checkSquare(X, who);
  const rows = Int32Array.from(weights.keys()).filter((i) => weights[i]! > 0);
  const gamma = kernel === 'precomputed' ? 1 : gammaOf(params.gamma, X);
  let part: Matrix | CSRMatrix = rows.length === X.rows ? X : takeRows(X, rows);
  if (kernel === 'precomputed' && rows.length < X.rows) {
    const square = Matrix.zeros(rows.length, rows.length);
    rows.forEach((i, a) => {
      rows.forEach((j, b) => {
        square.data[a * rows.length + b] = X.at(i, j);
      });
    });
    part = square;
  }
  const shape = { kernel, gamma, degree, coef0 };
  const solved: Problem['solved'] = (use) =>
    TrainingKernel.with(part, [0, rows.length], shape, who, (table) => use(table.among([0])));
  return { rows, gamma, solved };
}

/** Stores the samples with a coefficient. */
function storeMachine(
  machine: Machine,
  X: Matrix | CSRMatrix,
  { rows, gamma }: { rows: Int32Array; gamma: number },
  params: KernelOptions,
  coefficients: Float64Array,
  rho: number,
  iterations: number,
): void {
  const kept = Int32Array.from(rows.keys()).filter((a) => coefficients[a] !== 0);
  const support = kept.map((a) => rows[a]!);
  machine.support_ = tensor(support);
  machine.nSupport_ = tensor(Int32Array.of(support.length));
  machine.supportVectors_ =
    params.kernel === 'precomputed'
      ? tensor(new Float64Array(0), { shape: [0, 0] })
      : denseRows(X, support).toTensor();
  machine.dualCoef_ = tensor(
    Float64Array.from(kept, (a) => coefficients[a]!),
    { shape: [1, support.length] },
  );
  machine.intercept_ = tensor(Float64Array.of(-rho));
  machine.gamma_ = gamma;
  machine.nIter_ = iterations;
}

/** Σ coefficient·K(x, support vector) + intercept for each row x. */
function decide(
  machine: Machine,
  X: Matrix | CSRMatrix,
  params: KernelOptions,
  who: string,
): Float64Array<ArrayBuffer> {
  const { kernel, degree, coef0 } = params;
  const dual = numbersOf(machine.dualCoef_);
  const intercept = numbersOf(machine.intercept_)[0]!;
  const out = new Float64Array(X.rows).fill(intercept);
  if (dual.length === 0) return out;
  let table: Matrix;
  if (kernel === 'precomputed') {
    const columns = numbersOf(machine.support_);
    table = Matrix.zeros(X.rows, columns.length);
    for (let i = 0; i < X.rows; i++)
      for (let s = 0; s < columns.length; s++)
        table.data[i * columns.length + s] = X.at(i, columns[s]!);
  } else {
    const vectors = Matrix.fromTensor(machine.supportVectors_);
    table = kernelTable(X, vectors, { kernel, gamma: machine.gamma_, degree, coef0 }, who);
  }
  const sums = multiply(table, new Matrix(dual, dual.length, 1)).data;
  for (let i = 0; i < X.rows; i++) out[i]! += sums[i]!;
  return out;
}

abstract class KernelRegressor<P extends KernelOptions> extends Regressor<P> {
  /** Rows of X that are support vectors, int32. */
  declare support_: Tensor;
  /** These rows, `[sv, d]`; empty for a precomputed kernel. */
  declare supportVectors_: Tensor;
  declare nSupport_: Tensor;
  /** αᵢ − αᵢ*, `[1, sv]`. */
  declare dualCoef_: Tensor;
  /** `[1]` */
  declare intercept_: Tensor;
  /** The kernel's γ. */
  declare gamma_: number;
  /** Steps of the solver. */
  declare nIter_: number;

  /**
   * The dual problem with two variables per sample: α pulls the prediction up, α* down.
   *
   * @param y targets
   * @param costs C·sᵢ
   */
  protected abstract solve(
    double: DoubleProblem,
    y: Float64Array,
    weights: Float64Array,
    options: ReturnType<typeof smoOptions>,
  ): SmoResult;

  /** Learns from X `[n, d]` (or a kernel `[n, n]`) and y `[n]`. */
  fit(X: Features, y: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const data = this.fitAny(X);
    const target = numericTargets(y as Targets, data.rows, name);
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const problem = prepare(data, weights, this.params, name);
    const { rows } = problem;
    const n = rows.length;
    const report = reporter(name, 'iterations', Math.max(this.params.maxIter, 0), options);
    const settings = smoOptions(this.params, 2 * n, memoryFor(this.params), report);
    const own = Float64Array.from(rows, (i) => target[i]!);
    const costs = Float64Array.from(rows, (i) => weights[i]!);
    const solved = problem.solved((kernel) => this.solve(doubled(kernel), own, costs, settings));
    if (!solved.converged)
      warnNotConverged(name, solved.iterations, solved.violation, this.params.tol);
    const coefficients = new Float64Array(n);
    for (let a = 0; a < n; a++) coefficients[a] = solved.alpha[a]! - solved.alpha[a + n]!;
    storeMachine(this, data, problem, this.params, coefficients, solved.rho, solved.iterations);
    return this;
  }

  /** Σ (αᵢ − αᵢ*)·K(xᵢ, x) + b, `[n]`. */
  predict(X: Features): Tensor {
    return tensor(decide(this, this.openAny(X), this.params, this.spec.name));
  }
}

/** Two variables per sample: rows of K, twice, with y = +1 and y = −1. */
interface DoubleProblem {
  readonly size: number;
  readonly fillRow: (i: number, out: Float64Array, at: number) => void;
  readonly diagonal: Float64Array;
  readonly y: Int8Array;
}
function doubled({ size: n, fillRow, diagonal }: KernelRows): DoubleProblem {
  const twice = new Float64Array(2 * n);
  twice.set(diagonal);
  twice.set(diagonal, n);
  return {
    size: 2 * n,
    diagonal: twice,
    y: new Int8Array(2 * n).fill(1, 0, n).fill(-1, n),
    fillRow: (i, out, at) => {
      fillRow(i % n, out, at);
      out.copyWithin(at + n, at, at + n);
    },
  };
}

export interface SVROptions extends KernelOptions {
  /** Price of a unit of error beyond ε, > 0. Default 1. */
  readonly C: number;
  /** Errors up to ε ≥ 0 cost nothing. Default 0.1. */
  readonly epsilon: number;
}

const svrSpec: Spec<SVROptions> = {
  name: 'SVR',
  kind: 'regressor',
  params: {
    C: real(1, { min: 0, open: 'min' }),
    epsilon: real(0.1, { min: 0 }),
    ...kernelParams,
  },
  learned,
  tags,
};

/**
 * Support vector regression: as flat a function as possible, w·φ(x) + b, within ±ε of the targets where it can be:
 *
 *     min ½‖w‖² + C·Σᵢ sᵢ·max(0, |yᵢ − f(xᵢ)| − ε)
 *
 * Samples within the tube have no say. Scale X and y first. Smola & Schölkopf (2004); solved as SVC is.
 */
export class SVR extends KernelRegressor<SVROptions> {
  constructor(options: Partial<SVROptions> = {}) {
    super(svrSpec, options);
  }
  protected solve(
    double: DoubleProblem,
    y: Float64Array,
    weights: Float64Array,
    options: ReturnType<typeof smoOptions>,
  ): SmoResult {
    const { C, epsilon } = this.params;
    const n = y.length;
    const p = new Float64Array(2 * n);
    const bounds = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      p[i] = epsilon - y[i]!;
      p[i + n] = epsilon + y[i]!;
      bounds[i] = C * weights[i]!;
      bounds[i + n] = C * weights[i]!;
    }
    return smo({ ...double, p, bounds, start: new Float64Array(2 * n) }, options);
  }
}

export interface NuSVROptions extends KernelOptions {
  /** Price of a unit of error, > 0. Default 1. */
  readonly C: number;
  /** ν in (0, 1]: about this share of samples is outside the tube, whose width is learned. Default 0.5. */
  readonly nu: number;
}

const nuSvrSpec: Spec<NuSVROptions> = {
  name: 'NuSVR',
  kind: 'regressor',
  params: {
    C: real(1, { min: 0, open: 'min' }),
    nu: real(0.5, { min: 0, max: 1, open: 'min' }),
    ...kernelParams,
  },
  learned,
  tags,
};

/** SVR that learns ε: ν bounds the share of samples outside the tube (Schölkopf and others, 2000). */
export class NuSVR extends KernelRegressor<NuSVROptions> {
  constructor(options: Partial<NuSVROptions> = {}) {
    super(nuSvrSpec, options);
  }
  protected solve(
    double: DoubleProblem,
    y: Float64Array,
    weights: Float64Array,
    options: ReturnType<typeof smoOptions>,
  ): SmoResult {
    const { C, nu } = this.params;
    const n = y.length;
    const p = new Float64Array(2 * n);
    const bounds = new Float64Array(2 * n);
    const start = new Float64Array(2 * n);
    let left = 0;
    for (let i = 0; i < n; i++) left += (C * nu * weights[i]!) / 2;
    for (let i = 0; i < n; i++) {
      p[i] = -y[i]!;
      p[i + n] = y[i]!;
      bounds[i] = C * weights[i]!;
      bounds[i + n] = C * weights[i]!;
      const share = Math.min(left, bounds[i]!);
      start[i] = share;
      start[i + n] = share;
      left -= share;
    }
    return smo({ ...double, p, bounds, start, nu: true }, options);
  }
}

export interface OneClassSVMOptions extends KernelOptions {
  /** ν in (0, 1]: at most this share of the samples is declared unlike the others. Default 0.5. */
  readonly nu: number;
}

const oneClassSpec: Spec<OneClassSVMOptions> = {
  name: 'OneClassSVM',
  kind: 'outlierDetector',
  params: { nu: real(0.5, { min: 0, max: 1, open: 'min' }), ...kernelParams },
  learned: [...learned, 'offset_'],
  tags,
};

/**
 * The region where the samples are (Schölkopf, Platt, Shawe-Taylor, Smola & Williamson, 2001): in the space of the
 * kernel, the plane farthest from the origin that leaves at most a share ν of the samples behind.
 */
export class OneClassSVM extends OutlierDetector<OneClassSVMOptions> {
  declare support_: Tensor;
  declare supportVectors_: Tensor;
  declare nSupport_: Tensor;
  declare dualCoef_: Tensor;
  declare intercept_: Tensor;
  declare gamma_: number;
  declare nIter_: number;
  /** `decisionFunction` = `scoreSamples` − offset. */
  declare offset_: number;

  constructor(options: Partial<OneClassSVMOptions> = {}) {
    super(oneClassSpec, options);
  }

  /** Learns from X `[n, d]` alone. */
  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const data = this.fitAny(X);
    const weights = sampleWeights(options.sampleWeight, data.rows, name);
    const problem = prepare(data, weights, this.params, name);
    const n = problem.rows.length;
    const bounds = Float64Array.from(problem.rows, (i) => weights[i]!);
    let left = 0;
    for (let i = 0; i < n; i++) left += this.params.nu * bounds[i]!;
    const start = bounds.map((bound) => {
      const share = Math.min(bound, left);
      left -= share;
      return share;
    });
    const report = reporter(name, 'iterations', Math.max(this.params.maxIter, 0), options);
    const settings = smoOptions(this.params, n, memoryFor(this.params), report);
    const y = new Int8Array(n).fill(1);
    const found = problem.solved((kernel) =>
      smo({ ...kernel, p: new Float64Array(n), y, bounds, start }, settings),
    );
    if (!found.converged)
      warnNotConverged(name, found.iterations, found.violation, this.params.tol);
    storeMachine(this, data, problem, this.params, found.alpha, found.rho, found.iterations);
    this.offset_ = found.rho;
    return this;
  }

  /** Signed distance to the border, times ‖w‖: negative outside. */
  decisionFunction(X: Features): Tensor {
    return tensor(decide(this, this.openAny(X), this.params, this.spec.name));
  }
  scoreSamples(X: Features): Tensor {
    const values = decide(this, this.openAny(X), this.params, this.spec.name);
    return tensor(values.map((value) => value + this.offset_));
  }
}
