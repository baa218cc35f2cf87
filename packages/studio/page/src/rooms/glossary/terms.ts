/** The glossary, asked for once per language. */
import { glossarySchema, type Term } from '../../../../shared/glossary.ts';
import { api } from '../../lib/api.ts';
import type { Lang } from '../../lib/i18n.svelte.ts';

const asked = new Map<Lang, Promise<Term[]>>();

export function glossary(lang: Lang): Promise<Term[]> {
  let terms = asked.get(lang);
  if (!terms) {
    terms = api.get(`/api/glossary?lang=${lang}`, glossarySchema);
    terms.catch(() => asked.delete(lang));
    asked.set(lang, terms);
  }
  return terms;
}
