/** Growing the trees of a forest, and what all forests ask of theirs. */
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { ArgumentError, raise } from '../../../errors/index.ts';
import type { Matrix } from '../../../linalg/index.ts';
import { type FitOptions, flag, integer, optional, type ParamTable } from '../../base/index.ts';
import { runTasks, shareArray } from '../../threads/index.ts';
import { rankColumns } from '../../trees/columns.ts';
import type { GrowTargets } from '../../trees/criteria/index.ts';
import type { TreeData } from '../../trees/data.ts';
import { type GrowRules, growTree } from '../../trees/grow.ts';
import {
  countMeant,
  countOrShare,
  type GrowthOptions,
  growthParams,
  type MaxFeatures,
} from '../../trees/options.ts';
import { prune } from '../../trees/prune.ts';
import { type Drawing, drawCounts } from '../../trees/sampling.ts';
import { addValues, importancesOf } from '../../trees/walk.ts';
import { meanOf } from '../rows.ts';

/** What forests add to the parameters of their trees. */
export interface ForestOptions extends GrowthOptions {
  /** Trees (≥ 1). Default 100. */
  readonly nEstimators: number;
  /** Each tree is grown from samples drawn with replacement; otherwise from all of them. */
  readonly bootstrap: boolean;
  /** Judges each sample by the trees that did not see it (with `bootstrap`): `oobScore_`. */
  readonly oobScore: boolean;
  /** Samples drawn for each tree: a count, or a share in (0, 1); undefined: as many as there are. */
  readonly maxSamples: number | undefined;
  /** `fit` keeps the trees that are there and adds to them. */
  readonly warmStart: boolean;
}

export const forestParams = (
  maxFeatures: MaxFeatures,
  bootstrap: boolean,
): ParamTable<ForestOptions> => ({
  nEstimators: integer(100, { min: 1 }),
  ...growthParams(maxFeatures),
  bootstrap: flag(bootstrap),
  oobScore: flag(false),
  maxSamples: optional(countOrShare(1, 1)),
  warmStart: flag(false),
});

export const forestTags = { missing: true, sparse: true, random: true, weights: true };

/** How samples are drawn. @throws ArgumentError */
export function drawingOf(
  { bootstrap, oobScore, maxSamples }: ForestOptions,
  rows: number,
  who: string,
  balance?: Drawing['balance'],
): Drawing | undefined {
  if (!bootstrap) {
    if (oobScore) raise(ArgumentError, treeErrors, 'trees.oobWithoutBootstrap', { who });
    return undefined;
  }
  if (maxSamples !== undefined && maxSamples > rows)
    raise(ArgumentError, treeErrors, 'trees.maxSamples', { who, got: maxSamples, expected: rows });
  const draws = maxSamples === undefined ? rows : Math.max(1, countMeant(maxSamples, rows));
  return { draws, replace: true, balance };
}

export interface ForestJob {
  readonly who: string;
  readonly X: Matrix;
  readonly targets: GrowTargets;
  readonly weights: Float64Array;
  readonly rules: GrowRules;
  readonly seed: number;
  readonly drawing: Drawing | undefined;
  readonly options: FitOptions;
}

/** Grows trees number `from` … `to − 1`. */
export function growForest(job: ForestJob, from: number, to: number, ccpAlpha: number): TreeData[] {
  const { who, X, targets, weights, rules, seed, drawing, options } = job;
  if (to <= from) return [];
  const columns = rankColumns(X);
  const shared = { columns, targets, weights: shareArray(weights), rules, seed, drawing };
  const numbers = Array.from({ length: to - from }, (_, t) => from + t);
  const drawn = drawing?.draws ?? X.rows;
  const levels = Math.min(rules.maxDepth, Math.log2(drawn + 1));
  const cost = (numbers.length * drawn * rules.maxFeatures * levels * 5) / 1e6;
  const { signal, onProgress } = options;
  const trees = runTasks(growTree, numbers, shared, {
    who,
    unit: 'trees',
    cost,
    signal,
    onProgress,
  });
  return ccpAlpha > 0 ? trees.map((tree) => prune(tree, ccpAlpha)) : trees;
}

/** How many trees `warmStart` keeps. @throws ArgumentError when there are more than are wanted */
export function keptTrees(trees: readonly TreeData[], wanted: number, who: string): number {
  if (trees.length > wanted)
    raise(ArgumentError, treeErrors, 'trees.warmStart', {
      who,
      got: wanted,
      expected: trees.length,
    });
  return trees.length;
}

/** The mean value of the trees for each sample: `[n, width]`. */
export function meanValues(trees: readonly TreeData[], X: Matrix): Float64Array<ArrayBuffer> {
  const width = trees[0]?.width ?? 1;
  const sums = new Float64Array(X.rows * width);
  for (const tree of trees) addValues(tree, X, sums);
  for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! / trees.length;
  return sums;
}

/** The mean value of the trees that did not see a sample; NaN where all of them did. */
export function outOfBag(
  trees: readonly TreeData[],
  X: Matrix,
  drawing: Drawing,
  seed: number,
): Float64Array<ArrayBuffer> {
  const width = trees[0]?.width ?? 1;
  const sums = new Float64Array(X.rows * width);
  const votes = new Int32Array(X.rows);
  for (const [t, tree] of trees.entries()) {
    const counts = drawCounts(X.rows, drawing, seed, t);
    const values = new Float64Array(X.rows * width);
    addValues(tree, X, values);
    for (let i = 0; i < X.rows; i++) {
      if (counts[i]! > 0) continue;
      votes[i] = votes[i]! + 1;
      for (let k = 0; k < width; k++)
        sums[i * width + k] = sums[i * width + k]! + values[i * width + k]!;
    }
  }
  for (let i = 0; i < X.rows; i++)
    for (let k = 0; k < width; k++) sums[i * width + k] = sums[i * width + k]! / votes[i]!;
  return sums;
}

/** How much each feature lowers the impurity, on average over the trees that split at all; the sum is 1. */
export function forestImportances(
  trees: readonly TreeData[],
  cols: number,
): Float64Array<ArrayBuffer> {
  const grown = trees.filter((tree) => tree.feature.length > 1);
  if (grown.length === 0) return new Float64Array(cols);
  const mean = meanOf(grown.map((tree) => importancesOf(tree, cols)));
  const sum = mean.reduce((a, b) => a + b, 0);
  return sum > 0 ? mean.map((v) => v / sum) : mean;
}
