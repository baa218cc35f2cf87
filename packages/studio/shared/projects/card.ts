/**
 * The model card of a project (after Mitchell et al., « Model Cards for Model Reporting », 2019), as Markdown.
 */
import type { Lang } from '@limpide/course/format';
import type { Project } from '../projects.ts';
import { checklist } from './checklist.ts';

const words = {
  fr: {
    subtitle: 'Fiche du modèle',
    changed: 'Mise à jour le',
    empty: '*À compléter.*',
    checked: 'Ce qui a été vérifié',
    open: 'Ce qui ne l’est pas encore',
  },
  en: {
    subtitle: 'Model card',
    changed: 'Updated on',
    empty: '*To be completed.*',
    checked: 'What was checked',
    open: 'What is not checked yet',
  },
} as const;

/** One part of a card: a heading and what was written, empty when nothing was. */
export interface CardPart {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export const cardParts = (project: Project, lang: Lang): CardPart[] =>
  checklist.flatMap(({ fields }) =>
    fields.flatMap(({ id, card }) =>
      card ? [{ id, title: card[lang], text: (project.document.fields[id] ?? '').trim() }] : [],
    ),
  );

/**
 * Plain text as Markdown that shows the same: what one types is words, not titles, lists, tables or HTML
 * (CommonMark 0.31, « Backslash escapes »). Lines stay lines.
 */
function plain(text: string): string {
  const lines = text.split(/\r?\n/).map((line) =>
    line
      // four spaces before a line would make it code
      .trim()
      .replaceAll(/[\\`*[\]~|]|<(?=[a-z/!?])|&(?=#|\w+;)/gi, '\\$&')
      // inside a word an underscore means nothing
      .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      // titles, quotations, lists, rules
      .replace(/^(?:#+|[>=]|[-+:](?=[\s-]|$))/, '\\$&')
      .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2'),
  );
  return lines
    .map((line, i) => (line !== '' && (lines[i + 1] ?? '') !== '' ? `${line}\\` : line))
    .join('\n');
}

export function cardMarkdown(project: Project, lang: Lang): string {
  const say = words[lang];
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'long' }).format(
    new Date(project.changedAt),
  );
  const questions = checklist.flatMap((section) => section.questions);
  const ticked = questions.filter(({ id }) => project.document.ticks[id] === true);
  const open = questions.filter(({ id }) => project.document.ticks[id] !== true);
  const list = (title: string, items: typeof questions): string[] =>
    items.length === 0 ? [] : [`## ${title}`, items.map((item) => `- ${item[lang]}`).join('\n')];
  const parts = [
    // a title is one line
    `# ${plain(project.title.replaceAll(/\s+/g, ' ')).replace(/ (#+)$/, ' \\$1')}`,
    `*${say.subtitle}. ${say.changed} ${date}.*`,
    ...cardParts(project, lang).flatMap(({ title, text }) => [
      `## ${title}`,
      plain(text) || say.empty,
    ]),
    ...list(say.checked, ticked),
    ...list(say.open, open),
  ];
  return `${parts.join('\n\n')}\n`;
}
