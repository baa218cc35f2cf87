/**
 * The laboratory's learner on an engine written in the exercises of the course (`engine.ts`). The laboratory brings the
 * data, the order of the examples and the batches; what is learnt, and how, is the engine's. With Adam a step is the
 * engine's own `trainEpoch` on one batch; with the others it is forward, backward and the optimiser's step.
 */
import type { HostArray } from 'limpide/files';
import type { LabData } from '../data.ts';
import { randomNumbers } from '../data.ts';
import type { LabSpec } from '../models.ts';
import {
  type DenseLayer,
  type ForwardCache,
  type Matrix,
  type Mlp,
  misshapen,
  type OwnEngine,
  problemOf,
  type StepState,
  stepPiece,
} from './engine.ts';
import type { LayerView, Learner, Rows } from './learner.ts';

/** Examples on which gradients and activations are looked at. */
const looked = 256;

const isMatrix = (value: unknown, rows: number, cols: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'rows' in value &&
  value.rows === rows &&
  'cols' in value &&
  value.cols === cols &&
  'data' in value &&
  value.data instanceof Float64Array &&
  value.data.length === rows * cols;

const parametersOf = (layers: readonly DenseLayer[]): Matrix[] =>
  layers.flatMap(({ weights, bias }) => [weights, bias]);

/** Everything that decides the steps to come: numbers, and arrays of numbers. */
export interface OwnState {
  readonly steps: number;
  readonly parameters: readonly Float64Array[];
  readonly optimizer: StepState;
}

export class OwnLearner implements Learner {
  readonly sizes: readonly number[];
  readonly parameters: number;
  readonly batches: number;
  readonly sample = 500;
  /** Whether the gradients agree with differences of the loss. */
  readonly gradientsAgree: boolean;
  readonly #engine: OwnEngine;
  readonly #spec: LabSpec;
  readonly #data: LabData;
  readonly #batch: number;
  readonly #model: Mlp;
  #optimizer: StepState = {};
  #steps = 0;
  /** The order of the examples in the epoch of this number. */
  #order: { readonly epoch: number; readonly rows: Int32Array } | null = null;

  /** @throws EngineProblem when a piece throws, or gives what was not agreed */
  constructor(spec: LabSpec, data: LabData, engine: OwnEngine) {
    this.#spec = spec;
    this.#data = data;
    this.#engine = engine;
    this.sizes = [data.features, ...spec.layers, data.classes.length];
    this.#model = this.#asking(() => engine.createMlp([...this.sizes], spec.seed));
    this.#checkLayers('createMlp', this.#model?.layers);
    this.parameters = this.#matrices().reduce((sum, { data: own }) => sum + own.length, 0);
    this.#batch = Math.min(spec.batch, data.train.count);
    this.batches = Math.ceil(data.train.count / this.#batch);
    this.gradientsAgree = this.#tryGradients();
  }

  // ---- the engine's pieces, and what they must give ----------------------------------------------------

  #asking<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw problemOf(error);
    }
  }
  #matrices(): Matrix[] {
    return parametersOf(this.#model.layers);
  }
  #checkLayers(name: string, layers: readonly DenseLayer[] | undefined): void {
    const fits =
      Array.isArray(layers) &&
      layers.length === this.sizes.length - 1 &&
      layers.every((layer: DenseLayer | undefined, k) => {
        const [inputs = 0, outputs = 0] = this.sizes.slice(k, k + 2);
        return isMatrix(layer?.weights, inputs, outputs) && isMatrix(layer?.bias, 1, outputs);
      });
    if (fits) return;
    const shapes = this.sizes.slice(1).map((outputs, k) => `[${this.sizes[k]}, ${outputs}]`);
    throw misshapen(name, shapes.join(', '));
  }
  #forward(x: Matrix): ForwardCache {
    const cache = this.#asking(() => this.#engine.forwardMlp(this.#model, x));
    const classes = this.sizes.at(-1) ?? 0;
    const inputs = cache?.activations;
    const fits =
      isMatrix(cache?.probabilities, x.rows, classes) &&
      Array.isArray(inputs) &&
      this.sizes.slice(0, -1).every((units, k) => isMatrix(inputs[k], x.rows, units));
    if (!fits) throw misshapen('forwardMlp', `probabilities [${x.rows}, ${classes}]`);
    return cache;
  }
  #backward(cache: ForwardCache, labels: readonly number[]): DenseLayer[] {
    const found = this.#asking(() => this.#engine.backwardMlp(this.#model, cache, labels));
    this.#checkLayers('backwardMlp', found);
    return found;
  }
  #lossOf(x: Matrix, labels: readonly number[]): number {
    const { probabilities } = this.#forward(x);
    return this.#asking(() => this.#engine.crossEntropyRows(probabilities, labels));
  }

  // ---- data --------------------------------------------------------------------------------------------

  /** Rows as the engine takes them, scaled as for Limpide: [count, features]. */
  #input(rows: Rows, count: number): Matrix {
    const { features, image, scale } = this.#data;
    const data = Float64Array.from(rows);
    for (let i = 0; i < data.length; i++) {
      const k = i % features;
      if (image) data[i] = (data[i] ?? 0) / 255;
      else if (scale) data[i] = ((data[i] ?? 0) - (scale.mean[k] ?? 0)) / (scale.std[k] ?? 1);
    }
    return { rows: count, cols: features, data };
  }
  /** Examples of the training part, as doubles only when they are needed: all pictures would fill the memory. */
  #examples(rows: Iterable<number>): { readonly x: Matrix; readonly labels: number[] } {
    const { features, train } = this.#data;
    const chosen = [...rows];
    const x = new Float32Array(chosen.length * features);
    chosen.forEach((row, i) => {
      x.set(train.x.subarray(row * features, (row + 1) * features), i * features);
    });
    const labels = chosen.map((row) => train.y[row] ?? 0);
    return { x: this.#input(x, chosen.length), labels };
  }
  #first(count: number): { readonly x: Matrix; readonly labels: number[] } {
    return this.#examples(
      Array.from({ length: Math.min(count, this.#data.train.count) }, (_, i) => i),
    );
  }
  /** The examples of the next batch: a new order in each epoch (Fisher and Yates), by the seed and the epoch alone. */
  #nextRows(): Int32Array {
    const epoch = Math.floor(this.#steps / this.batches);
    if (this.#order?.epoch !== epoch) {
      const rows = Int32Array.from({ length: this.#data.train.count }, (_, i) => i);
      const random = randomNumbers(this.#spec.seed + 1_000_003 * (epoch + 1));
      for (let i = rows.length - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1));
        [rows[i], rows[j]] = [rows[j] ?? 0, rows[i] ?? 0];
      }
      this.#order = { epoch, rows };
    }
    const start = (this.#steps % this.batches) * this.#batch;
    return this.#order.rows.subarray(start, start + this.#batch);
  }

  /** The derivative by one weight of each layer, against the difference of the loss around it. */
  #tryGradients(): boolean {
    const { x, labels } = this.#first(5);
    const gradients = parametersOf(this.#backward(this.#forward(x), labels));
    const h = 1e-5;
    return this.#matrices().every(({ data }, i) => {
      const at = Math.floor(data.length / 2);
      const before = data[at] ?? 0;
      data[at] = before + h;
      const above = this.#lossOf(x, labels);
      data[at] = before - h;
      const below = this.#lossOf(x, labels);
      data[at] = before;
      const difference = (above - below) / (2 * h);
      const own = gradients[i]?.data[at] ?? Number.NaN;
      return Math.abs(own - difference) <= 1e-4 + 0.02 * Math.abs(difference);
    });
  }

  // ---- learning ----------------------------------------------------------------------------------------

  step(): number {
    const { x, labels } = this.#examples(this.#nextRows());
    const { optimizer, rate } = this.#spec;
    const state = this.#optimizer;
    const name = stepPiece(optimizer);
    const seed = ++this.#steps;
    if (name === 'trainEpoch') {
      const options = { batchSize: x.rows, rate, seed, state };
      return this.#asking(() => this.#engine.trainEpoch(this.#model, { x, labels }, options));
    }
    const cache = this.#forward(x);
    const loss = this.#asking(() => this.#engine.crossEntropyRows(cache.probabilities, labels));
    const gradients = parametersOf(this.#backward(cache, labels));
    this.#asking(() => this.#engine[name](this.#matrices(), gradients, state, rate));
    return loss;
  }

  // ---- looking -----------------------------------------------------------------------------------------

  async predict(rows: Rows, count: number): Promise<Float32Array> {
    return Float32Array.from(this.#forward(this.#input(rows, count)).probabilities.data);
  }
  async classes(rows: Rows, count: number): Promise<ArrayLike<number>> {
    const x = this.#input(rows, count);
    return this.#asking(() => this.#engine.predictMlp(this.#model, x));
  }
  async hidden(rows: Rows, count: number): Promise<Float32Array[]> {
    const { activations } = this.#forward(this.#input(rows, count));
    return this.sizes.slice(1, -1).map((_, k) => Float32Array.from(activations[k + 1]?.data ?? []));
  }
  async loss(rows: Rows, targets: Float32Array): Promise<number> {
    return this.#lossOf(this.#input(rows, targets.length), [...targets]);
  }
  async look(): Promise<LayerView[]> {
    const { x, labels } = this.#first(looked);
    const cache = this.#forward(x);
    const outputs = [...cache.activations.slice(1), cache.probabilities].map(({ data }) =>
      Float32Array.from(data),
    );
    const gradients = this.#backward(cache, labels);
    return this.#model.layers.map(
      ({ weights, bias }, k): LayerView => ({
        map: {
          inputs: weights.rows,
          outputs: weights.cols,
          weights: turned(weights),
          bias: Float32Array.from(bias.data),
        },
        gradients: turned(gradients[k]?.weights ?? weights),
        activations: outputs[k] ?? new Float32Array(),
      }),
    );
  }

  // ---- keeping -----------------------------------------------------------------------------------------

  save(): OwnState {
    return {
      steps: this.#steps,
      parameters: this.#matrices().map(({ data }) => data.slice()),
      optimizer: this.#optimizer,
    };
  }
  restore({ steps, parameters, optimizer }: OwnState): void {
    this.#take(parameters);
    this.#steps = steps;
    this.#optimizer = optimizer;
  }
  #take(parameters: readonly ArrayLike<number>[]): void {
    const own = this.#matrices();
    if (own.some(({ data }, i) => parameters[i]?.length !== data.length)) {
      throw new RangeError('weights of another network');
    }
    own.forEach(({ data }, i) => {
      data.set(parameters[i] ?? []);
    });
  }
  async weights(): Promise<Record<string, HostArray>> {
    return Object.fromEntries(
      this.#model.layers.flatMap(({ weights, bias }, k) =>
        Object.entries({ weights, bias }).map(
          ([name, { rows, cols, data }]): [string, HostArray] => [
            `layers.${k}.${name}`,
            { dtype: 'float64', shape: [rows, cols], data: Float64Array.from(data) },
          ],
        ),
      ),
    );
  }
  loadWeights(arrays: ReadonlyMap<string, HostArray>): void {
    const names = this.#model.layers.flatMap((_, k) => [`layers.${k}.weights`, `layers.${k}.bias`]);
    this.#take(names.map((name) => Float64Array.from(arrays.get(name)?.data ?? [], Number)));
  }
  dispose(): void {
    this.#order = null;
  }
}

/** [inputs, outputs] → [outputs, inputs], as float32. */
function turned({ rows, cols, data }: Matrix): Float32Array {
  const out = new Float32Array(data.length);
  for (let i = 0; i < rows; i++) {
    for (let o = 0; o < cols; o++) out[o * rows + i] = data[i * cols + o] ?? 0;
  }
  return out;
}
