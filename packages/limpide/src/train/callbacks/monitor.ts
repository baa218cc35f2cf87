/** Watching one value of the logs: which way is better, and whether it got better. */
import { trainErrors } from '../../errors/catalog/train.ts';
import { ArgumentError, raise } from '../../errors/index.ts';
import type { Logs } from '../callback.ts';
import { hintFor } from '../suggest.ts';

export interface MonitorOptions {
  /** The value to watch; `'valLoss'` when left out. */
  readonly monitor?: string | undefined;
  /** Whether less or more is better; `'auto'`: more for accuracies and scores, less for the rest. */
  readonly mode?: 'auto' | 'min' | 'max' | undefined;
  /** A smaller change does not count as better; 0 when left out. */
  readonly minDelta?: number | undefined;
}

export class Monitor {
  readonly name: string;
  readonly #op: string;
  readonly #sign: 1 | -1;
  readonly #minDelta: number;
  best: number | null = null;

  constructor(op: string, options: MonitorOptions) {
    this.name = options.monitor ?? 'valLoss';
    const mode = options.mode ?? 'auto';
    const rises =
      mode === 'max' || (mode === 'auto' && /acc|precision|recall|f1|top/i.test(this.name));
    this.#op = op;
    this.#sign = rises ? 1 : -1;
    this.#minDelta = Math.abs(options.minDelta ?? 0);
  }

  /**
   * The value in these logs.
   *
   * @throws ArgumentError when it is not measured
   */
  read(logs: Logs): number {
    const value = logs[this.name];
    if (value === undefined) {
      const known = Object.keys(logs);
      const hint = hintFor(this.name, known);
      raise(ArgumentError, trainErrors, 'callback.monitor', {
        op: this.#op,
        got: this.name,
        known,
        hint,
      });
    }
    return value;
  }
  /** Whether a value is better than the best so far, which it then becomes. NaN never is. */
  improves(value: number): boolean {
    const better =
      !Number.isNaN(value) &&
      (this.best === null || this.#sign * (value - this.best) > this.#minDelta);
    if (better) this.best = value;
    return better;
  }
}
