/** The trainings under way on this server: one child process each; pause, stop, resume, recovery. */
import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MetricPoint, Run } from '../../shared/runs.ts';
import { type Sentences, StudioError } from '../errors.ts';
import {
  metricsName,
  type Order,
  pidName,
  pointsIn,
  type Report,
  type StopOrder,
} from './order.ts';
import { digestOf } from './provenance.ts';
import { checkpointName, type RunStore, weightsName } from './store.ts';

const program = fileURLToPath(new URL('child.ts', import.meta.url));
/** Milliseconds between two writings of metrics to the database. */
const pace = 250;

interface Training {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  /** What it becomes when the child has stopped. */
  wanted: 'paused' | 'stopped' | null;
  /** Measured, not written down yet. */
  waiting: MetricPoint[];
  timer: NodeJS.Timeout | null;
  flushedAt: number;
  report: Extract<Report, { type: 'done' | 'failed' }> | null;
}

export class Trainings {
  readonly #store: RunStore;
  readonly #underWay = new Map<string, Training>();

  constructor(store: RunStore) {
    this.#store = store;
  }

  /** Process number of a run's child. */
  pidOf(id: string): number | undefined {
    return this.#underWay.get(id)?.child.pid;
  }
  /** Until a run's child is gone. */
  async settled(id: string): Promise<void> {
    await this.#underWay.get(id)?.ended;
  }

