/** Recurrent layers: RNN, LSTM, GRU, over whole sequences. */
import { nnErrors } from '../../errors/catalog/nn.ts';
import { ArgumentError, ModuleError, raise, ShapeError } from '../../errors/index.ts';
import { type Node, sameShape } from '../../graph/index.ts';
import * as ops from '../../ops/index.ts';
import { type Generator, Tensor, tensor, zeros } from '../../tensor/index.ts';
import { dropout } from '../functional/index.ts';
import { Module } from '../module.ts';
import { type CellKind, cells, type Hidden, unrolled } from '../ops/recurrent.ts';
import { Parameter } from '../parameter.ts';
import { described, type FactoryOptions, uniformParameter } from './support.ts';

export interface RecurrentOptions extends FactoryOptions {
  /** Layers, each fed with the outputs of the one below; 1 when left out. */
  readonly numLayers?: number | undefined;
  readonly bias?: boolean | undefined;
  /** Whether inputs and outputs are (N, T, …) rather than (T, N, …). States are not concerned. */
  readonly batchFirst?: boolean | undefined;
  /** Probability of dropping an output of a layer below the last, in training. */
  readonly dropout?: number | undefined;
  readonly bidirectional?: boolean | undefined;
  /** Where dropout draws from. */
  readonly dropoutGenerator?: Generator | undefined;
}
export interface SequenceOptions {
  /** The length of each sequence, 1 … T: what comes after is left out, and outputs there are 0. */
  readonly lengths?: readonly number[] | Tensor | undefined;
}

/**
 * What the three have in common. Parameters carry PyTorch's names: `weight_ih_l0` (gates·H, in),
 * `weight_hh_l0` (gates·H, H), `bias_ih_l0`, `bias_hh_l0`, the same with `_l1`, …, and with `_reverse` for
 * the second direction. All are drawn from U(±1/√H).
 */
abstract class Recurrent<I extends readonly unknown[], O> extends Module<I, O> {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly batchFirst: boolean;
  readonly bidirectional: boolean;
  readonly dropout: number;
  readonly #kind: CellKind;
  readonly #generator: Generator | undefined;

  constructor(kind: CellKind, inputSize: number, hiddenSize: number, options: RecurrentOptions) {
    super();
    const { numLayers = 1, bias = true, bidirectional = false } = options;
    for (const [name, value] of Object.entries({ inputSize, hiddenSize, numLayers })) {
      if (Number.isInteger(value) && value > 0) continue;
      raise(ArgumentError, nnErrors, 'module.argument', {
        op: new.target.name,
        name,
        expected: 'an integer > 0',
        got: value,
      });
    }
    this.#kind = kind;
    this.#generator = options.dropoutGenerator;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.numLayers = numLayers;
    this.batchFirst = options.batchFirst ?? false;
    this.bidirectional = bidirectional;
    this.dropout = options.dropout ?? 0;
    const bound = 1 / Math.sqrt(hiddenSize);
    const rows = cells[kind].gates * hiddenSize;
    const directions = bidirectional ? 2 : 1;
    for (let layer = 0; layer < numLayers; layer++) {
      const columns = layer === 0 ? inputSize : hiddenSize * directions;
      for (let direction = 0; direction < directions; direction++) {
        const end = suffix(layer, direction);
        this.registerParameter(
          `weight_ih${end}`,
          uniformParameter([rows, columns], bound, options),
        );
        this.registerParameter(
          `weight_hh${end}`,
          uniformParameter([rows, hiddenSize], bound, options),
        );
        if (!bias) continue;
        this.registerParameter(`bias_ih${end}`, uniformParameter([rows], bound, options));
        this.registerParameter(`bias_hh${end}`, uniformParameter([rows], bound, options));
      }
    }
  }
  /** A parameter by PyTorch's name. */
  #parameter(name: string): Node | null {
    const value: unknown = Reflect.get(this, name);
    return value instanceof Parameter ? value.node : null;
  }
  #weight(name: string): Node {
    return (
      this.#parameter(name) ??
      raise(ModuleError, nnErrors, 'module.member', {
        op: this.constructor.name,
        name,
        expected: 'no such parameter',
      })
    );
  }

  /** @param initial h₀, and c₀ for an LSTM: (layers·directions, N, H); zeros when left out */
  protected run(
    input: Tensor,
    initial: readonly (Tensor | null | undefined)[],
    { lengths }: SequenceOptions,
  ): { output: Tensor; last: Tensor[] } {
    const single = input.ndim === 2; // one sequence, without its axis
    const batched = single ? input.unsqueeze(this.batchFirst ? 0 : 1) : input;
    const x = this.batchFirst ? batched.transpose(0, 1) : batched; // (T, N, in)
    if (x.ndim !== 3 || x.shape[2] !== this.inputSize) {
      const expected = this.batchFirst ? ['N', 'T', this.inputSize] : ['T', 'N', this.inputSize];
      raise(ShapeError, nnErrors, 'module.input', {
        op: this.constructor.name,
        expected,
        got: input.shape,
      });
    }
    const [steps, batch] = x.shape as readonly [number, number, number];
    const directions = this.bidirectional ? 2 : 1;
    const shape = [this.numLayers * directions, batch, this.hiddenSize];
    const states = initial.map((state) => {
      if (!state) return zeros(shape, { dtype: x.dtype, device: x.device });
      const whole = single ? state.unsqueeze(1) : state;
      if (!sameShape(whole.shape, shape)) {
        raise(ShapeError, nnErrors, 'module.input', {
          op: `${this.constructor.name}: h0`,
          expected: shape,
          got: state.shape,
        });
      }
      return whole;
    });
    const ends = lengths === undefined ? null : this.#lengths(lengths, batch, steps, x.device);
    let sequence = x.node; // (T, N, …)
    const last: Node[][] = states.map(() => []);
    for (let layer = 0; layer < this.numLayers; layer++) {
      const outputs: Node[] = [];
      for (let direction = 0; direction < directions; direction++) {
        const end = suffix(layer, direction);
        const at = layer * directions + direction;
        const xg = ops.linear(
          sequence,
          this.#weight(`weight_ih${end}`),
          this.#parameter(`bias_ih${end}`),
        );
        const weights = {
          weightHh: this.#weight(`weight_hh${end}`),
          biasHh: this.#parameter(`bias_hh${end}`),
        };
        const hidden = states.map((state) => state.select(0, at).node) as unknown as Hidden;
        const done = unrolled(this.#kind, xg, hidden, weights, direction === 1, ends);
        outputs.push(done.outputs);
        for (const [i, state] of done.last.entries()) last[i]!.push(state!);
      }
      sequence = outputs.length === 1 ? outputs[0]! : ops.cat(outputs, 2); // (T, N, directions·H)
      if (layer < this.numLayers - 1 && this.dropout > 0) {
        const options = { p: this.dropout, training: this.training, generator: this.#generator };
        sequence = dropout(new Tensor(sequence), options).node;
      }
    }
    const output = new Tensor(this.batchFirst ? ops.transpose(sequence, 0, 1) : sequence);
    const finals = last.map((list) => new Tensor(ops.stack(list, 0))); // (layers·directions, N, H)
    if (!single) return { output, last: finals };
    return {
      output: output.squeeze(this.batchFirst ? 0 : 1),
      last: finals.map((state) => state.squeeze(1)),
    };
  }
  #lengths(
    lengths: readonly number[] | Tensor,
    batch: number,
    steps: number,
    device: string,
  ): Node {
    const given =
      lengths instanceof Tensor ? lengths : tensor(Int32Array.from(lengths), { device });
    const fits =
      lengths instanceof Tensor ||
      lengths.every((n) => Number.isInteger(n) && n >= 1 && n <= steps);
    if (given.numel !== batch || !fits) {
      raise(ShapeError, nnErrors, 'module.argument', {
        op: this.constructor.name,
        name: 'lengths',
        expected: `${batch} integers from 1 to ${steps}`,
        got: lengths instanceof Tensor ? given.shape : lengths,
      });
    }
    return given.reshape(batch, 1).node;
  }
  override extraRepr(): string {
    const { numLayers, batchFirst, bidirectional } = this;
    return `${this.inputSize}, ${this.hiddenSize}, ${described({ numLayers, batchFirst, bidirectional })}`;
  }
}

