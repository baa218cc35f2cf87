/** Tracks, and the plan that a learner makes of one. */
import { z } from 'zod';

const stepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lesson'), lesson: z.string() }),
  z.object({
    kind: z.literal('project'),
    id: z.string(),
    title: z.string(),
    what: z.string(),
    minutes: z.number(),
    where: z.array(z.string()),
  }),
]);
export const trackSchema = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  audience: z.array(z.string()),
  prerequisites: z.array(z.string()),
  objectives: z.array(z.string()),
  assessment: z.string(),
  hours: z.number(),
  pace: z.string(),
  stages: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      aim: z.string(),
      minutes: z.number(),
      concepts: z.array(z.object({ id: z.string(), title: z.string() })),
      steps: z.array(stepSchema),
      milestone: z.string(),
    }),
  ),
  resources: z.array(
    z.object({
      title: z.string(),
      authors: z.string(),
      year: z.number().optional(),
      url: z.string().optional(),
      note: z.string(),
    }),
  ),
});
export type Track = z.infer<typeof trackSchema>;
export const tracksSchema = z.array(trackSchema);

/** A date, `2026-11-21`. */
const day = z.iso.date();
export const planSchema = z.object({
  track: z.string(),
  start: day,
  /** Hours a week; null: whole days, one after the other, of `hoursADay`. */
  hoursAWeek: z.number().min(0.5).max(60).nullable(),
  hoursADay: z.number().min(1).max(10),
});
export type Plan = z.infer<typeof planSchema>;
export const savedPlanSchema = z.object({ plan: planSchema.nullable() });
