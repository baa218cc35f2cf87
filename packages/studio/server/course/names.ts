/** Names in addresses, as ids of the course. */
import type { Lang } from '@limpide/course/format';

export const lessonId = (layer: string, name: string): string => `${layer}/${name}`;
/** The language of a request: `?lang=en`. */
export const langOf = (text: string | undefined): Lang => (text === 'en' ? 'en' : 'fr');
