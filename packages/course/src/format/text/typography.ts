/** Small matters of print. */

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/**
 * The spaces of French print, so that writers may type plain ones: narrow and unbreakable before
 * ; ! ? and %, unbreakable before : and inside « ». An apostrophe becomes typographic in both.
 */
export function typography(text: string, lang: 'fr' | 'en'): string {
  const apostrophes = text.replaceAll(/(\p{L})'(?=\p{L}|$)/gu, '$1’');
  if (lang === 'en') return apostrophes;
  return apostrophes
    .replaceAll(/[ \u00a0\u202f]([;!?%])/g, '\u202f$1')
    .replaceAll(/[ \u202f]([:»])/g, '\u00a0$1')
    .replaceAll(/«[ \u202f]/g, '«\u00a0');
}
