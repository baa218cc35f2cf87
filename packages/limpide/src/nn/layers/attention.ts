/** Multi-head attention, and the transformer's encoder layer (Vaswani et al., 2017). */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { ArgumentError, raise, ShapeError } from '../../errors/index.ts';
import * as ops from '../../ops/index.ts';
import { type Generator, ones, type Tensor, uniform } from '../../tensor/index.ts';
import * as F from '../functional/index.ts';
import { wrap } from '../functional/support.ts';
import { Module } from '../module.ts';
import { Parameter } from '../parameter.ts';
import { Dropout } from './dropout.ts';
import { Linear } from './linear.ts';
import { LayerNorm } from './normalization.ts';
import { described, type FactoryOptions, zeroParameter } from './support.ts';

export interface MultiheadAttentionOptions extends FactoryOptions {
  /** Probability of dropping an attention weight, in training. */
  readonly dropout?: number | undefined;
  readonly bias?: boolean | undefined;
  /** Features of the keys and of the values; embedDim when left out. */
  readonly kdim?: number | undefined;
  readonly vdim?: number | undefined;
  /** Whether inputs and outputs are (N, L, E) rather than (L, N, E). */
  readonly batchFirst?: boolean | undefined;
  readonly dropoutGenerator?: Generator | undefined;
}
export interface AttendOptions {
  /** (N, S): true, or −∞, for keys that are padding. */
  readonly keyPaddingMask?: Tensor | null | undefined;
  /** (L, S) or (N·heads, L, S): true where a key may NOT be seen; or numbers added to the scores. */
  readonly attnMask?: Tensor | null | undefined;
  /** Query i sees keys 0 … i only. */
  readonly isCausal?: boolean | undefined;
  /** Whether the weights are returned too; without them attention is computed without storing them. */
  readonly needWeights?: boolean | undefined;
  /** Whether the weights are averaged over the heads. */
  readonly averageAttnWeights?: boolean | undefined;
}

const keys: Readonly<Record<string, string>> = {
  inProjWeight: 'in_proj_weight',
  inProjBias: 'in_proj_bias',
  qProjWeight: 'q_proj_weight',
  kProjWeight: 'k_proj_weight',
  vProjWeight: 'v_proj_weight',
  outProj: 'out_proj',
};

/** U(±√(6/(in + out))) (Glorot & Bengio, 2010) */
function glorot(rows: number, columns: number, options: FactoryOptions): Parameter {
  const bound = Math.sqrt(6 / (rows + columns));
  return new Parameter(uniform([rows, columns], -bound, bound, options));
}

/**
 * Attention in several heads: queries (L, N, E), keys (S, N, kdim), values (S, N, vdim) →
 * [(L, N, E), weights (N, L, S) or null].
 *
 * Parameters: `in_proj_weight` (3E, E) for queries, keys and values together (or `q_proj_weight`,
 * `k_proj_weight`, `v_proj_weight` when their sizes differ), `in_proj_bias` (3E), `out_proj`.
 */
export class MultiheadAttention extends Module<
  [query: Tensor, key: Tensor, value: Tensor, options?: AttendOptions],
  [output: Tensor, weights: Tensor | null]
