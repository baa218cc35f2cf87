/**
 * TypeScript's messages in the reader's language: one table for the editor in the page and for the
 * first step of a check. TypeScript gives a code and an English sentence; the sentence is held against
 * the one that the table expects for that code, which gives its arguments back, and the French
 * sentence is made of these. A message that the table does not know stays in English and says so.
 *
 * No import of TypeScript here: a page that only shows messages does not load the compiler.
 */
import type { Bilingual } from '../../format/ids.ts';
import { typography } from '../../format/text/typography.ts';
import { calls } from './calls.ts';
import type { Entry } from './entry.ts';
import { grammar } from './grammar.ts';
import { names } from './names.ts';
import { types } from './types.ts';

/** A diagnostic of TypeScript, as far as it is read here. */
export interface Diagnostic {
  readonly code: number;
  readonly messageText: string | Chain;
}
interface Chain {
  readonly code: number;
  readonly messageText: string;
  readonly next?: readonly Chain[];
}

/** What is shown of a diagnostic. */
export interface Explained {
  /** One line, then one for each reason that TypeScript gives, indented. */
  readonly message: Bilingual;
  /** What to do, where it is nearly always the same. */
  readonly advice?: Bilingual;
}

const table: Readonly<Record<number, Entry>> = { ...grammar, ...names, ...types, ...calls };

/** The sentences of a diagnostic in both languages. */
export function explainDiagnostic({ code, messageText }: Diagnostic): Explained {
  const chain = typeof messageText === 'string' ? { code, messageText } : messageText;
  const advised = mayMiss(chain);
  // the advice says it better than TypeScript's reasons, which name the same types again
  const lines = advised ? [sentenceOf(chain)] : shortened(linesOf(chain, ''));
  const message = {
    fr: lines.map(({ fr }) => fr).join('\n'),
    en: lines.map(({ en }) => en).join('\n'),
  };
  return advised ? { message, advice: missing } : { message };
}

/** Reasons of reasons: the first few, and the last, which is the deepest. */
function shortened(lines: readonly Bilingual[]): readonly Bilingual[] {
  const last = lines.at(-1);
  if (lines.length <= MOST || last === undefined) return lines;
  const indent = /^ */.exec(last.en)?.[0] ?? '';
  return [...lines.slice(0, MOST - 2), { fr: `${indent}…`, en: `${indent}…` }, last];
}
const MOST = 6;

function linesOf(chain: Chain, indent: string): Bilingual[] {
  const { fr, en } = sentenceOf(chain);
  const own = { fr: indent + fr, en: indent + en };
  return [own, ...(chain.next ?? []).flatMap((next) => linesOf(next, `${indent}  `))];
}

function sentenceOf({ code, messageText }: Chain): Bilingual {
  const entry = table[code];
  const args = entry && argumentsOf(entry.says, messageText);
  if (entry === undefined || args === undefined) {
    return { fr: `Message de TypeScript, en anglais\u00a0: ${messageText}`, en: messageText };
  }
  // French spaces go in before the arguments, which are code and stay as they are
  const french = typeof entry.fr === 'function' ? entry.fr(...args) : entry.fr;
  return {
    fr: fill(typography(french, 'fr'), args),
    en: entry.en === undefined ? messageText : fill(entry.en, args),
  };
}

const fill = (template: string, args: readonly string[]): string =>
  template.replaceAll(/\{(\d)\}/g, (place, i: string) => args[Number(i)] ?? place);

/** What stands in the places of a template, in the order of their numbers; undefined: another sentence. */
function argumentsOf(template: string, text: string): string[] | undefined {
  const numbers: number[] = [];
  const pattern = template
    .replaceAll(/[.*+?^$()|[\]\\]|\{(?!\d\})|(?<!\{\d)\}/g, '\\$&')
    .replaceAll(/\{(\d)\}/g, (_place, i: string) => {
      numbers.push(Number(i));
      return '(.*?)';
    });
  const found = new RegExp(`^${pattern}$`, 's').exec(text);
  if (found === null) return undefined;
  const args: string[] = [];
  for (const [i, number] of numbers.entries()) args[number] = found[i + 1] ?? '';
  return args;
}

const missing: Bilingual = {
  fr: 'Pour TypeScript, un élément de tableau peut manquer\u00a0: `a[i]!` affirme qu’il est là, `a[i] ?? 0` donne une valeur pour le cas où il n’y est pas.',
  en: "To TypeScript an array's element may be missing: `a[i]!` says that it is there, `a[i] ?? 0` gives a value for when it is not.",
};

/** Whether the trouble is an `undefined` that `a[i]` has by its type. */
function mayMiss({ code, messageText }: Chain): boolean {
  if (code === 2532 || code === 18048) return true;
  if (code !== 2322 && code !== 2345) return false;
  const [got = '', wanted = ''] = argumentsOf(table[code]?.says ?? '', messageText) ?? [];
  return /\bundefined$/.test(got) && !/\bundefined\b/.test(wanted);
}
