/** How far a learner is. */
import { z } from 'zod';

export const progressSchema = z.object({
  /** Lessons that were opened. */
  lessons: z.record(z.string(), z.object({ done: z.boolean(), lastAt: z.string() })),
  exercises: z.record(
    z.string(),
    z.object({
      state: z.enum(['started', 'passed']),
      /** Solved alone, with hints, or after looking at the solution. */
      how: z.enum(['alone', 'hints', 'solution']),
    }),
  ),
  /** Questions to review today. */
  due: z.number(),
});
export type Progress = z.infer<typeof progressSchema>;

/** A lesson was opened. */
export const visitSchema = z.object({ lesson: z.string() });
/** A lesson without exercises was read, or is not read after all. */
export const readSchema = z.object({ lesson: z.string(), read: z.boolean() });
