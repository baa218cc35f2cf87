/** What the studio remembers of its user's choices. */
import { z } from 'zod';

export const settingsSchema = z.object({
  language: z.enum(['fr', 'en']),
  theme: z.enum(['auto', 'light', 'dark']),
  /** The track that is followed, by its id. */
  track: z.string().nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsChangeSchema = settingsSchema.partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
