/** Checks in Node: a fresh worker thread for each, stopped at its limits. */
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { libraryModules } from '../library.ts';
import type { CheckJob, CheckResult } from '../result.ts';
import type { FromWorker } from '../sandbox.ts';
import { Collector, type Ending, limitsOf } from '../supervise.ts';

/** Memory beyond the JavaScript heap (typed arrays) is watched this often. */
const WATCH = 50;

/** Starts workers; one may be kept ready, because loading takes longer than checking. */
export class NodeChecker {
  private spare: (Started & { readonly key: string }) | undefined;
  private readonly keepSpare: boolean;

  constructor(options: { readonly keepSpare?: boolean } = {}) {
    this.keepSpare = options.keepSpare ?? false;
  }

  /** Checks a job. @throws when the course itself is wrong */
  async check(job: CheckJob): Promise<CheckResult> {
    const limits = limitsOf(job);
    const modules = libraryModules(job);
    const key = `${limits.megabytes} ${modules.join(' ')}`;
    const spare = this.spare?.key === key ? this.spare : undefined;
    if (spare !== undefined) this.spare = undefined;
    const started = spare ?? start(modules, limits.megabytes);
    try {
      await started.ready;
      return await drive(started.worker, job);
    } finally {
      void started.worker.terminate();
      if (this.keepSpare) this.spare ??= { key, ...start(modules, limits.megabytes) };
    }
  }

  /** Ends the spare worker, which would keep the process alive. */
  async close(): Promise<void> {
    await this.spare?.worker.terminate();
    this.spare = undefined;
  }
}

interface Started {
  readonly worker: Worker;
  /** The library is loaded and the globals are closed. */
  readonly ready: Promise<void>;
}

function start(modules: readonly string[], megabytes: number): Started {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: modules,
    resourceLimits: { maxOldGenerationSizeMb: megabytes, stackSizeMb: 4 },
    env: {},
    stdin: false,
    stdout: true,
    stderr: true,
  });
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  // a spare that is never used must not become an unhandled rejection
  ready.catch(() => {});
  return { worker, ready };
}

/** Gives the job to a worker and waits for its end, whatever it is. */
function drive(worker: Worker, job: CheckJob): Promise<CheckResult> {
  const limits = limitsOf(job);
  const collector = new Collector(job);
  return new Promise((resolve, reject) => {
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      clearInterval(watch);
      worker.removeAllListeners();
      worker.unref();
      // the worker may still break while it is being stopped
      worker.on('error', () => {});
      act();
    };
    const end = (ending: Ending): void => finish(() => resolve(collector.stopped(ending)));
    // time runs from the moment the worker has the job: loading is not the learner's doing
    const timer = setTimeout(() => end({ why: 'time' }), 1000 * limits.seconds);
    const before = process.memoryUsage.rss();
    const most = 2 * limits.megabytes * 2 ** 20;
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > most) end({ why: 'memory' });
    }, WATCH);
    worker.on('message', (message: FromWorker) => {
      try {
        const result = collector.take(message);
        if (result !== undefined) finish(() => resolve(result));
      } catch (error) {
        finish(() => reject(error));
      }
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') end({ why: 'memory' });
      else end({ why: 'crash', what: error instanceof Error ? error.message : String(error) });
    });
    worker.on('exit', () => end({ why: 'crash', what: 'exit' }));
    worker.postMessage(job);
  });
}
