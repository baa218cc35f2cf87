/** A training under way: where it is, what it has measured, whether it should stop. */
import type { Module } from '../nn/module.ts';
import type { Callback, History, OptimizerLike, StopReason, TrainingRun } from './callback.ts';
import type { Progress } from './checkpoint.ts';

export interface RunParts {
  readonly model: Module;
  readonly optimizer: OptimizerLike;
  readonly epochs: number;
  readonly batches: number;
  readonly callbacks: readonly Callback[];
  readonly save: (path: string, run: Run) => Promise<void>;
}

export class Run implements TrainingRun {
  readonly model: Module;
  readonly optimizer: OptimizerLike;
  readonly epochs: number;
  readonly batches: number;
  readonly callbacks: readonly Callback[];
  epoch = 0;
  batch = 0;
  samples = 0;
  seconds = 0;
  /** All batches of the epoch are done; its validation and its end are not. */
  trained = false;
  /** The epoch is over; the next one has not begun. */
  over = false;
  stopped: StopReason | null = null;
  history: History = { epoch: [], history: {}, stopped: null };
  readonly #save: RunParts['save'];

  constructor(parts: RunParts) {
    this.model = parts.model;
    this.optimizer = parts.optimizer;
    this.epochs = parts.epochs;
    this.batches = parts.batches;
    this.callbacks = parts.callbacks;
    this.#save = parts.save;
  }

  stop(reason: StopReason = 'callback'): void {
    this.stopped ??= reason;
  }
  saveCheckpoint(path: string): Promise<void> {
    return this.#save(path, this);
  }

  /** Writes down the values of the epoch, which is then over. */
  endEpoch(logs: Readonly<Record<string, number>>): void {
    this.history.epoch.push(this.epoch);
    for (const [name, value] of Object.entries(logs)) {
      this.history.history[name] ??= [];
      this.history.history[name].push(value);
    }
    this.over = true;
  }
  /** Goes on to the next epoch. */
  nextEpoch(): void {
    this.epoch++;
    this.batch = 0;
    this.samples = 0;
    this.seconds = 0;
    this.trained = false;
    this.over = false;
  }

  /** Where the next run takes up. */
  position(): Pick<Progress, 'epoch' | 'batch' | 'trained' | 'samples' | 'seconds' | 'history'> {
    const { epoch, history } = this.history;
    if (this.over) {
      const start = { batch: 0, trained: false, samples: 0, seconds: 0 };
      return { epoch: this.epoch + 1, ...start, history: { epoch, history } };
    }
    const { batch, trained, samples, seconds } = this;
    return { epoch: this.epoch, batch, trained, samples, seconds, history: { epoch, history } };
  }
  resume(progress: Progress): void {
    this.epoch = progress.epoch;
    this.batch = progress.batch;
    this.trained = progress.trained;
    this.samples = progress.samples;
    this.seconds = progress.seconds;
    const columns = Object.entries(progress.history.history);
    this.history = {
      epoch: [...progress.history.epoch],
      history: Object.fromEntries(columns.map(([name, values]) => [name, [...values]])),
      stopped: null,
    };
  }
}
