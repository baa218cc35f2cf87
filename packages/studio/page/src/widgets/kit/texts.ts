/** Words of a widget in both languages, beside the widget. */
import { language } from '../../lib/i18n.svelte.ts';

/** The texts in the current language; both languages have the same keys. */
export const inBoth =
  <T extends object>(both: { readonly fr: T; readonly en: NoInfer<T> }): (() => T) =>
  () =>
    both[language.current];
