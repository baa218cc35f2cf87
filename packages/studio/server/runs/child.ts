/**
 * The process that trains, one per run, started by `trainings.ts`. It writes what it measures to its own folder
 * before telling the server, and a checkpoint at the end of epochs: whoever is killed, nothing that was said is
 * lost. When the server goes away it stops after the step under way and keeps everything.
 */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { LimpideError } from 'limpide';
import {
  type Callback,
  type Logs,
  saveWeights,
  TerminateOnNaN,
  type TrainingRun,
} from 'limpide/train';
import { EngineProblem } from '../../shared/models/engine.ts';
import { labSchema } from '../../shared/models.ts';
import { labRecipe, type MetricPoint } from '../../shared/runs.ts';
import { type Sentences, StudioError } from '../errors.ts';
import { Journal, pointsAt } from './journal.ts';
import { type Order, pidName, type Report, type StopOrder } from './order.ts';
import { trainOwn } from './own.ts';
import { checkpointName, weightsName } from './store.ts';
import { prepareWork, type Work } from './work.ts';

const stop = new AbortController();

function tell(report: Report): void {
  // the server may have gone in this very moment: then the files speak
  if (process.connected) process.send?.(report, () => undefined);
}

/** Measures, writes down, tells; keeps a checkpoint at the beginning, at the end of epochs, and when stopped. */
class Reporter implements Callback {
  readonly #work: Work;
  readonly #folder: string;
  readonly #journal: Journal;
  #savedAt = 0;
  /** Sum of the losses and samples of the epoch, when a point of `batchLoss` was last made. */
  #before = { sum: 0, samples: 0 };
  #waiting: MetricPoint[] = [];

  constructor(work: Work, folder: string) {
    this.#work = work;
    this.#folder = folder;
    this.#journal = new Journal(folder, tell);
  }
  async onTrainBegin(run: TrainingRun): Promise<void> {
    const step = run.epoch * run.batches + run.batch;
    await this.#journal.begin(step);
    if (step > 0) return;
    const { trainer, sample, test, figures } = this.#work;
    const values: Record<string, number> = {};
    if (sample) Object.assign(values, await trainer.evaluate(sample));
    if (test) Object.assign(values, validation(await trainer.evaluate(test)));
    if (figures) Object.assign(values, await figures());
    await this.#report(pointsAt(0, values));
    await this.#save(run);
  }
  onEpochBegin(): void {
    this.#before = { sum: 0, samples: 0 };
  }
  onBatchEnd(batch: number, logs: Logs, run: TrainingRun): void {
    const every = Math.max(1, Math.floor(run.batches / 20));
    if (run.batches < 40 || (batch + 1) % every !== 0 || run.samples === 0) return;
    const sum = (logs['loss'] ?? Number.NaN) * run.samples;
    const samples = run.samples - this.#before.samples;
    if (samples <= 0) return;
    const batchLoss = (sum - this.#before.sum) / samples;
    this.#before = { sum, samples: run.samples };
    const points = pointsAt(run.epoch * run.batches + batch + 1, { batchLoss });
    this.#waiting.push(...points);
    // told at once, written down with the epoch
    tell({ type: 'metrics', points });
  }
  async onEpochEnd(epoch: number, logs: Logs, run: TrainingRun): Promise<void> {
    const learningRate = run.optimizer.paramGroups[0]?.lr ?? Number.NaN;
    const rate = run.seconds > 0 ? run.samples / run.seconds : 0;
    const figures = await this.#work.figures?.();
    const values = { ...logs, ...figures, learningRate, epoch: epoch + 1, samplesPerSecond: rate };
    await this.#report(pointsAt((epoch + 1) * run.batches, values));
    const last = epoch + 1 >= run.epochs;
    if (last || performance.now() - this.#savedAt > 1000) await this.#save(run);
  }
  async onTrainEnd(run: TrainingRun): Promise<void> {
    await this.#report([]);
    if (run.stopped === 'signal') await this.#save(run);
  }

  async #report(points: readonly MetricPoint[]): Promise<void> {
    const told = this.#waiting;
    this.#waiting = [];
    await this.#journal.report(points, told);
  }
  async #save(run: TrainingRun): Promise<void> {
    await run.saveCheckpoint(path.join(this.#folder, checkpointName));
    this.#savedAt = performance.now();
  }
}

/** `loss` → `valLoss`, as the loop names what it measures on other examples. */
const validation = (values: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `val${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  );

async function train({ recipe, parameters, folder, resume }: Order): Promise<void> {
  const pid = path.join(folder, pidName);
  await writeFile(pid, String(process.pid));
  try {
    const spec = recipe === labRecipe ? labSchema.parse(parameters) : null;
    if (spec?.engine === 'mine') {
      tell(await trainOwn({ spec, folder, resume, tell, signal: stop.signal }));
      return;
    }
    const work = await prepareWork(recipe, parameters);
    if (resume !== null) await work.trainer.resume(resume);
    const history = await work.trainer.fit(work.train, {
      epochs: work.epochs,
      validation: work.test ?? undefined,
      signal: stop.signal,
      callbacks: [new Reporter(work, folder), new TerminateOnNaN()],
    });
    await saveWeights(work.trainer.model, path.join(folder, weightsName));
    tell({ type: 'done', state: history.stopped === 'signal' ? 'stopped' : 'finished' });
  } catch (error) {
    tell({ type: 'failed', error: sentencesOf(error) });
  } finally {
    await rm(pid, { force: true });
  }
}

function sentencesOf(error: unknown): Sentences {
  if (error instanceof StudioError || error instanceof EngineProblem) return error.sentence;
  if (error instanceof LimpideError) return { en: error.sentence('en'), fr: error.sentence('fr') };
  const said = error instanceof Error ? error.message : String(error);
  return { en: `The training failed: ${said}`, fr: `L’entraînement a échoué : ${said}` };
}

process.on('message', (order: Order | StopOrder) => {
  if (order.type === 'stop') stop.abort();
  else {
    void train(order).finally(() => {
      // what was told last must have left before the process does
      if (process.connected) process.disconnect?.();
      process.exitCode = 0;
      setTimeout(() => process.exit(0), 2000).unref();
    });
  }
});
process.on('disconnect', () => stop.abort());
// Ctrl-C in the terminal reaches the whole group; the server decides what stops
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => stop.abort());
