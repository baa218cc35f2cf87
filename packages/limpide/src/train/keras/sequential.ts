/**
 * Models in Keras's manner: layers in a row, `compile`, `fit`, `evaluate`, `predict`, `summary`.
 *
 * ```ts
 * const model = sequential([dense(128, { activation: 'relu' }), dense(10, { activation: 'softmax' })]);
 * model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
 * await model.fit(x, y, { epochs: 5, batchSize: 32 });
 * ```
 *
 * Beneath stands an ordinary `Sequential` of `nn`: its state has PyTorch's keys, and every tool that
 * takes a module takes it.
 */
import { DataLoader, TensorDataset } from '../../data/index.ts';
import { trainErrors } from '../../errors/catalog/train.ts';
import { ArgumentError, ModuleError, raise, ShapeError } from '../../errors/index.ts';
import type { ByteInput } from '../../files/index.ts';
import { isFloat, type Shape, sameShape } from '../../graph/index.ts';
import { type Module, Sequential, Sigmoid, Softmax } from '../../nn/index.ts';
import { cat } from '../../tensor/functions.ts';
import { manualSeed, type Tensor, zeros } from '../../tensor/index.ts';
import type { Loader } from '../batches.ts';
import type { Callback, History } from '../callback.ts';
import { ProgressBar } from '../callbacks/progress-bar.ts';
import { withoutGradient } from '../grad-mode.ts';
import { type Loss, type LossFunction, lossOf } from '../losses.ts';
import type { Measure } from '../measure.ts';
import { metricOf } from '../metrics.ts';
import { type AnyOptimizer, type OptimizerFactory, optimizerOf } from '../optimizers.ts';
import { type Regularizer, totalPenalty } from '../penalty.ts';
import { type SchedulerLike, Trainer } from '../trainer.ts';
import { loadWeights, saveWeights } from '../weights.ts';
import { isSpec, type LayerLike, parameterCount } from './layer.ts';
import { type SummaryRow, summaryText } from './summary.ts';

export interface CompileOptions {
  /** A name, a function of outputs and targets, or a loss such as `sparseCategoricalCrossentropy({…})`. */
  readonly loss: string | LossFunction | Loss;
  /** A name (`'adam'`), what Keras would write (`adam({ learningRate: 1e-3 })`), or an optimiser. */
  readonly optimizer?: string | OptimizerFactory | AnyOptimizer | undefined;
  readonly metrics?: readonly (string | Measure)[] | undefined;
  /** What every matrix of weights costs (not the biases): `l2(1e-4)`. */
  readonly regularizer?: Regularizer | undefined;
  /**
   * A step is recorded once and replayed, as Keras's is. `true` builds it anew each time: for layers
   * that look at values, or at the outside.
   */
  readonly runEagerly?: boolean | undefined;
  /** Made once the optimiser is there; makes a step at the end of each epoch. */
  readonly scheduler?: ((optimizer: AnyOptimizer) => SchedulerLike) | undefined;
}

export interface ModelFitOptions {
  /** The epoch at which to end; 1 when left out. */
  readonly epochs?: number | undefined;
  /** 32 when left out. */
  readonly batchSize?: number | undefined;
  /** Inputs and targets to measure at the end of each epoch. */
  readonly validationData?: readonly [Tensor, Tensor] | undefined;
  /** The share of the data, taken from its end before shuffling, to measure instead of learning from. */
  readonly validationSplit?: number | undefined;
  /** A new order at each epoch; on when left out. */
  readonly shuffle?: boolean | undefined;
  readonly callbacks?: readonly Callback[] | undefined;
  /** Starts the default generator (dropout, augmentation) and the shuffling: same seed, same bits. */
  readonly seed?: number | undefined;
  /** Stops between two batches when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** 1 (default): a progress bar on standard error; 0: nothing. */
  readonly verbose?: 0 | 1 | boolean | undefined;
  /** The epoch at which to begin, from 0. */
  readonly initialEpoch?: number | undefined;
  /** Applied to each batch of inputs, while training only. */
  readonly augment?: ((x: Tensor) => Tensor) | undefined;
  /** A checkpoint of this training, to go on from. */
  readonly resume?: string | undefined;
}

