/** The glossary in one language, in alphabetical order. */
import { catalogue } from '@limpide/course/catalogue';
import type { Lang, Lesson } from '@limpide/course/format';
import { renderRich } from '@limpide/course/format/text';
import type { Term } from '../../shared/glossary.ts';
import { webLinks } from '../course/links.ts';

export function glossaryIn(lessons: readonly Lesson[], lang: Lang): Term[] {
  const { terms, coming } = catalogue;
  const titleOf = (id: string) => {
    const written = lessons.find(({ meta }) => meta.id === id)?.meta;
    const title = (written ?? coming.find((each) => each.id === id))?.title[lang];
    return { id, title: title ?? id, written: written !== undefined };
  };
  return terms
    .map(({ id, term, definition, lesson, see }) => ({
      id,
      term: term[lang],
      other: term[lang === 'fr' ? 'en' : 'fr'],
      html: webLinks(renderRich(definition[lang], lang).html),
      lesson: lesson === undefined ? null : titleOf(lesson),
      see: (see ?? []).flatMap((other) => {
        const found = terms.find((each) => each.id === other);
        return found ? [{ id: other, term: found.term[lang] }] : [];
      }),
    }))
    .sort((a, b) => a.term.localeCompare(b.term, lang));
}
