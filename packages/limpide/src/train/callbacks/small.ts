/** The short callbacks: learning rates, NaN, functions. */
import type { Callback, Logs, OptimizerLike, TrainingRun } from '../callback.ts';

const rateOf = (optimizer: OptimizerLike): number => optimizer.paramGroups[0]?.lr ?? Number.NaN;

/** Sets the learning rate of each epoch: `(epoch, rate) => newRate`, epochs from 0. */
export class LearningRateScheduler implements Callback {
  readonly #rate: (epoch: number, rate: number) => number;

  constructor(rate: (epoch: number, rate: number) => number) {
    this.#rate = rate;
  }
  onEpochBegin(epoch: number, { optimizer }: TrainingRun): void {
    const rate = this.#rate(epoch, rateOf(optimizer));
    for (const group of optimizer.paramGroups) group.lr = rate;
  }
}

/** Keeps the learning rate of each epoch, in `rates` and in the history as `learningRate`. */
export class LearningRateLogger implements Callback {
  readonly rates: number[] = [];

  onEpochEnd(_epoch: number, _logs: Logs, { optimizer, history }: TrainingRun): void {
    const rate = rateOf(optimizer);
    this.rates.push(rate);
    history.history['learningRate'] ??= [];
    history.history['learningRate'].push(rate);
  }
}

/** Ends a training whose loss has become NaN or infinite (looked at once in 64 batches). */
export class TerminateOnNaN implements Callback {
  onBatchEnd(batch: number, logs: Logs, run: TrainingRun): void {
    if ((batch + 1) % 64 === 0 || batch + 1 === run.batches) this.#check(logs, run);
  }
  #check(logs: Logs, run: TrainingRun): void {
    const { loss } = logs;
    if (loss !== undefined && !Number.isFinite(loss)) run.stop('nan');
  }
}

/** A callback from functions. */
export class LambdaCallback implements Callback {
  constructor(hooks: Callback) {
    Object.assign(this, hooks);
  }
}
