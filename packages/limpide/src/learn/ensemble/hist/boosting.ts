/** The loop of boosting with histograms: trees that follow the gradient of a loss, until it stops falling. */
import type { Matrix } from '../../../linalg/index.ts';
import { type FitOptions, reporter } from '../../base/index.ts';
import { type Binning, binColumns } from './bins.ts';
import { HistGrower, type HistRules } from './grower.ts';
import { type HistLoss, weightedQuantile } from './losses.ts';
import { addTree, addTreeBinned, type HistTree } from './tree.ts';

/** Some samples, with their targets and weights. */
export interface Part {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

export interface BoostingPlan {
  readonly who: string;
  readonly loss: HistLoss;
  readonly rules: HistRules;
  readonly maxIter: number;
  /** Stops when the loss has not fallen by `tol` for `patience` iterations; undefined: never. */
  readonly stopping: { readonly patience: number; readonly tol: number } | undefined;
  readonly binning: Binning;
  /** Model to go on from. */
  readonly before: Boosted | undefined;
}

/** What boosting learns. */
export interface Boosted {
  readonly trees: readonly (readonly HistTree[])[];
  readonly baseline: Float64Array;
  /** With early stopping, the mean loss before the first tree and after each; also of held-out samples. */
  readonly trainLoss: Float64Array;
  readonly validationLoss: Float64Array;
}

/** Boosts. @param held samples to judge by, not to learn from */
export function boost(
  plan: BoostingPlan,
  { X, y, weights }: Part,
  held: Part | undefined,
  options: FitOptions,
): Boosted {
  const { loss, maxIter, stopping, binning, rules, before } = plan;
  const report = reporter(plan.who, 'iterations', maxIter, options);
  report(before?.trees.length ?? 0);
  const n = X.rows;
  const k = loss.width;
  const bins = binColumns(X, binning);
  const heldBins = held && binColumns(held.X, binning);
  const baseline = before?.baseline ?? loss.initial(y, weights);
  const raw = repeat(baseline, n);
  const heldRaw = held && repeat(baseline, held.X.rows);
  const trees: HistTree[][] = [];
  for (const group of before?.trees ?? []) {
    trees.push([...group]);
    for (const [c, tree] of group.entries()) {
      addTreeBinned(tree, bins, n, raw, k, c);
      if (heldRaw && heldBins) addTreeBinned(tree, heldBins, held.X.rows, heldRaw, k, c);
    }
  }
  const losses = {
    train: before ? [...before.trainLoss] : stopping ? [loss.mean(y, raw, weights)] : [],
    held:
      before && held
        ? [...before.validationLoss]
        : held && heldRaw
          ? [loss.mean(held.y, heldRaw, held.weights)]
          : [],
  };
  const grower = new HistGrower(bins, n, binning, rules);
  // One pair of arrays per class: all gradients are those before the iteration.
  const gradients = Array.from({ length: k }, () => new Float64Array(n));
  const hessians = Array.from({ length: k }, () => new Float64Array(n));
  while (trees.length < maxIter) {
    for (let c = 0; c < k; c++) loss.derivatives(y, raw, weights, c, gradients[c]!, hessians[c]!);
    const group: HistTree[] = [];
    for (let c = 0; c < k; c++) {
      const { leafQuantile } = loss;
      const leafValues =
        leafQuantile === undefined
          ? undefined
          : (samples: Int32Array): number =>
              weightedQuantile(
                Float64Array.from(samples, (i) => y[i]! - raw[i]!),
                Float64Array.from(samples, (i) => weights[i]!),
                leafQuantile,
              );
      const steps: [Int32Array, number][] = [];
      const tree = grower.grow(gradients[c]!, hessians[c]!, leafValues, (samples, value) =>
        steps.push([samples, value]),
      );
      for (const [samples, value] of steps) {
        for (let i = 0; i < samples.length; i++) {
          const at = samples[i]! * k + c;
          raw[at] = raw[at]! + value;
        }
      }
      if (held && heldRaw && heldBins) addTreeBinned(tree, heldBins, held.X.rows, heldRaw, k, c);
      group.push(tree);
    }
    trees.push(group);
    if (stopping) {
      losses.train.push(loss.mean(y, raw, weights));
      if (held && heldRaw) losses.held.push(loss.mean(held.y, heldRaw, held.weights));
    }
    report(trees.length, (held ? losses.held : losses.train).at(-1));
    if (stopping && hasStopped(held ? losses.held : losses.train, stopping)) break;
    if (group.every((tree) => tree.feature.length === 1)) break; // nothing left to split
  }
  return {
    trees,
    baseline,
    trainLoss: Float64Array.from(losses.train),
    validationLoss: Float64Array.from(losses.held),
  };
}

function repeat(row: Float64Array, n: number): Float64Array {
  const all = new Float64Array(n * row.length);
  for (let i = 0; i < n; i++) all.set(row, i * row.length);
  return all;
}

/** Whether none of the last losses is clearly below the one before them. */
function hasStopped(
  losses: readonly number[],
  { patience, tol }: { patience: number; tol: number },
): boolean {
  if (losses.length < patience + 1) return false;
  const reference = losses[losses.length - patience - 1]! - tol;
  return losses.slice(-patience).every((loss) => !(loss < reference));
}

/** Raw predictions `[n, k]` after all trees, or after the first `count` iterations. */
export function rawPredictions(
  { trees, baseline }: Pick<Boosted, 'trees' | 'baseline'>,
  binning: Binning,
  X: Matrix,
  count: number = trees.length,
): Float64Array<ArrayBuffer> {
  const k = baseline.length;
  const raw = new Float64Array(X.rows * k);
  for (let i = 0; i < X.rows; i++) raw.set(baseline, i * k);
  for (const group of trees.slice(0, count))
    for (const [c, tree] of group.entries()) addTree(tree, X, binning.thresholds, raw, k, c);
  return raw;
}
