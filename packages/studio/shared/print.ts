/** Texts as they are printed: French spaces and typographic apostrophes, in every text of a value. */
import { type Lang, typography } from '@limpide/course/format';

/** The same value, its texts printed; functions that give a text are printed when they are called. */
export function printed<T>(value: T, lang: Lang): T {
  return print(value, lang) as T;
}

function print(value: unknown, lang: Lang): unknown {
  if (typeof value === 'string') return typography(value, lang);
  if (typeof value === 'function')
    return (...args: unknown[]): unknown => print(Reflect.apply(value, undefined, args), lang);
  if (Array.isArray(value)) return value.map((item) => print(item, lang));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, print(inner, lang)]));
}