  /** Begins a run, or goes on from its checkpoint. */
  start(run: Run, resume: string | null = null): void {
    const folder = this.#store.folderOf(run.id);
    fs.mkdirSync(folder, { recursive: true });
    const child = fork(program, {
      execArgv: ['--conditions=limpide-source', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'json',
    });
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const training: Training = {
      child,
      ended,
      wanted: null,
      waiting: [],
      timer: null,
      flushedAt: Number.NEGATIVE_INFINITY,
      report: null,
    };
    this.#underWay.set(run.id, training);
    let said = '';
    child.stderr?.on('data', (text: Buffer) => {
      said = `${said}${String(text)}`.slice(-2000);
    });
    child.on('message', (report: Report) => this.#hear(run.id, training, report));
    child.on('error', () => undefined); // an exit follows
    child.on('close', () => {
      void this.#close(run.id, training, said).finally(() => {
        this.#underWay.delete(run.id);
        resolve();
      });
    });
    const { recipe, parameters } = run;
    const order: Order = { type: 'train', recipe, parameters, folder, resume };
    child.send(order, () => undefined);
    this.#store.advance(run.id, {
      state: 'running',
      error: null,
      ...(run.startedAt === null && { startedAt: new Date().toISOString() }),
    });
  }

  /** Stops after the step under way, with a checkpoint. Pausing differs in what the run is called then. */
  async halt(id: string, as: 'paused' | 'stopped'): Promise<void> {
    const training = this.#underWay.get(id);
    if (!training) {
      const run = this.#store.get(id);
      if (as === 'stopped' && run.state === 'paused') this.#store.advance(id, { state: 'stopped' });
      return;
    }
    training.wanted = as;
    const order: StopOrder = { type: 'stop' };
    if (training.child.connected) training.child.send(order, () => undefined);
    await training.ended;
  }

  /**
   * Goes on from the checkpoint, bit for bit.
   *
   * @throws StudioError when there is none, or the process of before is still there
   */
  async resume(id: string): Promise<void> {
    if (this.#underWay.has(id)) return;
    const run = this.#store.get(id);
    const checkpoint = run.place === 'server' ? this.#store.checkpointOf(id) : null;
    if (checkpoint === null) {
      throw new StudioError('run.noCheckpoint', {
        en: 'This run has no checkpoint to go on from here. It can be reproduced from its seed; one of the terminal goes on there, with limpide train --resume.',
        fr: 'Cette expérience n’a pas de point de reprise ici. Elle peut être reproduite à partir de sa graine ; une expérience du terminal y reprend, avec limpide train --resume.',
      });
    }
    await this.#waitForOld(id);
    await this.#recall(id);
    this.start(run, checkpoint);
  }

  /** A child that outlived its server stops by itself within a step; two must not write to one folder. */
  async #waitForOld(id: string): Promise<void> {
    const file = path.join(this.#store.folderOf(id), pidName);
    for (let tries = 0; tries < 100; tries++) {
      if (!fs.existsSync(file) || !isAlive(Number(fs.readFileSync(file, 'utf8')))) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new StudioError(
      'run.busy',
      {
        en: 'The process of this run is still at work. Try again in a moment.',
        fr: 'Le processus de cette expérience travaille encore. Réessayez dans un instant.',
      },
      409,
    );
  }

  /** At the start of the server: what was under way has stopped; what was measured is taken from the folders. */
  async recover(): Promise<void> {
    for (const run of this.#store.list()) {
      if (run.state !== 'running' && run.state !== 'waiting') continue;
      if (run.place === 'terminal') continue;
      await this.#recall(run.id);
      if (run.place === 'server') await this.#keepFiles(run.id);
      this.#store.advance(run.id, { state: 'stopped' });
    }
  }
  /** Points that the child wrote down and the database does not have. */
  async #recall(id: string): Promise<void> {
    const file = path.join(this.#store.folderOf(id), metricsName);
    if (!fs.existsSync(file)) return;
    const known = new Set(this.#store.points(id).map(({ name, step }) => `${name} ${step}`));
    const missing = pointsIn(file).filter(({ name, step }) => !known.has(`${name} ${step}`));
    this.#store.addMetrics(id, missing);
  }

  #hear(id: string, training: Training, report: Report): void {
    if (report.type === 'metrics') {
      training.waiting.push(...report.points);
      // the first at once, then those of a quarter of a second together
      const rest = training.flushedAt + pace - performance.now();
      if (rest <= 0) this.#flush(id, training);
      else training.timer ??= setTimeout(() => this.#flush(id, training), rest);
    } else if (report.type === 'begun') {
      // what was measured after the checkpoint is measured again
      this.#store.forgetAfter(id, report.step);
    } else training.report = report;
  }
  #flush(id: string, training: Training): void {
    if (training.timer) clearTimeout(training.timer);
    training.timer = null;
    training.flushedAt = performance.now();
    const points = training.waiting;
    training.waiting = [];
    this.#store.addMetrics(id, points);
  }

  async #close(id: string, training: Training, said: string): Promise<void> {
    this.#flush(id, training);
    if (this.#closed || this.#store.find(id) === null) return;
    await this.#recall(id);
    await this.#keepFiles(id);
    const { report, wanted } = training;
    if (report?.type === 'failed') {
      this.#store.advance(id, { state: 'failed', error: report.error });
    } else if (report) {
      const state = report.state === 'stopped' ? (wanted ?? 'stopped') : 'finished';
      this.#store.advance(id, { state });
    } else this.#store.advance(id, { state: 'stopped', error: diedOf(training.child, said) });
  }
  /** Writes down which files the run left, by their digest. */
  async #keepFiles(id: string): Promise<void> {
    for (const name of [weightsName, checkpointName, metricsName]) {
      const file = path.join(this.#store.folderOf(id), name);
      if (!fs.existsSync(file)) continue;
      const digest = await digestOf(file);
      if (this.#closed) return;
      this.#store.addArtefact(id, file, fs.statSync(file).size, digest);
    }
  }

  #closed = false;
  /** The server closes: children stop by themselves, with their checkpoints, when the line is cut. */
  close(): void {
    this.#closed = true;
    for (const [id, training] of this.#underWay) {
      try {
        this.#flush(id, training);
      } catch {
        // the database is closing too: the folder has the points
      }
      if (training.child.connected) training.child.disconnect();
      training.child.unref();
    }
  }
}

/** Why a child ended without a word. */
function diedOf(child: ChildProcess, said: string): Sentences {
  const how = child.signalCode ?? `code ${child.exitCode ?? '?'}`;
  const words = said.trim().split('\n').at(-1) ?? '';
  const more = words === '' ? '' : ` (${words})`;
  return {
    en: `The process that trained was ended from outside: ${how}${more}. The run goes on from its last checkpoint.`,
    fr: `Le processus d’entraînement a été arrêté de l’extérieur : ${how}${more}. L’expérience reprend à son dernier point de reprise.`,
  };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
