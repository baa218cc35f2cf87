/** The loop of gradient boosting with exact splits. */
import type { Matrix } from '../../../linalg/index.ts';
import { type FitOptions, reporter } from '../../base/index.ts';
import { rankColumns } from '../../trees/columns.ts';
import type { TreeData } from '../../trees/data.ts';
import { type GrowRules, grow } from '../../trees/grow.ts';
import { type Drawing, drawWeights } from '../../trees/sampling.ts';
import { addValues, leavesOf } from '../../trees/walk.ts';
import type { GradientLoss } from './losses.ts';

/** Some samples with targets, weights, and the raw predictions to start from. */
export interface GradientPart {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly raw: Float64Array;
}

export interface GradientPlan {
  readonly who: string;
  readonly loss: GradientLoss;
  readonly rules: GrowRules;
  readonly learningRate: number;
  readonly nEstimators: number;
  readonly drawing: Drawing | undefined;
  readonly seed: number;
  readonly stopping: { readonly patience: number; readonly tol: number } | undefined;
  /** Trees to go on from; their values are in `raw` already. */
  readonly before: readonly (readonly TreeData[])[];
}

export interface GradientFit {
  /** One tree per iteration (one per class, for several); leaves hold what they add, learning rate included. */
  readonly trees: readonly (readonly TreeData[])[];
  readonly trainScore: Float64Array;
  /** With samples left out: how much each iteration lowered their loss. */
  readonly oobImprovement: Float64Array | undefined;
}

/** Boosts; `raw` of both parts is brought up to date. */
export function boostGradient(
  plan: GradientPlan,
  { X, y, weights, raw }: GradientPart,
  held: GradientPart | undefined,
  options: FitOptions,
): GradientFit {
  const { loss, rules, learningRate, nEstimators, drawing, seed, stopping } = plan;
  const report = reporter(plan.who, 'iterations', nEstimators, options);
  const columns = rankColumns(X);
  const residuals = Array.from({ length: loss.width }, () => new Float64Array(X.rows));
  const trees = plan.before.map((group) => [...group]);
  const train: number[] = [];
  const oob: number[] = [];
  const heldLosses: number[] = [];
  report(trees.length);
  while (trees.length < nEstimators) {
    const t = trees.length;
    const inBag = drawing ? drawWeights(weights, drawing, seed, t) : weights;
    const outOfBag = drawing && weights.map((w, i) => (inBag[i]! > 0 ? 0 : w));
    const before = outOfBag ? loss.mean(y, raw, outOfBag) : 0;
    const group: TreeData[] = [];
    for (let c = 0; c < loss.width; c++) loss.residuals(y, raw, inBag, c, residuals[c]!);
    for (let c = 0; c < loss.width; c++) {
      const r = residuals[c]!;
      const targets = { kind: 'numbers', values: r, outputs: 1 } as const;
      const shared = { columns, targets, weights: inBag, rules, seed, drawing: undefined };
      const tree = grow(shared, t * loss.width + c);
      const leaves = leavesOf(tree, X);
      if (loss.leaf) setLeaves(tree, leaves, loss, y, raw, r, inBag);
      for (let node = 0; node < tree.value.length; node++)
        tree.value[node] = learningRate * tree.value[node]!;
      group.push(tree);
      // Leaves of all classes are set before any prediction moves.
      if (c === loss.width - 1) addGroup(group, X, raw);
    }
    trees.push(group);
    train.push(loss.mean(y, raw, inBag));
    if (outOfBag) oob.push(before - loss.mean(y, raw, outOfBag));
    if (held) {
      addGroup(group, held.X, held.raw);
      heldLosses.push(loss.mean(held.y, held.raw, held.weights));
    }
    report(trees.length, train.at(-1));
    if (stopping && stalled(heldLosses, stopping)) break;
  }
  return {
    trees,
    trainScore: Float64Array.from(train),
    oobImprovement: drawing && Float64Array.from(oob),
  };
}

function setLeaves(
  tree: TreeData,
  leaves: Int32Array,
  loss: GradientLoss,
  y: Float64Array,
  raw: Float64Array,
  residuals: Float64Array,
  weights: Float64Array,
): void {
  const samplesOf = new Map<number, number[]>();
  for (let i = 0; i < leaves.length; i++) {
    if (!(weights[i]! > 0)) continue;
    const known = samplesOf.get(leaves[i]!);
    if (known) known.push(i);
    else samplesOf.set(leaves[i]!, [i]);
  }
  for (const [leaf, samples] of samplesOf)
    tree.value[leaf] = loss.leaf?.(samples, y, raw, residuals, weights) ?? 0;
}

/** Adds what the trees of one iteration say to raw predictions `[n, trees]`. */
export function addGroup(group: readonly TreeData[], X: Matrix, raw: Float64Array): void {
  const k = group.length;
  for (const [c, tree] of group.entries()) {
    if (k === 1) {
      addValues(tree, X, raw);
      continue;
    }
    const leaves = leavesOf(tree, X);
    for (let i = 0; i < leaves.length; i++)
      raw[i * k + c] = raw[i * k + c]! + tree.value[leaves[i]!]!;
  }
}

/** Whether the last losses are all above the best before them, up to the tolerance. */
function stalled(
  losses: readonly number[],
  { patience, tol }: { patience: number; tol: number },
): boolean {
  if (losses.length <= patience) return false;
  const best = Math.min(...losses.slice(0, -patience));
  return losses.slice(-patience).every((loss) => loss + tol >= best);
}
