/** Files of the learner's folder: written whole or not at all; what is replaced is put aside first. */
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { systemCode } from '../errors.ts';

export const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export async function writeWhole(file: string, text: string): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  await fs.writeFile(beside, text);
  await fs.rename(beside, file);
}

/**
 * Keeps a text under `kept/<exercise>/`, named after the moment.
 *
 * @returns its path in the folder
 */
export async function putAside(folder: string, exercise: string, text: string): Promise<string> {
  const moment = new Date().toISOString().replaceAll(':', '-').replace('Z', '');
  const name = path.join('kept', exercise, `${moment}.ts`);
  await writeWhole(path.join(folder, name), text);
  return name;
}
