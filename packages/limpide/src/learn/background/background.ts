/**
 * Long work that blocks nobody: a fit, or a cross-validation, on a thread of its own. The page stays alive, the
 * command line hears Ctrl-C; what is learned is what `fit` would have learned here, to the bit.
 */
import { backgroundErrors } from '../../errors/catalog/learn-background.ts';
import {
  AbortError,
  ArgumentError,
  DeviceError,
  LimpideError,
  language,
  raise,
} from '../../errors/index.ts';
import { Matrix } from '../../linalg/index.ts';
import { nameOf } from '../../tensor/devices.ts';
import { defaultGenerator, getDevice, getNumThreads } from '../../tensor/index.ts';
import type { Estimator, FitOptions, Outputs, Progress, Samples } from '../base/index.ts';
import { relayWarning } from '../base/warnings.ts';
import type { SearchFitOptions } from '../model-selection/index.ts';
import {
  type CrossValidateOptions,
  type CrossValidation,
  foldsOf,
} from '../model-selection/validation.ts';
import { decodeValue, type Encoded, encodeValue } from '../persistence/encode.ts';
import { errorFrom } from '../threads/wire.ts';
import { dismissHands, giveBack, type Hand, takeHand } from './crew.ts';
import { memoryOf, type Order, type Reply, type Work } from './orders.ts';

/** The work's result, and how long it took there. */
export interface Done<T> {
  readonly result: T;
  readonly seconds: number;
}

/**
 * As `estimator.fit(X, y, options)`, on a background thread. The estimator is as before until the work is done,
 * and stays so when the work fails or is stopped.
 *
 * ```ts
 * const stop = new AbortController();
 * await fitInBackground(forest, X, y, { signal: stop.signal, onProgress: ({ done }) => draw(done) });
 * ```
 *
 * Searches (`GridSearchCV`…), pipelines and all other estimators of the library can be fitted so. Data travel as
 * copies. Seeds that were left to chance are drawn from the default generator, as `fit` draws them.
 *
 * @returns the estimator, fitted
 * @throws AbortError as soon as `signal` says so; ArgumentError naming what cannot travel to another thread
 *   (functions, classes of one's own); DeviceError where no thread can be started; and all that `fit` throws
 */
export async function fitInBackground<E extends Estimator>(
  estimator: E,
  X: Samples,
  y?: Outputs,
  options: SearchFitOptions = {},
): Promise<E> {
  await fitTimed(estimator, X, y, options);
  return estimator;
}

/** `fitInBackground`, with the seconds that the fit itself took. */
export async function fitTimed(
  estimator: Estimator,
  X: Samples,
  y?: Outputs,
  { signal, onProgress, ...rest }: SearchFitOptions = {},
): Promise<Done<Estimator>> {
  const content = { estimator, X, y, options: rest };
  const { result, seconds } = await perform('fit', estimator, content, { signal, onProgress });
  estimator.setLearned(result as Record<string, unknown>);
  return { result: estimator, seconds };
}

/**
 * As `crossValidate(estimator, X, y, options)`, on a background thread. Scores are given by name.
 *
 * @throws as `fitInBackground`
 */
export async function crossValidateInBackground(
  estimator: Estimator,
  X: Samples,
  y?: Outputs,
  { signal, onProgress, cv, groups, ...rest }: CrossValidateOptions = {},
): Promise<CrossValidation> {
  // the folds travel, not who makes them
  const folds = foldsOf('crossValidate', cv, estimator, X, y, groups);
  const content = { estimator, X, y, options: { ...rest, cv: folds } };
  const listeners = { signal, onProgress };
  return (await perform('crossValidate', estimator, content, listeners)).result as CrossValidation;
}

/** Ends the background thread that is kept for the next piece of work. For tests, and for pages that need memory. */
export const stopBackground = (): Promise<void> => dismissHands();

type Listeners = Pick<FitOptions, 'signal' | 'onProgress'>;

