/** Non-negative matrix factorisation. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix, multiply } from '../../linalg/index.ts';
import type { Tensor } from '../../tensor/index.ts';
import {
  choice,
  columnName,
  either,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  optional,
  RandomStream,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
  Transformer,
} from '../base/index.ts';
import { warnNotConverged } from '../base/warnings.ts';
import { matrixTensor, toFloat64 } from './arrays.ts';
import { coordinates } from './linear-reduction.ts';
import {
  type BetaLoss,
  coordinateSweep,
  type Data,
  divergence,
  multiplicativeUpdate,
} from './nmf-solvers.ts';
import { nndsvd, type ZeroFill } from './nndsvd.ts';

export interface NMFOptions {
  /** How many parts, ≥ 1; undefined (default): the number of features. */
  nComponents: number | undefined;
  /** First factors: see `nndsvd`; `'random'`; undefined (default): nndsvda, or random for more parts than min(n, d). */
  init: ZeroFill | 'random' | undefined;
  /** `'cd'` (default): coordinate descent, squared error only; `'mu'`: multiplicative updates. */
  solver: 'cd' | 'mu';
  /** What is minimised. Default `'frobenius'`. */
  betaLoss: BetaLoss;
  /** Stops when the gradient (cd) or the progress over 10 iterations (mu) is that small relative to the start. */
  tol: number;
  maxIter: number;
  randomState: number | undefined;
  /** Penalty of W, ≥ 0, multiplied by the number of features. Default 0. */
  alphaW: number;
  /** Penalty of H, ≥ 0, multiplied by the number of samples. Default `'same'`: alphaW. */
  alphaH: number | 'same';
  /** Share of |·| in the penalties, 0 … 1; the rest is ½(·)². Default 0. */
  l1Ratio: number;
}

const nmfSpec: Spec<NMFOptions> = {
  name: 'NMF',
  kind: 'transformer',
  params: {
    nComponents: optional(integer(2, { min: 1 })),
    init: optional(choice('nndsvda', ['nndsvd', 'nndsvda', 'nndsvdar', 'random'])),
    solver: choice('cd', ['cd', 'mu']),
    betaLoss: choice('frobenius', ['frobenius', 'kullback-leibler', 'itakura-saito']),
    tol: real(1e-4, { min: 0 }),
    maxIter: integer(200, { min: 1 }),
    randomState: seed(),
    alphaW: real(0, { min: 0 }),
    alphaH: either(choice('same', ['same']), real(0, { min: 0 })),
    l1Ratio: real(0, { min: 0, max: 1 }),
  },
  learned: ['components_', 'nComponents_', 'reconstructionErr_', 'nIter_'],
  tags: { sparse: true, random: true, positive: true },
};

interface Penalties {
  readonly l1W: number;
  readonly l2W: number;
  readonly l1H: number;
  readonly l2H: number;
}

/**
 * X ≈ W·H with no negative number anywhere: samples (rows of X ≥ 0) as sums of parts (rows of H), never as
 * differences. Minimises
 *
 * L(X, WH) + d·αW·(ρ‖W‖₁ + ½(1 − ρ)‖W‖²) + n·αH·(ρ‖H‖₁ + ½(1 − ρ)‖H‖²), ρ = l1Ratio,
 *
 * L being half the squared error, Kullback–Leibler's or Itakura–Saito's divergence. A local minimum is found; it
 * depends on `init`.
 *
 * Cost per iteration: O(nnz(X)·k + (n + d)·k²); Itakura–Saito O(n·d·k).
 *
 * Sources: Lee & Seung (1999, 2001); Cichocki & Phan, "Fast local algorithms for large scale NMF" (2009);
 * Févotte & Idier (2011).
 */
export class NMF extends Transformer<NMFOptions> {
  /** The parts H: [components, features]. */
  declare components_: Tensor;
  declare nComponents_: number;
  /** √(2·L(X, WH)): ‖X − WH‖ for `'frobenius'`. */
  declare reconstructionErr_: number;
  declare nIter_: number;

  constructor(options: Partial<NMFOptions> = {}) {
    super(nmfSpec, options);
  }

