/** How far the learner is: from the folder that the terminal shares, and from what was visited here. */
import type { DatabaseSync } from 'node:sqlite';
import type { Progress } from '../../shared/progress.ts';
import type { Studio } from '../studio.ts';

export async function readProgress({ course, desk, database, review }: Studio): Promise<Progress> {
  const { lessons } = await course.course();
  const manifest = await desk.manifest();
  const exercises: Progress['exercises'] = {};
  const dates = new Map<string, string>();
  for (const { meta, exercises: own } of lessons) {
    for (const exercise of own) {
      const { state, how } = await desk.standing(exercise, manifest);
      if (state === 'new') continue;
      exercises[exercise.id] = { state, how };
      const date = manifest.solved[exercise.id]?.date ?? '';
      if (date >= (dates.get(meta.id) ?? '')) dates.set(meta.id, date);
    }
  }
  const visits = new Map(
    database
      .prepare('SELECT lesson, last_at, finished_at FROM visits')
      .all()
      .map((row) => [String(row['lesson']), row]),
  );
  const found: Progress['lessons'] = {};
  for (const { meta, exercises: own } of lessons) {
    const visit = visits.get(meta.id);
    if (!visit && !dates.has(meta.id)) continue;
    const done =
      own.length > 0
        ? own.every(({ id }) => exercises[id]?.state === 'passed')
        : visit?.['finished_at'] != null;
    const lastAt = [String(visit?.['last_at'] ?? ''), dates.get(meta.id) ?? ''].sort().at(-1) ?? '';
    found[meta.id] = { done, lastAt };
  }
  return { lessons: found, exercises, due: await review.dueCount() };
}

/** A lesson was opened. */
export function visit(database: DatabaseSync, lesson: string): void {
  const now = new Date().toISOString();
  database
    .prepare(
      `INSERT INTO visits (lesson, first_at, last_at) VALUES (?, ?, ?)
       ON CONFLICT (lesson) DO UPDATE SET last_at = excluded.last_at`,
    )
    .run(lesson, now, now);
}

/** A lesson was read to its end, or not after all. */
export function markRead(database: DatabaseSync, lesson: string, read: boolean): void {
  visit(database, lesson);
  database
    .prepare('UPDATE visits SET finished_at = ? WHERE lesson = ?')
    .run(read ? new Date().toISOString() : null, lesson);
}
