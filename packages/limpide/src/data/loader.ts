/**
 * DataLoader: a data set in batches, shuffled from a seed, epoch after epoch.
 *
 * Its position can be saved in the middle of an epoch and restored: the batches that follow are then
 * the same, in the same order.
 *
 * `for (… of loader)` makes each batch when it is asked for. `for await (… of loader)` also takes data
 * sets whose `get` returns promises: the samples of a batch are asked for together, and `prefetch`
 * batches are under way while one is being used. All of it runs in this thread: what is gained is the
 * time spent waiting (disk, network, worker threads of one's own), not time spent computing.
 */
import { pipelineErrors } from '../errors/catalog/pipeline.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import { defaultGenerator, Generator, type GeneratorState, type Tensor } from '../tensor/index.ts';
import { type Collated, defaultCollate } from './collate.ts';
import { type Dataset, Subset, TensorDataset } from './dataset.ts';
import { BatchSampler, RandomSampler, type Sampler, SequentialSampler } from './sampler.ts';

export interface LoaderOptions<T, B = Collated<T>> {
  /** Samples in a batch; 1 when left out. */
  readonly batchSize?: number | undefined;
  /** A new order at each epoch. */
  readonly shuffle?: boolean | undefined;
  /** Seed of the shuffling; when left out, drawn from the default generator (see `manualSeed`). */
  readonly seed?: number | undefined;
  /** A generator of one's own, in place of `seed`. */
  readonly generator?: Generator | undefined;
  /** Leaves out the last batch when it is shorter. */
  readonly dropLast?: boolean | undefined;
  /** Another order, in place of `shuffle`. */
  readonly sampler?: Sampler | undefined;
  /** Makes a batch from samples, in place of `defaultCollate`. */
  readonly collate?: ((samples: T[]) => B | Promise<B>) | undefined;
  /** How many batches are under way ahead of the one in use, in `for await`; 2 when left out. */
  readonly prefetch?: number | undefined;
}

/** Where a loader is: what is saved to go on from there. */
export interface LoaderState {
  readonly epoch: number;
  /** Batches of this epoch that have been given out. */
  readonly batch: number;
  /** The generator as it was before it shuffled this epoch. */
  readonly start: GeneratorState;
  /** The generator now. */
  readonly now: GeneratorState;
}

interface Epoch {
  readonly first: number;
  readonly count: number;
  readonly indices: (position: number) => Int32Array;
}

/**
 * Batches of a data set, in order or shuffled from a seed; for `for…of` and `for await…of`. Its position is
 * saved and restored to the sample.
 */
export class DataLoader<T, B = Collated<T>> implements Iterable<B>, AsyncIterable<B> {
  readonly dataset: Dataset<T>;
  readonly batchSize: number;
  readonly #batches: BatchSampler;
  readonly #generator: Generator;
  readonly #collate: ((samples: T[]) => B | Promise<B>) | undefined;
  readonly #prefetch: number;
  #epoch = 0;
  #batch = 0;
  #start: GeneratorState;
  /** The next iteration goes on from the restored position instead of beginning an epoch. */
  #resuming = false;

