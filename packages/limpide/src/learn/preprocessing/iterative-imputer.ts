/** IterativeImputer: each column with gaps is predicted from the others, round after round. */
import { prepErrors } from '../../errors/catalog/learn-preprocessing.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Floats, Matrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  anything,
  choice,
  clone,
  columnName,
  type Features,
  type FitOptions,
  flag,
  integer,
  type Outputs,
  optional,
  RandomStream,
  Regressor,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
  warnNotConverged,
} from '../base/index.ts';
import { BayesianRidge } from '../linear/bayesian-ridge.ts';
import { OneToOne, quantileOf } from './columns.ts';
import { MissingIndicator } from './missing-indicator.ts';

export interface IterativeImputerOptions {
  /** Predicts one column from the others; undefined: BayesianRidge. */
  estimator: Regressor | undefined;
  /** Rounds over all columns, at most, ≥ 1 (10). */
  maxIter: number;
  /** Done when no value changed by more than this share of the largest known one (1e-3). */
  tol: number;
  /** Columns that each prediction uses, drawn by how they correlate; undefined: all. */
  nNearestFeatures: number | undefined;
  /** What stands in the gaps at first. */
  initialStrategy: 'mean' | 'median' | 'mostFrequent' | 'constant';
  /** For `initialStrategy: 'constant'` (0). */
  fillValue: number;
  /** Order of the columns: fewest gaps first, most first, left to right, right to left, random. */
  imputationOrder: 'ascending' | 'descending' | 'roman' | 'arabic' | 'random';
  /** Columns without gaps at `fit` are not learned: gaps that they have later get the first filling. */
  skipComplete: boolean;
  /** Predictions are kept between these. */
  minValue: number;
  maxValue: number;
  randomState: number | undefined;
  /** Adds a column of 0/1 per column that had missing values. */
  addIndicator: boolean;
}

/** A number that may be infinite. */
const bound = (initial: number) => ({
  default: initial,
  expected: 'number',
  accepts: (value: unknown) => typeof value === 'number' && !Number.isNaN(value),
  parse: (text: string) => (Number.isNaN(Number(text)) ? undefined : Number(text)),
});

const spec: Spec<IterativeImputerOptions> = {
  name: 'IterativeImputer',
  kind: 'transformer',
  params: {
    estimator: anything<Regressor | undefined>(
      undefined,
      'a regressor | undefined',
      (value) => value === undefined || value instanceof Regressor,
    ),
    maxIter: integer(10, { min: 1 }),
    tol: real(1e-3, { min: 0 }),
    nNearestFeatures: optional(integer(1, { min: 1 })),
    initialStrategy: choice('mean', ['mean', 'median', 'mostFrequent', 'constant']),
    fillValue: real(0),
    imputationOrder: choice('ascending', ['ascending', 'descending', 'roman', 'arabic', 'random']),
    skipComplete: flag(false),
    minValue: bound(Number.NEGATIVE_INFINITY),
    maxValue: bound(Number.POSITIVE_INFINITY),
    randomState: seed(),
    addIndicator: flag(false),
  },
  learned: ['initial_', 'imputationSequence_', 'nIter_', 'indicator_'],
  tags: { missing: true, random: true },
};

/** One prediction of the sequence: which column, from which others, by whom. */
export interface ImputationStep {
  readonly feature: number;
  readonly from: Int32Array;
  readonly estimator: Regressor;
}

/**
 * Multiple imputation by chained equations, in its form without draws (van Buuren & Groothuis-Oudshoorn, 2011; Buck,
 * 1960). The gaps are filled simply; then each column in turn is the target of a regression on all the others, whose
 * predictions take the place of its gaps; and again, until values no longer change. It keeps what columns have to do
 * with one another, which a mean forgets. O(rounds · columns) fits.
 */
export class IterativeImputer extends OneToOne<IterativeImputerOptions> {
  /** The first filling of each column, `[d]`. */
  declare initial_: Tensor;
  /** All predictions in the order in which they are made, round after round. */
  declare imputationSequence_: readonly ImputationStep[];
  /** Rounds done. */
  declare nIter_: number;
  declare indicator_: MissingIndicator | null;

