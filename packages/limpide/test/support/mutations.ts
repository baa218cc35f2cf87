/** Seeded damage to files: what a parser must survive. */
import { LimpideError } from '../../src/errors/index.ts';

/** A small generator (xorshift32) whose stream depends on nothing but its seed. */
export function seeded(seed: number): (below: number) => number {
  let x = (seed * 2654435761) | 1;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

type Random = ReturnType<typeof seeded>;
type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();

function splice(bytes: Bytes, at: number, removed: number, added: Uint8Array): Bytes {
  const end = Math.min(bytes.length, at + removed);
  const out = new Uint8Array(bytes.length - (end - at) + added.length);
  out.set(bytes.subarray(0, at));
  out.set(added, at);
  out.set(bytes.subarray(end), at + added.length);
  return out;
}

const edges = [0, 1, 7, 8, 0x7f, 0x80, 0xff];
/** Pieces that mean something to one of the formats. */
const words = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '\\',
  '-1',
  '0',
  '1e9',
  '1.0',
  '99999999999999999999',
  'NaN',
  'null',
  '"__proto__"',
  '"constructor"',
  '"shape"',
  '[0,0]',
  '\\u0000',
  '\\ud800',
  '{}',
  '[[[[',
  ';',
  '\n',
  '\r\n',
  '""',
  '"a""b"',
  '\ufeff',
  '1,5',
  '\0',
  '\u{1f642}',
  '9007199254740992',
]; // prettier-ignore

const mutations: readonly ((bytes: Bytes, random: Random) => Bytes)[] = [
  (bytes, random) => {
    const out = bytes.slice();
    const at = random(out.length + 1);
    out[at] = (out[at] ?? 0) ^ (1 << random(8));
    return out;
  },
  (bytes, random) => {
    const out = bytes.slice();
    out[random(out.length + 1)] = edges[random(edges.length)] ?? 0;
    return out;
  },
  (bytes, random) => bytes.slice(0, random(bytes.length + 1)),
  (bytes, random) => splice(bytes, random(bytes.length + 1), random(16), new Uint8Array()),
  (bytes, random) =>
    splice(bytes, random(bytes.length + 1), random(4), utf8.encode(words[random(words.length)])),
  (bytes, random) => {
    const from = random(bytes.length + 1);
    return splice(bytes, random(bytes.length + 1), 0, bytes.subarray(from, from + random(64)));
  },
  (bytes, random) => {
    // A number in the text becomes another one: sizes and offsets lie.
    const text = Array.from(bytes.subarray(0, 4096), (byte) => String.fromCharCode(byte)).join('');
    const numbers = [...text.matchAll(/\d+/g)];
    const chosen = numbers[random(numbers.length || 1)];
    if (chosen === undefined) return bytes;
    const other = [String(random(200)), '4294967296', '9007199254740991', '18446744073709551616'];
    const digits = utf8.encode(other[random(other.length)]);
    return splice(bytes, chosen.index, chosen[0].length, digits);
  },
];

/** The file with one to three pieces of damage. */
export function damaged(bytes: Bytes, seed: number): Bytes {
  const random = seeded(seed);
  let out = bytes;
  for (let left = 1 + random(3); left > 0; left--) {
    out = mutations[random(mutations.length)]?.(out, random) ?? out;
  }
  return out;
}

/** What came of reading many damaged files. */
export interface Survey {
  /** How many could still be read. */
  readonly read: number;
  /** How many were refused, by error code. */
  readonly refused: Readonly<Record<string, number>>;
  /** The slowest one, in milliseconds. */
  readonly slowest: number;
}

/**
 * Reads `count` damaged versions of the files. Anything but a result or a LimpideError with a
 * sentence in both languages is thrown on, with the seed that made it.
 */
export async function survey(
  files: readonly Bytes[],
  count: number,
  read: (bytes: Bytes) => unknown,
): Promise<Survey> {
  const refused: Record<string, number> = {};
  let fine = 0;
  let slowest = 0;
  for (let seed = 1; seed <= count; seed++) {
    const file = files[seed % files.length] ?? new Uint8Array();
    const bytes = damaged(file, seed);
    const start = performance.now();
    try {
      await read(bytes);
      fine++;
    } catch (error) {
      if (!(error instanceof LimpideError)) throw new Error(`seed ${seed}`, { cause: error });
      for (const language of ['en', 'fr'] as const) {
        const sentence = error.sentence(language);
        if (sentence.length < 20 || sentence.length > 800 || /\{\w+\}/.test(sentence)) {
          throw new Error(`seed ${seed}: ${sentence}`, { cause: error });
        }
      }
      refused[error.code] = (refused[error.code] ?? 0) + 1;
    }
    slowest = Math.max(slowest, performance.now() - start);
  }
  return { read: fine, refused, slowest };
}
