/** SVC and NuSVC: support vector machines for classes. */

import { learnErrors } from '../../errors/catalog/learn.ts';
import { linearErrors } from '../../errors/catalog/learn-linear.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type CSRMatrix, Matrix, multiply } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  Classifier,
  choice,
  classTargets,
  type Features,
  type FitOptions,
  flag,
  type ParamTable,
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
} from '../base/index.ts';
import { type ClassWeight, classWeightParam, weightedByClass } from '../linear/class-weight.ts';
import { takeRows } from '../linear/folds.ts';
import { largestPerRow, numbersOf } from '../linear/linear-classifier.ts';
import { sigmoid } from '../linear/links.ts';
import { gammaOf, type KernelRows, kernelTable, someOf, TrainingKernel } from './kernels.ts';
import { coupled, mostVotes, pairsOf, scoresPerClass } from './pairs.ts';
import {
  checkSquare,
  denseRows,
  type KernelOptions,
  kernelParams,
  memoryFor,
  smoOptions,
} from './params.ts';
import { plattScaling } from './platt.ts';
import type { RowMemory } from './row-cache.ts';
import { smo } from './smo.ts';

interface ClassifierOptions extends KernelOptions {
  /** Also learn probabilities (Platt scaling on 5 folds: several times slower). */
  readonly probability: boolean;
  readonly classWeight: ClassWeight | undefined;
  /** `decisionFunction` gives a score per class (`'ovr'`) or per pair of classes (`'ovo'`). */
  readonly decisionFunctionShape: 'ovr' | 'ovo';
  /** `predict` takes the class with the best score instead of the first one with the most votes. */
  readonly breakTies: boolean;
  readonly randomState: number | undefined;
}
export interface SVCOptions extends ClassifierOptions {
  /** Price of a sample on the wrong side, > 0: large values follow the data closely. Default 1. */
  readonly C: number;
}
export interface NuSVCOptions extends ClassifierOptions {
  /** ν in (0, 1]: at most this share of samples is on the wrong side of the margin, at least this share supports it. */
  readonly nu: number;
}

const classifierParams: ParamTable<ClassifierOptions> = {
  ...kernelParams,
  probability: flag(false),
  classWeight: classWeightParam(),
  decisionFunctionShape: choice('ovr', ['ovr', 'ovo']),
  breakTies: flag(false),
  randomState: seed(),
};
const learned = [
  'classes_',
  'support_',
  'supportVectors_',
  'nSupport_',
  'dualCoef_',
  'intercept_',
  'gamma_',
  'probA_',
  'probB_',
];
const tags = { sparse: true, weights: true, random: true };

/** One pair of classes, solved: αᵢ·yᵢ for its samples, the threshold. */
interface PairModel {
  readonly which: Int32Array;
  readonly coefficients: Float64Array;
  readonly rho: number;
  /** Platt's sigmoid, where probabilities are wanted. */
  readonly sigmoid: { readonly A: number; readonly B: number };
}

