/** Outliers, by how few random cuts it takes to be alone. */
import { treeErrors } from '../../../errors/catalog/learn-trees.ts';
import { ArgumentError, raise } from '../../../errors/index.ts';
import type { Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  choice,
  either,
  type Features,
  type FitOptions,
  flag,
  integer,
  OutlierDetector,
  type Outputs,
  RandomStream,
  real,
  type Spec,
  sampleWeights,
  seed,
  seedOf,
} from '../../base/index.ts';
import { shareArray } from '../../threads/index.ts';
import type { TreeData } from '../../trees/data.ts';
import { countMeant, countOrShare, featuresMeant } from '../../trees/options.ts';
import { spread } from '../../trees/prepare.ts';
import { depthsOf, leavesOf } from '../../trees/walk.ts';
import { growForest } from './grow.ts';

export interface IsolationForestOptions {
  /** Trees (≥ 1). Default 100. */
  readonly nEstimators: number;
  /** Samples drawn for each tree: a count, a share in (0, 1), or `'auto'`: 256 at most. */
  readonly maxSamples: number | 'auto';
  /** The share of outliers, in (0, 0.5]; `'auto'`: the threshold of the paper. */
  readonly contamination: number | 'auto';
  /** Features a split draws from: a count, or a share in (0, 1); undefined: all. */
  readonly maxFeatures: number | undefined;
  /** Draws samples with replacement. */
  readonly bootstrap: boolean;
  readonly randomState: number | undefined;
}

const isolationForestSpec: Spec<IsolationForestOptions> = {
  name: 'IsolationForest',
  kind: 'outlierDetector',
  params: {
    nEstimators: integer(100, { min: 1 }),
    maxSamples: either(choice('auto', ['auto']), countOrShare(1, 1)),
    contamination: either(choice('auto', ['auto']), real(0.1, { min: 0, max: 0.5, open: 'min' })),
    maxFeatures: {
      ...countOrShare(1, 1),
      default: undefined,
      expected: 'integer ≥ 1 | number > 0, < 1 | undefined',
      accepts: (value) => value === undefined || countOrShare(1, 1).accepts(value),
    },
    bootstrap: flag(false),
    randomState: seed(),
  },
  learned: ['trees_', 'maxSamples_', 'offset_'],
  tags: { sparse: true, random: true, weights: true },
};

/** The mean depth at which a search in a random binary tree of n samples fails. */
function meanDepth(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + 0.5772156649015329) - (2 * (n - 1)) / n;
}

/**
 * Finds outliers: each tree cuts a few samples at random, and a sample that is soon alone is unlike the others.
 * Its score is −2^(−E[depth]/c(m)), c(m) being the mean depth in a tree of m samples; near −1 for outliers,
 * about −0.5 for others. Cost: O(trees · m log m) to fit, O(trees · log m) per sample to judge.
 *
 * Liu, Ting and Zhou, *Isolation Forest*, ICDM 2008.
 */
export class IsolationForest extends OutlierDetector<IsolationForestOptions> {
  declare trees_: readonly TreeData[];
  /** Samples that each tree was grown from. */
  declare maxSamples_: number;
  /** Scores below this are outliers. */
  declare offset_: number;

  constructor(options: Partial<IsolationForestOptions> = {}) {
    super(isolationForestSpec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { nEstimators, maxSamples, contamination, maxFeatures, bootstrap } = this.params;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const { rows, cols } = matrix;
    if (maxSamples !== 'auto' && maxSamples > rows)
      raise(ArgumentError, treeErrors, 'trees.maxSamples', {
        who,
        got: maxSamples,
        expected: rows,
      });
    const draws =
      maxSamples === 'auto' ? Math.min(256, rows) : Math.max(1, countMeant(maxSamples, rows));
    const weights = sampleWeights(options.sampleWeight, rows, who);
    const start = seedOf(this.params.randomState);
    // Targets mean nothing here: they are random, so that no node is pure and all cuts are as good.
    const stream = new RandomStream(start, 2);
    const values = shareArray(Float64Array.from({ length: rows }, () => stream.next()));
    const trees = growForest(
      {
        who,
        X: matrix,
        targets: { kind: 'numbers', values, outputs: 1 },
        weights,
        rules: {
          criterion: 'squared_error',
          splitter: 'random',
          maxDepth: Math.ceil(Math.log2(Math.max(draws, 2))),
          minSplit: 2,
          minLeaf: 1,
          minWeight: 0,
          maxFeatures: 1,
          maxLeaves: Infinity,
          minDecrease: 0,
          ...(maxFeatures !== undefined && { among: featuresMeant(maxFeatures, cols) }),
        },
        seed: start,
        drawing: { draws, replace: bootstrap, balance: undefined },
        options,
      },
      0,
      nEstimators,
      0,
    );
    const offset =
      contamination === 'auto'
        ? -0.5
        : percentile(isolationScores(trees, matrix, draws), contamination);
    this.trees_ = trees;
    this.maxSamples_ = draws;
    this.offset_ = offset;
    return this;
  }

  /** −2^(−E[depth]/c) for each sample, float64 `[n]`: the lower, the more unlike the others. */
  scoreSamples(X: Features): Tensor {
    return tensor(isolationScores(this.trees_, spread(this.openAny(X)), this.maxSamples_));
  }
  decisionFunction(X: Features): Tensor {
    this.requireFitted();
    return this.scoreSamples(X).sub(this.offset_);
  }
  /** Fits, then judges the same samples: 1 or −1. */
  fitPredict(X: Features, y?: Outputs, options: FitOptions = {}): Tensor {
    return this.fit(X, y, options).predict(X);
  }
}

function isolationScores(
  trees: readonly TreeData[],
  X: Matrix,
  draws: number,
): Float64Array<ArrayBuffer> {
  const depth = new Float64Array(X.rows);
  for (const tree of trees) {
    const leaves = leavesOf(tree, X);
    const depths = depthsOf(tree);
    // A leaf of several samples stands for the tree that would separate them.
    for (let i = 0; i < X.rows; i++) {
      const leaf = leaves[i]!;
      depth[i] = depth[i]! + depths[leaf]! + meanDepth(tree.samples[leaf]!);
    }
  }
  const scale = trees.length * meanDepth(draws);
  return depth.map((d) => -(2 ** (scale > 0 ? -d / scale : -1)));
}

/** The value below which a share q of the scores lies, interpolated. */
function percentile(scores: Float64Array, q: number): number {
  const sorted = Float64Array.from(scores).sort();
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
