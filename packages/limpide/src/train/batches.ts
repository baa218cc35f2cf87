/** Going through batches of `[inputs, targets]`. */

import type { LoaderState } from '../data/index.ts';
import { trainErrors } from '../errors/catalog/train.ts';
import { ArgumentError, raise } from '../errors/index.ts';
import { Tensor } from '../tensor/index.ts';
import { now, pause } from './host.ts';
import type { Measure } from './measure.ts';

/** Inputs and targets. */
export type Pair = readonly [Tensor, Tensor];

/** What training needs of a loader: batches, how many, and a position to save. */
export interface Loader extends Iterable<Pair>, AsyncIterable<Pair> {
  readonly length: number;
  readonly synchronous: boolean;
  readonly batchSize: number;
  readonly dataset: { readonly length: number };
  /** Tensors whose rows make up the batches, and the rows of each: see `DataLoader`. */
  readonly tensors?: readonly Tensor[] | null;
  rows?(): Iterator<Int32Array>;
  stateDict(): LoaderState;
  loadStateDict(state: LoaderState): void;
}

/** Milliseconds that training may hold the process before everything else has its turn. */
const turn = 0.05;

/** The batches of a loader, one way or the other. */
export const batchesOf = (loader: Loader): Iterator<Pair> | AsyncIterator<Pair> =>
  loader.synchronous ? loader[Symbol.iterator]() : loader[Symbol.asyncIterator]();

/**
 * Calls `use` with each batch; every 50 ms, the event loop has a turn.
 *
 * @param use what to do with a batch; may return a promise, which is awaited
 * @param stopped looked at before each batch
 * @returns whether all batches were seen
 */
export async function eachBatch<T>(
  iterator: Iterator<T> | AsyncIterator<T>,
  stopped: () => boolean,
  use: (batch: T) => Promise<unknown> | undefined,
): Promise<boolean> {
  let since = now();
  for (;;) {
    if (stopped()) {
      await iterator.return?.();
      return false;
    }
    const next = iterator.next();
    const result = next instanceof Promise ? await next : next;
    if (result.done) return true;
    const more = use(result.value);
    if (more !== undefined) await more;
    if (now() - since > turn) {
      await pause();
      since = now();
    }
  }
}

/** @throws ArgumentError when a batch is not a pair of tensors */
export function checkPair(batch: unknown): Pair {
  if (Array.isArray(batch) && batch.length === 2 && batch.every((t) => t instanceof Tensor)) {
    return batch as unknown as Pair;
  }
  const got = Array.isArray(batch) ? `array(${batch.length})` : typeof batch;
  return raise(ArgumentError, trainErrors, 'train.notTensor', { op: 'fit', got });
}

/** Loss and metrics by name, from their sums. */
export function valuesOf(
  loss: Float64Array,
  sums: readonly Float64Array[],
  measures: readonly Measure[],
  samples: number,
): Record<string, number> {
  const values: Record<string, number> = { loss: (loss[0] ?? Number.NaN) / samples };
  measures.forEach((measure, i) => {
    values[measure.name] = measure.value(sums[i] ?? new Float64Array(), samples);
  });
  return values;
}