/** A model of layers in a row. */
export const sequential = (layers: readonly LayerLike[] = []): SequentialModel =>
  new SequentialModel(layers);

export class SequentialModel extends Sequential {
  readonly #layers: LayerLike[];
  #rows: SummaryRow[] = [];
  #penalties: (readonly [Tensor, Regularizer])[] = [];
  #inputShape: Shape | null = null;
  #compiled: CompileOptions | null = null;
  #optimizer: AnyOptimizer | null = null;
  #scheduler: SchedulerLike | undefined;
  /** Shown by `summary()`. */
  name = 'sequential';

  constructor(layers: readonly LayerLike[] = []) {
    super();
    this.#layers = [...layers];
  }

  /** Adds a layer at the end. */
  add(layer: LayerLike): this {
    if (this.#inputShape !== null) this.#built('add');
    this.#layers.push(layer);
    return this;
  }
  #built(got: string): never {
    const expected = this.#inputShape ?? [];
    return raise(ModuleError, trainErrors, 'model.built', { expected, got });
  }

  /** Whether the layers have their weights. */
  get isBuilt(): boolean {
    return this.#inputShape !== null;
  }

  /**
   * Makes the layers' weights, for inputs of a shape (without the batch axis). `fit` does it by itself.
   *
   * @throws ShapeError where a layer cannot take what the one before gives
   */
  build(inputShape: Shape | undefined = this.#declaredShape(), device?: string): this {
    if (this.#layers.length === 0) raise(ArgumentError, trainErrors, 'model.empty');
    if (inputShape === undefined) {
      raise(ModuleError, trainErrors, 'model.notBuilt', { op: 'build' });
    }
    if (this.#inputShape !== null) {
      if (!sameShape(this.#inputShape, inputShape)) this.#built(`[${inputShape.join(', ')}]`);
      return this;
    }
    const first = this.#layers[0]!;
    const dtype = isSpec(first) && first.takesIndices ? 'int32' : 'float32';
    const counts = new Map<string, number>();
    // An empty batch goes through, so that each layer sees the shape that the one before gives.
    withoutGradient(() => {
      let x = zeros([1, ...inputShape], { dtype, device });
      for (const layer of this.#layers) {
        const built = isSpec(layer) ? layer.build(x.shape.slice(1)) : { modules: [layer] };
        for (const module of built.modules) {
          const { training } = module;
          module.eval();
          x = module.call(x);
          module.train(training);
        }
        const kind = isSpec(layer) ? layer.kind : layer.constructor.name;
        const stem = kind.charAt(0).toLowerCase() + kind.slice(1);
        const number = (counts.get(stem) ?? 0) + 1;
        counts.set(stem, number);
        this.#rows.push({
          name: number === 1 ? stem : `${stem}${number}`,
          kind: built.modules.map((module) => module.constructor.name).join(', '),
          outputShape: x.shape.slice(1),
          parameters: built.modules.reduce(
            (sum, module) => sum + parameterCount(module, true) + parameterCount(module, false),
            0,
          ),
        });
        this.append(...built.modules);
        if ('penalties' in built && built.penalties) this.#penalties.push(...built.penalties);
      }
      x.realize();
    });
    this.#inputShape = [...inputShape];
    return this;
  }

  #declaredShape(): Shape | undefined {
    const first = this.#layers[0];
    return first !== undefined && isSpec(first) ? first.inputShape : undefined;
  }
  #ensureBuilt(x: Tensor): void {
    if (this.#inputShape === null) this.build(this.#declaredShape() ?? x.shape.slice(1), x.device);
  }

