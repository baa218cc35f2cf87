/** Which code a run ran: Limpide's commit where it is a checkout, its version otherwise; the learner's engine by its digest. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

function git(...args: string[]): string | null {
  try {
    return execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null; // not a checkout, or no git here
  }
}

let known: string | null = null;

/** `limpide 0.1.0 (1a2b3c4d5e6f)`; a `+` follows the commit when files were changed since. */
export function limpideVersion(): string {
  if (known !== null) return known;
  const file = path.join(root, 'packages', 'limpide', 'package.json');
  const { version } = JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string };
  const own = fs.existsSync(path.join(root, '.git'));
  const commit = own ? git('rev-parse', '--short=12', 'HEAD')?.trim() : undefined;
  const changed =
    commit && git('status', '--porcelain', '--untracked-files=no', 'packages/limpide/src');
  known = `limpide ${version}${commit ? ` (${commit}${changed ? '+' : ''})` : ''}`;
  return known;
}

export const codeVersion = (engineDigest: string | undefined): string =>
  engineDigest === undefined
    ? limpideVersion()
    : `${limpideVersion()} · moteur ${engineDigest.slice(0, 12)}`;

/** SHA-256 of a file, read piece by piece. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of fs.createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
