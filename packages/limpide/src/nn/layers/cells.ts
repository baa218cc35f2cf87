/** Recurrent cells: one step in time, for loops of one's own. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { raise, ShapeError } from '../../errors/index.ts';
import * as ops from '../../ops/index.ts';
import { Tensor, zeros } from '../../tensor/index.ts';
import { Module } from '../module.ts';
import { type CellKind, cellStep, cells, type Hidden } from '../ops/recurrent.ts';
import type { Parameter } from '../parameter.ts';
import type { LinearOptions } from './linear.ts';
import type { LSTMState } from './recurrent.ts';
import { uniformParameter } from './support.ts';

const keys: Readonly<Record<string, string>> = {
  weightIh: 'weight_ih',
  weightHh: 'weight_hh',
  biasIh: 'bias_ih',
  biasHh: 'bias_hh',
};

/** Weights (gates·H, in) and (gates·H, H), drawn like the biases from U(±1/√H). */
abstract class Cell<I extends readonly unknown[], O> extends Module<I, O> {
  readonly inputSize: number;
  readonly hiddenSize: number;
  weightIh: Parameter;
  weightHh: Parameter;
  biasIh: Parameter | null;
  biasHh: Parameter | null;
  readonly #kind: CellKind;

  constructor(kind: CellKind, inputSize: number, hiddenSize: number, options: LinearOptions) {
    super();
    this.#kind = kind;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    const bound = 1 / Math.sqrt(hiddenSize);
    const rows = cells[kind].gates * hiddenSize;
    const bias = options.bias ?? true;
    this.weightIh = uniformParameter([rows, inputSize], bound, options);
    this.weightHh = uniformParameter([rows, hiddenSize], bound, options);
    this.biasIh = bias ? uniformParameter([rows], bound, options) : null;
    this.biasHh = bias ? uniformParameter([rows], bound, options) : null;
  }
  override stateKey(property: string): string {
    return keys[property] ?? property;
  }
  protected run(input: Tensor, states: readonly (Tensor | null | undefined)[]): Tensor[] {
    if (input.ndim === 0 || input.ndim > 2 || input.shape[input.ndim - 1] !== this.inputSize) {
      raise(ShapeError, nnErrors, 'module.input', {
        op: this.constructor.name,
        expected: ['N', this.inputSize],
        got: input.shape,
      });
    }
    const shape = [...input.shape.slice(0, -1), this.hiddenSize];
    const hidden = states.map(
      (state) => (state ?? zeros(shape, { dtype: input.dtype, device: input.device })).node,
    );
    const xg = ops.linear(input.node, this.weightIh.node, this.biasIh?.node ?? null);
    const weights = { weightHh: this.weightHh.node, biasHh: this.biasHh?.node ?? null };
    const next = cellStep(this.#kind, xg, hidden as unknown as Hidden, weights);
    return next.map((node) => new Tensor(node!));
  }
  override extraRepr(): string {
    return `${this.inputSize}, ${this.hiddenSize}`;
  }
}

type CellInput = [input: Tensor, h?: Tensor | null];

/** (N, in), (N, H) → (N, H) */
export class RNNCell extends Cell<CellInput, Tensor> {
  constructor(
    inputSize: number,
    hiddenSize: number,
    options: LinearOptions & { readonly nonlinearity?: 'tanh' | 'relu' | undefined } = {},
  ) {
    super(options.nonlinearity ?? 'tanh', inputSize, hiddenSize, options);
  }
  forward(input: Tensor, h?: Tensor | null): Tensor {
    return this.run(input, [h])[0]!;
  }
}
/** (N, in), (N, H) → (N, H) */
export class GRUCell extends Cell<CellInput, Tensor> {
  constructor(inputSize: number, hiddenSize: number, options: LinearOptions = {}) {
    super('gru', inputSize, hiddenSize, options);
  }
  forward(input: Tensor, h?: Tensor | null): Tensor {
    return this.run(input, [h])[0]!;
  }
}
/** (N, in), [h, c] (N, H) each → [h', c'] */
export class LSTMCell extends Cell<[input: Tensor, state?: LSTMState | null], LSTMState> {
  constructor(inputSize: number, hiddenSize: number, options: LinearOptions = {}) {
    super('lstm', inputSize, hiddenSize, options);
  }
  forward(input: Tensor, state?: LSTMState | null): LSTMState {
    const [h, c] = this.run(input, [state?.[0], state?.[1]]);
    return [h!, c!];
  }
}
