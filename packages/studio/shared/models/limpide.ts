/** The laboratory's learner on Limpide: steps recorded once and replayed, looks that change nothing. */
import { compile, defaultGenerator, type GeneratorState, noGrad, Tensor, tensor } from 'limpide';
import type { LoaderState } from 'limpide/data';
import type { HostArray } from 'limpide/files';
import type { LabData } from '../data.ts';
import type { LabSpec } from '../models.ts';
import { bestOfRows, type LayerView, type Learner, type LinearMap, type Rows } from './learner.ts';
import { type PreparedLab, prepareLab } from './prepare.ts';

/** Examples on which gradients and activations are looked at. */
const looked = 256;

/** Everything that decides the steps to come; tensors laid down by `laidDown`. */
export interface LimpideState {
  readonly weights: unknown;
  readonly optimizer: unknown;
  readonly random: GeneratorState;
  readonly loader: LoaderState;
}

export class LimpideLearner implements Learner {
  readonly lab: PreparedLab;
  readonly sizes: readonly number[];
  readonly parameters: number;
  readonly batches: number;
  readonly sample = 5000;
  readonly #step: (x: Tensor, y: Tensor, rows: Tensor) => Tensor;
  #rows: Iterator<Int32Array>;

  constructor(spec: LabSpec, data: LabData) {
    this.lab = prepareLab(spec, data);
    const { network, optimizer, loss, penalty, prepare, train } = this.lab;
    const linears = network.linears();
    this.sizes = [data.features, ...linears.map(({ outFeatures }) => outFeatures)];
    this.parameters = network.parameters().reduce((sum, { numel }) => sum + numel, 0);
    this.batches = train.length;
    this.#rows = train.rows();
    this.#step = compile((x: Tensor, y: Tensor, rows: Tensor) => {
      optimizer.zeroGrad();
      const output = network.call(prepare(x.indexSelect(0, rows)));
      const error = loss(output, y.indexSelect(0, rows));
      const extra = penalty();
      (extra === null ? error : error.add(extra)).backward();
      optimizer.step();
      return error.detach();
    });
  }

  step(): number {
    const { network, train, x, y } = this.lab;
    let next = this.#rows.next();
    if (next.done) {
      this.#rows = train.rows();
      next = this.#rows.next();
    }
    if (next.done) return Number.NaN;
    network.train();
    return this.#step(x, y, tensor(next.value)).itemSync();
  }

  #evaluating<T>(work: () => T): T {
    this.lab.network.eval();
    return noGrad(work);
  }

  async predict(rows: Rows, count: number): Promise<Float32Array> {
    const { network, data } = this.lab;
    const output = this.#evaluating(() => {
      const scores = network.call(inputOf(this.lab, rows, count));
      return (data.task === 'regression' ? scores.reshape(-1) : scores.softmax(-1)).realize();
    });
    return floats(output);
  }
  async classes(rows: Rows, count: number): Promise<Int32Array> {
    return bestOfRows(await this.predict(rows, count), this.lab.data.classes.length);
  }
  async hidden(rows: Rows, count: number): Promise<Float32Array[]> {
    const traced = this.#evaluating(() =>
      this.lab.network.trace(inputOf(this.lab, rows, count)).hidden.map((layer) => layer.realize()),
    );
    return Promise.all(traced.map(floats));
  }
  async loss(rows: Rows, targets: Float32Array): Promise<number> {
    const { network, data, loss } = this.lab;
    const y = tensor(data.task === 'regression' ? targets : Int32Array.from(targets));
    return this.#evaluating(() =>
      loss(network.call(inputOf(this.lab, rows, targets.length)), y).realize(),
    ).item();
  }

  look(): Promise<LayerView[]> {
    return lookInto(this.lab);
  }

  /** To be asked for between two steps. */
  async save(): Promise<LimpideState> {
    const { network, optimizer, train } = this.lab;
    return {
      random: defaultGenerator.getState(),
      loader: train.stateDict(),
      weights: await laidDown(network.stateDict()),
      optimizer: await laidDown(optimizer.stateDict()),
    };
  }
  restore({ weights, optimizer, random, loader }: LimpideState): void {
    const { network, train } = this.lab;
    network.loadStateDict(takenUp(weights) as Record<string, Tensor>);
    this.lab.optimizer.loadStateDict(takenUp(optimizer) as never);
    train.loadStateDict(loader);
    this.#rows = train.rows();
    defaultGenerator.setState(random);
  }
  async weights(): Promise<Record<string, HostArray>> {
    const entries = Object.entries(this.lab.network.stateDict()).map(
      async ([name, value]): Promise<[string, HostArray]> => [name, await hostOf(value)],
    );
    return Object.fromEntries(await Promise.all(entries));
  }
  loadWeights(arrays: ReadonlyMap<string, HostArray>): void {
    const state = [...arrays].map(([name, { dtype, shape, data }]): [string, Tensor] => [
      name,
      dtype === 'int32'
        ? tensor(Int32Array.from(data, Number), { shape })
        : tensor(Float32Array.from(data, Number), { shape }),
    ]);
    this.lab.network.loadStateDict(Object.fromEntries(state));
  }
  dispose(): void {
    for (const parameter of this.lab.network.parameters()) parameter.dispose();
    this.lab.x.dispose();
    this.lab.y.dispose();
  }
}

