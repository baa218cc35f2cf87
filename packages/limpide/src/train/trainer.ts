/**
 * Trainer: the loop that both manners share.
 *
 * A step builds a graph and runs it; nothing is read back. Loss and metrics add up on the device and
 * are read once in 64 batches. The loop lets the rest of the process have its turn every 50 ms, not at
 * each step.
 */
import { trainErrors } from '../errors/catalog/train.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import { type State, writeCheckpoint } from '../files/index.ts';
import type { Module } from '../nn/module.ts';
import { compile } from '../tensor/compile.ts';
import { defaultGenerator, type Tensor, tensor } from '../tensor/index.ts';
import { batchesOf, checkPair, eachBatch, type Loader, type Pair, valuesOf } from './batches.ts';
import type { Callback, History, Logs, OptimizerLike } from './callback.ts';
import {
  collectCheckpoint,
  readTraining,
  restoreInto,
  type SavedTraining,
  type Stateful,
} from './checkpoint.ts';
import { withoutGradient } from './grad-mode.ts';
import { now } from './host.ts';
import type { LossFunction } from './losses.ts';
import { Accumulator, flushEvery, type Measure } from './measure.ts';
import { Run } from './run.ts';

/** The part of a learning-rate scheduler that training needs. */
export interface SchedulerLike extends Stateful {
  step(metric?: number): void;
}

export interface TrainerOptions {
  readonly model: Module;
  readonly optimizer: OptimizerLike & Stateful;
  /** A scalar from outputs and targets: the mean over the batch. */
  readonly loss: LossFunction;
  readonly metrics?: readonly Measure[] | undefined;
  /** From inputs to what loss and metrics look at; the model's own call when left out. */
  readonly forward?: ((x: Tensor) => Tensor) | undefined;
  /** Applied to each batch of inputs before the model (bytes to floats, for example). */
  readonly prepare?: ((x: Tensor) => Tensor) | undefined;
  /** Applied after `prepare`, while training only. */
  readonly augment?: ((x: Tensor) => Tensor) | undefined;
  /** Added to the loss while training (L1 and L2 penalties). */
  readonly penalty?: (() => Tensor | null) | undefined;
  /**
   * Records the step once for each shape of batch, and replays it (see `compile`): faster, and right as
   * long as the step does nothing but compute with tensors. What it reads from the outside (numbers,
   * conditions, which weights are frozen) is then fixed when `fit` begins, the learning rate excepted.
   * Off when left out.
   */
  readonly compile?: boolean | undefined;
  readonly scheduler?: SchedulerLike | undefined;
  /** When the scheduler makes a step; `'epoch'` when left out. */
  readonly scheduleBy?: 'epoch' | 'batch' | undefined;
  /** The value that the scheduler is given at each epoch (reduce on plateau). */
  readonly scheduleOn?: string | undefined;
}

export interface FitOptions {
  /** The epoch at which to end; 1 when left out. */
  readonly epochs?: number | undefined;
  /** The epoch at which to begin, from 0. A resumed training knows its own. */
  readonly initialEpoch?: number | undefined;
  /** Measured at the end of each epoch: `valLoss`, `valAccuracy`, … */
  readonly validation?: Loader | undefined;
  readonly callbacks?: readonly Callback[] | undefined;
  /** Stops between two batches when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

interface Counted {
  readonly measure: Measure;
  readonly sums: Accumulator;
}

/**
 * The training loop: a model, an optimiser and a loss; batches in, logs out. `fit`, `evaluate` and `predict`
 * read nothing back between steps, so that the device never waits.
 */
export class Trainer {
  readonly options: TrainerOptions;
  /** Kept in checkpoints as it is: what is needed to build the model again. */
  description: State = null;
  readonly #loss = new Accumulator();
  readonly #metrics: readonly Counted[];
  #saved: SavedTraining | null = null;
  #replay: ((pair: Pair, rows?: Tensor) => void) | null = null;

  constructor(options: TrainerOptions) {
    this.options = options;
    this.#metrics = counted(options.metrics ?? []);
  }
  get model(): Module {
    return this.options.model;
  }

