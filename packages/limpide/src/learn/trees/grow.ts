/**
 * Growing one tree (Breiman, Friedman, Olshen and Stone, 1984): split the samples where impurity falls most,
 * then each part likewise. Depth first; or, where the number of leaves is limited, the best split first.
 */
import { RandomStream } from '../base/stream.ts';
import { defineTask } from '../threads/tasks.ts';
import type { Columns } from './columns.ts';
import {
  type ClassCriterionName,
  type GrowTargets,
  makeCriterion,
  type NumberCriterionName,
} from './criteria/index.ts';
import { TreeBuilder, type TreeData } from './data.ts';
import { type Drawing, drawWeights } from './sampling.ts';
import { SplitFinder, type SplitRules } from './split.ts';

export interface GrowRules extends SplitRules {
  readonly criterion: ClassCriterionName | NumberCriterionName;
  readonly maxDepth: number;
  /** Nodes with fewer samples are not split. */
  readonly minSplit: number;
  /** Leaves at most; Infinity: no limit. */
  readonly maxLeaves: number;
  /** The decrease of impurity, as a share of all weight, that a split needs. */
  readonly minDecrease: number;
}

/** All that the trees of one fit have in common. */
export interface GrowShared {
  readonly columns: Columns;
  readonly targets: GrowTargets;
  readonly weights: Float64Array;
  readonly rules: GrowRules;
  readonly seed: number;
  /** How samples are drawn for each tree; undefined: all are used. */
  readonly drawing: Drawing | undefined;
}

/** The task of a forest: input t gives tree number t. */
export const growTree = defineTask(
  'limpide.growTree',
  import.meta.url,
  (tree: number, shared: GrowShared): TreeData => grow(shared, tree),
);

/** Grows tree number `tree`. @param leafOf if given, gets the leaf of each sample that was used */
export function grow(shared: GrowShared, tree: number, leafOf?: Int32Array): TreeData {
  const { columns, drawing, seed, rules } = shared;
  const weights = drawing ? drawWeights(shared.weights, drawing, seed, tree) : shared.weights;
  const samples = new Int32Array(columns.rows);
  let n = 0;
  for (let i = 0; i < columns.rows; i++) if (weights[i]! > 0) samples[n++] = i;
  const grower = new Grower(shared, weights, new RandomStream(seed, tree, 0), samples, leafOf);
  if (rules.maxLeaves === Infinity) grower.depthFirst(n);
  else grower.bestFirst(n);
  return grower.builder.finish();
}

/** A node whose samples are known and whose split is not made yet. */
interface Waiting {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly parent: number;
  readonly side: 'left' | 'right';
}

/** A leaf with the split that it could have. */
interface Candidate {
  readonly node: number;
  readonly start: number;
  readonly middle: number;
  readonly end: number;
  readonly depth: number;
  readonly feature: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  readonly decrease: number;
}

const tiny = Number.EPSILON;

class Grower {
  readonly builder: TreeBuilder;
  readonly #rules: GrowRules;
  readonly #criterion: ReturnType<typeof makeCriterion>;
  readonly #finder: SplitFinder;
  readonly #samples: Int32Array;
  readonly #leafOf: Int32Array | undefined;
  #total = 0;

  constructor(
    { columns, targets, rules }: GrowShared,
    weights: Float64Array,
    stream: RandomStream,
    samples: Int32Array,
    leafOf: Int32Array | undefined,
  ) {
    this.#rules = rules;
    this.#criterion = makeCriterion(rules.criterion, targets, weights);
    this.#finder = new SplitFinder(columns, this.#criterion, rules, stream);
    this.#samples = samples;
    this.#leafOf = leafOf;
    this.builder = new TreeBuilder(this.#criterion.value.length);
  }

  depthFirst(n: number): void {
    const { builder } = this;
    const finder = this.#finder;
    const stack: Waiting[] = [{ start: 0, end: n, depth: 0, parent: -1, side: 'left' }];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { start, end, depth, parent, side } = next;
      const node = this.#enter(start, end);
      if (parent >= 0) builder.hang(parent, side, node);
      if (!this.#maySplit(end - start, depth) || !this.#find(start, end, node, depth)) {
        this.#settle(node, start, end);
        continue;
      }
      const middle = finder.partition(this.#samples, start, end);
      builder.split(node, finder.feature, finder.threshold, finder.missingLeft);
      stack.push({ start: middle, end, depth: depth + 1, parent: node, side: 'right' });
      stack.push({ start, end: middle, depth: depth + 1, parent: node, side: 'left' });
    }
  }

  bestFirst(n: number): void {
    const { builder } = this;
    const open: Candidate[] = [];
    this.#propose(0, n, 0, open);
    for (let leaves = 1; leaves < this.#rules.maxLeaves && open.length > 0; leaves++) {
      let best = 0;
      for (let i = 1; i < open.length; i++) if (open[i]!.decrease > open[best]!.decrease) best = i;
      const { node, start, middle, end, depth, feature, threshold, missingLeft } = open.splice(
        best,
        1,
      )[0]!;
      builder.split(node, feature, threshold, missingLeft);
      builder.hang(node, 'left', this.#propose(start, middle, depth + 1, open));
      builder.hang(node, 'right', this.#propose(middle, end, depth + 1, open));
    }
  }

  /** Adds a leaf, and the split it could have. @returns its number */
  #propose(start: number, end: number, depth: number, open: Candidate[]): number {
    const finder = this.#finder;
    const node = this.#enter(start, end);
    // Also when it will be split: its children then say so again.
    this.#settle(node, start, end);
    if (this.#maySplit(end - start, depth) && this.#find(start, end, node, -1)) {
      const middle = finder.partition(this.#samples, start, end);
      const { feature, threshold, missingLeft } = finder;
      const decrease = this.#decrease();
      open.push({ node, start, middle, end, depth, feature, threshold, missingLeft, decrease });
    }
    return node;
  }

  #enter(start: number, end: number): number {
    const criterion = this.#criterion;
    criterion.enter(this.#samples, start, end);
    if (this.#total === 0) this.#total = criterion.weight;
    return this.builder.add(criterion.impurity, end - start, criterion.weight, criterion.value);
  }

  #maySplit(n: number, depth: number): boolean {
    const { maxDepth, minSplit, minLeaf, minWeight } = this.#rules;
    const { impurity, weight } = this.#criterion;
    return (
      depth < maxDepth &&
      n >= minSplit &&
      n >= 2 * minLeaf &&
      weight >= 2 * minWeight &&
      impurity > tiny
    );
  }
  #find(start: number, end: number, node: number, depth: number): boolean {
    return (
      this.#finder.find(this.#samples, start, end, node, depth) &&
      this.#decrease() + tiny >= this.#rules.minDecrease
    );
  }
  /** Friedman's improvement is compared as it is, the others as a share of all weight. */
  #decrease(): number {
    const { gain } = this.#finder;
    return this.#rules.criterion === 'friedman_mse' ? gain : gain / this.#total;
  }
  #settle(node: number, start: number, end: number): void {
    if (!this.#leafOf) return;
    for (let p = start; p < end; p++) this.#leafOf[this.#samples[p]!] = node;
  }
}
