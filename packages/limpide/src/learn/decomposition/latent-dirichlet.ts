/** LatentDirichletAllocation: texts as mixtures of topics, topics as mixtures of words. */
import { manifoldErrors } from '../../errors/catalog/learn-manifold.ts';
import { DataError, raise } from '../../errors/index.ts';
import { CSRMatrix, Matrix } from '../../linalg/index.ts';
import { digamma, logGamma } from '../../stats/special/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';
import {
  choice,
  columnName,
  type Features,
  type FitOptions,
  integer,
  type Outputs,
  optional,
  RandomStream,
  real,
  reporter,
  type Spec,
  seed,
  seedOf,
  Transformer,
  takeRows,
} from '../base/index.ts';

export interface LatentDirichletAllocationOptions {
  /** Topics, ≥ 1 (10). */
  nComponents: number;
  /** Prior of the topics in a document, > 0; small: few topics each. undefined: 1 / nComponents. */
  docTopicPrior: number | undefined;
  /** Prior of the words in a topic, > 0; undefined: 1 / nComponents. */
  topicWordPrior: number | undefined;
  /** All documents in each step, or a few at a time. */
  learningMethod: 'batch' | 'online';
  /** Online: how quickly old steps are forgotten, in (0.5, 1] for convergence (0.7). */
  learningDecay: number;
  /** Online: makes the first steps count less, ≥ 1 (10). */
  learningOffset: number;
  /** Passes over the documents, ≥ 1 (10). */
  maxIter: number;
  /** Online: documents in a step (128). */
  batchSize: number;
  /** Documents that `partialFit` will see in all (1e6). */
  totalSamples: number;
  /** Looks at the perplexity every so many passes, and stops when it gains less than perpTol; −1: never. */
  evaluateEvery: number;
  perpTol: number;
  /** A document's topics are found when they change by less than this, on the mean (1e-3), … */
  meanChangeTol: number;
  /** … or after so many iterations (100). */
  maxDocUpdateIter: number;
  randomState: number | undefined;
}

const spec: Spec<LatentDirichletAllocationOptions> = {
  name: 'LatentDirichletAllocation',
  kind: 'transformer',
  params: {
    nComponents: integer(10, { min: 1 }),
    docTopicPrior: optional(real(0.1, { min: 0, open: 'min' })),
    topicWordPrior: optional(real(0.1, { min: 0, open: 'min' })),
    learningMethod: choice('batch', ['batch', 'online']),
    learningDecay: real(0.7, { min: 0, max: 1 }),
    learningOffset: real(10, { min: 1 }),
    maxIter: integer(10, { min: 1 }),
    batchSize: integer(128, { min: 1 }),
    totalSamples: real(1e6, { min: 0, open: 'min' }),
    evaluateEvery: integer(-1),
    perpTol: real(0.1, { min: 0 }),
    meanChangeTol: real(1e-3, { min: 0 }),
    maxDocUpdateIter: integer(100, { min: 1 }),
    randomState: seed(),
  },
  learned: ['components_', 'nIter_', 'nBatchIter_', 'bound_'],
  tags: { sparse: true, random: true, positive: true, partial: true },
};

/** Words of a document that stand in it, and how often. */
interface Doc {
  readonly words: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

/** What the topics look like, in the forms that the steps need. */
interface Topics {
  /** exp E[log β], `[topics, words]`, words of a topic side by side. */
  readonly weights: Float64Array;
  readonly k: number;
  readonly words: number;
}

/**
 * Each topic k is a distribution over words βₖ ~ Dirichlet(η), each document a distribution over topics
 * θ ~ Dirichlet(α); each of its words comes from one of its topics. Found by variational Bayes (Blei, Ng & Jordan,
 * 2003), online with forgetting (Hoffman, Blei & Bach, 2010):
 *
 *     γ = α + Σ nᵥ·φᵥ,   φᵥₖ ∝ exp(E[log θₖ] + E[log βₖᵥ]),   λₖᵥ = η + Σ nᵥ·φᵥₖ
 *
 * X holds counts ≥ 0, `[documents, words]` (CountVectorizer). O(passes · iterations · stored counts · topics).
 */
export class LatentDirichletAllocation extends Transformer<LatentDirichletAllocationOptions> {
  /** λ: how often each word was given to each topic, the prior included, `[topics, words]`. */
  declare components_: Tensor;
  /** Passes over the documents. */
  declare nIter_: number;
  /** Online: steps so far. */
  declare nBatchIter_: number;
  /** Perplexity of the documents of `fit`. */
  declare bound_: number;