const suffix = (layer: number, direction: number): string =>
  `_l${layer}${direction === 1 ? '_reverse' : ''}`;

type StateInput = [input: Tensor, h0?: Tensor | null, options?: SequenceOptions];

/** h' = tanh(W_ih·x + b_ih + W_hh·h + b_hh), or relu: (T, N, in) → [(T, N, H), hₙ (layers, N, H)] (Elman, 1990). */
export class RNN extends Recurrent<StateInput, [output: Tensor, hn: Tensor]> {
  constructor(
    inputSize: number,
    hiddenSize: number,
    options: RecurrentOptions & { readonly nonlinearity?: 'tanh' | 'relu' | undefined } = {},
  ) {
    super(options.nonlinearity ?? 'tanh', inputSize, hiddenSize, options);
  }
  forward(
    input: Tensor,
    h0?: Tensor | null,
    options: SequenceOptions = {},
  ): [output: Tensor, hn: Tensor] {
    const { output, last } = this.run(input, [h0], options);
    return [output, last[0]!];
  }
}
/** Gated recurrent units: (T, N, in) → [(T, N, H), hₙ (layers, N, H)] (Cho et al., 2014). */
export class GRU extends Recurrent<StateInput, [output: Tensor, hn: Tensor]> {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions = {}) {
    super('gru', inputSize, hiddenSize, options);
  }
  forward(
    input: Tensor,
    h0?: Tensor | null,
    options: SequenceOptions = {},
  ): [output: Tensor, hn: Tensor] {
    const { output, last } = this.run(input, [h0], options);
    return [output, last[0]!];
  }
}

export type LSTMState = readonly [h: Tensor, c: Tensor];
/** Long short-term memory: (T, N, in) → [(T, N, H), [hₙ, cₙ] (layers, N, H) each] (Hochreiter & Schmidhuber, 1997). */
export class LSTM extends Recurrent<
  [input: Tensor, state?: LSTMState | null, options?: SequenceOptions],
  [output: Tensor, state: LSTMState]
> {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions = {}) {
    super('lstm', inputSize, hiddenSize, options);
  }
  forward(
    input: Tensor,
    state?: LSTMState | null,
    options: SequenceOptions = {},
  ): [output: Tensor, state: LSTMState] {
    const { output, last } = this.run(input, [state?.[0], state?.[1]], options);
    return [output, [last[0]!, last[1]!]];
  }
}
