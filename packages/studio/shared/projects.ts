/** Projects: the checklist of a start as a document that lives, and the model card made of it. */
import { z } from 'zod';

export const projectDocumentSchema = z.object({
  /** What was written, by field. */
  fields: z.record(z.string(), z.string().max(20_000)),
  /** What was ticked, by question. */
  ticks: z.record(z.string(), z.boolean()),
});
export type ProjectDocument = z.infer<typeof projectDocumentSchema>;

export const projectSchema = z.object({
  id: z.string(),
  title: z.string(),
  document: projectDocumentSchema,
  changedAt: z.string(),
});
export type Project = z.infer<typeof projectSchema>;

export const projectListSchema = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    changedAt: z.string(),
    /** Questions that are ticked, of how many. */
    done: z.number(),
    of: z.number(),
  }),
);

export const projectNewSchema = z.object({ title: z.string().trim().min(1).max(200) });
export const projectChangeSchema = z.object({
  title: z.string().trim().min(1).max(200),
  document: projectDocumentSchema,
  /** `changedAt` of what was read: another window may have written meanwhile. */
  base: z.string(),
});
export const projectDeletedSchema = z.object({ deleted: z.literal(true) });
