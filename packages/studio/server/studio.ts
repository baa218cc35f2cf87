/** What every part of the server works with: the learner's folder, the database, the events. */
import type { DatabaseSync } from 'node:sqlite';
import { CourseStore } from './course/store.ts';
import { openDatabase } from './database/open.ts';
import { Events } from './events.ts';

export interface Studio {
  /** The learner's folder. */
  readonly folder: string;
  readonly database: DatabaseSync;
  readonly events: Events;
  readonly course: CourseStore;
}

export function openStudio(folder: string): Studio {
  return {
    folder,
    database: openDatabase(folder),
    events: new Events(),
    course: new CourseStore(),
  };
}

export function closeStudio(studio: Studio): void {
  studio.events.close();
  studio.database.close();
}
