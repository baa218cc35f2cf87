/**
 * Measures that add up: a batch gives a vector of sums (kept where the tensors live), and the sums of
 * all batches give the value. Nothing has to be read before the end.
 */
import { type Tensor, tensor } from '../tensor/index.ts';
import { withoutGradient } from './grad-mode.ts';

/** How well outputs fit targets, in a form that adds up from batch to batch. */
export interface Measure<V = number> {
  readonly name: string;
  /**
   * The sums of a batch.
   *
   * @param output what the network gave, `[n, …]`
   * @param target what was wanted, `[n, …]`
   * @returns a vector (any length, the same for every batch), float32 or int32
   */
  statistics(output: Tensor, target: Tensor): Tensor;
  /** The value, from the sums of all batches and the number of samples. */
  value(sums: Float64Array, samples: number): V;
}

/** Sums being made on the device; a batch adds to them without anything being read. */
export class Accumulator {
  /** What has been read so far, in doubles. */
  #sums: Float64Array | null = null;
  #pending: Tensor | null = null;
  /** Shape, dtype and device of the sums, once some have been seen. */
  #like: Tensor | null = null;

  /** Adds the sums of a batch. */
  add(statistics: Tensor): void {
    const flat = statistics.reshape(-1);
    this.#like ??= zerosLike(flat);
    // From a leaf of zeros, so that the first batch runs the same program as the others.
    this.#pending = (this.#pending ?? zerosLike(this.#like)).add(flat);
  }
  /** The sums that are still on the device; null when it is not known yet what they look like. */
  open(): Tensor | null {
    return this.#pending ?? (this.#like === null ? null : zerosLike(this.#like));
  }
  /** Puts other sums in their place: those that a recorded step gave. */
  close(sums: Tensor): void {
    this.#pending = sums;
  }
  /** Moves what has been added into doubles, so that float32 does not lose small terms. */
  async flush(): Promise<void> {
    if (this.#pending !== null) this.#take(await this.#pending.data());
  }
  flushSync(): void {
    if (this.#pending !== null) this.#take(this.#pending.dataSync());
  }
  #take(data: ArrayLike<number>): void {
    this.#sums ??= new Float64Array(data.length);
    for (let i = 0; i < data.length; i++) this.#sums[i]! += data[i]!;
    this.#pending = null;
  }
  /** The sums so far, without moving them: looking changes nothing. */
  peekSync(): Float64Array {
    const sums = this.#sums?.slice() ?? new Float64Array(this.#pending?.numel ?? 0);
    const data = this.#pending?.dataSync();
    if (data) for (let i = 0; i < data.length; i++) sums[i]! += data[i]!;
    return sums;
  }
  async peek(): Promise<Float64Array> {
    await this.#pending?.data();
    return this.peekSync();
  }
  reset(): void {
    this.#sums = null;
    this.#pending = null;
  }
  /** Exactly what is held, for a checkpoint. */
  async state(): Promise<AccumulatorState> {
    const pending = this.#pending;
    return {
      sums: this.#sums === null ? null : [...this.#sums],
      pending: pending === null ? null : [...(await pending.data())],
      dtype: pending?.dtype === 'int32' ? 'int32' : 'float32',
    };
  }
  restore({ sums, pending, dtype }: AccumulatorState, device?: string): void {
    this.#sums = sums === null ? null : Float64Array.from(sums);
    this.#pending =
      pending === null
        ? null
        : tensor(dtype === 'int32' ? Int32Array.from(pending) : Float32Array.from(pending), {
            device,
          });
  }
}

export interface AccumulatorState {
  readonly sums: readonly number[] | null;
  readonly pending: readonly number[] | null;
  readonly dtype: 'int32' | 'float32';
}

/**
 * A measure over a stream of batches.
 *
 * ```ts
 * const score = new Streaming(accuracy());
 * for (const [x, y] of loader) score.update(model.call(x), y);
 * console.log(await score.compute());
 * ```
 */
export class Streaming<V> {
  readonly measure: Measure<V>;
  readonly #accumulator = new Accumulator();
  #samples = 0;
  #batches = 0;

  constructor(measure: Measure<V>) {
    this.measure = measure;
  }
  /** Takes in a batch. Nothing is computed before `compute`, or a training step, needs it. */
  update(output: Tensor, target: Tensor): void {
    this.#accumulator.add(withoutGradient(() => this.measure.statistics(output.detach(), target)));
    this.#samples += output.size(0);
    if (++this.#batches % flushEvery === 0) this.#accumulator.flushSync();
  }
  /** The value over all batches so far. */
  async compute(): Promise<V> {
    return this.measure.value(await this.#accumulator.peek(), this.#samples);
  }
  computeSync(): V {
    return this.measure.value(this.#accumulator.peekSync(), this.#samples);
  }
  /** Forgets everything. */
  reset(): void {
    this.#accumulator.reset();
    this.#samples = 0;
    this.#batches = 0;
  }
}

/** Sums are read once in so many batches: often enough for float32, seldom enough to cost nothing. */
export const flushEvery = 64;

/** A leaf of zeros. */
const zerosLike = (like: Tensor): Tensor =>
  tensor(like.dtype === 'int32' ? new Int32Array(like.numel) : new Float32Array(like.numel), {
    device: like.device,
  });

/** Counts, as a vector of one, of where `condition` holds. */
export const countOf = (condition: Tensor): Tensor => condition.to('int32').sum().reshape(1);
