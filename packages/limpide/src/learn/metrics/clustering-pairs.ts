/**
 * Scores of a clustering against known groups. All come from the table of contingency (how many samples are
 * in true group i and cluster j); none depends on how clusters are named.
 */
import { metricErrors } from '../../errors/catalog/learn-metrics.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import { classTargets, plain, type Targets } from '../base/index.ts';
import { checkWord, sameLength } from './input.ts';

/** Counts of the pairs (true group, cluster), their sums, and n. */
export interface Contingency {
  readonly cells: Float64Array;
  readonly rows: Float64Array;
  readonly cols: Float64Array;
  readonly n: number;
}

export function contingency(who: string, yTrue: Targets, yPred: Targets): Contingency {
  const n = plain(yTrue, who).length;
  if (n === 0) raise(DataError, metricErrors, 'metric.empty', { who });
  sameLength(who, 'yPred', n, plain(yPred, who).length);
  const a = classTargets(yTrue, n, who);
  const b = classTargets(yPred, n, who);
  const r = a.classes.length;
  const c = b.classes.length;
  const cells = new Float64Array(r * c);
  const rows = new Float64Array(r);
  const cols = new Float64Array(c);
  for (let i = 0; i < n; i++) {
    cells[a.codes[i]! * c + b.codes[i]!]!++;
    rows[a.codes[i]!]!++;
    cols[b.codes[i]!]!++;
  }
  return { cells, rows, cols, n };
}

/** How many samples are in true group i and cluster j, `[groups, clusters]`, int32. */
export function contingencyMatrix(yTrue: Targets, yPred: Targets): Tensor {
  const { cells, rows, cols } = contingency('contingencyMatrix', yTrue, yPred);
  return tensor(Int32Array.from(cells), { shape: [rows.length, cols.length] });
}

const pairsIn = (counts: Float64Array): number => counts.reduce((s, c) => s + (c * (c - 1)) / 2, 0);

/** Share of the pairs of samples on which both agree: together in both, or apart in both. */
export function randScore(yTrue: Targets, yPred: Targets): number {
  const { cells, rows, cols, n } = contingency('randScore', yTrue, yPred);
  const all = (n * (n - 1)) / 2;
  if (all === 0) return 1;
  const both = pairsIn(cells);
  return (all + 2 * both - pairsIn(rows) - pairsIn(cols)) / all;
}

/** Rand's index less what chance gives: 0 for random clusters, 1 for the true ones (Hubert & Arabie, 1985). */
export function adjustedRandScore(yTrue: Targets, yPred: Targets): number {
  const { cells, rows, cols, n } = contingency('adjustedRandScore', yTrue, yPred);
  const all = (n * (n - 1)) / 2;
  const both = pairsIn(cells);
  const a = pairsIn(rows);
  const b = pairsIn(cols);
  const chance = all > 0 ? (a * b) / all : 0;
  const most = (a + b) / 2;
  return most === chance ? 1 : (both - chance) / (most - chance);
}

/** Geometric mean of the precision and the recall of pairs (Fowlkes & Mallows, 1983). */
export function fowlkesMallowsScore(yTrue: Targets, yPred: Targets): number {
  const { cells, rows, cols } = contingency('fowlkesMallowsScore', yTrue, yPred);
  const both = pairsIn(cells);
  return both === 0 ? 0 : Math.sqrt(both / pairsIn(rows)) * Math.sqrt(both / pairsIn(cols));
}

const entropy = (counts: Float64Array, n: number): number =>
  counts.reduce((sum, c) => (c > 0 ? sum - (c / n) * Math.log(c / n) : sum), 0);

function information({ cells, rows, cols, n }: Contingency): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < cols.length; j++) {
      const cell = cells[i * cols.length + j]!;
      if (cell > 0) sum += (cell / n) * Math.log((cell * n) / (rows[i]! * cols[j]!));
    }
  return Math.max(sum, 0);
}

/** Mutual information of the two groupings, in nats. */
export function mutualInfoScore(yTrue: Targets, yPred: Targets): number {
  return information(contingency('mutualInfoScore', yTrue, yPred));
}

export interface InfoOptions {
  /** By what the information is divided: a mean of both entropies, or the smaller or larger one. */
  readonly averageMethod?: 'arithmetic' | 'geometric' | 'min' | 'max' | undefined;
}

function meanEntropy(who: string, a: number, b: number, how: InfoOptions['averageMethod']): number {
  const method = how ?? 'arithmetic';
  checkWord(who, 'averageMethod', method, ['arithmetic', 'geometric', 'min', 'max']);
  if (method === 'arithmetic') return (a + b) / 2;
  if (method === 'geometric') return Math.sqrt(a * b);
  return method === 'min' ? Math.min(a, b) : Math.max(a, b);
}