> {
  readonly embedDim: number;
  readonly numHeads: number;
  readonly dropout: number;
  readonly batchFirst: boolean;
  inProjWeight: Parameter | null;
  qProjWeight: Parameter | null;
  kProjWeight: Parameter | null;
  vProjWeight: Parameter | null;
  inProjBias: Parameter | null;
  outProj: Linear;
  readonly #generator: Generator | undefined;

  constructor(embedDim: number, numHeads: number, options: MultiheadAttentionOptions = {}) {
    super();
    if (!Number.isInteger(numHeads) || numHeads < 1 || embedDim % numHeads !== 0) {
      raise(ArgumentError, nnErrors, 'module.argument', {
        op: 'MultiheadAttention',
        name: 'numHeads',
        expected: `a divisor of embedDim = ${embedDim}`,
        got: numHeads,
      });
    }
    const { kdim = embedDim, vdim = embedDim, bias = true } = options;
    const same = kdim === embedDim && vdim === embedDim;
    this.embedDim = embedDim;
    this.numHeads = numHeads;
    this.dropout = options.dropout ?? 0;
    this.batchFirst = options.batchFirst ?? false;
    this.#generator = options.dropoutGenerator;
    this.inProjWeight = same ? glorot(3 * embedDim, embedDim, options) : null;
    this.qProjWeight = same ? null : glorot(embedDim, embedDim, options);
    this.kProjWeight = same ? null : glorot(embedDim, kdim, options);
    this.vProjWeight = same ? null : glorot(embedDim, vdim, options);
    this.inProjBias = bias ? zeroParameter([3 * embedDim], options) : null;
    this.outProj = new Linear(embedDim, embedDim, { ...options, bias });
    if (this.outProj.bias) this.outProj.bias = zeroParameter([embedDim], options);
  }
  override stateKey(property: string): string {
    return keys[property] ?? property;
  }

  forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    options: AttendOptions = {},
  ): [output: Tensor, weights: Tensor | null] {
    const single = query.ndim === 2;
    const [q, k, v] = [query, key, value].map((x) => {
      const batched = single ? x.unsqueeze(this.batchFirst ? 0 : 1) : x;
      if (batched.ndim !== 3) {
        raise(ShapeError, nnErrors, 'module.input', {
          op: 'MultiheadAttention',
          expected: ['L', 'N', 'E'],
          got: x.shape,
        });
      }
      return this.batchFirst ? batched : batched.transpose(0, 1);
    }) as [Tensor, Tensor, Tensor]; // (N, L, E), (N, S, …)
    const [heads, weights] = this.#attend(
      this.#projected(q, 0),
      this.#projected(k, 1),
      this.#projected(v, 2),
      options,
      single,
    );
    const joined = heads.transpose(1, 2).reshape(q.shape[0]!, q.shape[1]!, this.embedDim); // (N, L, E)
    const mixed = this.outProj.call(joined);
    const output = this.batchFirst ? mixed : mixed.transpose(0, 1);
    return single
      ? [output.squeeze(this.batchFirst ? 0 : 1), weights?.squeeze(0) ?? null]
      : [output, weights];
  }
  /** (N, L, …) → (N, heads, L, E/heads), by the part of the input projection for q (0), k (1) or v (2). */
  #projected(x: Tensor, part: 0 | 1 | 2): Tensor {
    const own = [this.qProjWeight, this.kProjWeight, this.vProjWeight][part];
    const rows = (whole: Tensor): Tensor =>
      whole.slice(0, part * this.embedDim, (part + 1) * this.embedDim);
    const weight = own ?? rows(this.inProjWeight!);
    const y = F.linear(x, weight, this.inProjBias ? rows(this.inProjBias) : null);
    const [batch, length] = y.shape as readonly [number, number, number];
    return y.reshape(batch, length, this.numHeads, this.embedDim / this.numHeads).transpose(1, 2);
  }
  /** → (N, heads, L, E/heads) and the weights */
  #attend(
    q: Tensor,
    k: Tensor,
    v: Tensor,
    options: AttendOptions,
    single: boolean,
  ): [Tensor, Tensor | null] {
    const { needWeights = true, averageAttnWeights = true, isCausal = false } = options;
    const dropoutP = this.training ? this.dropout : 0;
    const [batch, heads, length, width] = q.shape as readonly [number, number, number, number];
    const keysCount = k.shape[2]!;
    const mask = this.#mask(options, batch, heads, length, keysCount, q, single);
    if (!needWeights) {
      const attnMask = mask;
      return [
        F.scaledDotProductAttention(q, k, v, {
          attnMask,
          isCausal,
          dropoutP,
          generator: this.#generator,
        }),
        null,
      ];
    }
    let scores = q.matmul(k.mT).mul(1 / Math.sqrt(width)); // (N, heads, L, S)
    if (mask) scores = scores.add(mask);
    if (isCausal) {
      const allowed = wrap(
        ops.tril(ones([length, keysCount], { dtype: 'bool', device: q.device }).node),
      );
      scores = scores.where(allowed, Number.NEGATIVE_INFINITY);
    }
    const weights = F.dropout(scores.softmax(-1), { p: dropoutP, generator: this.#generator });
    return [weights.matmul(v), averageAttnWeights ? weights.mean(1) : weights];
  }
  /** Both masks as one, added to the scores: broadcasts to (N, heads, L, S). */
  #mask(
    options: AttendOptions,
    batch: number,
    heads: number,
    length: number,
    keysCount: number,
    like: Tensor,
    single: boolean,
  ): Tensor | null {
    const additive = (mask: Tensor): Tensor =>
      mask.dtype === 'bool'
        ? wrap(ops.cast(ops.where(mask.node, Number.NEGATIVE_INFINITY, 0), like.dtype))
        : mask;
    const { attnMask, keyPaddingMask } = options;
    let mask: Tensor | null = null;
    if (attnMask) {
      const whole = additive(attnMask);
      mask = whole.ndim === 3 ? whole.reshape(batch, heads, length, keysCount) : whole;
    }
    if (keyPaddingMask) {
      const padding = additive(
        single && keyPaddingMask.ndim === 1 ? keyPaddingMask.unsqueeze(0) : keyPaddingMask,
      ).reshape(batch, 1, 1, keysCount);
      mask = mask ? mask.add(padding) : padding;
    }
    return mask;
  }
  override extraRepr(): string {
    const { embedDim, numHeads, batchFirst } = this;
    return described({ embedDim, numHeads, batchFirst });
  }
}

