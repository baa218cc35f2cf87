/** Words of a widget in both languages, beside the widget. */
import { printed } from '../../../../shared/print.ts';
import { language } from '../../lib/i18n.svelte.ts';

/** The texts in the current language; both languages have the same keys. */
export function inBoth<T extends object>(both: {
  readonly fr: T;
  readonly en: NoInfer<T>;
}): () => T {
  const texts = { fr: printed(both.fr, 'fr'), en: printed(both.en, 'en') };
  return () => texts[language.current];
}
