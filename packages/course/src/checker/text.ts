/** A result for the terminal: the difference jumps out, then the diagnosis, then the lesson. */
import type { Exercise, Lesson } from '../format/course.ts';
import type { Lang } from '../format/ids.ts';
import { renderLesson } from '../format/lesson.ts';
import type { CheckResult, Comparison, Failure, Shown } from './result.ts';

/** Colours; the identity where there are none. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

export const plainPaint: Paint = { bold: String, dim: String, good: String, bad: String };

const words = {
  passed: { fr: 'réussi', en: 'passed' },
  code: { fr: 'Appel', en: 'Call' },
  inputs: { fr: 'Entrées', en: 'Inputs' },
  expected: { fr: 'Attendu', en: 'Expected' },
  got: { fr: 'Obtenu', en: 'Got' },
  diagnosis: { fr: 'Diagnostic', en: 'Diagnosis' },
  lesson: { fr: 'La leçon dit', en: 'The lesson says' },
  printed: { fr: 'Votre code a écrit', en: 'Your code printed' },
  cut: { fr: '… (la suite est coupée)', en: '… (the rest is cut)' },
  reference: {
    fr: 'Pièces de référence à la place des vôtres',
    en: 'Reference pieces in place of yours',
  },
  line: { fr: 'ligne', en: 'line' },
  points: { fr: 'points', en: 'points' },
} as const;

export function resultText(
  result: CheckResult,
  exercise: Exercise,
  lesson: Lesson,
  lang: Lang,
  paint: Paint = plainPaint,
): string {
  const say = (key: keyof typeof words): string => words[key][lang];
  const colon = lang === 'fr' ? '\u00a0:' : ':';
  const lines: string[] = [];
  const { got, of } = result.points;
  const mark = result.status === 'passed' ? paint.good('✓') : paint.bad('✗');
  lines.push(`${mark} ${paint.bold(exercise.meta.title[lang])}  ${got}/${of} ${say('points')}`);
  for (const task of result.tasks) {
    const sign = { passed: paint.good('✓'), failed: paint.bad('✗'), 'not-run': paint.dim('·') };
    lines.push(`  ${sign[task.status]} ${task.id}`);
  }
  const { failure } = result;
  if (failure !== undefined) lines.push('', ...failureLines(failure, lesson, lang, paint));
  if (result.output.text !== '') {
    lines.push('', paint.dim(`${say('printed')}${colon}`), result.output.text.trimEnd());
    if (result.output.cut) lines.push(paint.dim(say('cut')));
  }
  const standIns = result.engine.filter((use) => use.from !== 'mine').map((use) => use.name);
  if (standIns.length > 0) {
    lines.push('', paint.dim(`${say('reference')}${colon} ${standIns.join(', ')}`));
  }
  return lines.join('\n');
}

function failureLines(failure: Failure, lesson: Lesson, lang: Lang, paint: Paint): string[] {
  const say = (key: keyof typeof words): string => words[key][lang];
  const colon = lang === 'fr' ? '\u00a0:' : ':';
  const place = failure.position === undefined ? '' : ` (${say('line')} ${failure.position.line})`;
  const lines = [paint.bold(failure.message[lang]) + paint.dim(place)];
  if (failure.types !== undefined && failure.types.length > 1) {
    for (const { line, column, message } of failure.types.slice(0, 5))
      lines.push(`  ${line}:${column}  ${message[lang].replaceAll('\n', '\n      ')}`);
  }
  if (failure.says !== undefined) lines.push(failure.says[lang]);
  if (failure.code !== undefined) lines.push('', `${say('code')}${colon} ${failure.code}`);
  const shown = failure.code?.includes('…') !== false || failure.case !== undefined;
  if (failure.inputs !== undefined && shown && failure.inputs.length > 0) {
    lines.push(`${say('inputs')}${colon} ${failure.inputs.map((input) => input.text).join(', ')}`);
  }
  if (failure.comparison !== undefined) {
    lines.push('', ...comparisonLines(failure.comparison, say, paint));
  }
  if (failure.diagnosis !== undefined) {
    lines.push('', `${paint.bold(say('diagnosis'))}${colon} ${failure.diagnosis[lang]}`);
  }
  const id = failure.diagnosis?.rule ?? failure.rule;
  const rule =
    id === undefined
      ? undefined
      : renderLesson(lesson, lang, { typeset: false }).rules.find((r) => r.id === id);
  if (rule !== undefined) {
    lines.push(
      '',
      `${say('lesson')}${colon} ${lang === 'fr' ? `«\u00a0${rule.text}\u00a0»` : `“${rule.text}”`}  ${paint.dim(`${lesson.meta.id}#${rule.id}`)}`,
    );
  }
  return lines;
}

/** Both values, cells aligned, those that differ between ▸ and ◂. */
function comparisonLines(
  { expected, got, different }: Comparison,
  say: (key: 'expected' | 'got') => string,
  paint: Paint,
): string[] {
  const marked = new Set(different.map(([i, j]) => `${i},${j}`));
  const width = Math.max(say('expected').length, say('got').length);
  const block = (name: string, value: Shown, mark: (text: string) => string): string[] => {
    if (value.cells === undefined) return [`${name.padEnd(width)}  ${value.text}`];
    const all = [...(expected.cells ?? []), ...(got.cells ?? [])].flat();
    const room = Math.max(1, ...all.map((cell) => cell.length));
    return value.cells.slice(0, 12).map((row, i) => {
      const cells = row.slice(0, 12).map((cell, j) => {
        const text = cell.padStart(room);
        return marked.has(`${i},${j}`) ? mark(`▸${text}◂`) : ` ${text} `;
      });
      return `${(i === 0 ? name : '').padEnd(width)}  ${cells.join(' ')}`;
    });
  };
  return [...block(say('expected'), expected, paint.good), ...block(say('got'), got, paint.bad)];
}
