/**
 * A training by the learner's own engine, on the server: their code runs in a thread without files and without a
 * network, watched from here. It is stopped when it has said nothing for long or has filled the memory.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import type { LabData } from '../../shared/data.ts';
import { dataOf } from '../../shared/models/data.ts';
import { EngineProblem } from '../../shared/models/engine.ts';
import type { LabSpec } from '../../shared/models.ts';
import type { MetricPoint } from '../../shared/runs.ts';
import { loadSet } from '../data/sets.ts';
import type { Sentences } from '../errors.ts';
import { Journal } from './journal.ts';
import type { Report } from './order.ts';
import { checkpointName, engineName, weightsName } from './store.ts';

/** Seconds of silence after which the engine is taken for an endless loop. */
const usualPatience = 30;
/** Megabytes beyond what the data take. */
const usualMemory = 2048;

/** What the thread is given. */
export interface OwnOrder {
  readonly spec: LabSpec;
  readonly data: LabData;
  /** The engine's module, as a file. */
  readonly engine: string;
  readonly resume: Uint8Array | null;
  /** One 32-bit number that becomes 1 when it is to stop. */
  readonly stop: SharedArrayBuffer;
}
/** What the thread says. */
export type OwnReport =
  | { readonly type: 'begun'; readonly step: number }
  | { readonly type: 'metrics'; readonly points: readonly MetricPoint[] }
  | { readonly type: 'state'; readonly bytes: Uint8Array }
  /** Its optimiser's state is more than numbers and lists: the run cannot be resumed. */
  | { readonly type: 'stateless' }
  | { readonly type: 'alive' }
  | { readonly type: 'done'; readonly state: 'finished' | 'stopped'; readonly weights: Uint8Array }
  | { readonly type: 'failed'; readonly sentence: Sentences };

interface Training {
  readonly spec: LabSpec;
  /** Of the run: it holds the engine. */
  readonly folder: string;
  readonly resume: string | null;
  readonly tell: (report: Report) => void;
  readonly signal: AbortSignal;
  readonly patience?: number;
  readonly memory?: number;
  /** Other data than the description's. */
  readonly data?: LabData;
}

/** @throws EngineProblem, StudioError when it fails */
export async function trainOwn(training: Training): Promise<Extract<Report, { type: 'done' }>> {
  const {
    spec,
    folder,
    resume,
    tell,
    signal,
    patience = usualPatience,
    memory = usualMemory,
  } = training;
  const stop = new SharedArrayBuffer(4);
  const order: OwnOrder = {
    spec,
    data: training.data ?? (await dataOf(spec, loadSet)),
    engine: path.join(folder, engineName),
    resume: resume === null ? null : new Uint8Array(readFileSync(resume)),
    stop,
  };
  const worker = new Worker(new URL('own-thread.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: memory, stackSizeMb: 4 },
    env: {},
    stdin: false,
    stdout: true,
    stderr: true,
  });
  const end = (): void => {
    Atomics.store(new Int32Array(stop), 0, 1);
  };
  if (signal.aborted) end();
  signal.addEventListener('abort', end);
  const journal = new Journal(folder, tell);
  const write = (name: string, bytes: Uint8Array): void => {
    const file = path.join(folder, name);
    writeFileSync(`${file}.new`, bytes);
    renameSync(`${file}.new`, file);
  };
  try {
    return await new Promise((resolve, reject) => {
      let heard = performance.now();
      const before = process.memoryUsage.rss();
      const watch = setInterval(() => {
        if (performance.now() - heard > 1000 * patience) reject(silent(patience));
        if (process.memoryUsage.rss() - before > memory * 2 ** 20) reject(greedy(memory));
      }, 200);
      /** Reports are written down one after the other. */
      let line: Promise<unknown> = Promise.resolve();
      const hear = async (report: OwnReport): Promise<void> => {
        switch (report.type) {
          case 'begun':
            return journal.begin(report.step);
          case 'metrics':
            return journal.report(report.points);
          case 'state':
            return write(checkpointName, report.bytes);
          case 'done':
            clearInterval(watch);
            write(weightsName, report.weights);
            return resolve({ type: 'done', state: report.state });
          case 'failed':
            throw new EngineProblem(report.sentence);
          default:
            return undefined;
        }
      };
      worker.on('message', (report: OwnReport) => {
        heard = performance.now();
        line = line.then(() => hear(report)).catch(reject);
      });
      worker.on('error', (error: Error & { code?: string }) => {
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? greedy(memory) : error);
      });
      worker.on('exit', () => {
        clearInterval(watch);
        void line.then(() => reject(gone));
      });
    });
  } finally {
    signal.removeEventListener('abort', end);
    await worker.terminate();
  }
}

const silent = (seconds: number): EngineProblem =>
  new EngineProblem({
    en: `Your engine has not answered for ${seconds} s (an endless loop?): the training was stopped.`,
    fr: `Votre moteur n’a pas répondu pendant ${seconds} s (boucle sans fin ?) : l’entraînement a été arrêté.`,
  });
const greedy = (megabytes: number): EngineProblem =>
  new EngineProblem({
    en: `Your engine took more than ${megabytes} MB of memory: the training was stopped.`,
    fr: `Votre moteur a pris plus de ${megabytes} Mo de mémoire : l’entraînement a été arrêté.`,
  });
const gone = new EngineProblem({
  en: 'The thread in which your engine trained has ended.',
  fr: 'Le fil d’exécution où votre moteur s’entraînait s’est arrêté.',
});
