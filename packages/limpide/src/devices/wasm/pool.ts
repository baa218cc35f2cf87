/**
 * The pool of threads. They share the device's memory; a job is one function that every thread runs with
 * its own number, with barriers inside. Threads are started when the first large program runs; until
 * they are up, and where memory cannot be shared, programs run on the caller's thread with the same bits.
 */
import { tensorErrors } from '../../errors/catalog/tensor.ts';
import { DeviceError, raise } from '../../errors/index.ts';
import { board, threadsMask } from './board.ts';
import type { Heap } from './heap.ts';

interface NodeProcess {
  readonly env?: Record<string, string | undefined>;
  readonly getBuiltinModule?: (name: string) => unknown;
}
const node = (globalThis as { process?: NodeProcess }).process;
const builtin = <T>(name: string): T | undefined => node?.getBuiltinModule?.(name) as T | undefined;

const maximumThreads = 64;

/** Threads wanted: LIMPIDE_THREADS, or what the machine has. */
function wantedThreads(): number {
  const asked = Number(node?.env?.['LIMPIDE_THREADS']);
  if (Number.isInteger(asked) && asked > 0) return Math.min(asked, maximumThreads);
  const os = builtin<{ availableParallelism?: () => number }>('node:os');
  const cores =
    os?.availableParallelism?.() ??
    (globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator
      ?.hardwareConcurrency ??
    1;
  return Math.min(cores, 16);
}

interface Thread {
  unref?(): void;
  terminate(): unknown;
}

export class Pool {
  readonly #heap: Heap;
  #wanted: number;
  readonly #threads: Thread[] = [];
  /** Some job could have used threads. */
  #asked = false;
  /** Some thread did not start: nobody waits for it any more. */
  #failed = false;

  constructor(heap: Heap) {
    this.#heap = heap;
    this.#wanted = heap.shared ? wantedThreads() : 1;
  }

  get wanted(): number {
    return this.#wanted;
  }
  /** Chooses how many threads programs run on. */
  setThreads(count: number): void {
    this.#wanted = this.#heap.shared ? Math.min(maximumThreads, Math.max(1, Math.floor(count))) : 1;
  }

  /**
   * Threads that can take part now, the caller's included. Those that are missing are started, from the
   * second question on: they would not be up for the first job, and many a process has no other.
   */
  ready(): number {
    if (this.#wanted === 1 || !this.#asked) {
      this.#asked = true;
      return 1;
    }
    while (!this.#failed && this.#threads.length < this.#wanted - 1)
      this.#start(this.#threads.length + 1);
    return this.running;
  }

  /** Threads that are up, the caller's included, of those that may be used. */
  get running(): number {
    return Math.min(this.#wanted, 1 + Atomics.load(this.#heap.i32, board.ready >> 2));
  }

  /**
   * Whether threads were asked for and are not up yet. In a browser they only come up when the thread
   * that started them returns to its event loop.
   */
  get starting(): boolean {
    return !this.#failed && this.#threads.length > 0 && this.ready() < this.#wanted;
  }

  /** Resolves when every thread is up (or after two seconds). */
  async whenReady(): Promise<number> {
    const limit = performance.now() + 2000;
    while (this.ready() < this.#wanted && !this.#failed) {
      if (performance.now() > limit) this.#failed = true;
      await new Promise((r) => setTimeout(r, 2));
    }
    return this.ready();
  }

  #start(index: number): void {
    const start = { memory: this.#heap.memory, index };
    const threads = builtin<{ Worker: new (url: URL, options: object) => Thread }>(
      'node:worker_threads',
    );
    if (threads) {
      const worker = new threads.Worker(
        new URL(/* @vite-ignore */ './worker.ts', import.meta.url),
        { workerData: start, execArgv: [], env: {} },
      );
      worker.unref?.();
      this.#threads.push(worker);
      return;
    }
    // Not allowed here, from another origin, or its file is not served: programs run on the threads that came.
    try {
      // bundlers find the worker's file by these very words
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('error', () => {
        this.#failed = true;
      });
      worker.postMessage(start);
      this.#threads.push(worker);
    } catch {
      this.#failed = true;
    }
  }

  /** Runs a job on `threads` threads; this one is number 0. Returns when all are done. */
  run(
    main: (args: number, tid: number, nth: number) => void,
    job: { program: number; address: number; bytes: number; args: number },
    threads: number,
  ): void {
    const words = this.#heap.i32;
    if (threads > 1) {
      words[board.program >> 2] = job.program;
      words[board.moduleAddress >> 2] = job.address;
      words[board.moduleBytes >> 2] = job.bytes;
      words[board.args >> 2] = job.args;
      Atomics.store(words, board.job >> 2, this.#nextJob(threads));
      Atomics.notify(words, board.job >> 2);
    }
    try {
      main(job.args, 0, threads);
    } catch (error) {
      if (threads === 1 || Atomics.load(words, board.failed >> 2) === 0) throw error;
      // Go on with one thread: the others' state is unknown.
      this.dispose();
      this.#wanted = 1;
      Atomics.store(words, board.arrived >> 2, 0);
      Atomics.store(words, board.failed >> 2, 0);
      raise(DeviceError, tensorErrors, 'device.thread', {}, error);
    }
  }

  /** The next job's number, with the count of its threads in the low bits. */
  #nextJob(threads: number): number {
    const last = Atomics.load(this.#heap.i32, board.job >> 2) & ~threadsMask;
    return (last + threadsMask + 1) | threads;
  }

  dispose(): void {
    Atomics.store(this.#heap.i32, board.quit >> 2, 1);
    Atomics.store(this.#heap.i32, board.job >> 2, this.#nextJob(0));
    Atomics.notify(this.#heap.i32, board.job >> 2);
    for (const t of this.#threads) t.terminate();
    this.#threads.length = 0;
  }
}
