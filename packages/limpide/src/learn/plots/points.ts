/** Points, boundaries, confusion, bars: plots of samples and of what a model says about them, as data. */
import { plotErrors } from '../../errors/catalog/learn-plots.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { Tensor } from '../../tensor/index.ts';
import {
  denseInput,
  type Estimator,
  type Features,
  Frame,
  givesProbabilities,
  type Label,
  namesOf,
  plain,
  sortedLabels,
  type Targets,
} from '../base/index.ts';
import { answers } from '../compose/delegate.ts';
import type { PermutationImportance } from '../inspection/index.ts';
import { confusionMatrix } from '../metrics/index.ts';
import { quantileOf } from '../preprocessing/columns.ts';
import type { BarPlot, BoundaryPlot, ConfusionPlot, ScatterPlot } from './data.ts';

/** Which class is taken for which: true classes down, predicted ones across. */
export function plotConfusionMatrix(yTrue: Targets, yPred: Targets): ConfusionPlot {
  const who = 'plotConfusionMatrix';
  const labels = sortedLabels([...Array.from(plain(yTrue, who)), ...Array.from(plain(yPred, who))]);
  const cells = confusionMatrix(yTrue, yPred, { labels }).dataSync();
  const k = labels.length;
  const counts = labels.map((_, i) => labels.map((__, j) => Number(cells[i * k + j])));
  return { kind: 'confusion', labels: labels.map(String), counts };
}

/** Classes as places among the labels. */
function grouped(y: Targets, who: string): { groups: number[]; labels: string[] } {
  const values = Array.from(plain(y, who));
  const labels = sortedLabels(values);
  const place = new Map(labels.map((label, k) => [label, k]));
  return { groups: values.map((value) => place.get(value)!), labels: labels.map(String) };
}

/** More distinct numbers than this are shown by a scale of colours. */
const MANY = 12;

/**
 * The first two coordinates of points, coloured by what is given for each: classes, groups, or numbers. For
 * embeddings (PCA, t-SNE, UMAP) and for data of two columns.
 *
 * @param X  `[n, ≥ 2]`
 */
export function plotScatter(
  X: Features,
  color?: Targets,
  { axes }: { readonly axes?: readonly [string, string] } = {},
): ScatterPlot {
  const who = 'plotScatter';
  const { data, rows, cols } = denseInput(X, { who });
  if (cols < 2) raise(DataError, plotErrors, 'plot.points', { who, got: [rows, cols] });
  const column = (j: number): number[] =>
    Array.from({ length: rows }, (_, i) => data[i * cols + j]!);
  const names = namesOf(X);
  const base = {
    kind: 'scatter',
    x: column(0),
    y: column(1),
    axes: axes ?? [names?.[0] ?? 'x₁', names?.[1] ?? 'x₂'],
  } as const;
  if (color === undefined) return base;
  const values = Array.from(plain(color, who));
  const numbers = values.every((v) => typeof v === 'number') && new Set(values).size > MANY;
  return numbers ? { ...base, values: values.map(Number) } : { ...base, ...grouped(color, who) };
}

/** Predicted against true numbers: right on the diagonal. */
export function plotPredictions(yTrue: Targets, yPred: Targets): ScatterPlot {
  const who = 'plotPredictions';
  return {
    kind: 'predictions',
    x: Array.from(plain(yTrue, who), Number),
    y: Array.from(plain(yPred, who), Number),
    axes: ['true', 'predicted'],
    diagonal: true,
  };
}

function columnAt(X: Features, which: string | number, who: string, cols: number): number {
  const names = namesOf(X);
  const at = typeof which === 'number' ? which : (names?.indexOf(which) ?? -1);
  if (Number.isInteger(at) && at >= 0 && at < cols) return at;
  return raise(DataError, plotErrors, 'plot.column', {
    who,
    got: String(which),
    known: names ?? `0 … ${cols - 1}`,
  });
}

/**
 * What a fitted model answers everywhere around the points of X, in the plane of two columns; the other columns
 * stay at their median.
 *
 * @param options.features    the two columns, by name or number; needed when X has more than two
 * @param options.resolution  cells along each side; 100 when left out
 */