export interface TransformerEncoderLayerOptions extends FactoryOptions {
  readonly dimFeedforward?: number | undefined;
  readonly dropout?: number | undefined;
  readonly activation?: 'relu' | 'gelu' | undefined;
  readonly layerNormEps?: number | undefined;
  readonly batchFirst?: boolean | undefined;
  /** Whether norms come before attention and feed-forward (Xiong et al., 2020) rather than after. */
  readonly normFirst?: boolean | undefined;
}

/** Self-attention, then two linear layers, each with a residual and a layer norm: (L, N, E) → the same. */
export class TransformerEncoderLayer extends Module<
  [source: Tensor, options?: Omit<AttendOptions, 'needWeights'>]
> {
  selfAttn: MultiheadAttention;
  linear1: Linear;
  dropout: Dropout;
  linear2: Linear;
  norm1: LayerNorm;
  norm2: LayerNorm;
  dropout1: Dropout;
  dropout2: Dropout;
  readonly normFirst: boolean;
  readonly activation: 'relu' | 'gelu';

  constructor(dModel: number, nhead: number, options: TransformerEncoderLayerOptions = {}) {
    super();
    const { dimFeedforward = 2048, dropout = 0.1, layerNormEps: eps = 1e-5 } = options;
    this.normFirst = options.normFirst ?? false;
    this.activation = options.activation ?? 'relu';
    this.selfAttn = new MultiheadAttention(dModel, nhead, { ...options, dropout });
    this.linear1 = new Linear(dModel, dimFeedforward, options);
    this.dropout = new Dropout(dropout);
    this.linear2 = new Linear(dimFeedforward, dModel, options);
    this.norm1 = new LayerNorm(dModel, { ...options, eps });
    this.norm2 = new LayerNorm(dModel, { ...options, eps });
    this.dropout1 = new Dropout(dropout);
    this.dropout2 = new Dropout(dropout);
  }
  override stateKey(property: string): string {
    return property === 'selfAttn' ? 'self_attn' : property;
  }
  forward(source: Tensor, options: Omit<AttendOptions, 'needWeights'> = {}): Tensor {
    const attend = (x: Tensor): Tensor =>
      this.dropout1.call(this.selfAttn.call(x, x, x, { ...options, needWeights: false })[0]);
    const feed = (x: Tensor): Tensor => {
      const y = this.linear1.call(x);
      const inner = this.activation === 'gelu' ? F.gelu(y) : F.relu(y);
      return this.dropout2.call(this.linear2.call(this.dropout.call(inner)));
    };
    if (this.normFirst) {
      const x = source.add(attend(this.norm1.call(source)));
      return x.add(feed(this.norm2.call(x)));
    }
    const x = this.norm1.call(source.add(attend(source)));
    return this.norm2.call(x.add(feed(x)));
  }
}
