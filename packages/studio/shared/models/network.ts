/** The laboratory's network: linear layers with an activation, normalised and thinned out when that is wanted. */
import type { Tensor } from 'limpide';
import { BatchNorm1d, Dropout, functional as F, Linear, Module, ModuleList } from 'limpide/nn';
import type { ActivationName } from '../models.ts';

const activations: Readonly<Record<ActivationName, (x: Tensor) => Tensor>> = {
  relu: (x) => x.relu(),
  leakyRelu: (x) => F.leakyRelu(x, 0.1),
  tanh: (x) => x.tanh(),
  sigmoid: (x) => x.sigmoid(),
  gelu: (x) => F.gelu(x),
  linear: (x) => x,
};

export interface NetworkOptions {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: ActivationName;
  readonly batchNorm: boolean;
  /** Share of the units that is silenced at each training step. */
  readonly dropout: number;
}

/** x → dropout(activation(norm(x·Wᵀ + b))): (B, inputs) → (B, units). */
class Layer extends Module {
  readonly linear: Linear;
  readonly norm: BatchNorm1d | null;
  readonly dropout: Dropout | null;
  readonly #activation: (x: Tensor) => Tensor;

  constructor(inputs: number, units: number, options: NetworkOptions) {
    super();
    this.linear = new Linear(inputs, units);
    this.norm = options.batchNorm ? new BatchNorm1d(units) : null;
    this.dropout = options.dropout > 0 ? new Dropout(options.dropout) : null;
    this.#activation = activations[options.activation];
  }
  forward(x: Tensor): Tensor {
    let y = this.linear.call(x);
    if (this.norm) y = this.norm.call(y);
    y = this.#activation(y);
    return this.dropout ? this.dropout.call(y) : y;
  }
}

export class LabNetwork extends Module {
  readonly hidden: ModuleList<Layer>;
  readonly output: Linear;

  constructor(options: NetworkOptions) {
    super();
    const sizes = [options.inputs, ...options.hidden];
    this.hidden = new ModuleList(
      options.hidden.map((units, k) => new Layer(sizes[k] ?? 1, units, options)),
    );
    this.output = new Linear(sizes.at(-1) ?? 1, options.outputs);
  }
  /** (B, inputs) → (B, outputs): scores of the classes, or values. */
  forward(x: Tensor): Tensor {
    return this.trace(x).output;
  }
  /** What each hidden layer gives, (B, units) each, and the output. */
  trace(x: Tensor): { readonly hidden: readonly Tensor[]; readonly output: Tensor } {
    const hidden: Tensor[] = [];
    let y = x;
    for (const layer of this.hidden) {
      y = layer.call(y);
      hidden.push(y);
    }
    return { hidden, output: this.output.call(y) };
  }
  /** The linear maps, from the inputs to the outputs. */
  linears(): Linear[] {
    return [...[...this.hidden].map((layer) => layer.linear), this.output];
  }
}
