/** Embedding: a learnt vector for each of a set of tokens. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import { withRecording } from '../../graph/index.ts';
import { arange, randn, type Tensor } from '../../tensor/index.ts';
import * as F from '../functional/index.ts';
import { Module } from '../module.ts';
import { Parameter } from '../parameter.ts';
import { described, type FactoryOptions } from './support.ts';

export interface EmbeddingOptions extends FactoryOptions {
  /** A row that stays 0 and is not learnt: that of the padding. Negative ones count from the end. */
  readonly paddingIdx?: number | undefined;
}

/** Rows of a table: indices (…) → (…, embeddingDim); weight [numEmbeddings, embeddingDim], N(0, 1). */
export class Embedding extends Module {
  readonly numEmbeddings: number;
  readonly embeddingDim: number;
  readonly paddingIdx: number | undefined;
  weight: Parameter;

  constructor(numEmbeddings: number, embeddingDim: number, options: EmbeddingOptions = {}) {
    super();
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    const { paddingIdx } = options;
    const row =
      paddingIdx !== undefined && paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;
    if (row !== undefined && !(Number.isInteger(row) && row >= 0 && row < numEmbeddings)) {
      raise(ArgumentError, nnErrors, 'module.argument', {
        op: 'Embedding',
        name: 'paddingIdx',
        expected: `a row of ${numEmbeddings}`,
        got: paddingIdx,
      });
    }
    this.paddingIdx = row;
    const drawn = randn([numEmbeddings, embeddingDim], options);
    if (row === undefined) this.weight = new Parameter(drawn);
    else {
      const rows = arange(0, numEmbeddings, 1, { device: options.device }).unsqueeze(1);
      this.weight = new Parameter(withRecording(false, () => drawn.where(rows.ne(row), 0)));
    }
  }
  forward(input: Tensor): Tensor {
    return F.embedding(input, this.weight, { paddingIdx: this.paddingIdx });
  }
  override extraRepr(): string {
    const { numEmbeddings, embeddingDim, paddingIdx } = this;
    return `${numEmbeddings}, ${embeddingDim}${paddingIdx === undefined ? '' : `, ${described({ paddingIdx })}`}`;
  }
}
