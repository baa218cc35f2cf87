/** The table that `limpide learn` works on: reading it, finding the target, saying what kind of task it is. */
import { learnCliErrors } from '../../errors/catalog/learn-cli.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type Frame, isText, type Label } from '../../learn/index.ts';
import { readFrame, readTable, toFrame } from '../../learn/tables/index.ts';

export type Task = 'classification' | 'regression';

/**
 * A table from a file: CSV needs nothing else; JSON and Parquet need the packages for tables.
 *
 * @param encoding of a CSV file's text, utf-8 when left out
 * @param wanted columns that are going to be asked for: a first line that looks like values (`2023,2024`) is taken
 *   for names when it has them
 */
export async function readData(
  path: string,
  encoding: string | undefined,
  wanted: readonly string[] = [],
): Promise<Frame> {
  if (/\.(json|jsonl|ndjson|parquet)$/i.test(path)) return toFrame(await readTable(path));
  const text = encoding === undefined ? {} : { encoding };
  const frame = await readFrame(path, text);
  if (wanted.length === 0 || wanted.some((name) => frame.has(name))) return frame;
  const named = await readFrame(path, { ...text, header: true }).catch(() => frame);
  return wanted.every((name) => named.has(name)) ? named : frame;
}

/** The rows whose target is known, and how many others there were. @throws DataError when there is none */
export function withTarget(frame: Frame, name: string): { frame: Frame; without: number } {
  const column = frame.column(name);
  const known = Array.from(column.keys()).filter((i) => {
    const value = column[i];
    return value !== null && !(typeof value === 'number' && Number.isNaN(value));
  });
  if (known.length === 0)
    raise(DataError, learnCliErrors, 'learnCli.targetEmpty', { target: name });
  const without = frame.rows - known.length;
  return { frame: without === 0 ? frame : frame.take(known), without };
}

/** What is to be predicted. */
export interface Target {
  readonly name: string;
  readonly task: Task;
  /** Why it is taken for that task. */
  readonly why: { readonly en: string; readonly fr: string };
  readonly values: readonly Label[];
}

/** Whole numbers with so few distinct values are classes, unless `--task` says otherwise. */
const FEW = 10;

/** @throws DataError for a column that is not there; rows without a value have been left out (`withTarget`) */
export function targetOf(frame: Frame, name: string, asked: Task | undefined): Target {
  const column = frame.column(name);
  const cells: readonly (Label | null)[] = [...column];
  const values = cells.filter((value) => value !== null);
  const distinct = new Set(values).size;
  if (isText(column)) {
    if (asked === 'regression') {
      const got = String(values[0]);
      raise(DataError, learnCliErrors, 'learnCli.textTarget', { target: name, got });
    }
    const why = { en: `${distinct} different texts`, fr: `${distinct} textes différents` };
    return { name, values, task: 'classification', why };
  }
  const whole = column.every(Number.isInteger);
  const task = asked ?? (whole && distinct <= FEW ? 'classification' : 'regression');
  const why = whole
    ? { en: `${distinct} different whole numbers`, fr: `${distinct} nombres entiers différents` }
    : { en: `${distinct} different numbers`, fr: `${distinct} nombres différents` };
  return { name, values, task, why };
}

/** Columns that a model can learn from, and those that were left out, with the reason. */
export interface Inputs {
  readonly X: Frame;
  readonly left: readonly { readonly name: string; readonly why: 'asked' | 'empty' | 'names' }[];
}

/**
 * All columns but the target, those to drop, those without a value, and texts that name the rows (more than
 * half of them different): nothing can be learned from these.
 */
export function inputsOf(
  frame: Frame,
  target: string | undefined,
  drop: readonly string[],
): Inputs {
  for (const name of drop) frame.column(name);
  const kept: string[] = [];
  const left: { name: string; why: 'asked' | 'empty' | 'names' }[] = [];
  for (const name of frame.names) {
    if (name === target) continue;
    const why = drop.includes(name) ? 'asked' : uselessness(frame, name);
    if (why === undefined) kept.push(name);
    else left.push({ name, why });
  }
  if (kept.length === 0) {
    raise(DataError, learnCliErrors, 'learnCli.noColumns', {
      target: target ?? '–',
      dropped: left.length > 0 ? left.map(({ name }) => name) : '–',
    });
  }
  return { X: frame.select(kept), left };
}

function uselessness(frame: Frame, name: string): 'empty' | 'names' | undefined {
  const column = frame.column(name);
  if (!isText(column)) return column.every(Number.isNaN) ? 'empty' : undefined;
  const texts = column.filter((text) => text !== null);
  const distinct = new Set(texts).size;
  return distinct > 20 && distinct > texts.length / 2 ? 'names' : undefined;
}