  #forward(x: Tensor, training: boolean): Tensor {
    const { prepare, augment, forward } = this.options;
    let input = prepare ? prepare(x) : x;
    if (training && augment) input = augment(input);
    return forward ? forward(input) : this.model.call(input);
  }

  /**
   * One step: forward, loss, backward, update. What loss and metrics add is built along, so that the
   * optimiser's program computes it too.
   */
  step([x, y]: Pair): void {
    const { optimizer, loss, penalty } = this.options;
    optimizer.zeroGrad();
    const output = this.#forward(x, true);
    const extra = penalty?.() ?? null;
    const error = loss(output, y);
    const total = extra === null ? error : error.add(extra);
    total.backward();
    withoutGradient(() => measure(output, y, total, this.#loss, this.#metrics));
    optimizer.step();
  }

  /** A step that is recorded once and replayed. */
  #recorded(): (pair: Pair, rows?: Tensor) => void {
    const all = [this.#loss, ...this.#metrics.map(({ sums }) => sums)];
    const replayed = compile((x: Tensor, y: Tensor, rows: Tensor | null, ...sums: Tensor[]) => {
      sums.forEach((own, i) => {
        all[i]!.close(own);
      });
      this.step(rows === null ? [x, y] : [x.indexSelect(0, rows), y.indexSelect(0, rows)]);
      return all.map((own) => own.open()!);
    });
    return ([x, y], rows) => {
      const open = all.map((own) => own.open());
      // the very first step shows what the sums look like
      if (open.includes(null)) {
        this.step(rows === undefined ? [x, y] : [x.indexSelect(0, rows), y.indexSelect(0, rows)]);
        return;
      }
      replayed(x, y, rows ?? null, ...(open as Tensor[])).forEach((sums, i) => {
        all[i]!.close(sums);
      });
    };
  }

  /** The steps of an epoch, one per batch: what to go through, and what to do with each. */
  #steps(loader: Loader): {
    readonly batches: Iterator<unknown> | AsyncIterator<unknown>;
    /** @returns how many samples it has learnt from */
    readonly step: (batch: unknown) => number;
  } {
    const { tensors } = loader;
    const [x, y] = tensors ?? [];
    const rows = tensors?.length === 2 ? loader.rows?.() : undefined;
    if (this.options.compile !== true) {
      return {
        batches: batchesOf(loader),
        step: (batch) => {
          const pair = checkPair(batch);
          this.step(pair);
          return pair[0].size(0);
        },
      };
    }
    this.#replay ??= this.#recorded();
    const replay = this.#replay;
    if (rows === undefined || x === undefined || y === undefined) {
      return {
        batches: batchesOf(loader),
        step: (batch) => {
          const pair = checkPair(batch);
          replay(pair);
          return pair[0].size(0);
        },
      };
    }
    // only the row numbers travel: the program reads the rows itself
    const source: Pair = [x.realize(), y.realize()];
    return {
      batches: rows,
      step: (batch) => {
        const indices = batch as Int32Array;
        replay(source, tensor(indices, { device: x.device }));
        return indices.length;
      },
    };
  }

  /**
   * Learns from a loader of `[inputs, targets]`.
   *
   * @returns the values of each epoch, and why it ended
   */
  async fit(loader: Loader, options: FitOptions = {}): Promise<History> {
    const { epochs = 1, callbacks = [], signal } = options;
    if (loader.length === 0) empty('fit', loader);
    const run = new Run({
      model: this.model,
      optimizer: this.options.optimizer,
      epochs,
      batches: loader.length,
      callbacks,
      save: (path, current) => this.#save(path, current, loader),
    });
    this.#replay = null;
    this.#takeUp(run, loader, options.initialEpoch ?? 0);
    if (signal?.aborted) run.stop('signal');
    for (const callback of callbacks) await callback.onTrainBegin?.(run);
    while (run.epoch < epochs && run.stopped === null) {
      if (!run.trained) await this.#learn(run, loader, signal);
      if (!run.trained) break;
      const logs = await this.#endOfEpoch(run, options);
      if (logs === null) break;
      for (const callback of callbacks) await callback.onEpochEnd?.(run.epoch, logs, run);
      if (signal?.aborted) run.stop('signal');
      run.nextEpoch();
    }
    run.history.stopped = run.stopped;
    for (const callback of callbacks) await callback.onTrainEnd?.(run);
    return run.history;
  }

  /** Where a run begins: at `initialEpoch`, or where the checkpoint was. */
  #takeUp(run: Run, loader: Loader, initialEpoch: number): void {
    const saved = this.#saved;
    this.#saved = null;
    this.#resetSums();
    run.epoch = initialEpoch;
    if (saved === null) return;
    const { progress } = saved;
    run.resume(progress);
    loader.loadStateDict(progress.loader);
    defaultGenerator.setState(saved.random);
    this.#loss.restore(progress.loss);
    progress.metrics.forEach((state, i) => {
      this.#metrics[i]?.sums.restore(state);
    });
    saved.callbacks.forEach((state, i) => {
      if (state !== null) run.callbacks[i]?.loadStateDict?.(state);
    });
  }

