/** Where a command writes: sentences for people, or one JSON object per line. */
import process from 'node:process';
import type { Terminal } from '../train/index.ts';

export interface Output {
  readonly json: boolean;
  /** Whether colours may be used. */
  readonly color: boolean;
  /** Whether lines may be written over. */
  readonly live: boolean;
  readonly columns: number;
  /** Text for people; nothing in JSON mode. */
  text(line?: string): void;
  /** An object for programs; nothing otherwise. */
  object(value: Readonly<Record<string, unknown>>): void;
  /** The stream for a progress bar; undefined in JSON mode. */
  readonly terminal: Terminal | undefined;
  readonly style: Style;
}

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  accent(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

/** What JSON has no number for becomes text. */
export const jsonLine = (value: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'number' && !Number.isFinite(item) ? String(item) : item,
  );

export function standardOutput(json: boolean): Output {
  const { stdout, env } = process;
  const live = stdout.isTTY === true && !json;
  const color = live && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb';
  const code = (n: string) => (text: string) => (color ? `\u001b[${n}m${text}\u001b[0m` : text);
  return {
    json,
    color,
    live,
    columns: stdout.columns ?? 80,
    text(line = '') {
      if (!json) stdout.write(`${line}\n`);
    },
    object(value) {
      if (json) stdout.write(`${jsonLine(value)}\n`);
    },
    terminal: json ? undefined : stdout,
    // orange against blue: told apart by everybody, on a dark ground and on a light one
    style: {
      bold: code('1'),
      dim: code('2'),
      accent: code('38;5;33'),
      good: code('38;5;33'),
      bad: code('38;5;208'),
    },
  };
}