abstract class KernelClassifier<P extends ClassifierOptions>
  extends Classifier<P>
  implements Probabilistic
{
  /** Rows of X that support the margins, class by class, int32. */
  declare support_: Tensor;
  /** These rows themselves `[sv, d]`; empty for a precomputed kernel. */
  declare supportVectors_: Tensor;
  /** How many of them each class has, int32. */
  declare nSupport_: Tensor;
  /** yᵢαᵢ of each support vector against each other class, `[classes − 1, sv]`. */
  declare dualCoef_: Tensor;
  /** One per pair of classes; positive scores are `classes_[1]` when there are two, else the first of the pair. */
  declare intercept_: Tensor;
  /** The kernel's γ. */
  declare gamma_: number;
  /** Platt's A and B of each pair, with `probability`. */
  declare probA_: Tensor;
  declare probB_: Tensor;

  /** The dual problem of one pair: α of each sample (times its label) and the threshold. */
  protected abstract solvePair(
    kernel: KernelRows,
    y: Int8Array,
    costs: Float64Array,
    memory: RowMemory,
    onIterations?: (iterations: number, violation: number) => void,
  ): { coefficients: Float64Array; rho: number };

  /** Learns from X `[n, d]` (or a kernel `[n, n]`) and the class of each sample. */
  fit(X: Features, y: Targets, options: FitOptions = {}): this {
    this.checkParams();
    const { name } = this.spec;
    const { kernel, degree, coef0, classWeight, probability } = this.params;
    const data = this.fitAny(X);
    if (kernel === 'precomputed') checkSquare(data, name);
    const { codes, classes } = classTargets(y, data.rows, name);
    if (classes.length < 2)
      raise(DataError, learnErrors, 'learn.oneClass', { who: name, got: String(classes[0]) });
    const given = sampleWeights(options.sampleWeight, data.rows, name);
    const costs = weightedByClass(given, classWeight, codes, classes, name);
    const byClass = rowsByClass(codes, costs, classes.length);
    for (const [c, rows] of byClass.entries()) {
      if (rows.length > 0) continue;
      raise(DataError, linearErrors, 'linear.smallClass', {
        who: name,
        got: String(classes[c]),
        rows: 0,
        expected: 1,
        remedy: '→ sampleWeight, classWeight > 0',
      });
    }
    const gamma = kernel === 'precomputed' ? 1 : gammaOf(this.params.gamma, data);
    const shape = { kernel, gamma, degree, coef0 };
    // class by class
    const order = Int32Array.from(byClass.flatMap((rows) => [...rows]));
    const starts = [0];
    for (const rows of byClass) starts.push(starts.at(-1)! + rows.length);
    const sorted = kernel === 'precomputed' ? squareOf(data, order) : takeRows(data, order);
    const memory = memoryFor(this.params);
    const pairs = pairsOf(classes.length);
    const report = reporter(name, 'pairs', pairs.length, options);
    const key = probability ? seedOf(this.params.randomState) : 0;
    const solve = (table: TrainingKernel): PairModel[] => {
      const stream = new RandomStream(key);
      return pairs.map(([a, b], p) => {
        const { which, labels } = pairOf(byClass[a]!, byClass[b]!);
        const own = Float64Array.from(which, (i) => costs[i]!);
        const rows = table.among([a, b]);
        const solved = this.solvePair(rows, labels, own, memory, () => report(p));
        const sigmoid = probability
          ? this.#calibrate(rows, labels, own, memory, stream)
          : { A: 0, B: 0 };
        report(p + 1);
        return { which, ...solved, sigmoid };
      });
    };
    const models = TrainingKernel.with(sorted, starts, shape, name, solve);
    this.#store(data, classes.length, byClass, pairs, models);
    this.classes_ = classes;
    this.gamma_ = gamma;
    if (probability) {
      this.probA_ = tensor(Float64Array.from(models, ({ sigmoid }) => sigmoid.A));
      this.probB_ = tensor(Float64Array.from(models, ({ sigmoid }) => sigmoid.B));
    }
    return this;
  }

  /** Brings the pairs together: all support vectors once, a coefficient for each other class. */
  #store(
    X: Matrix | CSRMatrix,
    k: number,
    byClass: readonly Int32Array[],
    pairs: readonly [number, number][],
    models: readonly PairModel[],
  ): void {
    const supports = new Uint8Array(X.rows);
    for (const { which, coefficients } of models)
      which.forEach((i, at) => {
        if (coefficients[at] !== 0) supports[i] = 1;
      });
    const perClass = byClass.map((rows) => rows.filter((i) => supports[i] === 1));
    const support = Int32Array.from(perClass.flatMap((rows) => [...rows]));
    const place = new Int32Array(X.rows);
    support.forEach((i, s) => {
      place[i] = s;
    });
    // With two classes scikit-learn lets positive scores mean the second one.
    const sign = k === 2 ? -1 : 1;
    const dual = new Float64Array((k - 1) * support.length);
    models.forEach(({ which, coefficients }, p) => {
      const [a, b] = pairs[p]!;
      const split = byClass[a]!.length;
      which.forEach((i, at) => {
        if (coefficients[at] === 0) return;
        const line = at < split ? b - 1 : a; // the other class's place among the k − 1 others
        dual[line * support.length + place[i]!] = sign * coefficients[at]!;
      });
    });
    this.setLearned({});
    this.support_ = tensor(support);
    this.nSupport_ = tensor(Int32Array.from(perClass, (rows) => rows.length));
    this.supportVectors_ =
      this.params.kernel === 'precomputed'
        ? tensor(new Float64Array(0), { shape: [0, 0] })
        : denseRows(X, support).toTensor();
    this.dualCoef_ = tensor(dual, { shape: [k - 1, support.length] });
    this.intercept_ = tensor(Float64Array.from(models, ({ rho }) => -sign * rho));
  }

  /** Scores of samples a model has not seen, by 5 folds, and the sigmoid through them. */
  #calibrate(
    rows: KernelRows,
    labels: Int8Array,
    costs: Float64Array,
    memory: RowMemory,
    stream: RandomStream,
  ): { A: number; B: number } {
    const n = rows.size;
    const order = stream.permutation(n);
    const scores = new Float64Array(n);
    const values = new Float64Array(n);
    const folds = Math.min(5, n);
    for (let f = 0; f < folds; f++) {
      const from = Math.floor((f * n) / folds);
      const to = Math.floor(((f + 1) * n) / folds);
      const test = order.subarray(from, to);
      const train = Int32Array.from([...order.subarray(0, from), ...order.subarray(to)]).sort();
      const y = Int8Array.from(train, (at) => labels[at]!);
      if (!(y.includes(1) && y.includes(-1))) {
        // all of one class: it always says so
        for (const at of test) scores[at] = y[0] ?? 0;
        continue;
      }
      const own = Float64Array.from(train, (at) => costs[at]!);
      const { coefficients, rho } = this.solvePair(someOf(rows, train), y, own, memory);
      for (const at of test) {
        rows.fillRow(at, values, 0);
        let sum = -rho;
        for (let t = 0; t < train.length; t++) sum += coefficients[t]! * values[train[t]!]!;
        scores[at] = sum;
      }
    }
    return plattScaling(
      scores,
      labels.map((y) => (y === 1 ? 1 : 0)),
    );
  }

  /** Scores of each pair, positive for its first class: `[n, pairs]`. */
  #pairScores(X: Features): { values: Float64Array<ArrayBuffer>; rows: number } {
    const data = this.openAny(X);
    const k = this.classes_.length;
    const pairs = pairsOf(k);
    const support = this.support_.shape[0]!;
    const table = this.#table(data);
    const counts = numbersOf(this.nSupport_);
    const starts = [0];
    for (let c = 0; c < k; c++) starts.push(starts[c]! + counts[c]!);
    const dual = numbersOf(this.dualCoef_);
    const intercept = numbersOf(this.intercept_);
    const sign = k === 2 ? -1 : 1;
    // one column of coefficients per pair
    const weights = Matrix.zeros(support, pairs.length);
    pairs.forEach(([a, b], p) => {
      for (let s = starts[a]!; s < starts[a + 1]!; s++)
        weights.data[s * pairs.length + p] = sign * dual[(b - 1) * support + s]!;
      for (let s = starts[b]!; s < starts[b + 1]!; s++)
        weights.data[s * pairs.length + p] = sign * dual[a * support + s]!;
    });
    const values = Float64Array.from(multiply(table, weights).data);
    for (let i = 0; i < data.rows; i++)
      for (let p = 0; p < pairs.length; p++) values[i * pairs.length + p]! += sign * intercept[p]!;
    return { values, rows: data.rows };
  }

  /** Kernel values of samples and support vectors, `[n, sv]`. */
  #table(X: Matrix | CSRMatrix): Matrix {
    const { kernel, degree, coef0 } = this.params;
    if (kernel !== 'precomputed') {
      const vectors = Matrix.fromTensor(this.supportVectors_);
      return kernelTable(X, vectors, { kernel, gamma: this.gamma_, degree, coef0 }, this.spec.name);
    }
    const columns = numbersOf(this.support_);
    const out = Matrix.zeros(X.rows, columns.length);
    for (let i = 0; i < X.rows; i++)
      for (let s = 0; s < columns.length; s++)
        out.data[i * columns.length + s] = X.at(i, columns[s]!);
    return out;
  }

  /**
   * Scores: `[n]` for two classes (positive: the second), else a column per class, or per pair with
   * `decisionFunctionShape: 'ovo'`.
   */
  decisionFunction(X: Features): Tensor {
    const { values, rows } = this.#pairScores(X);
    const k = this.classes_.length;
    if (k === 2) return tensor(values.map((v) => -v));
    if (this.params.decisionFunctionShape === 'ovo')
      return tensor(values, { shape: [rows, (k * (k - 1)) / 2] });
    return tensor(scoresPerClass(values, rows, k), { shape: [rows, k] });
  }
  protected predictCodes(X: Features): Int32Array {
    const { values, rows } = this.#pairScores(X);
    const k = this.classes_.length;
    if (!this.params.breakTies || k === 2) return mostVotes(values, rows, k);
    return largestPerRow(scoresPerClass(values, rows, k), rows, k);
  }

  /** Probabilities only with `probability: true`. */
  override offers(method: string): boolean {
    if (method === 'predictProba' || method === 'predictLogProba') return this.params.probability;
    return super.offers(method);
  }
  /**
   * Probability of each class, `[n, classes]`; for models fitted with `probability: true`. Near the border it may
   * disagree with `predict`, as it was learned on folds.
   */
  predictProba(X: Features): Tensor {
    this.requireFitted();
    if (!this.hasLearned('probA_')) {
      raise(ArgumentError, linearErrors, 'linear.noProbability', {
        who: this.spec.name,
        setting: 'probability: false',
        remedy: '→ setParams({ probability: true }).fit(…)',
      });
    }
    const { values, rows } = this.#pairScores(X);
    const k = this.classes_.length;
    const pairs = pairsOf(k);
    const A = numbersOf(this.probA_);
    const B = numbersOf(this.probB_);
    const out = new Float64Array(rows * k);
    const r = new Float64Array(k * k);
    for (let i = 0; i < rows; i++) {
      pairs.forEach(([a, b], p) => {
        const z = A[p]! * values[i * pairs.length + p]! + B[p]!;
        const chance = Math.min(Math.max(sigmoid(-z), 1e-7), 1 - 1e-7);
        r[a * k + b] = chance;
        r[b * k + a] = 1 - chance;
      });
      coupled(r, k, out.subarray(i * k, (i + 1) * k));
    }
    return tensor(out, { shape: [rows, k] });
  }
  /** log of `predictProba`. */
  predictLogProba(X: Features): Tensor {
    return this.predictProba(X).log().realize();
  }
}

