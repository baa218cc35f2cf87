/**
 * The inside of a worker, in Node or in a page: it gets a job, runs it, and posts what happens as it
 * happens, so that the other side knows where things stood if it has to stop the worker.
 */
import type { CheckJob, Failure } from './result.ts';
import { type Progress, type RunHost, type RunResult, runChecks } from './run.ts';
import { formatValue } from './values.ts';

/** From the worker to the one that started it. */
export type FromWorker =
  | { readonly type: 'ready' }
  | Progress
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'output-cut' }
  | { readonly type: 'result'; readonly result: RunResult }
  /** The course is wrong, not the learner. */
  | { readonly type: 'fault'; readonly message: string };

export type { Failure };

const MOST_CHARACTERS = 20_000;
const MOST_LINES = 500;

/** A console that posts, up to a limit; beyond it, writing costs nothing. */
export function postingConsole(post: (message: FromWorker) => void): Record<string, unknown> {
  let characters = 0;
  let lines = 0;
  let cut = false;
  const write = (...values: readonly unknown[]): void => {
    if (cut) return;
    const text = `${values.map((v) => (typeof v === 'string' ? v : describe(v))).join(' ')}\n`;
    characters += text.length;
    lines += 1;
    if (characters > MOST_CHARACTERS || lines > MOST_LINES) {
      cut = true;
      post({ type: 'output-cut' });
      return;
    }
    post({ type: 'output', text });
  };
  const silent = (): void => {};
  const names = ['log', 'info', 'warn', 'error', 'debug', 'dir', 'table', 'trace'];
  const quiet = ['group', 'groupEnd', 'time', 'timeEnd', 'timeLog', 'count', 'clear', 'assert'];
  return {
    ...Object.fromEntries(names.map((name) => [name, write])),
    ...Object.fromEntries(quiet.map((name) => [name, silent])),
  };
}

function describe(value: unknown): string {
  try {
    return value instanceof Error ? `${value.name}: ${value.message}` : formatValue(value, 2000);
  } catch {
    // a getter that throws, a proxy that refuses: it cannot be written
    return '…';
  }
}

/** What the language itself offers, and a few things of every host that reach nothing outside. */
const kept = new Set(
  'Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError globalThis JSON Math Intl ArrayBuffer SharedArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array BigUint64Array BigInt64Array Uint8ClampedArray Float16Array Float32Array Float64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef Proxy Reflect FinalizationRegistry decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape eval isFinite isNaN console structuredClone queueMicrotask setTimeout clearTimeout setInterval clearInterval TextEncoder TextDecoder WebAssembly Temporal DisposableStack AsyncDisposableStack performance'.split(
    ' ',
  ),
);

/**
 * Takes away what leads outside: network, files, other threads, messages. What cannot be deleted is
 * covered with `undefined`.
 */
export function closeGlobals(): void {
  for (let object: object | null = globalThis; object !== null; ) {
    for (const name of Object.getOwnPropertyNames(object)) {
      if (kept.has(name) || name === 'constructor' || object === Object.prototype) continue;
      if (!Reflect.deleteProperty(object, name)) {
        Reflect.defineProperty(object, name, { value: undefined });
      }
    }
    object = Object.getPrototypeOf(object);
  }
}

/** Runs one job and posts its end. */
export async function serve(
  job: CheckJob,
  host: Omit<RunHost, 'report'>,
  post: (message: FromWorker) => void,
): Promise<void> {
  try {
    const result = await runChecks(job, { ...host, report: post });
    post({ type: 'result', result });
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    post({ type: 'fault', message });
  }
}
