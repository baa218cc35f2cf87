/** From a text to its terms: words or characters, alone or in rows (n-grams). */
import { textErrors } from '../../errors/catalog/learn-text.ts';
import { ArgumentError, DataError, raise } from '../../errors/index.ts';
import { anything, choice, flag, type Param, type Samples } from '../base/index.ts';
import { englishStopWords, frenchStopWords } from './stop-words.ts';

/** How texts are taken apart. */
export interface AnalyseOptions {
  /** Words; characters; characters within words (padded with a space), so that no term spans two words. */
  analyzer: 'word' | 'char' | 'char_wb' | ((text: string) => readonly string[]);
  /** [shortest, longest] number of words or characters in a term. */
  ngramRange: readonly [number, number];
  lowercase: boolean;
  /** Takes accents off: é → e. */
  stripAccents: 'unicode' | undefined;
  /** Words to leave out: a list of one's own, or a built-in one. */
  stopWords: 'english' | 'french' | readonly string[] | undefined;
  /** What a word is; left out: two or more letters, digits or underscores of any script. */
  tokenPattern: RegExp | undefined;
  /** Cuts a text into words, in place of `tokenPattern`. */
  tokenizer: ((text: string) => readonly string[]) | undefined;
  /** Changes a text first, in place of `lowercase` and `stripAccents`. */
  preprocessor: ((text: string) => string) | undefined;
}

const fn = (value: unknown): boolean => value === undefined || typeof value === 'function';
const chars = choice('word', ['word', 'char', 'char_wb']);

export const analyseParams = {
  analyzer: anything<AnalyseOptions['analyzer']>(
    'word',
    `${chars.expected} | function`,
    (value) => chars.accepts(value) || typeof value === 'function',
  ),
  ngramRange: anything<readonly [number, number]>(
    [1, 1],
    '[low, high], 1 ≤ low ≤ high',
    (value) =>
      Array.isArray(value) &&
      value.length === 2 &&
      value.every((n) => Number.isInteger(n) && n >= 1) &&
      value[0] <= value[1],
  ),
  lowercase: flag(true),
  stripAccents: anything<'unicode' | undefined>(
    undefined,
    "'unicode' | undefined",
    (value) => value === undefined || value === 'unicode',
  ),
  stopWords: anything<AnalyseOptions['stopWords']>(
    undefined,
    "'english' | 'french' | list of words | undefined",
    (value) =>
      value === undefined || value === 'english' || value === 'french' || Array.isArray(value),
  ),
  tokenPattern: anything<RegExp | undefined>(
    undefined,
    'RegExp | undefined',
    (value) => value === undefined || value instanceof RegExp,
  ),
  tokenizer: anything<AnalyseOptions['tokenizer']>(undefined, 'function | undefined', fn),
  preprocessor: anything<AnalyseOptions['preprocessor']>(undefined, 'function | undefined', fn),
} satisfies { [K in keyof AnalyseOptions]: Param<AnalyseOptions[K]> };

/** Texts, one per sample. @throws DataError naming the first sample that is none */
export function textsOf(X: Samples, who: string): readonly string[] {
  if (typeof X === 'string' || !Array.isArray(X))
    raise(ArgumentError, textErrors, 'text.notTexts', { who, got: typeof X });
  for (let i = 0; i < X.length; i++) {
    const text: unknown = X[i];
    if (typeof text !== 'string') {
      const got = text === null ? 'null' : Array.isArray(text) ? 'array' : typeof text;
      raise(DataError, textErrors, 'text.notText', { who, row: i, got });
    }
  }
  return X;
}

/** Letters, digits, underscore of any script (marks belong to their letter). */
const WORD = /[\p{L}\p{N}\p{M}_]{2,}/gu;

/** The function that takes a text apart. */
export function analyser(options: AnalyseOptions): (text: string) => readonly string[] {
  const { analyzer, preprocessor, tokenizer, lowercase, stripAccents } = options;
  if (typeof analyzer === 'function') return analyzer;
  const prepare =
    preprocessor ??
    ((text: string): string => {
      const low = lowercase ? text.toLowerCase() : text;
      return stripAccents === 'unicode' ? low.normalize('NFKD').replace(/\p{M}/gu, '') : low;
    });
  const [low, high] = options.ngramRange;
  if (analyzer === 'char')
    return (text) => charGrams(prepare(text).replace(/\s\s+/g, ' '), low, high);
  if (analyzer === 'char_wb') return (text) => paddedGrams(prepare(text), low, high);
  const given = options.tokenPattern;
  const pattern = given ? new RegExp(given.source, unique(`${given.flags}g`)) : WORD;
  const tokens = tokenizer ?? ((text: string): readonly string[] => text.match(pattern) ?? []);
  const stop = stopSet(options.stopWords);
  return (text) => {
    const all = tokens(prepare(text));
    const kept = stop ? all.filter((word) => !stop.has(word)) : all;
    return low === 1 && high === 1 ? kept : wordGrams(kept, low, high);
  };
}
const unique = (flags: string): string => [...new Set(flags)].join('');

function stopSet(stopWords: AnalyseOptions['stopWords']): ReadonlySet<string> | undefined {
  if (stopWords === undefined) return undefined;
  if (stopWords === 'english') return new Set(englishStopWords);
  return new Set(stopWords === 'french' ? frenchStopWords : stopWords);
}

function wordGrams(words: readonly string[], low: number, high: number): string[] {
  const terms: string[] = [];
  for (let n = low; n <= high; n++)
    for (let i = 0; i + n <= words.length; i++)
      terms.push(n === 1 ? words[i]! : words.slice(i, i + n).join(' '));
  return terms;
}

/** Rows of whole characters (code points, not halves of pairs). */
function charGrams(text: string, low: number, high: number): string[] {
  const letters = [...text];
  const terms: string[] = [];
  for (let n = low; n <= Math.min(high, letters.length); n++)
    for (let i = 0; i + n <= letters.length; i++) terms.push(letters.slice(i, i + n).join(''));
  return terms;
}

function paddedGrams(text: string, low: number, high: number): string[] {
  const terms: string[] = [];
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    const letters = [...` ${word} `];
    for (let n = low; n <= high; n++) {
      terms.push(letters.slice(0, n).join(''));
      for (let i = 1; i + n <= letters.length; i++) terms.push(letters.slice(i, i + n).join(''));
      if (n >= letters.length) break; // a short word counts once
    }
  }
  return terms;
}