/** The rows of each class, in order, without those of weight 0. */
function rowsByClass(codes: Int32Array, costs: Float64Array, classes: number): Int32Array[] {
  const lists = Array.from({ length: classes }, (): number[] => []);
  for (let i = 0; i < codes.length; i++) if (costs[i]! > 0) lists[codes[i]!]!.push(i);
  return lists.map((rows) => Int32Array.from(rows));
}

/** Rows and columns of a kernel matrix in another order. */
function squareOf(K: Matrix | CSRMatrix, order: Int32Array): Matrix {
  const out = Matrix.zeros(order.length, order.length);
  for (let a = 0; a < order.length; a++)
    for (let b = 0; b < order.length; b++)
      out.data[a * order.length + b] = K.at(order[a]!, order[b]!);
  return out;
}

/** Samples of two classes, the first ones labelled +1, the others −1. */
function pairOf(first: Int32Array, second: Int32Array): { which: Int32Array; labels: Int8Array } {
  const which = new Int32Array(first.length + second.length);
  which.set(first);
  which.set(second, first.length);
  const labels = new Int8Array(which.length).fill(-1);
  labels.fill(1, 0, first.length);
  return { which, labels };
}

const svcSpec: Spec<SVCOptions> = {
  name: 'SVC',
  kind: 'classifier',
  params: { C: real(1, { min: 0, open: 'min' }), ...classifierParams },
  learned,
  tags,
};