  override fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.#factorise(X, options);
    return this;
  }
  /** `fit`, and the W found with H: nearer to X than the W that `transform` finds again from H alone. */
  override fitTransform(
    X: Features,
    _y?: Outputs,
    options: FitOptions = {},
  ): ReturnType<this['transform']> {
    return matrixTensor(this.#factorise(X, options)) as ReturnType<this['transform']>;
  }

  #factorise(X: Features, options: FitOptions): Matrix {
    this.checkParams();
    const x = this.#positive(this.fitAny(X), X);
    const { solver, betaLoss, maxIter, tol } = this.params;
    const who = this.spec.name;
    if (solver === 'cd' && betaLoss !== 'frobenius') {
      raise(ArgumentError, manifoldErrors, 'manifold.lossSolver', { who, solver, got: betaLoss });
    }
    const k = this.params.nComponents ?? x.cols;
    const { w, h } = this.#start(x, k);
    const ht = h.transpose();
    const penalties = this.#penalties(x);
    const report = reporter(who, 'iterations', maxIter, options);
    const run = solver === 'cd' ? descend : multiplicate;
    const iterations = run(x, w, ht, penalties, betaLoss, tol, maxIter, report, true);
    const found = ht.transpose();
    if (iterations.left > tol && tol > 0) warnNotConverged(who, maxIter, iterations.left, tol);
    const error = Math.sqrt(2 * Math.max(divergence(x, w, found, betaLoss), 0));
    this.components_ = matrixTensor(found);
    this.nComponents_ = k;
    this.reconstructionErr_ = error;
    this.nIter_ = iterations.done;
    return w;
  }

  /** W ≥ 0 for these samples, H held: [samples, components]. */
  override transform(X: Features): Tensor {
    const x = this.#positive(this.openAny(X), X);
    const { solver, betaLoss, maxIter, tol } = this.params;
    const h = Matrix.fromTensor(this.components_);
    const w = Matrix.zeros(x.rows, h.rows);
    if (solver === 'mu') w.data.fill(Math.sqrt(meanOf(x) / h.rows));
    const run = solver === 'cd' ? descend : multiplicate;
    run(x, w, h.transpose(), this.#penalties(x), betaLoss, tol, maxIter, () => {}, false);
    return matrixTensor(w);
  }
  /** W·H: [samples, features]. */
  inverseTransform(W: Tensor | Matrix | readonly ArrayLike<number>[]): Tensor {
    this.requireFitted();
    const w = coordinates(W, this.nComponents_, this.spec.name);
    return matrixTensor(multiply(w, Matrix.fromTensor(this.components_)));
  }
  override getFeatureNamesOut(): string[] {
    this.requireFitted();
    return Array.from({ length: this.nComponents_ }, (_, i) => `nmf${i}`);
  }

  #positive(x: Data, X: Features): Data {
    const { data } = x;
    for (let t = 0; t < data.length; t++) {
      if (data[t]! >= 0) continue;
      let row = Math.floor(t / x.cols);
      if (x instanceof CSRMatrix) {
        row = 0;
        while (x.indptr[row + 1]! <= t) row++;
      }
      const column = x instanceof CSRMatrix ? x.indices[t]! : t % x.cols;
      raise(DataError, manifoldErrors, 'manifold.negative', {
        who: this.spec.name,
        column: columnName(X, column),
        row,
        got: data[t]!,
      });
    }
    return x instanceof CSRMatrix ? x : toFloat64(x);
  }

  #penalties(x: Data): Penalties {
    const { alphaW, alphaH, l1Ratio } = this.params;
    const forW = x.cols * alphaW;
    const forH = x.rows * (alphaH === 'same' ? alphaW : alphaH);
    return {
      l1W: forW * l1Ratio,
      l2W: forW * (1 - l1Ratio),
      l1H: forH * l1Ratio,
      l2H: forH * (1 - l1Ratio),
    };
  }

  #start(x: Data, k: number): { w: Matrix; h: Matrix } {
    const { init, randomState } = this.params;
    const most = Math.min(x.rows, x.cols);
    const way = init ?? (k <= most ? 'nndsvda' : 'random');
    const random = new RandomStream(seedOf(randomState), 0x4f);
    const mean = meanOf(x);
    if (way !== 'random') {
      if (k > most) {
        raise(ArgumentError, manifoldErrors, 'manifold.components', {
          who: `${this.spec.name} (init: "${way}")`,
          got: k,
          rows: x.rows,
          cols: x.cols,
          most,
        });
      }
      return nndsvd(x, k, mean, way, random);
    }
    const scale = Math.sqrt(mean / k);
    const h = Matrix.zeros(k, x.cols);
    const w = Matrix.zeros(x.rows, k);
    for (let t = 0; t < h.data.length; t++) h.data[t] = Math.abs(scale * random.normal());
    for (let t = 0; t < w.data.length; t++) w.data[t] = Math.abs(scale * random.normal());
    return { w, h };
  }
}

/** Iterations done, and what was left of the stopping criterion, relative to the start. */
interface Outcome {
  readonly done: number;
  readonly left: number;
}
type Run = (
  x: Data,
  w: Matrix,
  ht: Matrix,
  penalties: Penalties,
  loss: BetaLoss,
  tol: number,
  maxIter: number,
  report: (done: number, value?: number) => void,
  both: boolean,
) => Outcome;

const descend: Run = (x, w, ht, p, _loss, tol, maxIter, report, both) => {
  let first = 0;
  let left = 1;
  for (let it = 1; it <= maxIter; it++) {
    let violation = coordinateSweep(x, false, w, ht, p.l1W, p.l2W);
    if (both) violation += coordinateSweep(x, true, ht, w, p.l1H, p.l2H);
    if (it === 1) first = violation;
    if (first === 0) return { done: it, left: 0 };
    left = violation / first;
    report(it, left);
    if (left <= tol) return { done: it, left };
  }
  return { done: maxIter, left };
};

const multiplicate: Run = (x, w, ht, p, loss, tol, maxIter, report, both) => {
  const start = divergenceRoot(x, w, ht, loss);
  let before = start;
  let left = 1;
  for (let it = 1; it <= maxIter; it++) {
    multiplicativeUpdate(x, false, w, ht.transpose(), loss, p.l1W, p.l2W);
    if (loss === 'itakura-saito') dropTiny(w);
    if (both) {
      multiplicativeUpdate(x, true, ht, w.transpose(), loss, p.l1H, p.l2H);
      if (loss !== 'frobenius') dropTiny(ht);
    }
    report(it);
    if (tol === 0 || it % 10 !== 0) continue;
    const now = divergenceRoot(x, w, ht, loss);
    left = start > 0 ? (before - now) / start : 0;
    if (left < tol) return { done: it, left };
    before = now;
  }
  return { done: maxIter, left };
};

const divergenceRoot = (x: Data, w: Matrix, ht: Matrix, loss: BetaLoss): number =>
  Math.sqrt(2 * Math.max(divergence(x, w, ht.transpose(), loss), 0));

function dropTiny(m: Matrix): void {
  for (let t = 0; t < m.data.length; t++) if (m.data[t]! < Number.EPSILON) m.data[t] = 0;
}

function meanOf(x: Data): number {
  let sum = 0;
  for (const value of x.data) sum += value;
  return sum / (x.rows * x.cols);
}