  constructor(options: Partial<IterativeImputerOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const who = this.spec.name;
    const { maxIter, tol, minValue, maxValue, randomState } = this.params;
    if (!(minValue < maxValue))
      raise(ArgumentError, prepErrors, 'prep.range', {
        who,
        name: 'minValue',
        expected: `< maxValue = ${maxValue}`,
        got: minValue,
      });
    const x = this.fitDense(X);
    const report = reporter(who, 'iterations', maxIter, options);
    const { rows, cols } = x;
    const initial = Float64Array.from({ length: cols }, (_, j) => this.#first(X, x, j));
    const gaps = gapsOf(x);
    const filled = fill(x, initial);
    const stream = new RandomStream(seedOf(randomState));
    const order = this.#order(gaps, rows, stream);
    const correlations =
      this.params.nNearestFeatures === undefined ? undefined : absoluteCorrelations(filled);
    const limit = tol * largestKnown(x.data);
    const steps: ImputationStep[] = [];
    let rounds = 0;
    let change = 0;
    // one column has no others to learn from, and without gaps there is nothing to change
    while (cols > 1 && rounds < maxIter) {
      rounds++;
      const before = filled.data.slice();
      if (this.params.imputationOrder === 'random') stream.shuffle(order);
      for (const feature of order) {
        const from = this.#from(feature, cols, correlations, stream);
        const step = this.#learn(filled, gaps[feature]!, feature, from, options.signal);
        steps.push(step);
        this.#predict(filled, gaps[feature]!, step);
      }
      change = largestKnown(before, filled.data);
      report(rounds, change);
      if (change <= limit) break;
    }
    if (change > limit) warnNotConverged(who, rounds, change, limit);
    const indicator = this.params.addIndicator ? new MissingIndicator().fit(x) : null;
    this.initial_ = tensor(initial);
    this.imputationSequence_ = steps;
    this.nIter_ = rounds;
    this.indicator_ = indicator;
    return this;
  }

  transform(X: Features): Tensor {
    const x = this.openDense(X);
    const gaps = gapsOf(x);
    const filled = fill(x, Float64Array.from(this.initial_.dataSync() as Float64Array));
    for (const step of this.imputationSequence_) this.#predict(filled, gaps[step.feature]!, step);
    const marks = this.indicator_?.transform(x);
    const extra = marks?.shape[1] ?? 0;
    if (!marks || extra === 0) return filled.toTensor();
    const out = new Float64Array(x.rows * (x.cols + extra));
    const marked = marks.dataSync();
    for (let i = 0; i < x.rows; i++) {
      out.set(filled.row(i), i * (x.cols + extra));
      for (let j = 0; j < extra; j++)
        out[i * (x.cols + extra) + x.cols + j] = Number(marked[i * extra + j]);
    }
    return tensor(out, { shape: [x.rows, x.cols + extra] });
  }

  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    const names = this.checkedNames(inputFeatures);
    return [...names, ...(this.indicator_?.getFeatureNamesOut(names) ?? [])];
  }

