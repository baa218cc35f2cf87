/** Tf–idf: counts of terms weighted by how rare the term is, so that « the » counts little. */
import { CSRMatrix } from '../../linalg/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  choice,
  type Features,
  flag,
  type Param,
  type Samples,
  type Spec,
  Transformer,
} from '../base/index.ts';
import { type CountOptions, countParams, Vocabulary } from './count.ts';

export interface TfidfOptions {
  /** Length of each row afterwards. */
  norm: 'l1' | 'l2' | 'none';
  /** Weights by rarity. */
  useIdf: boolean;
  /** As if one more text held every term: no division by zero. */
  smoothIdf: boolean;
  /** 1 + ln(count) in place of the count. */
  sublinearTf: boolean;
}
const tfidfParams = {
  norm: choice('l2', ['l1', 'l2', 'none']),
  useIdf: flag(true),
  smoothIdf: flag(true),
  sublinearTf: flag(false),
} satisfies { [K in keyof TfidfOptions]: Param<TfidfOptions[K]> };

/** idf = ln((1 + n)/(1 + df)) + 1, or ln(n/df) + 1 without smoothing. */
function rarity(counts: CSRMatrix, smooth: boolean): Float64Array {
  const df = new Float64Array(counts.cols);
  counts.indices.forEach((j, p) => {
    if (counts.data[p] !== 0) df[j]!++;
  });
  const more = smooth ? 1 : 0;
  return df.map((d) => Math.log((counts.rows + more) / (d + more)) + 1);
}

function weighted(
  counts: CSRMatrix,
  idf: Float64Array | undefined,
  options: TfidfOptions,
): CSRMatrix {
  const { norm, sublinearTf } = options;
  const data = Float64Array.from(counts.data);
  for (let i = 0; i < counts.rows; i++) {
    const from = counts.indptr[i]!;
    const to = counts.indptr[i + 1]!;
    let length = 0;
    for (let p = from; p < to; p++) {
      let value = sublinearTf ? 1 + Math.log(data[p]!) : data[p]!;
      if (idf) value *= idf[counts.indices[p]!]!;
      data[p] = value;
      length += norm === 'l2' ? value * value : Math.abs(value);
    }
    if (norm === 'l2') length = Math.sqrt(length);
    if (norm !== 'none' && length > 0) for (let p = from; p < to; p++) data[p]! /= length;
  }
  return new CSRMatrix(counts.rows, counts.cols, counts.indptr, counts.indices, data);
}

const transformerSpec: Spec<TfidfOptions> = {
  name: 'TfidfTransformer',
  kind: 'transformer',
  params: tfidfParams,
  learned: ['idf_'],
  tags: { sparse: true, positive: true },
};

/** Weights counts (of `CountVectorizer`, or others) by rarity: tf · idf, rows of length 1. */
export class TfidfTransformer extends Transformer<TfidfOptions> {
  /** Weight of each term; null without `useIdf`. */
  declare idf_: Tensor | null;

  constructor(options: Partial<TfidfOptions> = {}) {
    super(transformerSpec, options);
  }
  fit(X: Features): this {
    this.checkParams();
    const input = this.fitAny(X);
    const counts = input instanceof CSRMatrix ? input : CSRMatrix.fromDense(input);
    this.idf_ = this.params.useIdf ? tensor(rarity(counts, this.params.smoothIdf)) : null;
    return this;
  }
  transform(X: Features): CSRMatrix {
    const input = this.openAny(X);
    const counts = input instanceof CSRMatrix ? input : CSRMatrix.fromDense(input);
    return weighted(counts, idfOf(this.idf_), this.params);
  }
  override getFeatureNamesOut(inputFeatures?: readonly string[]): string[] {
    this.requireFitted();
    return [...this.inputNames(inputFeatures)];
  }
}
const idfOf = (idf: Tensor | null): Float64Array | undefined =>
  idf === null ? undefined : Float64Array.from(idf.dataSync() as Float64Array);

export interface TfidfVectorizerOptions extends CountOptions, TfidfOptions {}

const vectorizerSpec: Spec<TfidfVectorizerOptions> = {
  name: 'TfidfVectorizer',
  kind: 'transformer',
  params: { ...countParams, ...tfidfParams },
  learned: ['vocabulary_', 'idf_'],
  tags: { text: true },
};

/** `CountVectorizer` and `TfidfTransformer` in one: texts as weighted terms, rows of length 1, sparse. */
export class TfidfVectorizer extends Vocabulary<TfidfVectorizerOptions> {
  declare idf_: Tensor | null;

  constructor(options: Partial<TfidfVectorizerOptions> = {}) {
    super(vectorizerSpec, options);
  }
  fit(X: Samples): this {
    this.#learn(X);
    return this;
  }
  override fitTransform(X: Samples): ReturnType<this['transform']> {
    const counts = this.#learn(X);
    return weighted(counts, idfOf(this.idf_), this.params) as ReturnType<this['transform']>;
  }
  #learn(X: Samples): CSRMatrix {
    this.checkParams();
    const { terms, counts } = this.learnCounts(X);
    this.vocabulary_ = terms;
    this.idf_ = this.params.useIdf ? tensor(rarity(counts, this.params.smoothIdf)) : null;
    return counts;
  }
  transform(X: Samples): CSRMatrix {
    return weighted(this.counts(X), idfOf(this.idf_), this.params);
  }
}
