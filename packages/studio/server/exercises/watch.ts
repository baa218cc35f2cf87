/** The learner's folder watched: what the terminal or an editor changes there reaches open pages. */
import fs from 'node:fs';
import path from 'node:path';
import type { Events } from '../events.ts';
import { readIfThere, sha } from './files.ts';

/** Several writes close together are one piece of news. */
const calm = 120;

/** @returns what stops it */
export function watchFolder(folder: string, events: Events): () => void {
  const exercises = path.join(folder, 'exercises');
  fs.mkdirSync(exercises, { recursive: true });
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = async (): Promise<void> => {
    const names = [...changed];
    changed.clear();
    for (const name of names) {
      // a file that cannot be read now is read, and complained of, when its exercise is opened
      const source = await readIfThere(path.join(exercises, name)).catch(() => undefined);
      if (source === undefined) continue;
      const exercise = name.replace(/\.ts$/, '').split(path.sep).join('/');
      events.tell('code', { exercise, hash: sha(source) });
    }
    events.tell('progress', {});
  };
  const soon = (name?: string): void => {
    if (name !== undefined) changed.add(name);
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), calm);
    timer.unref();
  };
  const watchers = [
    fs.watch(exercises, { recursive: true }, (_event, name) => {
      if (name?.endsWith('.ts')) soon(name);
    }),
    fs.watch(folder, (_event, name) => {
      if (name === 'atelier.json') soon();
    }),
  ];
  for (const watcher of watchers) {
    watcher.unref();
    // a folder that goes away is not the end of the studio
    watcher.on('error', () => watcher.close());
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