async function hostOf(value: Tensor): Promise<HostArray> {
  const shape = [...value.shape];
  const data = await value.data();
  return value.dtype === 'int32'
    ? { dtype: 'int32', shape, data: Int32Array.from(data) }
    : { dtype: 'float32', shape, data: Float32Array.from(data) };
}

/** The tensors of a value as plain numbers with their shape, the rest as it is. */
async function laidDown(value: unknown): Promise<unknown> {
  if (value instanceof Tensor) {
    const { shape, data } = await hostOf(value);
    return { tensor: data, shape };
  }
  if (Array.isArray(value)) return Promise.all(value.map(laidDown));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([name, item]) => [name, await laidDown(item)]);
  return Object.fromEntries(await Promise.all(entries));
}
function takenUp(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(takenUp);
  if (typeof value !== 'object' || value === null) return value;
  if ('tensor' in value && 'shape' in value && Array.isArray(value.shape)) {
    const { tensor: data, shape } = value;
    if (data instanceof Float32Array || data instanceof Int32Array) {
      return tensor(data, { shape: shape.map(Number) });
    }
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, takenUp(item)]));
}

async function floats(t: Tensor): Promise<Float32Array> {
  return Float32Array.from(await t.data());
}

/** Rows as the network takes them. */
const inputOf = (lab: PreparedLab, rows: Rows, count: number): Tensor =>
  lab.prepare(tensor(rows, { shape: [count, lab.data.features] }));

/**
 * Looks into a network without disturbing its training. In evaluation mode: no random number is drawn, the training goes on as if
 * nobody had looked.
 */
export async function lookInto(lab: PreparedLab): Promise<LayerView[]> {
  const { network, data, loss } = lab;
  const count = Math.min(looked, data.train.count);
  const rows = data.train.x.subarray(0, count * data.features);
  const targets = data.train.y.subarray(0, count);
  const y = tensor(data.task === 'regression' ? targets.slice() : Int32Array.from(targets));
  network.eval();
  network.zeroGrad();
  const { hidden, output } = network.trace(inputOf(lab, rows.slice(), count));
  loss(output, y).backward();
  const linears = network.linears();
  const gradients = await Promise.all(
    linears.map(async ({ weight }) =>
      weight.grad ? floats(weight.grad) : new Float32Array(weight.numel),
    ),
  );
  const activations = await Promise.all([...hidden, output].map((layer) => floats(layer.detach())));
  network.zeroGrad();
  return Promise.all(
    linears.map(async (linear, k): Promise<LayerView> => {
      const map: LinearMap = {
        inputs: linear.inFeatures,
        outputs: linear.outFeatures,
        weights: await floats(linear.weight.detach()),
        bias: linear.bias
          ? await floats(linear.bias.detach())
          : new Float32Array(linear.outFeatures),
      };
      return {
        map,
        gradients: gradients[k] ?? new Float32Array(),
        activations: activations[k] ?? new Float32Array(),
      };
    }),
  );
}
