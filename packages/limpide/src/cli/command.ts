/** What a command is: its words, its options, what it does. */
import { language, type Sentence } from '../errors/index.ts';
import type { Arguments, OptionTable } from './arguments.ts';
import type { Output } from './output.ts';

export interface Command {
  readonly name: string;
  /** One line. */
  readonly summary: Sentence;
  /** What follows the name in the usage line. */
  readonly usage: Sentence;
  readonly options: OptionTable;
  /** Whole lines to copy, with what they do. */
  readonly examples: readonly (readonly [string, Sentence])[];
  /** Commands of their own whose names follow this one's: `learn fit`. */
  readonly parts?: Readonly<Record<string, () => Promise<Command>>>;
  /** @returns the exit code */
  readonly run: (args: Arguments, out: Output) => Promise<number>;
}

/** The text in the language of the messages. */
export const say = (sentence: Sentence): string => typeset(sentence[language()]);

/** French puts unbreakable spaces before its tall signs and inside its quotation marks. */
export function typeset(text: string): string {
  if (language() !== 'fr') return text;
  return text
    .replaceAll(/ ([;!?])/g, '\u202f$1')
    .replaceAll(/ ([:»%])/g, '\u00a0$1')
    .replaceAll('« ', '«\u00a0');
}

/** A number as the language writes it. */
export const figure = (value: number, digits = 0): string =>
  value.toLocaleString(language() === 'fr' ? 'fr-FR' : 'en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });

/** A share in percent: 97.6 %. */
export const percent = (share: number, digits = 1): string =>
  `${figure(100 * share, digits)}${language() === 'fr' ? '\u202f%' : '%'}`;

/** The usage line of a command. */
export const usageOf = (command: Command): string =>
  `limpide ${command.name} ${say(command.usage)}`.trimEnd();

/** How this program is called from the shell it was started in: through npm, or by its own name. */
export function invocation(): string {
  const event = process.env['npm_lifecycle_event'];
  return event === 'start' || event === 'limpide' ? 'npm run limpide --' : 'limpide';
}
