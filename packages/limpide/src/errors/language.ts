/**
 * The language in which sentences are written: English or French.
 *
 * It is chosen once, from the environment (LIMPIDE_LANG, then LC_ALL, LC_MESSAGES, LANG in Node; the
 * navigator's language in a browser), and can be changed with `setLanguage`.
 */
export type Language = 'en' | 'fr';

function detect(): Language {
  const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } })
    .process?.env;
  const wanted =
    environment?.['LIMPIDE_LANG'] ??
    environment?.['LC_ALL'] ??
    environment?.['LC_MESSAGES'] ??
    environment?.['LANG'] ??
    (globalThis as { navigator?: { language?: string } }).navigator?.language ??
    'en';
  return wanted.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

let current: Language = detect();

/** The language of error messages and of the command line. */
export function language(): Language {
  return current;
}

/** Chooses the language of error messages and of the command line, `'en'` or `'fr'`. */
export function setLanguage(wanted: Language): void {
  current = wanted;
}