/** Whether both sides are one single group, or both all alone: nothing to be uncertain of. */
const trivial = ({ rows, cols, n }: Contingency): boolean =>
  (rows.length === 1 && cols.length === 1) || (rows.length === n && cols.length === n);

/** Mutual information divided by a mean of the entropies: 0 … 1. Many small clusters raise it by chance. */
export function normalizedMutualInfoScore(
  yTrue: Targets,
  yPred: Targets,
  { averageMethod }: InfoOptions = {},
): number {
  const who = 'normalizedMutualInfoScore';
  const table = contingency(who, yTrue, yPred);
  if (table.rows.length === 1 && table.cols.length === 1) return 1;
  const shared = information(table);
  if (shared <= 2 ** -52) return 0;
  const { rows, cols, n } = table;
  return shared / meanEntropy(who, entropy(rows, n), entropy(cols, n), averageMethod);
}

/**
 * Mutual information less what chance gives, divided likewise: 0 for random clusters, 1 for the true ones
 * (Vinh, Epps & Bailey, 2010).
 */
export function adjustedMutualInfoScore(
  yTrue: Targets,
  yPred: Targets,
  { averageMethod }: InfoOptions = {},
): number {
  const who = 'adjustedMutualInfoScore';
  const table = contingency(who, yTrue, yPred);
  if (trivial(table)) return 1;
  const { rows, cols, n } = table;
  const chance = expectedInformation(table);
  const most = meanEntropy(who, entropy(rows, n), entropy(cols, n), averageMethod);
  const tiny = 2 ** -52;
  const room = most - chance;
  return (information(table) - chance) / (room < 0 ? Math.min(room, -tiny) : Math.max(room, tiny));
}

/**
 * The mutual information that random groupings with these sizes have on average: each cell is
 * hypergeometric, and one sums n_ij/n·ln(n·n_ij/(a_i·b_j)) over its possible counts.
 */
function expectedInformation({ rows, cols, n }: Contingency): number {
  const lnFactorial = new Float64Array(n + 1);
  for (let i = 1; i <= n; i++) lnFactorial[i] = lnFactorial[i - 1]! + Math.log(i);
  const f = (i: number): number => lnFactorial[i]!;
  let sum = 0;
  for (const a of rows)
    for (const b of cols) {
      const fixed = f(a) + f(b) + f(n - a) + f(n - b) - f(n);
      for (let c = Math.max(1, a + b - n); c <= Math.min(a, b); c++) {
        const ways = fixed - f(c) - f(a - c) - f(b - c) - f(n - a - b + c);
        sum += (c / n) * Math.log((n * c) / (a * b)) * Math.exp(ways);
      }
    }
  return sum;
}

export interface VMeasure {
  readonly homogeneity: number;
  readonly completeness: number;
  readonly vMeasure: number;
}

/**
 * Homogeneity (each cluster holds one group), completeness (each group lies in one cluster) and their
 * weighted harmonic mean (Rosenberg & Hirschberg, 2007). `beta` > 1 favours completeness.
 */
export function homogeneityCompletenessVMeasure(
  yTrue: Targets,
  yPred: Targets,
  { beta = 1 }: { readonly beta?: number } = {},
): VMeasure {
  const who = 'homogeneityCompletenessVMeasure';
  if (!(beta >= 0)) {
    raise(ArgumentError, metricErrors, 'metric.option', {
      who,
      name: 'beta',
      expected: '≥ 0',
      got: String(beta),
    });
  }
  const table = contingency(who, yTrue, yPred);
  const shared = information(table);
  const a = entropy(table.rows, table.n);
  const b = entropy(table.cols, table.n);
  const homogeneity = a > 0 ? shared / a : 1;
  const completeness = b > 0 ? shared / b : 1;
  const both = beta * homogeneity + completeness;
  const vMeasure = both > 0 ? ((1 + beta) * homogeneity * completeness) / both : 0;
  return { homogeneity, completeness, vMeasure };
}
/** Whether each cluster holds samples of one group only: 0 … 1. */
export const homogeneityScore = (yTrue: Targets, yPred: Targets): number =>
  homogeneityCompletenessVMeasure(yTrue, yPred).homogeneity;
/** Whether the samples of a group lie in one cluster: 0 … 1. */
export const completenessScore = (yTrue: Targets, yPred: Targets): number =>
  homogeneityCompletenessVMeasure(yTrue, yPred).completeness;
/** Harmonic mean of homogeneity and completeness. */
export const vMeasureScore = (
  yTrue: Targets,
  yPred: Targets,
  options: { readonly beta?: number } = {},
): number => homogeneityCompletenessVMeasure(yTrue, yPred, options).vMeasure;
