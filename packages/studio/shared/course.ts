/** The course as the page sees it: the map, a lesson's text. */
import type { Block } from '@limpide/course/format';
import { z } from 'zod';

const layer = z.string();
export const lessonCardSchema = z.object({
  id: z.string(),
  layer,
  title: z.string(),
  summary: z.string(),
  minutes: z.number(),
  requires: z.array(z.string()),
  teaches: z.array(z.string()),
  /** false: announced, not written yet. */
  written: z.boolean(),
  exercises: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.string(),
      tier: z.number(),
      minutes: z.number(),
      /** What it gives to the learner's engine. */
      exports: z.array(z.string()),
    }),
  ),
});
export type LessonCard = z.infer<typeof lessonCardSchema>;

export const courseMapSchema = z.object({
  lessons: z.array(lessonCardSchema),
  layers: z.array(z.object({ id: z.string(), title: z.string() })),
});
export type CourseMap = z.infer<typeof courseMapSchema>;

/** Blocks of `@limpide/course`; the page trusts its own server for what is inside. */
const blockSchema = z.custom<Block>(
  (value) => typeof value === 'object' && value !== null && 'type' in value,
);
export const lessonTextSchema = z.object({
  lang: z.enum(['fr', 'en']),
  title: z.string(),
  blocks: z.array(blockSchema),
  headings: z.array(z.object({ id: z.string(), level: z.number(), text: z.string() })),
});
export const lessonPageSchema = z.object({
  card: lessonCardSchema,
  text: lessonTextSchema,
  sources: z.array(
    z.object({
      title: z.string(),
      authors: z.string(),
      year: z.number().optional(),
      url: z.string().optional(),
    }),
  ),
});
export type LessonPage = z.infer<typeof lessonPageSchema>;
