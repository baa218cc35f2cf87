import type { AnyModule } from '../../nn/module.ts';
import type { Tensor } from '../../tensor/index.ts';
import type { Callback, CallbackState, Logs, TrainingRun } from '../callback.ts';
import { withoutGradient } from '../grad-mode.ts';
import { Monitor, type MonitorOptions } from './monitor.ts';

export interface EarlyStoppingOptions extends MonitorOptions {
  /** Ends at so many epochs in a row without anything better, as Keras does; 0, the default, means 1. */
  readonly patience?: number | undefined;
  /** Takes back the weights of the best epoch at the end. */
  readonly restoreBest?: boolean | undefined;
}

/** Ends a training in which a value has stopped getting better. */
export class EarlyStopping implements Callback {
  readonly #monitor: Monitor;
  readonly #patience: number;
  readonly #restore: boolean;
  #waited = 0;
  #weights: Record<string, Tensor> | null = null;
  /** The epoch of the best value, from 0; null before the first. */
  bestEpoch: number | null = null;
  #resumed = false;

  constructor(options: EarlyStoppingOptions = {}) {
    this.#monitor = new Monitor('EarlyStopping', options);
    this.#patience = options.patience ?? 0;
    this.#restore = options.restoreBest ?? false;
  }
  /** The best value so far. */
  get best(): number | null {
    return this.#monitor.best;
  }

  onTrainBegin(): void {
    if (!this.#resumed) {
      this.#monitor.best = null;
      this.#waited = 0;
      this.#weights = null;
      this.bestEpoch = null;
    }
    this.#resumed = false;
  }
  onEpochEnd(epoch: number, logs: Logs, run: TrainingRun): void {
    if (this.#monitor.improves(this.#monitor.read(logs))) {
      this.#waited = 0;
      this.bestEpoch = epoch;
      if (this.#restore) this.#weights = copyOf(run.model);
    } else if (++this.#waited >= this.#patience) run.stop('earlyStopping');
  }
  onTrainEnd(run: TrainingRun): void {
    // a training that was interrupted goes on later, from where it was
    if (this.#weights !== null && run.stopped !== 'signal') run.model.loadStateDict(this.#weights);
  }

  stateDict(): CallbackState {
    const values = { best: this.best, waited: this.#waited, bestEpoch: this.bestEpoch };
    return { values, tensors: this.#weights ?? {} };
  }
  loadStateDict({ values, tensors }: CallbackState): void {
    const state = (values ?? {}) as {
      readonly best?: number | null;
      readonly waited?: number;
      readonly bestEpoch?: number | null;
    };
    this.#monitor.best = state.best ?? null;
    this.#waited = state.waited ?? 0;
    this.bestEpoch = state.bestEpoch ?? null;
    this.#weights =
      tensors !== undefined && Object.keys(tensors).length > 0 ? { ...tensors } : null;
    this.#resumed = true;
  }
}

/** The values of this moment: a state dict is live. */
function copyOf(model: AnyModule): Record<string, Tensor> {
  return withoutGradient(() => {
    const copies = Object.entries(model.stateDict()).map(
      ([key, value]) => [key, value.clone().realize()] as const,
    );
    return Object.fromEntries(copies);
  });
}
