/** Looking into a fitted model from outside: what does it use, and how? */
import { judgingErrors } from '../../errors/catalog/learn-judging.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import {
  denseInput,
  type Estimator,
  type Features,
  Frame,
  givesDecision,
  givesProbabilities,
  isText,
  type Outputs,
  type Progress,
  RandomStream,
  reporter,
  rowsOf,
  seedOf,
  type Weights,
} from '../base/index.ts';
import { answers } from '../compose/delegate.ts';
import { checkScoring, type Scorer } from '../metrics/index.ts';
import { quantileOf } from '../preprocessing/columns.ts';

export interface PermutationImportance {
  /** Mean loss of score by column. */
  readonly importancesMean: Float64Array;
  readonly importancesStd: Float64Array;
  /** One array per column, one number per repetition. */
  readonly importances: readonly Float64Array[];
  /** Names of the columns, where X has some. */
  readonly featureNames: readonly string[] | undefined;
}

/**
 * How much the score falls when a column is shuffled (Breiman, 2001): what the model, as it is, uses. Columns that
 * say the same share their importance, and each may look useless.
 *
 * @param estimator  fitted
 * @param options.nRepeats  5 when left out
 */
export function permutationImportance(
  estimator: Estimator,
  X: Features,
  y: Outputs,
  options: {
    readonly scoring?: string | Scorer | undefined;
    readonly nRepeats?: number;
    readonly randomState?: number | undefined;
    readonly sampleWeight?: Weights | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: Progress) => void) | undefined;
  } = {},
): PermutationImportance {
  const who = 'permutationImportance';
  const { nRepeats = 5, sampleWeight } = options;
  if (!(Number.isInteger(nRepeats) && nRepeats >= 1))
    raise(ArgumentError, judgingErrors, 'select.count', {
      who,
      name: 'nRepeats',
      expected: 'integer ≥ 1',
      got: nRepeats,
    });
  const scorer = checkScoring(estimator, options.scoring);
  const judge = (Z: Features): number =>
    scorer(estimator, Z, y, sampleWeight === undefined ? {} : { sampleWeight });
  const base = judge(X);
  const table = columnTable(who, X);
  const seed = seedOf(options.randomState);
  const report = reporter(who, 'columns', table.count, options);
  const n = rowsOf(X);
  const importances = Array.from({ length: table.count }, (_, j) => {
    report(j);
    return Float64Array.from({ length: nRepeats }, (_r, r) => {
      const order = new RandomStream(seed, j, r).permutation(n);
      return base - judge(table.reordered(j, order));
    });
  });
  report(table.count);
  const mean = (v: Float64Array): number => v.reduce((a, b) => a + b, 0) / v.length;
  return {
    importances,
    importancesMean: Float64Array.from(importances, mean),
    importancesStd: Float64Array.from(importances, (v) => {
      const m = mean(v);
      return Math.sqrt(mean(v.map((x) => (x - m) ** 2)));
    }),
    featureNames: X instanceof Frame ? X.names : undefined,
  };
}

/** A data set with one column changed. */
interface ColumnTable {
  readonly count: number;
  reordered(j: number, order: Int32Array): Features;
}
function columnTable(who: string, X: Features): ColumnTable {
  if (X instanceof Frame) {
    return {
      count: X.names.length,
      reordered: (j, order) =>
        new Frame(
          X.names.map((name, at) => {
            const column = X.column(name);
            if (at !== j) return [name, column];
            if (isText(column)) return [name, Array.from(order, (i) => column[i] ?? null)];
            return [name, Float64Array.from(order, (i) => column[i]!)];
          }),
        ),
    };
  }
  const matrix = denseInput(X, { who, missing: true });
  return {
    count: matrix.cols,
    reordered: (j, order) => {
      const copy = matrix.clone();
      for (let i = 0; i < matrix.rows; i++)
        copy.data[i * matrix.cols + j] = matrix.at(order[i]!, j);
      return copy;
    },
  };
}

export interface PartialDependence {
  /** Values of the column(s): one grid per feature. */
  readonly values: readonly (readonly (number | string)[])[];
  /** Mean response: `[grid]` or `[grid₁][grid₂]` flattened row by row, one array per output (class). */
  readonly average: readonly Float64Array[];
  /** ICE: response of each sample (rows) along the grid, one list per output; with `kind: 'both' | 'individual'`. */
  readonly individual?: readonly (readonly Float64Array[])[];
}

/**
 * The mean response when one column (or two) is set to each value of a grid for all samples (Friedman, 2001); ICE
 * curves are those of single samples (Goldstein et al., 2015). It supposes that the column can change while the
 * others stay.
 *
 * @param features  a column or two, by name or number
 * @param options.gridResolution  100 when left out; fewer when the column has fewer values (or holds texts)
 * @param options.percentiles     the grid's ends, [0.05, 0.95]
 * @param options.response        probabilities where there are some (of the second of two classes), decisions
 *                                otherwise; predictions of regressors
 */
