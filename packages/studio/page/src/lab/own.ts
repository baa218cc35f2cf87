/**
 * The laboratory's learner on an engine written in the exercises of the course: `createMlp`, `forwardMlp`,
 * `backwardMlp` and the optimiser steps, on matrices `{ rows, cols, data }` whose rows are examples. What these
 * functions hand to each other is theirs; the laboratory only looks for the matrices in it, by their shapes.
 */
import type { LabData } from '../../../shared/data.ts';
import { randomNumbers } from '../../../shared/data.ts';
import type { LayerView, Learner, LinearMap, Rows } from '../../../shared/models/learner.ts';
import type { LabSpec, OptimizerName } from '../../../shared/models.ts';

export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}
type Model = object;
type Step = (params: Matrix[], grads: Matrix[], state: object, rate: number) => unknown;
/** Class numbers, or one-hot rows. */
type Targets = number[] | Matrix;

export interface OwnEngine {
  readonly createMlp: (sizes: number[], seed: number) => Model;
  readonly forwardMlp: (model: Model, x: Matrix) => unknown;
  readonly backwardMlp: (model: Model, cache: unknown, y: Targets) => unknown;
  readonly softmaxRows: ((x: Matrix) => Matrix) | null;
  readonly steps: Readonly<Record<OptimizerName, Step | null>>;
}

const stepNames: Readonly<Record<OptimizerName, string>> = {
  sgd: 'sgdStep',
  momentum: 'momentumStep',
  rmsprop: 'rmspropStep',
  adam: 'adamStep',
};
/** What the laboratory cannot do without. */
export const neededPieces = ['createMlp', 'forwardMlp', 'backwardMlp'];
export const usedPieces = [...neededPieces, 'softmaxRows', ...Object.values(stepNames)];

/** The engine of a loaded module. @throws Error that names what is missing */
export function engineOf(module: Readonly<Record<string, unknown>>): OwnEngine {
  const find = <F>(name: string): F | null =>
    typeof module[name] === 'function' ? (module[name] as F) : null;
  const missing = neededPieces.filter((name) => find(name) === null);
  if (missing.length > 0) throw new Error(missing.join(', '));
  const need = <F>(name: string): F => find<F>(name) as F;
  return {
    createMlp: need('createMlp'),
    forwardMlp: need('forwardMlp'),
    backwardMlp: need('backwardMlp'),
    softmaxRows: find('softmaxRows'),
    steps: {
      sgd: find(stepNames.sgd),
      momentum: find(stepNames.momentum),
      rmsprop: find(stepNames.rmsprop),
      adam: find(stepNames.adam),
    },
  };
}

const isMatrix = (value: unknown): value is Matrix =>
  typeof value === 'object' &&
  value !== null &&
  'data' in value &&
  value.data instanceof Float64Array &&
  'rows' in value &&
  typeof value.rows === 'number' &&
  'cols' in value &&
  typeof value.cols === 'number';

