/** What every part of the server works with: the learner's folder, the database, the events. */
import type { DatabaseSync } from 'node:sqlite';
import { CourseStore } from './course/store.ts';
import { openDatabase } from './database/open.ts';
import { Events } from './events.ts';
import { openRuns, type Runs } from './runs/runs.ts';

export interface Studio {
  /** The learner's folder. */
  readonly folder: string;
  readonly database: DatabaseSync;
  readonly events: Events;
  readonly course: CourseStore;
  readonly runs: Runs;
}

export function openStudio(folder: string): Studio {
  const database = openDatabase(folder);
  const events = new Events();
  return {
    folder,
    database,
    events,
    course: new CourseStore(),
    runs: openRuns(folder, database, events),
  };
}

export function closeStudio(studio: Studio): void {
  studio.runs.close();
  studio.events.close();
  studio.database.close();
}
