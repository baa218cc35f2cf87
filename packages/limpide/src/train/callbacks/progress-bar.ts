import { language } from '../../errors/index.ts';
import type { Callback, Logs, TrainingRun } from '../callback.ts';
import { now, standardError, type Terminal } from '../host.ts';

export interface ProgressBarOptions {
  /** Where to write; the process's standard error when left out. */
  readonly to?: Terminal | undefined;
  /** What a sample is called: `images` makes `images/s`. */
  readonly samples?: string | undefined;
}

/** More epochs than this are not shown one by one. */
const many = 20;

const words = {
  en: { epoch: 'epoch', rate: (what: string) => `${what}/s`, samples: 'samples' },
  fr: { epoch: 'époque', rate: (what: string) => `${what}/s`, samples: 'exemples' },
} as const;

/**
 * One line per epoch. In a terminal it moves while the epoch goes on, ten times a second at most;
 * elsewhere it is written once, when the epoch is over. Of more than twenty epochs, a terminal shows one
 * moving line, and elsewhere one in ten of them is written.
 */
export class ProgressBar implements Callback {
  readonly #to: Terminal | undefined;
  readonly #samples: string | undefined;
  #shown = 0;

  constructor(options: ProgressBarOptions = {}) {
    this.#to = options.to ?? standardError();
    this.#samples = options.samples;
  }
  get #live(): boolean {
    return this.#to?.isTTY === true;
  }

  onTrainBegin(): void {
    this.#shown = 0;
  }
  onBatchEnd(batch: number, logs: Logs, run: TrainingRun): void {
    if (!this.#live) return;
    const time = now();
    const last = batch + 1 === run.batches && run.epochs <= many;
    if (time - this.#shown < 0.1 && !last) return;
    this.#shown = time;
    this.#to?.write(`\r${this.#line(logs, run)}\u001b[K`);
  }
  onEpochEnd(epoch: number, logs: Logs, run: TrainingRun): void {
    const last = epoch + 1 === run.epochs || run.stopped !== null;
    if (this.#live) {
      const end = run.epochs <= many || last ? '\n' : '';
      if (end === '' && now() - this.#shown < 0.1) return;
      this.#shown = now();
      this.#to?.write(`\r${this.#line(logs, run)}\u001b[K${end}`);
      return;
    }
    const every = run.epochs <= many ? 1 : Math.ceil(run.epochs / 10);
    if ((epoch + 1) % every === 0 || last) this.#to?.write(`${this.#line(logs, run)}\n`);
  }
  onTrainEnd(run: TrainingRun): void {
    // an epoch left in the middle keeps its line
    const between = run.batch === 0 && run.epochs <= many;
    if (this.#live && run.stopped !== null && !between) this.#to?.write('\n');
  }

  #line(logs: Logs, run: TrainingRun): string {
    const lang = language();
    const text = words[lang];
    const width = String(run.epochs).length;
    const epoch = `${text.epoch} ${String(run.epoch + 1).padStart(width)}/${run.epochs}`;
    const values = Object.entries(logs).map(
      ([name, value]) => `${label(name)} ${figure(name, value, lang)}`,
    );
    const rate = run.seconds > 0 ? run.samples / run.seconds : 0;
    const speed = `${Math.round(rate).toLocaleString(lang === 'fr' ? 'fr-FR' : 'en-US')} ${text.rate(this.#samples ?? text.samples)}`;
    const columns = this.#to?.columns ?? 80;
    const rest = [values.join('  '), speed].join('  ');
    if (!this.#live) return `${epoch}  ${rest}`;
    const room = Math.min(24, columns - epoch.length - rest.length - 7);
    const line =
      room >= 6 ? `${epoch}  ${bar(run.batch / run.batches, room)}  ${rest}` : `${epoch}  ${rest}`;
    return line.slice(0, columns - 1);
  }
}

/** A bar of `width` characters, drawn in eighths. */
function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const full = Math.floor(eighths / 8);
  const part = eighths % 8 === 0 ? '' : '▏▎▍▌▋▊▉'[(eighths % 8) - 1]!;
  return `▕${'█'.repeat(full)}${part}${' '.repeat(Math.max(0, width - full - part.length))}▏`;
}

const frenchLabels: Readonly<Record<string, string>> = {
  loss: 'perte',
  accuracy: 'exactitude',
  valLoss: 'perte val.',
  valAccuracy: 'exactitude val.',
  learningRate: 'pas',
};
const englishLabels: Readonly<Record<string, string>> = {
  valLoss: 'val. loss',
  valAccuracy: 'val. accuracy',
  learningRate: 'rate',
};
const label = (name: string): string =>
  (language() === 'fr' ? frenchLabels : englishLabels)[name] ?? name;

/** Accuracies in percent, the rest with four digits. */
function figure(name: string, value: number, lang: 'en' | 'fr'): string {
  const percent = /accuracy$/i.test(name);
  const text = percent
    ? (100 * value).toFixed(2)
    : Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4
      ? value.toFixed(4)
      : value.toExponential(2);
  const local = lang === 'fr' ? text.replace('.', ',') : text;
  if (!percent) return local;
  return lang === 'fr' ? `${local}\u202f%` : `${local}%`;
}