  /** What stands in the gaps of a column at first. @throws DataError when it has no value at all */
  #first(X: Features, x: Matrix, j: number): number {
    const { initialStrategy, fillValue } = this.params;
    if (initialStrategy === 'constant') return fillValue;
    const known = Float64Array.from(x.column(j)).filter((v) => !Number.isNaN(v));
    if (known.length === 0)
      raise(DataError, prepErrors, 'prep.allMissing', {
        who: this.spec.name,
        column: columnName(X, j),
        what: initialStrategy,
      });
    if (initialStrategy === 'mean') return known.reduce((a, b) => a + b, 0) / known.length;
    const sorted = known.sort();
    return initialStrategy === 'median' ? quantileOf(sorted, 0.5) : mostFrequent(sorted);
  }
  /** Columns in the order in which they are predicted. */
  #order(gaps: readonly Int32Array[], rows: number, stream: RandomStream): Int32Array {
    const { imputationOrder, skipComplete } = this.params;
    const columns = Int32Array.from(gaps.keys()).filter(
      (j) => !skipComplete || gaps[j]!.length > 0,
    );
    const share = (j: number): number => gaps[j]!.length / rows;
    if (imputationOrder === 'ascending')
      return columns.sort((a, b) => share(a) - share(b) || a - b);
    if (imputationOrder === 'descending')
      return columns.sort((a, b) => share(b) - share(a) || b - a);
    if (imputationOrder === 'arabic') return columns.reverse();
    return imputationOrder === 'random' ? stream.shuffle(columns) : columns;
  }
  /** The columns that predict another: all, or some that correlate with it, drawn without repetition. */
  #from(
    feature: number,
    cols: number,
    correlations: Matrix | undefined,
    stream: RandomStream,
  ): Int32Array {
    const others = Int32Array.from({ length: cols }, (_, j) => j).filter((j) => j !== feature);
    const { nNearestFeatures = cols } = this.params;
    if (!correlations || nNearestFeatures >= others.length) return others;
    const left = new Map(Array.from(others, (j) => [j, correlations.at(feature, j)]));
    const drawn: number[] = [];
    while (drawn.length < nNearestFeatures) {
      let at = stream.next() * [...left.values()].reduce((a, b) => a + b, 0);
      let chosen = -1;
      for (const [j, weight] of left) {
        chosen = j;
        at -= weight;
        if (at < 0) break;
      }
      left.delete(chosen);
      drawn.push(chosen);
    }
    return Int32Array.from(drawn).sort();
  }
  /** Learns a column from the rows in which it is known. */
  #learn(
    filled: Matrix,
    gaps: Int32Array,
    feature: number,
    from: Int32Array,
    signal: AbortSignal | undefined,
  ): ImputationStep {
    const missing = new Set(gaps);
    const rows = Int32Array.from({ length: filled.rows }, (_, i) => i).filter(
      (i) => !missing.has(i),
    );
    const { estimator = new BayesianRidge(), randomState } = this.params;
    const model = clone(estimator);
    if ('randomState' in model.params && Reflect.get(model.params, 'randomState') === undefined)
      model.setParams({ randomState });
    if (rows.length > 0) {
      const y = Float64Array.from(rows, (i) => filled.at(i, feature));
      model.fit(part(filled, rows, from), y, { signal });
    }
    return { feature, from, estimator: model };
  }
  /** Puts predictions into the gaps of a column. */
  #predict(filled: Matrix, gaps: Int32Array, { feature, from, estimator }: ImputationStep): void {
    if (gaps.length === 0 || !estimator.isFitted) return;
    const { minValue, maxValue } = this.params;
    const predicted = estimator.predict(part(filled, gaps, from)).dataSync();
    gaps.forEach((i, t) => {
      const value = Number(predicted[t]);
      filled.data[i * filled.cols + feature] = Math.min(maxValue, Math.max(minValue, value));
    });
  }
}

/** By column: the rows in which it is missing. */
function gapsOf(x: Matrix): Int32Array[] {
  return Array.from({ length: x.cols }, (_, j) => {
    const rows: number[] = [];
    for (let i = 0; i < x.rows; i++) if (Number.isNaN(x.at(i, j))) rows.push(i);
    return Int32Array.from(rows);
  });
}

const fill = ({ data, rows, cols }: Matrix, values: Float64Array): Matrix =>
  new Matrix(
    Float64Array.from(data, (v, i) => (Number.isNaN(v) ? values[i % cols]! : v)),
    rows,
    cols,
  );

function part(x: Matrix, rows: Int32Array, columns: Int32Array): Matrix {
  const out = Matrix.zeros(rows.length, columns.length);
  rows.forEach((i, to) => {
    columns.forEach((j, c) => {
      out.data[to * columns.length + c] = x.at(i, j);
    });
  });
  return out;
}

/** The largest size of a number that is not missing, or of its difference from those of another array. */
function largestKnown(data: Floats, others?: Floats): number {
  let most = 0;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]! - (others?.[i] ?? 0));
    if (size > most) most = size;
  }
  return most;
}

/** The most frequent of sorted values; of several, the smallest. */
function mostFrequent(sorted: Float64Array): number {
  let [best, most] = [sorted[0]!, 0];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end] === sorted[i]) end++;
    if (end - i > most) [best, most] = [sorted[i]!, end - i];
    i = end;
  }
  return best;
}

/** |correlation| of each pair of columns, never quite 0, so that each column can be drawn. */
function absoluteCorrelations(x: Matrix): Matrix {
  const { rows, cols } = x;
  const centred = Array.from({ length: cols }, (_, j) => {
    const column = Float64Array.from(x.column(j));
    const mean = column.reduce((a, b) => a + b, 0) / rows;
    return column.map((v) => v - mean);
  });
  const dot = (a: Float64Array, b: Float64Array): number =>
    a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  const out = Matrix.zeros(cols, cols);
  for (let i = 0; i < cols; i++)
    for (let j = 0; j < cols; j++) {
      const size = Math.sqrt(dot(centred[i]!, centred[i]!) * dot(centred[j]!, centred[j]!));
      const r = size > 0 ? Math.abs(dot(centred[i]!, centred[j]!) / size) : 0;
      out.data[i * cols + j] = Math.max(r, 1e-6);
    }
  return out;
}
