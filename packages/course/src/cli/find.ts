/** Which exercise somebody means: its whole name, the end of it, its file; or who it could have been. */
import path from 'node:path';
import type { Course, Exercise, Lesson } from '../format/course.ts';
import { type Context, Usage } from './context.ts';
import { say, words } from './words.ts';

export interface Found {
  readonly lesson: Lesson;
  readonly exercise: Exercise;
}

export const allExercises = (course: Course): Found[] =>
  course.lessons.flatMap((lesson) => lesson.exercises.map((exercise) => ({ lesson, exercise })));

/** @throws Usage when no exercise has that name, or several have */
export function findExercise(
  course: Course,
  asked: string | undefined,
  { lang, folder, positionals }: Context,
): Found {
  if (asked === undefined) throw new Usage(say(words.needsExercise, lang));
  if (positionals.length > 1) throw new Usage(say(words.oneExercise, lang));
  const name = nameOf(asked, folder.root);
  const all = allExercises(course);
  const found = all.filter(({ exercise: { id } }) => id === name || id.endsWith(`/${name}`));
  if (found.length > 1) throw new Usage(say(words.ambiguous, lang, { name, list: list(found) }));
  const [first] = found;
  if (first !== undefined) return first;
  const inside = all.filter(({ lesson: { meta } }) =>
    [meta.id, meta.id.split('/')[1]].includes(name),
  );
  if (inside.length > 0) throw new Usage(say(words.isLesson, lang, { name, list: list(inside) }));
  const near = nearest(name, all);
  if (near === undefined) throw new Usage(say(words.unknownExercise, lang, { name }));
  throw new Usage(say(words.nearExercise, lang, { name, near }));
}

const list = (found: readonly Found[]): string =>
  found.map(({ exercise }) => exercise.id).join(', ');

/** `~/limpide-atelier/exercises/maths/dot-product/dot.ts` is `maths/dot-product/dot`. */
function nameOf(asked: string, root: string): string {
  if (!asked.endsWith('.ts')) return asked.replace(/\/+$/, '');
  const inside = path.relative(path.join(root, 'exercises'), path.resolve(asked));
  const name = inside.startsWith('..') ? asked : inside;
  return name.slice(0, -3).split(path.sep).join('/');
}

/** The exercise whose name, or the end of whose name, differs by few letters. */
function nearest(name: string, all: readonly Found[]): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  let best: { id: string; distance: number } | undefined;
  for (const { exercise } of all) {
    const parts = exercise.id.split('/');
    const ends = parts.map((_, i) => parts.slice(i).join('/'));
    const distance = Math.min(...ends.map((end) => changes(name.toLowerCase(), end.toLowerCase())));
    if (distance <= most && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { id: exercise.id, distance };
    }
  }
  return best?.id;
}

/** Letters to insert, delete or replace between two words (Levenshtein 1966), row by row. */
function changes(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
