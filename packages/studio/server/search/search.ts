/** Search over lessons, their sections and exercises, and the glossary; accents do not count. */
import { setImmediate } from 'node:timers/promises';
import { catalogue } from '@limpide/course/catalogue';
import type { Block, Course, Lang, Lesson } from '@limpide/course/format';
import { renderLesson } from '@limpide/course/format/lesson';
import { renderRich } from '@limpide/course/format/text';
import MiniSearch from 'minisearch';
import { folded, type Hit } from '../../shared/search.ts';
import type { CourseStore } from '../course/store.ts';
import { sha } from '../exercises/files.ts';

interface Entry extends Omit<Hit, 'excerpt'> {
  readonly id: string;
  readonly text: string;
  /** What is searched besides, and not shown. */
  readonly names?: string;
}
interface Index {
  readonly engine: MiniSearch<Entry>;
  readonly entries: ReadonlyMap<string, Entry>;
}

const boosts: Readonly<Record<Hit['kind'], number>> = {
  lesson: 2,
  term: 1.5,
  section: 1,
  exercise: 1,
};
const most = 20;
const around = 70;

/** The plain text of blocks. */
function textOf(block: Block): string {
  if (block.type === 'html' || block.type === 'heading') return block.text;
  if (block.type === 'widget') return block.caption;
  if (block.type === 'note') return `${block.title} ${block.blocks.map(textOf).join(' ')}`;
  if (block.type === 'predict') return [...block.question, ...block.answer].map(textOf).join(' ');
  if (block.type === 'quiz') return block.questions.map(({ question }) => question.text).join(' ');
  return '';
}

/**
 * The index of each language is made once, from the plain text of the lessons: nothing is typeset for it. When the
 * course is read again (by those who write it), only lessons whose text has changed are read anew.
 */
export class Search {
  readonly #store: CourseStore;
  readonly #indices = new Map<Lang, { course: Course; index: Promise<Index> }>();
  /** Entries of lessons, by language and content. */
  readonly #known = new Map<Lang, ReadonlyMap<string, Entry[]>>();

  constructor(store: CourseStore) {
    this.#store = store;
  }

  async find(query: string, lang: Lang): Promise<Hit[]> {
    const { engine, entries } = await this.#index(lang);
    return engine
      .search(query)
      .slice(0, most)
      .flatMap(({ id, terms }) => {
        const entry = entries.get(String(id));
        if (!entry) return [];
        const { kind, title, where, href, text } = entry;
        return [{ kind, title, where, href, excerpt: excerptOf(text, terms) }];
      });
  }

  /** Makes the index ahead of the first question. */
  async warm(lang: Lang): Promise<void> {
    await this.#index(lang);
  }

  /** Made again when the course was read again. */
  async #index(lang: Lang): Promise<Index> {
    const course = await this.#store.course();
    const known = this.#indices.get(lang);
    if (known?.course === course) return known.index;
    const index = this.#build(course, lang);
    this.#indices.set(lang, { course, index });
    return index;
  }
  async #build(course: Course, lang: Lang): Promise<Index> {
    const list = await this.#entries(course, lang);
    const entries = new Map(list.map((entry) => [entry.id, entry]));
    const engine = new MiniSearch<Entry>({
      fields: ['title', 'names', 'text'],
      processTerm: (term) => {
        const word = folded(term);
        return word.length > 1 || /\p{L}|\d/u.test(word) ? word : null;
      },
      searchOptions: {
        boost: { title: 4, names: 2 },
        prefix: (term) => term.length > 1,
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
        combineWith: 'AND',
        // a whole lesson or a definition before a passage
        boostDocument: (id) => boosts[entries.get(String(id))?.kind ?? 'section'],
      },
    });
    engine.addAll(list);
    return { engine, entries };
  }

  async #entries(course: Course, lang: Lang): Promise<Entry[]> {
    const entries: Entry[] = [];
    const before = this.#known.get(lang);
    const now = new Map<string, Entry[]>();
    for (const lesson of course.lessons) {
      const { meta, texts, exercises } = lesson;
      const key = sha(JSON.stringify([meta, texts[lang], exercises.map((own) => own.meta)]));
      let own = before?.get(key);
      if (!own) {
        // a text takes a moment to read: others are answered in between
        await setImmediate();
        own = entriesOf(lesson, lang);
      }
      now.set(key, own);
      entries.push(...own);
    }
    this.#known.set(lang, now);
    for (const { id, term, definition } of catalogue.terms) {
      entries.push({
        id: `term:${id}`,
        kind: 'term',
        title: term[lang],
        where: term[lang === 'fr' ? 'en' : 'fr'],
        href: `/glossary#${id}`,
        text: renderRich(definition[lang], lang, { typeset: false }).text,
        names: `${term.fr} ${term.en}`,
      });
    }
    return entries;
  }
}

/** A lesson, its sections, its exercises. */
function entriesOf(lesson: Lesson, lang: Lang): Entry[] {
  const { id } = lesson.meta;
  const title = lesson.meta.title[lang];
  const href = `/lesson/${id}`;
  const entries: Entry[] = [
    { id, kind: 'lesson', title, where: '', href, text: lesson.meta.summary[lang] },
  ];
  let section: { anchor: string; title: string; parts: string[] } | null = null;
  const close = (): void => {
    if (!section) return;
    const where = `${href}#${section.anchor}`;
    entries.push({
      id: where,
      kind: 'section',
      title: section.title,
      where: title,
      href: where,
      text: section.parts.join(' '),
    });
  };
  for (const block of renderLesson(lesson, lang, { typeset: false }).blocks) {
    if (block.type === 'heading') {
      close();
      section = { anchor: block.id, title: block.level === 1 ? title : block.text, parts: [] };
    } else section?.parts.push(textOf(block));
  }
  close();
  for (const exercise of lesson.exercises) {
    entries.push({
      id: exercise.id,
      kind: 'exercise',
      title: exercise.meta.title[lang],
      where: title,
      href: `/exercise/${exercise.id}`,
      text: exercise.meta.tasks.map((task) => task[lang].replaceAll('`', '')).join(' '),
      names: exercise.meta.exports.join(' '),
    });
  }
  return entries;
}

/** The text around the word that says most; its beginning when the title was enough. */
function excerptOf(text: string, words: readonly string[]): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  // folding one letter at a time keeps places; a ligature that opens shifts them by one
  const plain = folded(flat);
  // the longest word says most: « de » is everywhere
  const longest = words
    .toSorted((a, b) => b.length - a.length)
    .find((word) => plain.includes(word));
  const at = longest === undefined ? 0 : plain.indexOf(longest);
  const from = at <= around ? 0 : flat.indexOf(' ', at - around) + 1;
  const to = Math.min(flat.length, from + 2 * around + 20);
  return `${from > 0 ? '… ' : ''}${flat.slice(from, to)}${to < flat.length ? '…' : ''}`;
}
