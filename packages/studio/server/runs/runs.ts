/** Everything about runs that the server has open: the store, the trainings, the terminal's folders. */
import process from 'node:process';
import type { DatabaseSync } from 'node:sqlite';
import type { Events } from '../events.ts';
import { RunStore } from './store.ts';
import { TerminalRuns } from './terminal.ts';
import { Trainings } from './trainings.ts';

export interface Runs {
  readonly store: RunStore;
  readonly trainings: Trainings;
  readonly terminal: TerminalRuns;
  /** What a killed server left has been put in order. */
  readonly ready: Promise<void>;
  close(): void;
}

export function openRuns(folder: string, database: DatabaseSync, events: Events): Runs {
  const store = new RunStore(folder, database, events);
  const trainings = new Trainings(store);
  const terminal = new TerminalRuns(store, [folder, process.cwd()]);
  const sweeper = setInterval(() => sweep(store), 30_000).unref();
  const ready = trainings.recover().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
  });
  terminal.watch();
  return {
    store,
    trainings,
    terminal,
    ready,
    close() {
      clearInterval(sweeper);
      terminal.close();
      trainings.close();
    },
  };
}

/** A page that was closed says nothing any more: its run has stopped. */
function sweep(store: RunStore): void {
  for (const { id, place, state } of store.list()) {
    if (place !== 'page' || state !== 'running') continue;
    if (Date.now() - store.lastSign(id) > 60_000) store.advance(id, { state: 'stopped' });
  }
}