/**
 * Support vector classification (Cortes & Vapnik, 1995): between two classes, the border with the widest margin in the
 * space of a kernel,
 *
 *     min ½‖w‖² + C·Σᵢ sᵢ·ξᵢ   with yᵢ(w·φ(xᵢ) + b) ≥ 1 − ξᵢ, ξᵢ ≥ 0
 *
 * solved in its dual by sequential minimal optimisation; several classes by all pairs of them. Few parameters and
 * strong on small and middle-sized data; between n² and n³ kernel values, so beyond some 10,000 samples take LinearSVC
 * or SGDClassifier. Scale the features first.
 *
 * Sources: Fan, Chen & Lin (2005); Chang & Lin (2011), *LIBSVM*.
 */
export class SVC extends KernelClassifier<SVCOptions> {
  constructor(options: Partial<SVCOptions> = {}) {
    super(svcSpec, options);
  }

  protected solvePair(
    { size, fillRow, diagonal }: KernelRows,
    y: Int8Array,
    costs: Float64Array,
    memory: RowMemory,
    onIterations?: (iterations: number, violation: number) => void,
  ): { coefficients: Float64Array; rho: number } {
    const found = smo(
      {
        size,
        fillRow,
        diagonal,
        p: new Float64Array(size).fill(-1),
        y,
        bounds: costs.map((cost) => cost * this.params.C),
        start: new Float64Array(size),
      },
      smoOptions(this.params, size, memory, onIterations),
    );
    if (!found.converged)
      warnNotConverged(this.spec.name, found.iterations, found.violation, this.params.tol);
    return { coefficients: found.alpha.map((a, i) => a * y[i]!), rho: found.rho };
  }
}