export function plotDecisionBoundary(
  model: Estimator,
  X: Features,
  y: Targets,
  {
    features,
    resolution = 100,
  }: {
    readonly features?: readonly [string | number, string | number];
    readonly resolution?: number;
  } = {},
): BoundaryPlot {
  const who = 'plotDecisionBoundary';
  if (!answers(model, 'predict'))
    raise(ArgumentError, plotErrors, 'plot.predict', { who, got: model.spec.name });
  const points = denseInput(X, { who, missing: true });
  const { rows, cols } = points;
  if (features === undefined && cols !== 2)
    raise(ArgumentError, plotErrors, 'plot.features', {
      who,
      got: cols,
      option: '{ features: [a, b] }',
    });
  const [first, second] = (features ?? [0, 1]).map((f) => columnAt(X, f, who, cols)) as [
    number,
    number,
  ];
  const column = (j: number): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => points.at(i, j));
  const wide = (values: Float64Array): [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (const v of values) {
      if (v < low) low = v;
      if (v > high) high = v;
    }
    const margin = (high - low || 1) * 0.08;
    return [low - margin, high + margin];
  };
  const [xs, ys] = [column(first), column(second)];
  const [xRange, yRange] = [wide(xs), wide(ys)];
  const middle = Array.from({ length: cols }, (_, j) =>
    quantileOf(
      column(j)
        .filter((v) => !Number.isNaN(v))
        .sort(),
      0.5,
    ),
  );
  const size = resolution;
  const grid = Matrix.zeros(size * size, cols);
  for (let r = 0; r < size; r++)
    for (let c = 0; c < size; c++) {
      const row = grid.row(r * size + c);
      row.set(middle);
      row[first] = xRange[0] + ((c + 0.5) / size) * (xRange[1] - xRange[0]);
      row[second] = yRange[0] + ((r + 0.5) / size) * (yRange[1] - yRange[0]);
    }
  const cells = asAsked(grid, namesOf(X));
  const answer = model.predict(cells);
  const names = namesOf(X);
  const base = {
    kind: 'decisionBoundary',
    axes: [names?.[first] ?? `x${first}`, names?.[second] ?? `x${second}`],
    xRange,
    yRange,
    width: size,
    height: size,
  } as const;
  // a point without one of its coordinates has no place
  const placed = Array.from(xs, (_, i) => i).filter((i) => Number.isFinite(xs[i]! + ys[i]!));
  const at = { x: placed.map((i) => xs[i]!), y: placed.map((i) => ys[i]!) };
  if (model.spec.kind === 'regressor' && answer instanceof Tensor) {
    const values = Array.from(answer.dataSync(), Number);
    return { ...base, cells: values, points: { ...at, groups: placed.map(() => 0) } };
  }
  const given: Label[] = answer instanceof Tensor ? Array.from(answer.dataSync(), Number) : answer;
  const truth = Array.from(plain(y, who));
  const labels = sortedLabels([...given, ...truth]);
  const place = new Map(labels.map((label, k) => [label, k]));
  const sure = givesProbabilities(model) ? largestOf(model.predictProba(cells)) : undefined;
  return {
    ...base,
    cells: given.map((label) => place.get(label)!),
    ...(sure && { sure }),
    labels: labels.map(String),
    points: { ...at, groups: placed.map((i) => place.get(truth[i]!)!) },
  };
}

/** A model fitted on a table gets a table. */
const asAsked = (grid: Matrix, names: readonly string[] | undefined): Features =>
  names === undefined
    ? grid
    : new Frame(names.map((name, j) => [name, Float64Array.from(grid.column(j))]));

function largestOf(p: Tensor): number[] {
  const [n = 0, k = 1] = p.shape;
  const data = p.dataSync();
  return Array.from({ length: n }, (_, i) => {
    let most = 0;
    for (let c = 0; c < k; c++) most = Math.max(most, Number(data[i * k + c]));
    return most;
  });
}

/**
 * What each column weighs: of a permutation importance, or of a fitted model that says so itself
 * (`featureImportances_`, the size of `coef_`).
 *
 * @param options.names  of the columns
 * @param options.most   bars shown, the longest; 20 when left out
 */
export function plotImportances(
  from: PermutationImportance | Estimator,
  { names, most = 20 }: { readonly names?: readonly string[]; readonly most?: number } = {},
): BarPlot {
  const { values, spread, own } = importancesOf(from);
  const known = names ?? own ?? Array.from(values, (_, j) => `x${j}`);
  const order = Array.from(values, (_, j) => j).sort((a, b) => values[b]! - values[a]!);
  const shown = order.slice(0, most);
  return {
    kind: 'importances',
    names: shown.map((j) => known[j] ?? `x${j}`),
    values: shown.map((j) => values[j]!),
    ...(spread && { spread: shown.map((j) => spread[j]!) }),
    more: order.length - shown.length,
  };
}

function importancesOf(from: PermutationImportance | Estimator): {
  values: ArrayLike<number> & Iterable<number>;
  spread?: ArrayLike<number>;
  own?: readonly string[] | undefined;
} {
  if ('importancesMean' in from)
    return { values: from.importancesMean, spread: from.importancesStd, own: from.featureNames };
  const importances: unknown = Reflect.get(from, 'featureImportances_');
  const own = from.featureNamesIn_;
  if (importances instanceof Tensor)
    return { values: Array.from(importances.dataSync(), Number), own };
  const coef: unknown = Reflect.get(from, 'coef_');
  if (!(coef instanceof Tensor))
    return raise(ArgumentError, plotErrors, 'plot.importances', {
      who: 'plotImportances',
      got: from.spec.name,
    });
  const d = coef.shape.at(-1)!;
  const values = new Float64Array(d);
  Array.from(coef.dataSync(), Number).forEach((w, at) => {
    values[at % d] = Math.max(values[at % d]!, Math.abs(w));
  });
  return { values, own };
}
