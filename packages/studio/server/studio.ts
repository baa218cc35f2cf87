/** What every part of the server works with: the learner's folder, the database, the events. */
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from './database/open.ts';
import { Events } from './events.ts';

export interface Studio {
  /** The learner's folder. */
  readonly folder: string;
  readonly database: DatabaseSync;
  readonly events: Events;
}

export function openStudio(folder: string): Studio {
  return { folder, database: openDatabase(folder), events: new Events() };
}

export function closeStudio(studio: Studio): void {
  studio.events.close();
  studio.database.close();
}