  #resetSums(): void {
    this.#loss.reset();
    for (const { sums } of this.#metrics) sums.reset();
  }

  /** The batches of an epoch that are still to come. */
  async #learn(run: Run, loader: Loader, signal: AbortSignal | undefined): Promise<void> {
    if (run.batch === 0) {
      for (const callback of run.callbacks) await callback.onEpochBegin?.(run.epoch, run);
    }
    this.model.train();
    const watching = run.callbacks.filter((callback) => callback.onBatchEnd !== undefined);
    const logs = this.#liveLogs(run);
    const stopped = (): boolean => {
      if (signal?.aborted) run.stop('signal');
      return run.stopped !== null;
    };
    const { batches, step } = this.#steps(loader);
    let last = now();
    const look = (): void => {
      for (const callback of watching) callback.onBatchEnd?.(run.batch - 1, logs, run);
    };
    run.trained = await eachBatch(batches, stopped, (batch) => {
      run.samples += step(batch);
      this.#schedule('batch');
      run.batch++;
      const time = now();
      run.seconds += time - last;
      last = time;
      if (run.batch % flushEvery === 0) return this.#flush().then(look);
      look();
      return undefined;
    });
    // a callback that stops the training at the last batch leaves a whole epoch
    if (run.batch === loader.length) run.trained = true;
  }

  /** Values of the epoch, with those of the validation; null when it was stopped meanwhile. */
  async #endOfEpoch(run: Run, { validation, signal }: FitOptions): Promise<Logs | null> {
    const logs = await this.#values(run.samples);
    if (validation !== undefined && run.stopped !== 'nan') {
      const scores = await this.#evaluate(validation, signal);
      if (scores === null) {
        run.stop('signal');
        return null;
      }
      for (const [name, value] of Object.entries(scores)) {
        logs[`val${name.charAt(0).toUpperCase()}${name.slice(1)}`] = value;
      }
    }
    this.#schedule('epoch', logs);
    this.#resetSums();
    run.endEpoch(logs);
    return logs;
  }

  #schedule(when: 'epoch' | 'batch', logs: Logs = {}): void {
    const { scheduler, scheduleBy = 'epoch', scheduleOn } = this.options;
    if (scheduler === undefined || scheduleBy !== when) return;
    if (scheduleOn === undefined) scheduler.step();
    else scheduler.step(logs[scheduleOn]);
  }

  async #flush(): Promise<void> {
    await this.#loss.flush();
    for (const { sums } of this.#metrics) await sums.flush();
  }

  async #values(samples: number): Promise<Record<string, number>> {
    return values(this.#loss, this.#metrics, samples);
  }

  /** Values that are computed and read when they are looked at. */
  #liveLogs(run: Run): Logs {
    const logs: Record<string, number> = {};
    const define = (name: string, get: () => number): void => {
      Object.defineProperty(logs, name, { enumerable: true, get });
    };
    define('loss', () => (this.#loss.peekSync()[0] ?? Number.NaN) / run.samples);
    for (const { measure: own, sums } of this.#metrics) {
      define(own.name, () => own.value(sums.peekSync(), run.samples));
    }
    return logs;
  }

  /**
   * Loss and metrics over a loader, without learning.
   *
   * @returns values by name: `loss`, `accuracy`, …
   */
  async evaluate(loader: Loader): Promise<Record<string, number>> {
    return (await this.#evaluate(loader)) ?? {};
  }

  async #evaluate(loader: Loader, signal?: AbortSignal): Promise<Record<string, number> | null> {
    if (loader.length === 0) empty('evaluate', loader);
    const loss = new Accumulator();
    const metrics = counted(this.options.metrics ?? []);
    const training = this.model.training;
    this.model.eval();
    let samples = 0;
    try {
      const stopped = (): boolean => signal?.aborted ?? false;
      const finished = await eachBatch(batchesOf(loader), stopped, (pair) => {
        const [x, y] = checkPair(pair);
        samples += x.size(0);
        withoutGradient(() => {
          const output = this.#forward(x, false);
          measure(output, y, this.options.loss(output, y), loss, metrics);
        });
        // one program per batch, and no endless graph
        return Promise.all([loss, ...metrics.map(({ sums }) => sums)].map((sums) => sums.flush()));
      });
      return finished ? await values(loss, metrics, samples) : null;
    } finally {
      this.model.train(training);
    }
  }

  /** What the network gives for a batch of inputs, in evaluation mode. */
  predict(x: Tensor): Tensor {
    const training = this.model.training;
    this.model.eval();
    try {
      return withoutGradient(() => this.#forward(x, false)).realize();
    } finally {
      this.model.train(training);
    }
  }

  // ---- checkpoints ---------------------------------------------------------------------------------

  async #save(path: string, run: Run, loader: Loader): Promise<void> {
    const progress = {
      ...run.position(),
      loader: loader.stateDict(),
      loss: await this.#loss.state(),
      metrics: await Promise.all(this.#metrics.map(({ sums }) => sums.state())),
    };
    const { model, optimizer, scheduler } = this.options;
    const { callbacks } = run;
    const { description } = this;
    const parts = { model, optimizer, scheduler, callbacks, progress, description };
    await writeCheckpoint(path, await collectCheckpoint(parts));
  }

  /**
   * Takes up a training where a checkpoint left it: weights and optimiser now; position, random state
   * and callbacks (in the same order) when `fit` begins.
   *
   * @returns what the checkpoint describes
   * @throws FileFormatError, DataError when the file is not a checkpoint of this training
   */
  async resume(path: string): Promise<SavedTraining> {
    const saved = await readTraining(path);
    const { model, optimizer, scheduler } = this.options;
    restoreInto(saved, path, model, optimizer, scheduler);
    this.#saved = saved;
    return saved;
  }
}

const counted = (measures: readonly Measure[]): Counted[] =>
  measures.map((own) => ({ measure: own, sums: new Accumulator() }));

function measure(
  output: Tensor,
  target: Tensor,
  loss: Tensor,
  sums: Accumulator,
  metrics: readonly Counted[],
): void {
  const given = output.detach();
  sums.add(loss.detach().mul(target.size(0)));
  for (const { measure: own, sums: mine } of metrics) mine.add(own.statistics(given, target));
}

async function values(
  loss: Accumulator,
  metrics: readonly Counted[],
  samples: number,
): Promise<Record<string, number>> {
  const sums = await Promise.all(metrics.map(({ sums: own }) => own.peek()));
  return valuesOf(
    await loss.peek(),
    sums,
    metrics.map(({ measure: own }) => own),
    samples,
  );
}

function empty(op: string, loader: Loader): never {
  const details = { op, samples: loader.dataset.length, batchSize: loader.batchSize };
  return raise(ArgumentError, trainErrors, 'train.noData', details);
}
