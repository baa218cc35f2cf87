/**
 * Writing a file all or nothing: the new content goes to a temporary file in the same folder, down
 * to the disk (fsync), and takes the old one's place by a rename. A process killed at any moment
 * leaves the old file or the new one, whole.
 */
import type { FileHandle } from 'node:fs/promises';
import { fileErrors } from '../errors/catalog/files.ts';
import { DataError, raise } from '../errors/index.ts';
import { ioError } from './io-errors.ts';
import { builtin, nodeProcess } from './node.ts';
import { sha256 } from './sha256.ts';

/** The system takes at most 2³¹ − 1 bytes at a time. */
const CHUNK = 2 ** 30;
/** A temporary file of another machine (on a shared disk) is left alone for a day. */
const FOREIGN_LIFETIME_MS = 24 * 3600 * 1000;

/**
 * Writes the parts, one after the other, as the new content of a file.
 *
 * @throws DataError when the folder is missing, may not be written, or the disk is full; the file
 *   that was there before is then as it was
 */
export async function writeAtomically(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const fs = builtin('node:fs/promises');
  const paths = builtin('node:path');
  if (fs === undefined || paths === undefined) raise(DataError, fileErrors, 'io.noFiles', { path });
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);

  let handle: FileHandle | undefined;
  let temporary: string | undefined;
  try {
    // A link is followed, so that what it points to is replaced, and not the link.
    const target = await fs.realpath(path).catch(() => path);
    const before = await fs.stat(target).catch(() => undefined);
    if (before?.isDirectory() === true) raise(DataError, fileErrors, 'io.isFolder', { path });

    const folder = paths.dirname(target);
    const names = temporaryNames(paths.basename(target));
    await removeLeftovers(folder, names);
    const chosen = paths.join(folder, names.fresh());
    handle = await fs.open(chosen, 'wx', before?.mode);
    temporary = chosen;
    for (const part of parts) await writeFully(handle, part);
    await handle.sync();
    await handle.close();
    handle = undefined;
    await fs.rename(chosen, target);
    temporary = undefined;
    await syncFolder(folder);
  } catch (error) {
    throw ioError(error, path, 'write', bytes);
  } finally {
    await handle?.close().catch(() => undefined);
    if (temporary !== undefined) await fs.rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function writeFully(handle: FileHandle, part: Uint8Array): Promise<void> {
  for (let at = 0; at < part.length; ) {
    at += (await handle.write(part, at, Math.min(part.length - at, CHUNK))).bytesWritten;
  }
}

/** Makes the rename itself durable. Not every system lets a folder be synced; none needs to. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await builtin('node:fs/promises')
    ?.open(folder, 'r')
    .catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

interface TemporaryNames {
  fresh(): string;
  /** The machine and process that a temporary file belongs to, if the name is one of ours. */
  owner(name: string): { readonly here: boolean; readonly pid: number } | undefined;
}

/** `.<file>.<machine>-<process>-<random>.tmp` */
function temporaryNames(base: string): TemporaryNames {
  const machine = sha256(new TextEncoder().encode(builtin('node:os')?.hostname() ?? '')).slice(
    0,
    8,
  );
  // A name near the system's limit (255 bytes) leaves no room for what is added to it.
  const prefix = `.${base.slice(0, 60)}.`;
  return {
    fresh: () => {
      const random = Math.random().toString(36).slice(2, 10);
      return `${prefix}${machine}-${nodeProcess()?.pid ?? 0}-${random}.tmp`;
    },
    owner: (name) => {
      if (!name.startsWith(prefix)) return undefined;
      const found = /^([0-9a-f]{8})-(\d+)-[0-9a-z]+\.tmp$/.exec(name.slice(prefix.length));
      return found === null ? undefined : { here: found[1] === machine, pid: Number(found[2]) };
    },
  };
}

/** Removes the temporary files of this file that killed processes left behind. */
async function removeLeftovers(folder: string, names: TemporaryNames): Promise<void> {
  const fs = builtin('node:fs/promises');
  const paths = builtin('node:path');
  if (fs === undefined || paths === undefined) return;
  // Cleaning is a courtesy: where it is not possible, writing goes on and says what is wrong.
  for (const name of await fs.readdir(folder).catch(() => [])) {
    const owner = names.owner(name);
    if (owner === undefined) continue;
    const file = paths.join(folder, name);
    const stat = await fs.stat(file).catch(() => undefined);
    if (stat === undefined) continue;
    const dead = owner.here ? !isAlive(owner.pid) : Date.now() - stat.mtimeMs > FOREIGN_LIFETIME_MS;
    if (dead) await fs.rm(file, { force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return nodeProcess()?.kill?.(pid, 0) ?? true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