export function partialDependence(
  estimator: Estimator,
  X: Features,
  features: string | number | readonly (string | number)[],
  options: {
    readonly gridResolution?: number;
    readonly percentiles?: readonly [number, number];
    readonly kind?: 'average' | 'individual' | 'both';
    readonly response?: 'auto' | 'predictProba' | 'decisionFunction';
  } = {},
): PartialDependence {
  const who = 'partialDependence';
  const { gridResolution = 100, percentiles = [0.05, 0.95], kind = 'average' } = options;
  const list = typeof features === 'object' ? features : [features];
  if (list.length < 1 || list.length > 2 || gridResolution < 2)
    raise(ArgumentError, judgingErrors, 'select.count', {
      who,
      name: gridResolution < 2 ? 'gridResolution' : 'features',
      expected: gridResolution < 2 ? '≥ 2' : '1 | 2',
      got: gridResolution < 2 ? gridResolution : list.length,
    });
  const places = list.map((feature) => placeOf(who, X, feature));
  const grids = places.map((j) => gridOf(X, j, gridResolution, percentiles));
  const points =
    grids.length === 1
      ? grids[0]!.map((v) => [v])
      : grids[0]!.flatMap((a) => grids[1]!.map((b) => [a, b]));
  const n = rowsOf(X);
  const answersAt = points.map((point) =>
    responseOf(who, estimator, withValues(X, places, point), options.response ?? 'auto'),
  );
  const outputs = answersAt[0]!.length;
  const average = Array.from({ length: outputs }, (_, k) =>
    Float64Array.from(answersAt, (at) => at[k]!.reduce((a, b) => a + b, 0) / n),
  );
  if (kind === 'average') return { values: grids, average };
  const individual = Array.from({ length: outputs }, (_, k) =>
    Array.from({ length: n }, (_row, i) => Float64Array.from(answersAt, (at) => at[k]![i]!)),
  );
  return { values: grids, average, individual };
}

function placeOf(who: string, X: Features, feature: string | number): number {
  const names = X instanceof Frame ? X.names : undefined;
  const count = names?.length ?? denseInput(X, { who, missing: true }).cols;
  const at = typeof feature === 'string' ? (names?.indexOf(feature) ?? -1) : feature;
  if (Number.isInteger(at) && at >= 0 && at < count) return at;
  return raise(ArgumentError, judgingErrors, 'inspect.feature', {
    who,
    got: String(feature),
    known: names ?? [`0 … ${count - 1}`],
  });
}

/** All values of the column when they are few, else evenly spaced ones between two quantiles. */
function gridOf(
  X: Features,
  j: number,
  resolution: number,
  [low, high]: readonly [number, number],
): (number | string)[] {
  if (X instanceof Frame) {
    const column = X.column(X.names[j]!);
    if (isText(column)) return [...new Set(column.filter((v) => v !== null))].sort();
  }
  const matrix = denseInput(X instanceof Frame ? X.select([X.names[j]!]) : X, {
    who: 'partialDependence',
    missing: true,
  });
  const column = Float64Array.from(matrix.column(X instanceof Frame ? 0 : j)).filter(
    (v) => !Number.isNaN(v),
  );
  const distinct = [...new Set(column)].sort((a, b) => a - b);
  if (distinct.length < resolution) return distinct;
  column.sort();
  const from = quantileOf(column, low);
  const to = quantileOf(column, high);
  return Array.from({ length: resolution }, (_, k) => from + (k * (to - from)) / (resolution - 1));
}

function withValues(
  X: Features,
  places: readonly number[],
  point: readonly (number | string)[],
): Features {
  if (X instanceof Frame) {
    return new Frame(
      X.names.map((name, j) => {
        const at = places.indexOf(j);
        return [name, at < 0 ? X.column(name) : new Array(X.rows).fill(point[at])];
      }),
    );
  }
  const copy = denseInput(X, { who: 'partialDependence', missing: true }).clone();
  places.forEach((j, at) => {
    for (let i = 0; i < copy.rows; i++) copy.data[i * copy.cols + j] = Number(point[at]);
  });
  return copy;
}

/** One array per output. */
function responseOf(
  who: string,
  estimator: Estimator,
  X: Features,
  response: 'auto' | 'predictProba' | 'decisionFunction',
): Float64Array[] {
  const regression = estimator.spec.kind !== 'classifier' && response === 'auto';
  if (!regression && response !== 'decisionFunction' && givesProbabilities(estimator))
    return columns(estimator.predictProba(X), true);
  if (!regression && response !== 'predictProba' && givesDecision(estimator))
    return columns(estimator.decisionFunction(X), false);
  const predicted = answers(estimator, 'predict') ? estimator.predict(X) : undefined;
  if (predicted instanceof Tensor) return columns(predicted, false);
  return raise(ArgumentError, judgingErrors, 'calibration.response', {
    who,
    got: estimator.spec.name,
  });
}
function columns(t: Tensor, probabilities: boolean): Float64Array[] {
  const matrix = Matrix.fromTensor(t.ndim === 1 ? t.reshape(-1, 1) : t);
  const all = Array.from({ length: matrix.cols }, (_, j) => Float64Array.from(matrix.column(j)));
  return probabilities && all.length === 2 ? all.slice(1) : all;
}
