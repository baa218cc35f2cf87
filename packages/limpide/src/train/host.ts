/** What training asks of the machine it runs on: a file to write lines to, a terminal, a pause. */

import { fileErrors } from '../errors/catalog/files.ts';
import { DataError, raise } from '../errors/index.ts';
import { ioError } from '../files/io-errors.ts';
import { builtin } from '../files/node.ts';

/** Adds a line to a file (Node). */
export async function appendLine(path: string, line: string): Promise<void> {
  const fs = builtin('node:fs/promises');
  if (fs === undefined) raise(DataError, fileErrors, 'io.noFiles', { path });
  try {
    await fs.appendFile(path, `${line}\n`);
  } catch (error) {
    throw ioError(error, path, 'write', line.length);
  }
}

/** A terminal, or what stands for one. */
export interface Terminal {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** The process's standard error, where there is a process. */
export function standardError(): Terminal | undefined {
  return (globalThis as { process?: { stderr?: Terminal } }).process?.stderr;
}

/** Seconds since some moment. */
export const now = (): number => performance.now() / 1000;

/**
 * Lets everything else that waits in the event loop go first: Ctrl-C, timers, a page to draw. Through a
 * message rather than a timer, which browsers slow down.
 */
export function pause(): Promise<void> {
  const immediate = (globalThis as { setImmediate?: (fn: () => void) => unknown }).setImmediate;
  if (immediate) return new Promise((resolve) => void immediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
