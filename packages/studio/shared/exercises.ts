/** Exercises as the page sees them: what is asked, the learner's code, what a check said, hints, the solution. */
import type { CheckResult } from '@limpide/course/checker/result';
import { z } from 'zod';

/** The result of a check as the runner gives it; the page trusts its own server for what is inside. */
const checkResultSchema = z.custom<CheckResult>(
  (value) => typeof value === 'object' && value !== null && 'status' in value && 'tasks' in value,
);

/** How an exercise stands; `how` as in the progress. */
const standingSchema = z.object({
  state: z.enum(['new', 'started', 'passed']),
  how: z.enum(['alone', 'hints', 'solution']),
  /** The version of the piece in the engine, from 1. */
  version: z.number().nullable(),
  /** The checks have changed since it passed. */
  outdated: z.boolean(),
});

/** A text and what names it: SHA-256. */
const codeSchema = z.object({ source: z.string(), hash: z.string() });

const neighbourSchema = z.object({ id: z.string(), title: z.string() }).nullable();

export const exercisePageSchema = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  tier: z.number(),
  minutes: z.number(),
  lesson: z.object({ id: z.string(), title: z.string() }),
  /** What it gives to the engine. */
  exports: z.array(z.string()),
  tasks: z.array(
    z.object({
      id: z.string(),
      points: z.number(),
      html: z.string(),
      /** Hints that were shown, as HTML, and how many there are. */
      hints: z.array(z.string()),
      hintCount: z.number(),
    }),
  ),
  code: codeSchema,
  /** Where the file is, to open it in another editor. */
  file: z.string(),
  standing: standingSchema,
  /** The reference, once it was asked for or the exercise is solved. */
  solution: z.string().nullable(),
  /** What the last check said, and of which code. */
  last: z.object({ result: checkResultSchema, hash: z.string() }).nullable(),
  /** Sentences of the lesson that checks refer to, as HTML. */
  rules: z.record(z.string(), z.string()),
  next: neighbourSchema,
});
export type ExercisePage = z.infer<typeof exercisePageSchema>;

const mostCode = 200_000;
export const saveSchema = z.object({
  code: z.string().max(mostCode),
  /** The hash of what was read before the change. */
  base: z.string(),
  /** What the file has become meanwhile is put aside, and this takes its place. */
  over: z.boolean().default(false),
});

/** A file that was put aside: its path in the learner's folder. */
const asideSchema = z.string().nullable();

export const savedSchema = z.discriminatedUnion('saved', [
  z.object({ saved: z.literal(true), hash: z.string(), aside: asideSchema }),
  /** The file had changed: it stays as it is, and what was sent is kept aside. */
  z.object({ saved: z.literal(false), theirs: codeSchema, aside: asideSchema }),
]);
export type Saved = z.infer<typeof savedSchema>;

export const checkRequestSchema = z.object({ code: z.string().max(mostCode) });
export const checkedSchema = z.object({
  result: checkResultSchema,
  standing: standingSchema,
  /** Names that this check put into the engine, new or changed. */
  joined: z.array(z.string()),
});
export type Checked = z.infer<typeof checkedSchema>;

export const hintRequestSchema = z.object({ task: z.string() });
export const hintsSchema = z.object({ task: z.string(), hints: z.array(z.string()) });
export const solutionSchema = z.object({ solution: z.string() });
export const resetSchema = z.object({ code: codeSchema, aside: asideSchema });

/** News of a file that changed: `code`. */
export const codeNewsSchema = z.object({ exercise: z.string(), hash: z.string() });

/** The engine, piece by piece. */
export const engineSchema = z.array(
  z.object({
    name: z.string(),
    exercise: z.string(),
    from: z.enum(['mine', 'reference', 'changed', 'broken']),
    version: z.number().nullable(),
    how: z.enum(['alone', 'hints', 'solution']).nullable(),
    outdated: z.boolean(),
  }),
);

/** What a trial of the engine found; null: nothing. */
export const trialSchema = z.object({
  trouble: z.object({ fr: z.string(), en: z.string() }).nullable(),
});

/** Files for the editor's TypeScript, by path: the language's own types, the engine, the exercise's other files. */
export const editorFilesSchema = z.object({
  files: z.record(z.string(), z.string()),
  /** The path that the learner's file has among them. */
  path: z.string(),
  paths: z.record(z.string(), z.array(z.string())),
});
export type EditorFiles = z.infer<typeof editorFilesSchema>;