function perform(
  work: Work,
  { spec }: Estimator,
  content: Readonly<Record<string, unknown>>,
  { signal, onProgress }: Listeners,
): Promise<Done<unknown>> {
  const who = spec.name;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) stopped(who, undefined);
    const order: Order = {
      work,
      content: pack(who, { ...content, X: compact(content['X']) }),
      random: defaultGenerator.getState(),
      device: nameOf(getDevice()),
      threads: getNumThreads(),
      language: language(),
      reports: onProgress !== undefined,
    };
    const hand = start(who);
    let last: Progress | undefined;
    const leave = (): void => {
      signal?.removeEventListener('abort', abort);
      giveBack(hand);
    };
    const end = (error: unknown): void => {
      signal?.removeEventListener('abort', abort);
      void hand.end();
      reject(error);
    };
    const abort = (): void => end(caught(() => stopped(who, last)));
    const hear = (reply: Reply): void => {
      if (reply.is === 'progress') {
        last = reply.progress;
        onProgress?.(last);
      } else if (reply.is === 'warning') relayWarning(reply);
      else if (reply.is === 'failed') {
        leave();
        reject(understood(who, errorFrom(reply.error)));
      } else if (reply.is === 'done') {
        leave();
        advance(order, reply.random);
        resolve({ result: decodeValue(reply.result), seconds: reply.seconds });
      }
    };
    signal?.addEventListener('abort', abort);
    hand.work(order, memoryOf(order.content), {
      reply: (reply) => {
        try {
          hear(reply);
        } catch (error) {
          end(error); // a listener of progress threw
        }
      },
      lost: (reason, started) =>
        end(
          caught(() =>
            raise(DeviceError, backgroundErrors, started ? 'background.lost' : 'background.none', {
              who,
              reason,
            }),
          ),
        ),
    });
  });
}

/** The error that `work` throws. */
function caught(work: () => never): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

function stopped(who: string, last: Progress | undefined): never {
  const { done = 0, unit = '' } = last ?? {};
  return raise(AbortError, backgroundErrors, 'background.stopped', { who, done, unit });
}

function start(who: string): Hand {
  try {
    return takeHand();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return raise(DeviceError, backgroundErrors, 'background.none', { who, reason });
  }
}

/** Rows of numbers as one array: it travels faster, and estimators see the same numbers. */
function compact(X: unknown): unknown {
  if (!Array.isArray(X) || X.length === 0) return X;
  const rows: readonly unknown[] = X;
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  const plain =
    width > 0 &&
    rows.every(
      (row) =>
        Array.isArray(row) && row.length === width && row.every((v) => typeof v === 'number'),
    );
  return plain ? Matrix.from(rows as number[][]) : X;
}

/** @throws ArgumentError naming the parameter, or what else, that cannot travel */
function pack(who: string, content: object): Encoded {
  try {
    return encodeValue(content);
  } catch (error) {
    throw understood(who, error);
  }
}

/** Errors of files, said of journeys. */
function understood(who: string, error: unknown): unknown {
  if (!(error instanceof LimpideError)) return error;
  const { code, details } = error;
  if (code === 'persistence.value') {
    const path = String(details['path']).replace(/^value\.(estimator\.|options\.)?/, '');
    const got = details['got'];
    return caught(() =>
      raise(ArgumentError, backgroundErrors, 'background.value', { who, path, got }),
    );
  }
  if (code === 'persistence.notRegistered' || code === 'persistence.unknown') {
    const name = details['name'];
    return caught(() => raise(ArgumentError, backgroundErrors, 'background.class', { who, name }));
  }
  return error;
}

/** The default generator goes on where the work has left it, unless somebody has used it since. */
function advance({ random }: Order, now: Order['random']): void {
  const here = defaultGenerator.getState();
  if (here.seed === random.seed && here.calls === random.calls) defaultGenerator.setState(now);
}
