/**
 * A strict JSON reader for files one does not trust. Three things that `JSON.parse` does not do:
 * it refuses a key given twice, it bounds the depth, and its objects are Maps, in which
 * `__proto__` is a key like another.
 */

/** What a JSON text says. Numbers stay as they were written until somebody asks what they are. */
export type Json = null | boolean | string | JsonNumber | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

/** A number, with its text: `1`, `1.0` and `1e0` are not the same answer to "how many bytes". */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The number as a double. */
  get value(): number {
    return Number(this.text);
  }

  /** The number as a whole number from 0 to 2⁵³ − 1, or undefined. */
  get count(): number | undefined {
    if (!/^\d+$/.test(this.text)) return undefined;
    return Number.isSafeInteger(this.value) ? this.value : undefined;
  }
}

/** Where, and why, a text is not the JSON that was expected. The caller turns it into a sentence. */
export class JsonProblem extends Error {
  readonly position: number;
  /** The key that came twice, if that is the reason. */
  readonly duplicate: string | undefined;

  constructor(position: number, duplicate?: string) {
    super(`JSON, character ${position}`);
    this.position = position;
    this.duplicate = duplicate;
  }
}

const DEEPEST = 64;
/** Longer numbers exist only in files made to annoy. */
const LONGEST_NUMBER = 64;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const WORDS: ReadonlyMap<string, null | boolean> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads one JSON value that must take the whole text, spaces aside.
 *
 * @throws JsonProblem when the text is not JSON, is nested deeper than 64, or repeats a key
 */
export function parseJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    this.#skip();
    const character = this.#text[this.#at];
    if (character === '{') return this.#object(depth + 1);
    if (character === '[') return this.#array(depth + 1);
    if (character === '"') return this.#string();
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    const number = NUMBER.exec(this.#text.slice(this.#at, this.#at + LONGEST_NUMBER))?.[0] ?? '';
    if (number === '' || number.length === LONGEST_NUMBER) throw new JsonProblem(this.#at);
    this.#at += number.length;
    return new JsonNumber(number);
  }

  end(): void {
    this.#skip();
    if (this.#at !== this.#text.length) throw new JsonProblem(this.#at);
  }

  #object(depth: number): JsonObject {
    const members: JsonObject = new Map();
    this.#open(depth);
    if (this.#take('}')) return members;
    do {
      this.#skip();
      const start = this.#at;
      const key = this.#string();
      if (members.has(key)) throw new JsonProblem(start, key);
      if (!this.#take(':')) throw new JsonProblem(this.#at);
      members.set(key, this.value(depth));
    } while (this.#take(','));
    if (!this.#take('}')) throw new JsonProblem(this.#at);
    return members;
  }

  #array(depth: number): Json[] {
    const items: Json[] = [];
    this.#open(depth);
    if (this.#take(']')) return items;
    do items.push(this.value(depth));
    while (this.#take(','));
    if (!this.#take(']')) throw new JsonProblem(this.#at);
    return items;
  }

  // By hand rather than by a regular expression: a string may take many megabytes.
  #string(): string {
    const start = this.#at;
    if (this.#text[start] !== '"') throw new JsonProblem(start);
    let end = start + 1;
    let escapes = false;
    for (;;) {
      const code = this.#text.charCodeAt(end);
      if (Number.isNaN(code) || code < SPACE) throw new JsonProblem(end);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        escapes = true;
        end++;
      }
      end++;
    }
    this.#at = end + 1;
    if (!escapes) return this.#text.slice(start + 1, end);
    try {
      return String(JSON.parse(this.#text.slice(start, end + 1)));
    } catch {
      throw new JsonProblem(start);
    }
  }

  #open(depth: number): void {
    if (depth > DEEPEST) throw new JsonProblem(this.#at);
    this.#at++;
  }

  #take(character: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #skip(): void {
    for (;;) {
      const character = this.#text[this.#at];
      if (character !== ' ' && character !== '\n' && character !== '\t' && character !== '\r')
        return;
      this.#at++;
    }
  }
}