const nuSpec: Spec<NuSVCOptions> = {
  name: 'NuSVC',
  kind: 'classifier',
  params: { nu: real(0.5, { min: 0, max: 1, open: 'min' }), ...classifierParams },
  learned,
  tags,
};

/**
 * SVC with ν instead of C (Schölkopf, Smola, Williamson & Bartlett, 2000): the share of margin errors is at most ν,
 * that of support vectors at least ν.
 */
export class NuSVC extends KernelClassifier<NuSVCOptions> {
  constructor(options: Partial<NuSVCOptions> = {}) {
    super(nuSpec, options);
  }

  protected solvePair(
    { size, fillRow, diagonal }: KernelRows,
    y: Int8Array,
    costs: Float64Array,
    memory: RowMemory,
    onIterations?: (iterations: number, violation: number) => void,
  ): { coefficients: Float64Array; rho: number } {
    const { nu } = this.params;
    // Each class gets half of ν·Σs, spent on its first samples.
    let total = 0;
    let positive = 0;
    for (let i = 0; i < size; i++) {
      total += costs[i]!;
      if (y[i] === 1) positive += costs[i]!;
    }
    const most = (2 * Math.min(positive, total - positive)) / total;
    if (nu > most * (1 + 1e-12)) {
      raise(ArgumentError, linearErrors, 'linear.combination', {
        who: this.spec.name,
        first: `nu: ${nu}`,
        second: 'y',
        remedy: `→ nu ≤ ${most.toPrecision(4)}`,
      });
    }
    const left = { up: (nu * total) / 2, down: (nu * total) / 2 };
    const start = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const side = y[i] === 1 ? 'up' : 'down';
      start[i] = Math.min(costs[i]!, left[side]);
      left[side] -= start[i]!;
    }
    const found = smo(
      {
        size,
        fillRow,
        diagonal,
        p: new Float64Array(size),
        y,
        bounds: costs,
        start,
        nu: true,
      },
      smoOptions(this.params, size, memory, onIterations),
    );
    if (!found.converged)
      warnNotConverged(this.spec.name, found.iterations, found.violation, this.params.tol);
    const r = found.r > 0 ? found.r : 1; // the margin's half width: scores are measured in it
    return { coefficients: found.alpha.map((a, i) => (a * y[i]!) / r), rho: found.rho / r };
  }
}
