/** What a search finds. */
import { z } from 'zod';

/** Small letters without accents, ligatures opened: what is compared. */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');

export const hitSchema = z.object({
  kind: z.enum(['lesson', 'section', 'exercise', 'term']),
  title: z.string(),
  /** Where it stands: the lesson of a section. */
  where: z.string(),
  href: z.string(),
  /** A few words around what was found. */
  excerpt: z.string(),
});
export type Hit = z.infer<typeof hitSchema>;
export const hitsSchema = z.array(hitSchema);
