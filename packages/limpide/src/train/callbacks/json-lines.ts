import type { Callback, Logs, TrainingRun } from '../callback.ts';
import { appendLine } from '../host.ts';

/**
 * Writes one JSON object per line: `{"type":"begin",…}`, one `{"type":"epoch",…}` for each epoch
 * (counted from 1), `{"type":"end",…}`.
 *
 * @param to a file name, to which lines are added (Node), or a function that takes each line
 */
export class JsonLinesLogger implements Callback {
  readonly #write: (line: string) => void | Promise<void>;

  constructor(to: string | ((line: string) => void | Promise<void>)) {
    this.#write = typeof to === 'string' ? (line) => appendLine(to, line) : to;
  }
  async onTrainBegin(run: TrainingRun): Promise<void> {
    await this.#line({
      type: 'begin',
      epoch: run.epoch + 1,
      epochs: run.epochs,
      batches: run.batches,
    });
  }
  async onEpochEnd(epoch: number, logs: Logs, run: TrainingRun): Promise<void> {
    const learningRate = run.optimizer.paramGroups[0]?.lr;
    const seconds = round(run.seconds);
    const rate = run.seconds > 0 ? Math.round(run.samples / run.seconds) : null;
    await this.#line({
      type: 'epoch',
      epoch: epoch + 1,
      ...logs,
      learningRate,
      seconds,
      samplesPerSecond: rate,
    });
  }
  async onTrainEnd(run: TrainingRun): Promise<void> {
    await this.#line({ type: 'end', epochs: run.history.epoch.length, stopped: run.stopped });
  }
  async #line(value: Readonly<Record<string, unknown>>): Promise<void> {
    // JSON has no NaN: it becomes text rather than null, so that it is seen
    const text = JSON.stringify(value, (_key, v: unknown) =>
      typeof v === 'number' && !Number.isFinite(v) ? String(v) : v,
    );
    await this.#write(text);
  }
}

const round = (x: number): number => Math.round(x * 1000) / 1000;
