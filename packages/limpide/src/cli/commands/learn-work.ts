/** The long work of `limpide learn`: in the background, with a line of progress, and stopped at once by Ctrl-C. */
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { learnCliErrors } from '../../errors/catalog/learn-cli.ts';
import { AbortError, raise, type Sentence } from '../../errors/index.ts';
import { writeAtomically } from '../../files/atomic.ts';
import { ioError } from '../../files/io-errors.ts';
import type { FitOptions, Progress } from '../../learn/index.ts';
import { figure, say, typeset } from '../command.ts';
import type { Output } from '../output.ts';

/** What is counted while a model learns. */
const units: Readonly<Record<string, Sentence>> = {
  batches: { en: 'batches', fr: 'lots' },
  classes: { en: 'classes', fr: 'classes' },
  columns: { en: 'columns', fr: 'colonnes' },
  cuts: { en: 'cuts', fr: 'coupes' },
  epochs: { en: 'epochs', fr: 'époques' },
  estimators: { en: 'models', fr: 'modèles' },
  fits: { en: 'fits', fr: 'apprentissages' },
  folds: { en: 'folds', fr: 'plis' },
  iterations: { en: 'iterations', fr: 'itérations' },
  merges: { en: 'merges', fr: 'fusions' },
  pairs: { en: 'pairs', fr: 'paires' },
  passes: { en: 'passes', fr: 'passages' },
  samples: { en: 'rows', fr: 'lignes' },
  searches: { en: 'searches', fr: 'recherches' },
  seeds: { en: 'starts', fr: 'départs' },
  steps: { en: 'steps', fr: 'étapes' },
  trees: { en: 'trees', fr: 'arbres' },
};

const counted = ({ done, total, unit }: Progress): string => {
  const name = say(units[unit] ?? { en: unit, fr: unit });
  return Number.isFinite(total)
    ? `${figure(done)}/${figure(total)} ${name}`
    : `${figure(done)} ${name}`;
};

/**
 * Does work that can be stopped. While it lasts Ctrl-C is heard, and ends it at once; a second one is not needed.
 *
 * @param who  the model's name, for the sentence
 * @throws AbortError `learnCli.stopped`, with how far it was
 */
export async function stoppable<T>(
  who: string,
  out: Output,
  work: (options: Required<Pick<FitOptions, 'signal' | 'onProgress'>>) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let last: Progress | undefined;
  const onProgress = (progress: Progress): void => {
    last = progress;
    if (!out.live) return;
    const { done, total } = progress;
    out.terminal?.write(`\r${counted(progress)}\u001b[K${done >= total ? '\r\u001b[K' : ''}`);
  };
  const stop = (): void => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    return await work({ signal: controller.signal, onProgress });
  } catch (error) {
    if (!(error instanceof AbortError)) throw error;
    if (out.live) out.terminal?.write('\r\u001b[K');
    const far = last ? ` (${counted(last)})` : '';
    return raise(AbortError, learnCliErrors, 'learnCli.stopped', { who, far });
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}

/** The exit code of a command whose work was stopped, after saying so; other errors go on. */
export function afterStop(error: unknown, out: Output): number {
  if (!(error instanceof AbortError)) throw error;
  out.object({ type: 'stopped', code: error.code, message: typeset(error.message) });
  if (!out.json) process.stderr.write(`limpide: ${typeset(error.message)}\n`);
  return 130;
}

/** Whether a file could be written there: said before the work, not after it. @throws DataError */
export async function checkFolder(path: string | undefined): Promise<void> {
  if (path === undefined) return;
  try {
    await readdir(dirname(path));
  } catch (error) {
    throw ioError(error, path, 'write', 0);
  }
}

/** Writes a text all or nothing: who is stopped leaves no half of it. */
export const writeText = (path: string, text: string): Promise<void> =>
  writeAtomically(path, [new TextEncoder().encode(text)]);
