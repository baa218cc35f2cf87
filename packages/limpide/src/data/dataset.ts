/**
 * Data sets: a length, and a sample for each index.
 *
 * A data set of tensors gives a whole batch at once: its rows are picked where the tensors live, as a
 * part of the program that uses them, so that a training step sends nothing but row numbers.
 */
import { pipelineErrors } from '../errors/catalog/pipeline.ts';
import { ArgumentError, raise, ShapeError } from '../errors/index.ts';
import { type Tensor, tensor } from '../tensor/index.ts';
import type { Collated } from './collate.ts';

/** Samples by number. */
export interface Dataset<T> {
  /** How many samples there are. */
  readonly length: number;
  /** Sample `index`, 0 … length − 1; later (a promise) where it takes time. */
  get(index: number): T | Promise<T>;
  /**
   * The batch of these samples, where that is cheaper than one by one. A loader without `collate`
   * uses it; `undefined` says that this data set cannot.
   */
  getBatch?(indices: Int32Array): Collated<T> | undefined;
}

/** The type of the samples of a data set. */
export type SampleOf<D> = D extends Dataset<infer T> ? T : never;

/** A tensor for each of `T`'s. */
export type Tensors<T extends readonly Tensor[]> = { -readonly [K in keyof T]: Tensor };

/**
 * Rows of tensors: sample `i` is `[a[i], b[i], …]`.
 *
 * ```ts
 * const data = new TensorDataset(images, labels); // [n, 784], [n]
 * ```
 *
 * @throws ShapeError when the tensors do not have the same number of rows
 */
export class TensorDataset<T extends readonly Tensor[]> implements Dataset<Tensors<T>> {
  readonly tensors: Tensors<T>;
  readonly length: number;

  constructor(...tensors: T) {
    const [first] = tensors;
    if (first === undefined) {
      raise(ArgumentError, pipelineErrors, 'pipeline.empty', {
        what: 'TensorDataset',
        expected: 'tensor',
      });
    }
    const lengths = tensors.map((t) => t.shape[0] ?? 0);
    if (tensors.some((t) => t.ndim === 0) || lengths.some((n) => n !== lengths[0])) {
      raise(ShapeError, pipelineErrors, 'pipeline.lengths', {
        got: tensors.map((t) => `[${t.shape.join(', ')}]`),
      });
    }
    this.tensors = tensors as unknown as Tensors<T>;
    this.length = lengths[0] ?? 0;
  }

  get(index: number): Tensors<T> {
    checkIndex(index, this.length);
    return this.tensors.map((t) => t.realize().select(0, index)) as Tensors<T>;
  }

  /** The rows `indices` of each tensor, picked on the device. */
  getBatch(indices: Int32Array): Collated<Tensors<T>> {
    const rows = new Map<string, Tensor>();
    return this.tensors.map((t) => {
      let at = rows.get(t.device);
      if (at === undefined) {
        at = tensor(indices, { device: t.device });
        rows.set(t.device, at);
      }
      // A lazy source would be computed whole at each batch: once is enough.
      return t.realize().indexSelect(0, at);
    }) as unknown as Collated<Tensors<T>>;
  }
}

/** A list in memory as a data set. */
export class ArrayDataset<T> implements Dataset<T> {
  readonly items: readonly T[];

  constructor(items: readonly T[]) {
    this.items = items;
  }
  get length(): number {
    return this.items.length;
  }
  get(index: number): T {
    checkIndex(index, this.length);
    return this.items[index] as T;
  }
}

/** The samples of another data set, each passed through a function (which may take its time). */
export class MapDataset<T, U> implements Dataset<U> {
  readonly source: Dataset<T>;
  readonly #fn: (sample: T, index: number) => U | Promise<U>;

  constructor(source: Dataset<T>, fn: (sample: T, index: number) => U | Promise<U>) {
    this.source = source;
    this.#fn = fn;
  }
  get length(): number {
    return this.source.length;
  }
  get(index: number): U | Promise<U> {
    const sample = this.source.get(index);
    return sample instanceof Promise
      ? sample.then((value) => this.#fn(value, index))
      : this.#fn(sample, index);
  }
}

/** Some samples of another data set, in the order of `indices`. */
export class Subset<T> implements Dataset<T> {
  readonly source: Dataset<T>;
  readonly indices: Int32Array;

  constructor(source: Dataset<T>, indices: ArrayLike<number>) {
    this.source = source;
    this.indices = Int32Array.from(indices);
    for (const index of this.indices) checkIndex(index, source.length);
  }
  get length(): number {
    return this.indices.length;
  }
  get(index: number): T | Promise<T> {
    checkIndex(index, this.length);
    return this.source.get(this.indices[index]!);
  }
  getBatch(indices: Int32Array): Collated<T> | undefined {
    return this.source.getBatch?.(indices.map((i) => this.indices[i] ?? -1));
  }
}

/** Data sets one after the other. */
export class ConcatDataset<T> implements Dataset<T> {
  readonly sources: readonly Dataset<T>[];
  /** Index of the first sample of each source, and the total at the end. */
  readonly #starts: readonly number[];

  constructor(sources: readonly Dataset<T>[]) {
    this.sources = sources;
    const starts = [0];
    for (const { length } of sources) starts.push(starts[starts.length - 1]! + length);
    this.#starts = starts;
  }
  get length(): number {
    return this.#starts[this.#starts.length - 1] ?? 0;
  }
  get(index: number): T | Promise<T> {
    checkIndex(index, this.length);
    const part = this.#starts.findLastIndex((start) => start <= index);
    return this.sources[part]!.get(index - this.#starts[part]!);
  }
}

function checkIndex(index: number, size: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    raise(ArgumentError, pipelineErrors, 'pipeline.index', { got: index, size });
  }
}