/** Every matrix in a value, in the order in which it is written down. */
export function matricesIn(value: unknown): Matrix[] {
  if (isMatrix(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(matricesIn);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(matricesIn);
}

const matrix = (rows: number, cols: number, data: Float64Array): Matrix => ({ rows, cols, data });

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
  readonly #model: Model;
  readonly #state: object = {};
  readonly #random: () => number;
  #order: number[] = [];
  #oneHot = false;

  constructor(spec: LabSpec, data: LabData, engine: OwnEngine) {
    this.#spec = spec;
    this.#data = data;
    this.#engine = engine;
    this.sizes = [data.features, ...spec.layers, data.classes.length];
    this.#model = engine.createMlp([...this.sizes], spec.seed);
    this.parameters = matricesIn(this.#model).reduce((sum, { data: own }) => sum + own.length, 0);
    if (this.parameters === 0) throw new Error('createMlp');
    this.batches = Math.ceil(data.train.count / Math.min(spec.batch, data.train.count));
    this.#random = randomNumbers(spec.seed + 1);
    this.gradientsAgree = this.#tryTargets();
  }

  /** Rows scaled as for Limpide. */
  #input(rows: Rows, count: number): Matrix {
    const { features, image, scale } = this.#data;
    const data = Float64Array.from(rows);
    for (let i = 0; i < data.length; i++) {
      const k = i % features;
      if (image) data[i] = (data[i] ?? 0) / 255;
      else if (scale) data[i] = ((data[i] ?? 0) - (scale.mean[k] ?? 0)) / (scale.std[k] ?? 1);
    }
    return matrix(count, features, data);
  }
  /** Rows of the training part, made when they are needed: all pictures as doubles would fill the memory. */
  #pick(rows: readonly number[]): Matrix {
    const { features, train } = this.#data;
    const data = new Float32Array(rows.length * features);
    rows.forEach((row, i) => {
      data.set(train.x.subarray(row * features, (row + 1) * features), i * features);
    });
    return this.#input(data, rows.length);
  }
  #targets(labels: readonly number[]): Targets {
    if (!this.#oneHot) return [...labels];
    const classes = this.#data.classes.length;
    const data = new Float64Array(labels.length * classes);
    labels.forEach((label, i) => {
      data[i * classes + label] = 1;
    });
    return matrix(labels.length, classes, data);
  }

  /** Probabilities from what the forward pass left: its last matrix as wide as there are classes. */
  #probabilities(cache: unknown, rows: number): Float64Array {
    const classes = this.#data.classes.length;
    const last = matricesIn(cache).findLast((m) => m.rows === rows && m.cols === classes);
    if (!last) throw new Error('forwardMlp');
    const sum = last.data.subarray(0, classes).reduce((a, b) => a + b, 0);
    const done = Math.abs(sum - 1) < 1e-6 && last.data.subarray(0, classes).every((p) => p >= 0);
    if (done) return last.data;
    return (this.#engine.softmaxRows?.(last) ?? softmax(last)).data;
  }
  #lossOf(x: Matrix, labels: readonly number[]): number {
    const p = this.#probabilities(this.#engine.forwardMlp(this.#model, x), x.rows);
    const classes = this.#data.classes.length;
    const sum = labels.reduce(
      (total, label, i) => total - Math.log(Math.max(1e-12, p[i * classes + label] ?? 0)),
      0,
    );
    return sum / labels.length;
  }
  #gradients(x: Matrix, labels: readonly number[]): Matrix[] {
    const cache = this.#engine.forwardMlp(this.#model, x);
    const found = matricesIn(this.#engine.backwardMlp(this.#model, cache, this.#targets(labels)));
    const wanted = matricesIn(this.#model);
    const fits = wanted.every(({ data }, i) => found[i]?.data.length === data.length);
    if (!fits) throw new Error('backwardMlp');
    return found.slice(0, wanted.length);
  }

  /** Class numbers or one-hot rows? Whichever gives the gradients that differences of the loss give. */
  #tryTargets(): boolean {
    const rows = Array.from({ length: Math.min(5, this.#data.train.count) }, (_, i) => i);
    const x = this.#pick(rows);
    const labels = rows.map((i) => this.#data.train.y[i] ?? 0);
    let works: boolean | null = null;
    for (const oneHot of [false, true]) {
      this.#oneHot = oneHot;
      try {
        if (this.#agrees(x, labels, this.#gradients(x, labels))) return true;
        works ??= oneHot;
      } catch {
        // the other form, then
      }
    }
    this.#oneHot = works ?? false;
    if (works === null) this.#gradients(x, labels); // throws again, and says why
    return false;
  }
  #agrees(x: Matrix, labels: readonly number[], gradients: readonly Matrix[]): boolean {
    const h = 1e-5;
    return matricesIn(this.#model).every(({ data }, i) => {
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

  step(): number {
    if (this.#order.length === 0) {
      this.#order = Array.from({ length: this.#data.train.count }, (_, i) => i);
      for (let i = this.#order.length - 1; i > 0; i--) {
        const j = Math.floor(this.#random() * (i + 1));
        [this.#order[i], this.#order[j]] = [this.#order[j] ?? 0, this.#order[i] ?? 0];
      }
    }
    const rows = this.#order.splice(0, this.#spec.batch);
    const x = this.#pick(rows);
    const labels = rows.map((i) => this.#data.train.y[i] ?? 0);
    const params = matricesIn(this.#model);
    const cache = this.#engine.forwardMlp(this.#model, x);
    const loss = this.#mean(this.#probabilities(cache, x.rows), labels);
    const grads = matricesIn(this.#engine.backwardMlp(this.#model, cache, this.#targets(labels)));
    const step = this.#engine.steps[this.#spec.optimizer];
    if (!step) throw new Error(stepNames[this.#spec.optimizer]);
    const given = matricesIn(step(params, grads, this.#state, this.#spec.rate));
    // steps in place change `params`; others give new matrices back
    if (given.length === params.length && given[0] !== params[0]) {
      given.forEach(({ data }, i) => {
        params[i]?.data.set(data);
      });
    }
    return loss;
  }
  #mean(p: Float64Array, labels: readonly number[]): number {
    const classes = this.#data.classes.length;
    return (
      labels.reduce((sum, label, i) => sum - Math.log(p[i * classes + label] ?? 0), 0) /
      labels.length
    );
  }

  async predict(rows: Rows, count: number): Promise<Float32Array> {
    const cache = this.#engine.forwardMlp(this.#model, this.#input(rows, count));
    return Float32Array.from(this.#probabilities(cache, count));
  }
  async hidden(rows: Rows, count: number): Promise<Float32Array[]> {
    const cache = matricesIn(this.#engine.forwardMlp(this.#model, this.#input(rows, count)));
    return this.#activations(cache, count).slice(0, -1);
  }
  /** What each layer gives: of the matrices as wide as it, the last of the first run of such. */
  #activations(cache: readonly Matrix[], count: number): Float32Array[] {
    return this.sizes.slice(1).map((units) => {
      const found = cache.findLast((m) => m.rows === count && m.cols === units);
      return Float32Array.from(found?.data ?? new Float64Array(count * units));
    });
  }
  async loss(rows: Rows, targets: Float32Array): Promise<number> {
    return this.#lossOf(this.#input(rows, targets.length), [...targets]);
  }
  async look(): Promise<LayerView[]> {
    const rows = Array.from({ length: Math.min(256, this.#data.train.count) }, (_, i) => i);
    const x = this.#pick(rows);
    const labels = rows.map((i) => this.#data.train.y[i] ?? 0);
    const gradients = this.#gradients(x, labels);
    const cache = matricesIn(this.#engine.forwardMlp(this.#model, x));
    const activations = this.#activations(cache, rows.length);
    const params = matricesIn(this.#model);
    let after = 0;
    return this.sizes.slice(1).map((outputs, k): LayerView => {
      const inputs = this.sizes[k] ?? 1;
      const at = params.findIndex(
        (m, i) =>
          i >= after &&
          ((m.rows === inputs && m.cols === outputs) || (m.rows === outputs && m.cols === inputs)),
      );
      after = at + 1;
      const found = params[at];
      const flipped = found?.rows === inputs;
      const lay = (m: Matrix | undefined): Float32Array =>
        Float32Array.from({ length: inputs * outputs }, (_, i) => {
          const [o, input] = [Math.floor(i / inputs), i % inputs];
          return m?.data[flipped ? input * outputs + o : i] ?? 0;
        });
      const bias = params.find((m, i) => i !== at && m.data.length === outputs && i >= after - 1);
      const map: LinearMap = {
        inputs,
        outputs,
        weights: lay(found),
        bias: Float32Array.from(bias?.data ?? new Float64Array(outputs)),
      };
      return {
        map,
        gradients: lay(gradients[at]),
        activations: activations[k] ?? new Float32Array(),
      };
    });
  }
  dispose(): void {
    this.#order = [];
  }
}

function softmax({ rows, cols, data }: Matrix): Matrix {
  const out = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * cols, (i + 1) * cols);
    const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const powers = row.map((v) => Math.exp(v - most));
    const sum = powers.reduce((a, b) => a + b, 0);
    out.set(
      powers.map((v) => v / sum),
      i * cols,
    );
  }
  return matrix(rows, cols, out);
}
