/** A course in memory: what the loader reads from disk, and what pages and checks work with. */
import type { CheckFile } from '../checker/checks.ts';
import type { ExerciseMeta, LessonMeta } from './define.ts';
import type { ExerciseId, Lang } from './ids.ts';

/** The files of an exercise, as text: what travels to the page and to the checker. */
export interface ExerciseFiles {
  readonly starter: string;
  readonly solution: string;
  readonly checks: string;
  /** By mistake. */
  readonly wrong: Readonly<Record<string, string>>;
  /** Other `.ts` files of the folder, by name: data that the exercise imports. */
  readonly others: Readonly<Record<string, string>>;
}

/** Hints by task: a nudge, then the method, then almost the code. Markdown. */
export type Hints = Readonly<Record<string, readonly string[]>>;

export interface Exercise {
  readonly id: ExerciseId;
  readonly meta: ExerciseMeta;
  readonly files: ExerciseFiles;
  readonly hints: Readonly<Record<Lang, Hints>>;
  /** Absolute path of the folder. */
  readonly folder: string;
}

export interface Lesson {
  readonly meta: LessonMeta;
  /** Source text, by language. */
  readonly texts: Readonly<Record<Lang, string>>;
  readonly exercises: readonly Exercise[];
  readonly folder: string;
}

export interface Course {
  readonly lessons: readonly Lesson[];
  /** Folders that could not be read, with the reason. */
  readonly broken: readonly { readonly path: string; readonly message: string }[];
}

/** The checks of an exercise, once `checks.ts` has run. */
export type LoadedChecks = CheckFile;

/**
 * Hints from Markdown: `## <task>` and under it hints separated by lines `---`.
 */
export function parseHints(source: string): Hints {
  const hints: Record<string, string[]> = {};
  for (const part of source.split(/^## +/m).slice(1)) {
    const end = part.indexOf('\n');
    const task = (end < 0 ? part : part.slice(0, end)).trim();
    const body = end < 0 ? '' : part.slice(end + 1);
    hints[task] = body
      .split(/^---+ *$/m)
      .map((hint) => hint.trim())
      .filter((hint) => hint !== '');
  }
  return hints;
}

/**
 * A source in one language: comments that begin with `[fr]` or `[en]` are for one language only, and
 * lose their mark; the other language's lines go.
 */
export function localise(source: string, lang: Lang): string {
  const other = lang === 'fr' ? 'en' : 'fr';
  return source
    .split('\n')
    .filter((line) => !new RegExp(`^\\s*(//|\\*) ?\\[${other}\\]`).test(line))
    .map((line) => line.replace(new RegExp(`^(\\s*(?://|\\*) ?)\\[${lang}\\] ?`), '$1'))
    .join('\n');
}