  constructor(options: Partial<LatentDirichletAllocationOptions> = {}) {
    super(spec, options);
  }

  fit(X: Features, _y?: Outputs, options: FitOptions = {}): this {
    this.checkParams();
    const { maxIter, learningMethod, batchSize, evaluateEvery, perpTol } = this.params;
    const x = this.#counts(this.fitAny(X), X);
    const report = reporter(this.spec.name, 'iterations', maxIter, options);
    const stream = new RandomStream(seedOf(this.params.randomState));
    let lambda = this.#start(x.cols, stream);
    let steps = 1;
    let passes = 0;
    let last: number | undefined;
    while (passes < maxIter) {
      if (learningMethod === 'batch') lambda = this.#mixed(lambda, x, stream, undefined);
      else {
        for (let from = 0; from < x.rows; from += batchSize) {
          const rows = range(from, Math.min(x.rows, from + batchSize));
          lambda = this.#mixed(lambda, takeRows(x, rows), stream, { steps, total: x.rows });
          steps++;
        }
      }
      passes++;
      if (evaluateEvery > 0 && passes % evaluateEvery === 0) {
        const now = this.#perplexity(x, lambda);
        report(passes, now);
        if (last !== undefined && Math.abs(last - now) < perpTol) break;
        last = now;
      } else report(passes);
    }
    const bound = this.#perplexity(x, lambda);
    this.components_ = lambda.toTensor();
    this.nIter_ = passes;
    this.nBatchIter_ = steps;
    this.bound_ = bound;
    return this;
  }

  /** One online step per batch of these documents. */
  partialFit(X: Features): this {
    this.checkParams();
    const first = !this.hasLearned('components_');
    const x = this.#counts(first ? this.fitAny(X) : this.openAny(X), X);
    const { batchSize, totalSamples, randomState } = this.params;
    let steps = first ? 1 : this.nBatchIter_;
    const stream = new RandomStream(seedOf(randomState), steps);
    let lambda = first ? this.#start(x.cols, stream) : Matrix.fromTensor(this.components_);
    for (let from = 0; from < x.rows; from += batchSize) {
      const rows = range(from, Math.min(x.rows, from + batchSize));
      lambda = this.#mixed(lambda, takeRows(x, rows), stream, { steps, total: totalSamples });
      steps++;
    }
    const bound = this.#perplexity(x, lambda);
    this.components_ = lambda.toTensor();
    this.nIter_ = first ? 1 : this.nIter_ + 1;
    this.nBatchIter_ = steps;
    this.bound_ = bound;
    return this;
  }

  /** The share of each topic in each document, `[documents, topics]`; rows sum to 1. */
  transform(X: Features): Tensor {
    const x = this.#counts(this.openAny(X), X);
    const k = this.components_.shape[0]!;
    const gamma = this.#documents(x, topicsOf(Matrix.fromTensor(this.components_)), undefined);
    for (let i = 0; i < x.rows; i++) {
      const row = gamma.subarray(i * k, (i + 1) * k);
      const sum = row.reduce((a, b) => a + b, 0);
      for (let t = 0; t < k; t++) row[t]! /= sum;
    }
    return tensor(gamma, { shape: [x.rows, k] });
  }
  /** The variational bound on the log-likelihood of the documents. */
  score(X: Features): number {
    const x = this.#counts(this.openAny(X), X);
    return this.#bound(x, Matrix.fromTensor(this.components_));
  }
  /** exp(−bound per word): how many words it hesitates between; the smaller, the better. */
  perplexity(X: Features): number {
    const x = this.#counts(this.openAny(X), X);
    return this.#perplexity(x, Matrix.fromTensor(this.components_));
  }

