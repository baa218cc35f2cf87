/**
 * Fork and join: the same task for many inputs, on all threads, the caller's included, which waits for the
 * rest. Inputs are taken one by one by whoever is free. Outputs come back in the order of the inputs, so
 * that nothing depends on how many threads there are.
 */
import { getNumThreads } from '../../tensor/index.ts';
import { type FitOptions, reporter } from '../base/index.ts';
import { board, type JobMessage } from './board.ts';
import { assign, canThread, received, startedThreads, threadsFor } from './pool.ts';
import type { Task } from './tasks.ts';
import { errorFrom } from './wire.ts';

export interface RunOptions extends Pick<FitOptions, 'signal' | 'onProgress'> {
  /** Who asks and what is counted, for reports and errors: `'RandomForestClassifier'`, `'trees'`. */
  readonly who?: string;
  readonly unit?: string;
  /** How long all inputs would take on one thread, in ms, roughly; small jobs stay on the caller's. */
  readonly cost?: number;
  /** Threads to use at most; default: `getNumThreads()`. */
  readonly threads?: number | undefined;
}

/** Starting threads takes about this long (ms); a job on threads that run, this long. */
const startCost = 150;
const joinCost = 1;
/** How long the caller waits for an output that a thread owes before it computes it itself (ms). */
const patience = { least: 2000, times: 20 };

let jobs = 0;

/**
 * Runs a task on each input.
 *
 * @param inputs one per run, small: every thread gets a copy of all of them
 * @param shared data that all runs read; large arrays should be in shared memory (`shareArray`)
 * @returns the outputs, in order
 * @throws what the first failing input threw, with its class and details; AbortError
 */
export function runTasks<I, S, O>(
  task: Task<I, S, O>,
  inputs: readonly I[],
  shared: S,
  options: RunOptions = {},
): O[] {
  const report = reporter(
    options.who ?? task.name,
    options.unit ?? 'tasks',
    inputs.length,
    options,
  );
  const count = threadCount(task.url, inputs.length, options);
  if (count > 1) return new Job(task, inputs, shared, count - 1, report).run();
  return inputs.map((input, i) => {
    const output = task.run(input, shared);
    report(i + 1);
    return output;
  });
}

function threadCount(
  url: string,
  inputs: number,
  { cost = Infinity, threads }: RunOptions,
): number {
  const most = Math.min(inputs, threads ?? getNumThreads());
  if (most < 2 || cost < joinCost || !canThread(url)) return 1;
  return cost < startCost && startedThreads() < most - 1 ? 1 + startedThreads() : most;
}

class Job<I, S, O> {
  readonly #task: Task<I, S, O>;
  readonly #inputs: readonly I[];
  readonly #shared: S;
  readonly #report: (done: number) => void;
  readonly #words = new Int32Array(new SharedArrayBuffer(4 * board.words));
  readonly #threads: ReturnType<typeof threadsFor>;
  readonly #id = ++jobs;
  readonly #outputs: (O | undefined)[];
  readonly #done: Uint8Array;
  #count = 0;
  /** The failing input of lowest number, and its error. */
  #failed: { index: number; error: unknown } | undefined;
  /** The longest run on this thread, in ms. */
  #longest = 0;

  constructor(
    task: Task<I, S, O>,
    inputs: readonly I[],
    shared: S,
    others: number,
    report: (done: number) => void,
  ) {
    this.#task = task;
    this.#inputs = inputs;
    this.#shared = shared;
    this.#report = report;
    this.#outputs = new Array<O | undefined>(inputs.length);
    this.#done = new Uint8Array(inputs.length);
    this.#words[board.total] = inputs.length;
    this.#threads = threadsFor(others);
    const message: JobMessage = {
      job: this.#id,
      board: this.#words,
      url: task.url,
      name: task.name,
      inputs,
      shared,
    };
    for (const thread of this.#threads) assign(thread, message);
  }

  run(): O[] {
    try {
      for (;;) {
        const index = Atomics.add(this.#words, board.next, 1);
        if (index >= Atomics.load(this.#words, board.total)) break;
        this.#runHere(index);
        this.#collect();
      }
      this.#join();
    } finally {
      // Whatever happened: nobody takes another input of this job.
      Atomics.store(this.#words, board.total, 0);
    }
    if (this.#failed) throw this.#failed.error;
    return this.#outputs as O[];
  }

  #runHere(index: number): void {
    const start = performance.now();
    try {
      this.#settle(index, this.#task.run(this.#inputs[index]!, this.#shared));
    } catch (error) {
      this.#fail(index, error);
    }
    this.#longest = Math.max(this.#longest, performance.now() - start);
    this.#report(this.#count);
  }

  /** Inputs taken so far: those after a failure are not taken any more. */
  #taken(): number {
    return Math.min(this.#inputs.length, Atomics.load(this.#words, board.next));
  }

  /** Waits for the outputs that other threads owe; from a thread that died, none comes. */
  #join(): void {
    let heard = performance.now();
    let known = this.#count;
    for (;;) {
      const sent = Atomics.load(this.#words, board.sent);
      this.#collect();
      if (this.#owed() < 0) return;
      if (this.#count > known) {
        known = this.#count;
        heard = performance.now();
      }
      const limit = Math.max(patience.least, patience.times * this.#longest);
      if (performance.now() - heard > limit) {
        this.#runHere(this.#owed());
        heard = performance.now();
        continue;
      }
      Atomics.wait(this.#words, board.sent, sent, 50);
      this.#report(this.#count);
    }
  }

  /** The first input that was taken and has no output yet; −1: none. */
  #owed(): number {
    const taken = this.#failed ? this.#failed.index : this.#taken();
    const index = this.#done.indexOf(0);
    return index >= 0 && index < taken ? index : -1;
  }

  #collect(): void {
    let news = false;
    for (const thread of this.#threads) {
      for (let got = received(thread); got; got = received(thread)) {
        if (got.job !== this.#id) continue;
        if (got.error) this.#fail(got.index, errorFrom(got.error));
        else this.#settle(got.index, got.output as O);
        news = true;
      }
    }
    if (news) this.#report(this.#count);
  }

  #settle(index: number, output: O): void {
    if (this.#done[index] === 1) return;
    this.#done[index] = 1;
    this.#outputs[index] = output;
    this.#count++;
  }
  #fail(index: number, error: unknown): void {
    this.#done[index] = 1;
    if (!this.#failed || index < this.#failed.index) this.#failed = { index, error };
    Atomics.store(this.#words, board.total, 0);
  }
}
