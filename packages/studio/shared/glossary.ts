/** The glossary in one language, with the word in the other. */
import { z } from 'zod';

export const termSchema = z.object({
  id: z.string(),
  term: z.string(),
  /** The same in the other language. */
  other: z.string(),
  html: z.string(),
  lesson: z.object({ id: z.string(), title: z.string(), written: z.boolean() }).nullable(),
  see: z.array(z.object({ id: z.string(), term: z.string() })),
});
export type Term = z.infer<typeof termSchema>;
export const glossarySchema = z.array(termSchema);