  override getFeatureNamesOut(): string[] {
    this.requireFitted();
    return Array.from(
      { length: this.components_.shape[0]! },
      (_, k) => `latentdirichletallocation${k}`,
    );
  }

  get #docPrior(): number {
    return this.params.docTopicPrior ?? 1 / this.params.nComponents;
  }
  get #wordPrior(): number {
    return this.params.topicWordPrior ?? 1 / this.params.nComponents;
  }
  /** @throws DataError for a negative count */
  #counts(x: Matrix | CSRMatrix, X: Features): CSRMatrix {
    const sparse = x instanceof CSRMatrix ? x : CSRMatrix.fromDense(x);
    for (let i = 0; i < sparse.rows; i++) {
      const { indices, data } = sparse.row(i);
      const at = data.findIndex((v) => v < 0);
      if (at < 0) continue;
      raise(DataError, manifoldErrors, 'manifold.negative', {
        who: this.spec.name,
        row: i,
        column: columnName(X, indices[at]!),
        got: data[at]!,
      });
    }
    return sparse;
  }
  /** λ around 1, at random, so that topics are not all the same. */
  #start(words: number, stream: RandomStream): Matrix {
    const lambda = Matrix.zeros(this.params.nComponents, words);
    for (let i = 0; i < lambda.data.length; i++) lambda.data[i] = aroundOne(stream);
    return lambda;
  }

  /** λ after a step: of all documents anew, or mixed with what it was. */
  #mixed(
    lambda: Matrix,
    x: CSRMatrix,
    stream: RandomStream,
    online: { readonly steps: number; readonly total: number } | undefined,
  ): Matrix {
    const topics = topicsOf(lambda);
    const found = new Float64Array(lambda.data.length);
    this.#documents(x, topics, stream, found);
    const { learningOffset, learningDecay } = this.params;
    const share = online ? (learningOffset + online.steps) ** -learningDecay : 1;
    const scale = online ? online.total / x.rows : 1;
    const data = Float64Array.from(found, (count, i) => {
      const wanted = this.#wordPrior + scale * count * topics.weights[i]!;
      return (1 - share) * lambda.data[i]! + share * wanted;
    });
    return new Matrix(data, lambda.rows, lambda.cols);
  }

  /**
   * γ of each document, `[documents, topics]`; counts of words by topic are added to `found`, still to be multiplied
   * by the topics' weights.
   */
  #documents(
    x: CSRMatrix,
    topics: Topics,
    stream: RandomStream | undefined,
    found?: Float64Array,
  ): Float64Array<ArrayBuffer> {
    const { k } = topics;
    const gamma = new Float64Array(x.rows * k);
    for (let i = 0; i < x.rows; i++) {
      const { indices, data } = x.row(i);
      const doc = { words: indices, counts: data };
      const own = gamma.subarray(i * k, (i + 1) * k);
      for (let t = 0; t < k; t++) own[t] = stream ? aroundOne(stream) : 1;
      const weights = this.#topicsOfDocument(doc, topics, own);
      if (found) addCounts(doc, topics, weights, found);
    }
    return gamma;
  }

  /** Finds γ of one document, in place. Gives exp E[log θ]. */
  #topicsOfDocument({ words, counts }: Doc, topics: Topics, gamma: Float64Array): Float64Array {
    const { k } = topics;
    const { maxDocUpdateIter, meanChangeTol } = this.params;
    const prior = this.#docPrior;
    const weights = expected(gamma).map(Math.exp);
    for (let iteration = 0; iteration < maxDocUpdateIter; iteration++) {
      const next = new Float64Array(k);
      for (let w = 0; w < words.length; w++) {
        const share = counts[w]! / mixture(topics, words[w]!, weights);
        for (let t = 0; t < k; t++)
          next[t]! += share * topics.weights[t * topics.words + words[w]!]!;
      }
      let change = 0;
      for (let t = 0; t < k; t++) {
        const value = prior + weights[t]! * next[t]!;
        change += Math.abs(value - gamma[t]!);
        gamma[t] = value;
      }
      weights.set(expected(gamma).map(Math.exp));
      if (change / k < meanChangeTol) break;
    }
    return weights;
  }

  #perplexity(x: CSRMatrix, lambda: Matrix): number {
    const words = x.rowSums().reduce((a, b) => a + b, 0);
    return words > 0 ? Math.exp(-this.#bound(x, lambda) / words) : 1;
  }
  /** E[log p(words | θ, β)] and what the two Dirichlet distributions cost. */
  #bound(x: CSRMatrix, lambda: Matrix): number {
    const topics = topicsOf(lambda);
    const { k } = topics;
    const gamma = this.#documents(x, topics, undefined);
    let score = 0;
    for (let i = 0; i < x.rows; i++) {
      const own = gamma.subarray(i * k, (i + 1) * k);
      const logs = expected(own);
      const weights = logs.map(Math.exp);
      const { indices, data } = x.row(i);
      for (let w = 0; w < indices.length; w++)
        score += data[w]! * Math.log(mixture(topics, indices[w]!, weights));
      score += dirichletTerm(this.#docPrior, own, logs);
    }
    for (let t = 0; t < k; t++) {
      const row = Float64Array.from(lambda.row(t));
      score += dirichletTerm(this.#wordPrior, row, expected(row));
    }
    return score;
  }
}