  constructor(dataset: Dataset<T>, options: LoaderOptions<T, B> = {}) {
    this.dataset = dataset;
    this.batchSize = options.batchSize ?? 1;
    const order =
      options.sampler ??
      (options.shuffle === true
        ? new RandomSampler(dataset.length)
        : new SequentialSampler(dataset.length));
    this.#batches = new BatchSampler(order, this.batchSize, options.dropLast);
    this.#generator = options.generator ?? new Generator(options.seed ?? drawnSeed(options));
    this.#collate = options.collate;
    this.#prefetch = options.prefetch ?? 2;
    if (!Number.isInteger(this.#prefetch) || this.#prefetch < 0) {
      raise(ArgumentError, pipelineErrors, 'pipeline.count', {
        what: 'DataLoader',
        name: 'prefetch',
        expected: '≥ 0',
        got: this.#prefetch,
      });
    }
    this.#start = this.#generator.getState();
  }

  /** Batches in an epoch. */
  get length(): number {
    return this.#batches.length;
  }

  /** Whether batches can be had at once, by `for (… of loader)`. Asks for the first sample. */
  get synchronous(): boolean {
    if (this.#collate !== undefined) return false; // it may return a promise
    if (this.length === 0 || this.dataset.getBatch !== undefined) return true;
    const first = this.dataset.get(0);
    if (!(first instanceof Promise)) return true;
    first.catch(() => undefined); // it is thrown where it is awaited
    return false;
  }

  /**
   * Where the loader is: batches that have been given out count as done. After the last one, that is the
   * beginning of the next epoch.
   */
  stateDict(): LoaderState {
    const now = this.#generator.getState();
    if (this.#batch === this.length) return { epoch: this.#epoch + 1, batch: 0, start: now, now };
    return { epoch: this.#epoch, batch: this.#batch, start: this.#start, now };
  }

  /**
   * Goes back to a saved position: the next iteration gives the batches that were still to come.
   *
   * @throws ArgumentError when the position cannot be one of this loader's
   */
  loadStateDict(state: LoaderState): void {
    if (!Number.isInteger(state.batch) || state.batch < 0 || state.batch > this.length) {
      raise(ArgumentError, pipelineErrors, 'pipeline.state', {
        expected: this.length,
        got: state.batch,
      });
    }
    this.#epoch = state.epoch;
    this.#batch = state.batch;
    this.#start = state.start;
    this.#generator.setState(state.now);
    this.#resuming = true;
  }

  *[Symbol.iterator](): Iterator<B> {
    for (const indices of this.#indices()) {
      const batch = this.#make(indices);
      if (batch instanceof Promise) {
        batch.catch(() => undefined);
        raise(ArgumentError, pipelineErrors, 'pipeline.asynchronous');
      }
      yield batch;
    }
  }

  /** The samples of each batch, by number. */
  *#indices(): IterableIterator<Int32Array> {
    const epoch = this.#begin();
    for (let at = epoch.first; at < epoch.count; at++) {
      this.#batch = at + 1;
      yield epoch.indices(at);
    }
    this.#end();
  }

  /**
   * The tensors whose rows make up the batches, where there is no more to a batch than that: a data set
   * of tensors, or a part of one, without a `collate` function.
   */
  get tensors(): readonly Tensor[] | null {
    let { dataset }: { dataset: unknown } = this;
    while (dataset instanceof Subset) dataset = dataset.source;
    return this.#collate === undefined && dataset instanceof TensorDataset ? dataset.tensors : null;
  }
  /**
   * An epoch as the rows of `tensors` that make up each batch, for a program that reads them itself.
   * It counts as an iteration: the position moves on.
   */
  *rows(): IterableIterator<Int32Array> {
    for (let indices of this.#indices()) {
      let { dataset }: { dataset: unknown } = this;
      for (; dataset instanceof Subset; dataset = dataset.source) {
        const { indices: chosen } = dataset;
        indices = indices.map((i) => chosen[i] ?? -1);
      }
      yield indices;
    }
  }

  async *[Symbol.asyncIterator](): AsyncIterator<B> {
    const epoch = this.#begin();
    const ahead: Promise<B>[] = [];
    let next = epoch.first;
    const fill = (): void => {
      while (next < epoch.count && ahead.length <= this.#prefetch) {
        const batch = Promise.resolve(this.#make(epoch.indices(next++)));
        batch.catch(() => undefined); // it is thrown where the batch is awaited
        ahead.push(batch);
      }
    };
    for (let at = epoch.first; at < epoch.count; at++) {
      fill();
      const batch = await ahead.shift()!;
      fill();
      this.#batch = at + 1;
      yield batch;
    }
    this.#end();
  }

  #begin(): Epoch {
    const resuming = this.#resuming;
    this.#resuming = false;
    const count = this.length;
    if (!resuming) {
      if (this.#batch > 0) this.#epoch++; // the one before was left in the middle
      this.#batch = 0;
      this.#start = this.#generator.getState();
      return { first: 0, count, indices: this.#batches.batches(this.#generator) };
    }
    const now = this.#generator.getState();
    if (this.#batch === 0 && this.#start.calls === now.calls && this.#start.seed === now.seed) {
      return { first: 0, count, indices: this.#batches.batches(this.#generator) };
    }
    this.#generator.setState(this.#start);
    const indices = this.#batches.batches(this.#generator);
    this.#generator.setState(now);
    return { first: this.#batch, count, indices };
  }

  #end(): void {
    this.#epoch++;
    this.#batch = 0;
    this.#start = this.#generator.getState();
  }

  #make(indices: Int32Array): B | Promise<B> {
    if (this.#collate === undefined) {
      const whole = this.dataset.getBatch?.(indices);
      // Without a collate function, B is Collated<T>.
      if (whole !== undefined) return whole as B;
    }
    const samples = Array.from(indices, (index) => this.dataset.get(index));
    const join = (ready: T[]): B | Promise<B> =>
      this.#collate === undefined ? (defaultCollate(ready) as B) : this.#collate(ready);
    return samples.some((sample) => sample instanceof Promise)
      ? Promise.all(samples).then(join)
      : join(samples as T[]);
  }
}

/** A loader that does not shuffle must not take a number from the default generator. */
function drawnSeed(options: LoaderOptions<never, unknown>): number {
  if (options.shuffle !== true && options.sampler === undefined) return 0;
  return Math.floor(defaultGenerator.random() * 2 ** 32);
}