  override forward(input: Tensor): Tensor {
    this.#ensureBuilt(input);
    return super.forward(this.#asFloats(input));
  }
  /** Bytes and whole numbers become floats, except for a layer that wants tokens. */
  #asFloats(x: Tensor): Tensor {
    const first = this.#layers[0];
    if (isFloat(x.dtype) || (first !== undefined && isSpec(first) && first.takesIndices)) return x;
    return x.float();
  }
  /** All layers but the last. */
  #beforeLast(input: Tensor): Tensor {
    this.#ensureBuilt(input);
    let x = this.#asFloats(input);
    const layers = [...this];
    for (const layer of layers.slice(0, -1)) x = layer.call(x);
    return x;
  }

  // ---- learning ------------------------------------------------------------------------------------

  /** Says how to learn. */
  compile(options: CompileOptions): this {
    lossOf(options.loss);
    for (const metric of options.metrics ?? []) metricOf(metric);
    this.#compiled = options;
    this.#optimizer = null;
    this.#scheduler = undefined;
    return this;
  }
  /** The optimiser, once the model has been built. */
  get optimizer(): AnyOptimizer | null {
    return this.#optimizer;
  }

  #compiledFor(op: string): CompileOptions {
    return this.#compiled ?? raise(ModuleError, trainErrors, 'model.notCompiled', { op });
  }

  /** The trainer of this model, for loops of one's own. */
  trainer(op = 'trainer', augment?: (x: Tensor) => Tensor): Trainer {
    const compiled = this.#compiledFor(op);
    if (!this.isBuilt) this.build();
    this.#optimizer ??= optimizerOf(compiled.optimizer ?? 'rmsprop', () => this.parameters());
    this.#scheduler ??= compiled.scheduler?.(this.#optimizer);
    const { compute, forward, logits } = this.#objective(lossOf(compiled.loss));
    const penalties = [...this.#penalties];
    if (compiled.regularizer) {
      for (const [name, value] of this.namedParameters()) {
        if (value.ndim > 1 && name.endsWith('weight'))
          penalties.push([value, compiled.regularizer]);
      }
    }
    return new Trainer({
      model: this,
      optimizer: this.#optimizer,
      loss: compute,
      metrics: (compiled.metrics ?? []).map((metric) => metricOf(metric, { fromLogits: logits })),
      forward,
      augment,
      penalty: penalties.length > 0 ? () => totalPenalty(penalties) : undefined,
      scheduler: this.#scheduler,
      compile: !(compiled.runEagerly ?? false),
    });
  }

  /**
   * The loss, on what the last softmax (or sigmoid) is applied to where there is one: the same value,
   * without the loss of digits of a logarithm of an exponential.
   */
  #objective(loss: Loss): {
    compute: LossFunction;
    forward: ((x: Tensor) => Tensor) | undefined;
    logits: boolean;
  } {
    const last = this.at(-1);
    const before = (x: Tensor): Tensor => this.#beforeLast(x);
    if (last instanceof Softmax) {
      if (loss.takes === 'logits') {
        raise(ArgumentError, trainErrors, 'model.softmaxLogits', { loss: loss.name });
      }
      if (loss.beforeSoftmax) return { compute: loss.beforeSoftmax, forward: before, logits: true };
    }
    if (last instanceof Sigmoid && loss.beforeSigmoid) {
      return { compute: loss.beforeSigmoid, forward: before, logits: true };
    }
    return { compute: loss.compute, forward: undefined, logits: loss.takes === 'logits' };
  }

  /**
   * Learns.
   *
   * @param x inputs, `[n, …]`, or a loader of `[inputs, targets]` (then without `y`)
   * @param y targets, `[n, …]`
   * @returns the values of each epoch: `history.history.loss`, `.accuracy`, `.valLoss`, …
   */
  async fit(x: Tensor, y: Tensor, options?: ModelFitOptions): Promise<History>;
  async fit(loader: Loader, options?: ModelFitOptions): Promise<History>;
  async fit(
    data: Tensor | Loader,
    second?: Tensor | ModelFitOptions,
    third?: ModelFitOptions,
  ): Promise<History> {
    const given = 'shape' in data ? { x: data, y: second as Tensor } : null;
    const options = (given === null ? (second as ModelFitOptions | undefined) : third) ?? {};
    this.#compiledFor('fit');
    if (options.seed !== undefined) manualSeed(options.seed);
    const { loader, validation } =
      given === null
        ? { loader: data as Loader, validation: this.#validation(options) }
        : this.#split(given.x, given.y, options);
    if (!this.isBuilt && given !== null) this.#ensureBuilt(given.x);
    const trainer = this.trainer('fit', options.augment);
    if (options.resume !== undefined) await trainer.resume(options.resume);
    const bar = (options.verbose ?? 1) ? [new ProgressBar()] : [];
    return trainer.fit(loader, {
      epochs: options.epochs,
      initialEpoch: options.initialEpoch,
      validation,
      callbacks: [...(options.callbacks ?? []), ...bar],
      signal: options.signal,
    });
  }

  #validation({ validationData, batchSize = 32 }: ModelFitOptions): Loader | undefined {
    if (validationData === undefined) return undefined;
    const [x, y] = validationData;
    return inOrder('validationData', x, y, Math.max(batchSize, 256));
  }
  #split(
    x: Tensor,
    y: Tensor,
    options: ModelFitOptions,
  ): { loader: Loader; validation: Loader | undefined } {
    checkRows('fit', x, y);
    const { validationSplit = 0, batchSize = 32, shuffle = true, seed } = options;
    if (!(validationSplit >= 0 && validationSplit < 1)) {
      raise(ArgumentError, trainErrors, 'train.option', {
        op: 'fit',
        name: 'validationSplit',
        expected: '0 … 1',
        got: validationSplit,
      });
    }
    const n = x.size(0);
    const kept = validationSplit > 0 ? Math.floor(n * (1 - validationSplit)) : n;
    const head = (t: Tensor): Tensor => (kept < n ? t.slice(0, 0, kept) : t);
    const loader = new DataLoader(new TensorDataset(head(x), head(y)), {
      batchSize,
      shuffle,
      seed,
    });
    const validation =
      kept < n && options.validationData === undefined
        ? inOrder('validationSplit', x.slice(0, kept), y.slice(0, kept), Math.max(batchSize, 256))
        : this.#validation(options);
    return { loader, validation };
  }

  /** Loss and metrics, by name, without learning. */
  async evaluate(
    x: Tensor,
    y: Tensor,
    options: { readonly batchSize?: number | undefined } = {},
  ): Promise<Record<string, number>> {
    this.#compiledFor('evaluate');
    this.#ensureBuilt(x);
    return this.trainer('evaluate').evaluate(inOrder('evaluate', x, y, options.batchSize ?? 256));
  }

  /** What the model gives for each row of `x`, as one tensor. */
  predict(x: Tensor, options: { readonly batchSize?: number | undefined } = {}): Tensor {
    const { batchSize = 256 } = options;
    const { training } = this;
    this.eval();
    try {
      return withoutGradient(() => {
        const n = x.size(0);
        if (n <= batchSize) return callOf(this, x).realize();
        x.realize();
        const parts: Tensor[] = [];
        for (let start = 0; start < n; start += batchSize) {
          parts.push(callOf(this, x.slice(0, start, start + batchSize)).realize());
        }
        return cat(parts).realize();
      });
    } finally {
      this.train(training);
    }
  }

  // ---- looking, keeping ----------------------------------------------------------------------------

  /**
   * A table of the layers, their output shapes (`n`: the batch) and their parameters, to be printed:
   * `console.log(model.summary())`.
   */
  summary(): string {
    if (!this.isBuilt) this.build();
    const frozen = parameterCount(this, false);
    return summaryText(this.name, this.#rows, parameterCount(this, true), frozen);
  }
  /** Writes the weights as safetensors, all or nothing (Node). */
  async saveWeights(path: string): Promise<void> {
    if (!this.isBuilt) this.build();
    await saveWeights(this, path);
  }
  /** Reads weights from safetensors. */
  async loadWeights(input: ByteInput): Promise<void> {
    if (!this.isBuilt) this.build();
    await loadWeights(this, input);
  }
}

/** A polymorphic `this` hides the types of its own `forward`. */
const callOf = (model: Module, x: Tensor): Tensor => model.call(x);

function checkRows(op: string, x: Tensor, y: Tensor): void {
  if (x.shape[0] === y.shape[0]) return;
  const details = { op, x: x.shape[0] ?? 0, y: y.shape[0] ?? 0 };
  raise(ShapeError, trainErrors, 'train.rows', details);
}

function inOrder(op: string, x: Tensor, y: Tensor, batchSize: number): Loader {
  checkRows(op, x, y);
  return new DataLoader(new TensorDataset(x, y), { batchSize });
}
