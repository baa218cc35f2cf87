import { fill } from '../../errors/index.ts';
import type { Callback, Logs, TrainingRun } from '../callback.ts';
import { saveWeights } from '../weights.ts';
import { Monitor, type MonitorOptions } from './monitor.ts';

export interface ModelCheckpointOptions extends MonitorOptions {
  /** Only when the watched value is the best so far. */
  readonly saveBestOnly?: boolean | undefined;
  /** Once in so many epochs; 1 when left out. */
  readonly every?: number | undefined;
  /**
   * `'weights'` (default): the weights, a safetensors file; `'training'`: everything that is needed to
   * go on, for `resume`.
   */
  readonly what?: 'weights' | 'training' | undefined;
}

/**
 * Saves a model at the end of epochs, all or nothing.
 *
 * @param path of the file; `{epoch}` (from 1) and the names of the logs are filled in, as in
 *   `'model-{epoch}-{valLoss}.safetensors'`. Without them, the file is replaced each time.
 */
export class ModelCheckpoint implements Callback {
  readonly #path: string;
  readonly #options: ModelCheckpointOptions;
  readonly #monitor: Monitor;
  #resumed = false;

  constructor(path: string, options: ModelCheckpointOptions = {}) {
    this.#path = path;
    this.#options = options;
    this.#monitor = new Monitor('ModelCheckpoint', options);
  }
  onTrainBegin(): void {
    if (!this.#resumed) this.#monitor.best = null;
    this.#resumed = false;
  }
  async onEpochEnd(epoch: number, logs: Logs, run: TrainingRun): Promise<void> {
    const { saveBestOnly = false, every = 1, what = 'weights' } = this.#options;
    if ((epoch + 1) % every !== 0) return;
    if (saveBestOnly && !this.#monitor.improves(this.#monitor.read(logs))) return;
    const short = Object.entries(logs).map(
      ([name, value]) => [name, value.toPrecision(4)] as const,
    );
    const path = fill(this.#path, { ...Object.fromEntries(short), epoch: epoch + 1 });
    if (what === 'training') await run.saveCheckpoint(path);
    else await saveWeights(run.model, path);
  }
  stateDict(): { values: { best: number | null } } {
    return { values: { best: this.#monitor.best } };
  }
  loadStateDict({ values }: { readonly values?: unknown }): void {
    this.#monitor.best = (values as { best?: number | null } | undefined)?.best ?? null;
    this.#resumed = true;
  }
}