const range = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to - from }, (_, i) => from + i);

/** E[log p] of a Dirichlet variable: ψ(a) − ψ(Σa). */
function expected(a: Float64Array): Float64Array {
  const all = digamma(a.reduce((x, y) => x + y, 0));
  return a.map((v) => digamma(v) - all);
}

function topicsOf(lambda: Matrix): Topics {
  const { rows: k, cols: words } = lambda;
  const weights = new Float64Array(k * words);
  for (let t = 0; t < k; t++)
    weights.set(expected(Float64Array.from(lambda.row(t))).map(Math.exp), t * words);
  return { weights, k, words };
}

/** Σ over topics of weight in the document × weight of the word; never 0, which would divide. */
function mixture({ weights, k, words }: Topics, word: number, own: Float64Array): number {
  let sum = Number.MIN_VALUE * 2 ** 52;
  for (let t = 0; t < k; t++) sum += own[t]! * weights[t * words + word]!;
  return sum;
}

function addCounts(
  { words, counts }: Doc,
  topics: Topics,
  own: Float64Array,
  found: Float64Array,
): void {
  for (let w = 0; w < words.length; w++) {
    const share = counts[w]! / mixture(topics, words[w]!, own);
    for (let t = 0; t < topics.k; t++) found[t * topics.words + words[w]!]! += share * own[t]!;
  }
}

/** E[log p(x | prior)] − E[log q(x | a)] of a Dirichlet variable, E[log x] given. */
function dirichletTerm(prior: number, a: Float64Array, logs: Float64Array): number {
  let sum = logGamma(prior * a.length) - logGamma(a.reduce((x, y) => x + y, 0));
  for (let t = 0; t < a.length; t++)
    sum += (prior - a[t]!) * logs[t]! + logGamma(a[t]!) - logGamma(prior);
  return sum;
}

/** From the gamma distribution of shape 100 and mean 1, by the method of Marsaglia and Tsang (2000). */
function aroundOne(stream: RandomStream): number {
  const d = 100 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = stream.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - stream.next()) < 0.5 * z * z + d - d * v + d * Math.log(v))
      return (d * v) / 100;
  }
}
