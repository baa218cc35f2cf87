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
