/** What every part of the server works with: the learner's folder, the database, the events. */
import type { DatabaseSync } from 'node:sqlite';
import { CourseStore } from './course/store.ts';
import { openDatabase } from './database/open.ts';
import { Events } from './events.ts';
import { Desk } from './exercises/desk.ts';
import { watchFolder } from './exercises/watch.ts';
import { Review } from './quiz/review.ts';
import { openRuns, type Runs } from './runs/runs.ts';
import { Search } from './search/search.ts';

export interface Studio {
  /** The learner's folder. */
  readonly folder: string;
  readonly database: DatabaseSync;
  readonly events: Events;
  readonly course: CourseStore;
  readonly runs: Runs;
  /** The learner's exercises and engine. */
  readonly desk: Desk;
  readonly review: Review;
  readonly search: Search;
  /** Stops listening to changes of the folder. */
  readonly unwatch: () => void;
}

export function openStudio(folder: string): Studio {
  const database = openDatabase(folder);
  const events = new Events();
  const course = new CourseStore();
  return {
    folder,
    database,
    events,
    course,
    runs: openRuns(folder, database, events),
    desk: new Desk(folder, database, course),
    review: new Review(database, course),
    search: new Search(course),
    unwatch: watchFolder(folder, events),
  };
}

export function closeStudio(studio: Studio): void {
  studio.unwatch();
  studio.desk.close();
  studio.runs.close();
  studio.events.close();
  studio.database.close();
}
