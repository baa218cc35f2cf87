/** A lesson as plain text, for the terminal. */
import type { Lang } from '../ids.ts';
import type { Block, LessonText } from './blocks.ts';

const words = {
  fr: {
    widget: 'Figure',
    exercise: 'Exercice',
    quiz: 'Questions',
    predict: 'À prévoir',
    answer: 'Réponse',
  },
  en: {
    widget: 'Figure',
    exercise: 'Exercise',
    quiz: 'Questions',
    predict: 'Predict',
    answer: 'Answer',
  },
} as const satisfies Record<Lang, Record<string, string>>;

/** The text, wrapped. */
export const renderPlain = (text: LessonText, columns: number): string =>
  `${text.blocks.map((block) => plain(block, text.lang, columns)).join('\n\n')}\n`;

function plain(block: Block, lang: Lang, columns: number): string {
  const say = words[lang];
  const inside = (blocks: readonly Block[]): string =>
    blocks.map((b) => plain(b, lang, columns)).join('\n\n');
  switch (block.type) {
    case 'html':
      return wrap(block.text, columns);
    case 'heading':
      return block.level === 1
        ? `${block.text}\n${'═'.repeat(block.text.length)}`
        : `${block.text}\n${'─'.repeat(block.text.length)}`;
    case 'code':
      return block.tabs
        .map((tab) =>
          tab.title === '' ? indent(tab.source) : `${tab.title}\n${indent(tab.source)}`,
        )
        .join('\n\n');
    case 'widget':
      return `[${say.widget} : ${block.caption === '' ? block.name : block.caption}]`;
    case 'exercise':
      return `→ ${say.exercise} : ${block.name}`;
    case 'quiz':
      return [
        say.quiz,
        ...block.questions.map((question, i) => {
          const answers =
            question.type === 'choice'
              ? question.answers.map((a, j) => `   ${'abcdefgh'[j]}. ${a.text.text}`)
              : [];
          return [wrap(`${i + 1}. ${question.question.text}`, columns), ...answers].join('\n');
        }),
      ].join('\n\n');
    case 'predict':
      return `${say.predict} — ${inside(block.question)}\n\n${say.answer} — ${inside(block.answer)}`;
    case 'note':
      return indent(
        block.title === '' ? inside(block.blocks) : `${block.title}\n${inside(block.blocks)}`,
        '│ ',
      );
    default:
      return block satisfies never;
  }
}

const indent = (text: string, by = '    '): string =>
  text
    .split('\n')
    .map((line) => by + line)
    .join('\n');

function wrap(text: string, columns: number): string {
  return text
    .split('\n')
    .map((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(' ')) {
        if (line !== '' && line.length + 1 + word.length > columns) {
          lines.push(line);
          line = word;
        } else line = line === '' ? word : `${line} ${word}`;
      }
      return [...lines, line].join('\n');
    })
    .join('\n');
}
