/** Samples as the leaves that they fall into. */
import { CSRMatrix, type Matrix } from '../../../linalg/index.ts';
import { type Tensor, tensor } from '../../../tensor/index.ts';
import {
  type Features,
  type FitOptions,
  flag,
  integer,
  type Outputs,
  optional,
  RandomStream,
  type Spec,
  sampleWeights,
  seed,
  seedOf,
  Transformer,
} from '../../base/index.ts';
import { shareArray } from '../../threads/index.ts';
import { nodesOf, type TreeData } from '../../trees/data.ts';
import { type GrowthOptions, growRules, growthParams } from '../../trees/options.ts';
import { spread, totalOf } from '../../trees/prepare.ts';
import { leavesOf } from '../../trees/walk.ts';
import { leavesTensor } from './classifiers.ts';
import { growForest } from './grow.ts';

export interface RandomTreesEmbeddingOptions
  extends Omit<GrowthOptions, 'ccpAlpha' | 'maxFeatures'> {
  /** Trees (≥ 1). Default 100. */
  readonly nEstimators: number;
  /** Result as a sparse matrix (default) or as a tensor. */
  readonly sparseOutput: boolean;
}

const { ccpAlpha: _, maxFeatures: __, ...growth } = growthParams(undefined);

const randomTreesEmbeddingSpec: Spec<RandomTreesEmbeddingOptions> = {
  name: 'RandomTreesEmbedding',
  kind: 'transformer',
  params: {
    nEstimators: integer(100, { min: 1 }),
    ...growth,
    maxDepth: optional(integer(5, { min: 1 }), 5),
    sparseOutput: flag(true),
    randomState: seed(),
  },
  learned: ['trees_'],
  tags: { missing: true, sparse: true, random: true, weights: true },
};

/**
 * Codes each sample by the leaves it falls into, in trees cut at random without looking at any target: one
 * column per leaf, with one 1 per tree. Neighbours share leaves, so a linear model of these is a local one.
 *
 * Geurts, Ernst and Wehenkel, 2006; Moosmann, Triggs and Jurie, NIPS 2006.
 */
export class RandomTreesEmbedding extends Transformer<RandomTreesEmbeddingOptions> {
  declare trees_: readonly TreeData[];

  constructor(options: Partial<RandomTreesEmbeddingOptions> = {}) {
    super(randomTreesEmbeddingSpec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { params } = this;
    const who = this.spec.name;
    const matrix = spread(this.fitAny(X));
    const { rows, cols } = matrix;
    const weights = sampleWeights(options.sampleWeight, rows, who);
    const start = seedOf(params.randomState);
    const stream = new RandomStream(start, 2);
    const values = shareArray(Float64Array.from({ length: rows }, () => stream.next()));
    const all = { ...params, maxFeatures: 1 };
    const total = totalOf(weights);
    const rules = growRules(all, 'squared_error', 'random', rows, cols, total);
    const targets = { kind: 'numbers', values, outputs: 1 } as const;
    const job = {
      who,
      X: matrix,
      targets,
      weights,
      rules,
      seed: start,
      drawing: undefined,
      options,
    };
    this.trees_ = growForest(job, 0, params.nEstimators, 0);
    return this;
  }

  /** `[n, leaves of all trees]`: 1 for the leaf of each tree that the sample falls into. */
  transform(X: Features): CSRMatrix | Tensor {
    const matrix = spread(this.openAny(X));
    const codes = this.#encode(matrix);
    return this.params.sparseOutput
      ? codes
      : tensor(Float64Array.from(codes.toDense().data), { shape: [codes.rows, codes.cols] });
  }
  #encode(X: Matrix): CSRMatrix {
    const trees = this.trees_;
    const columns = leafColumns(trees);
    const count = trees.length;
    const indices = new Int32Array(X.rows * count);
    for (const [t, tree] of trees.entries()) {
      const leaves = leavesOf(tree, X);
      for (let i = 0; i < X.rows; i++) indices[i * count + t] = columns.at[t]![leaves[i]!]!;
    }
    const indptr = Int32Array.from({ length: X.rows + 1 }, (_, i) => i * count);
    return new CSRMatrix(
      X.rows,
      columns.total,
      indptr,
      indices,
      new Float64Array(indices.length).fill(1),
    );
  }
  /** The leaf of each sample in each tree, int32 `[n, trees]`. */
  apply(X: Features): Tensor {
    return leavesTensor(this.trees_, spread(this.openAny(X)));
  }
  getFeatureNamesOut(): string[] {
    const { at } = leafColumns(this.trees_);
    return at.flatMap((columns, t) =>
      [...columns.entries()]
        .filter(([, column]) => column >= 0)
        .map(([leaf]) => `randomtreesembedding_${t}_${leaf}`),
    );
  }
}

/** The column of each leaf; −1 for nodes that are none. */
function leafColumns(trees: readonly TreeData[]): { at: Int32Array[]; total: number } {
  let total = 0;
  const at = trees.map((tree) => {
    const columns = new Int32Array(nodesOf(tree));
    for (let node = 0; node < columns.length; node++)
      columns[node] = tree.left[node]! < 0 ? total++ : -1;
    return columns;
  });
  return { at, total };
}
