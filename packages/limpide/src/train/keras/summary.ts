/** The table of a model: layers, the shapes that come out of them, and how much they learn. */
import { language } from '../../errors/index.ts';
import type { Shape } from '../../graph/index.ts';

export interface SummaryRow {
  readonly name: string;
  readonly kind: string;
  /** Without the batch axis. */
  readonly outputShape: Shape;
  readonly parameters: number;
}

const words = {
  en: {
    title: 'Model',
    head: ['Layer (type)', 'Output shape', 'Parameters'],
    total: 'Total parameters',
    learnt: 'Learnt',
    frozen: 'Frozen',
    locale: 'en-US',
    colon: ':',
  },
  fr: {
    title: 'Modèle',
    head: ['Couche (type)', 'Forme de sortie', 'Paramètres'],
    total: 'Paramètres en tout',
    learnt: 'Appris',
    frozen: 'Figés',
    locale: 'fr-FR',
    colon: '\u00a0:',
  },
} as const;

/** The table as text, in the language of the messages. */
export function summaryText(
  name: string,
  rows: readonly SummaryRow[],
  learnt: number,
  frozen: number,
): string {
  const text = words[language()];
  const count = (n: number): string => n.toLocaleString(text.locale);
  const cells = rows.map((row) => [
    `${row.name} (${row.kind})`,
    `[${['n', ...row.outputShape].join(', ')}]`,
    count(row.parameters),
  ]);
  const widths = [0, 1, 2].map((c) =>
    Math.max(text.head[c]!.length, ...cells.map((row) => row[c]!.length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, c) => (c === 2 ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join('   ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width, 6));
  const bytes = kilobytes((learnt + frozen) * 4, text.locale);
  return [
    `${text.title}${text.colon} ${name}`,
    rule,
    line(text.head),
    rule,
    ...cells.map(line),
    rule,
    `${text.total}${text.colon} ${count(learnt + frozen)} (${bytes})`,
    `${text.learnt}${text.colon} ${count(learnt)}`,
    ...(frozen > 0 ? [`${text.frozen}${text.colon} ${count(frozen)}`] : []),
  ].join('\n');
}

function kilobytes(bytes: number, locale: string): string {
  const unit = locale === 'fr-FR' ? 'o' : 'B';
  const [value, prefix] = bytes >= 1e6 ? [bytes / 1e6, 'M'] : [bytes / 1e3, 'k'];
  return `${value.toLocaleString(locale, { maximumFractionDigits: 1 })} ${prefix}${unit}`;
}
