/** Reading the arguments of a command: options with types, and errors that name the nearest one. */
import { parseArgs } from 'node:util';
import { cliErrors } from '../errors/catalog/cli.ts';
import { raise, type Sentence, UsageError } from '../errors/index.ts';
import { hintFor } from '../train/suggest.ts';

/** An option of a command. */
export interface OptionSpec {
  readonly type: 'flag' | 'text' | 'integer' | 'number' | 'choice';
  readonly help: Sentence;
  /** What stands for the value in the help. */
  readonly placeholder?: Sentence;
  readonly short?: string;
  readonly choices?: readonly string[];
  readonly min?: number;
  /** May be given several times. */
  readonly repeat?: boolean;
  /** A value is not needed. */
  readonly optionalValue?: boolean;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  all(name: string): readonly string[];
  has(name: string): boolean;
}

/** Options that every command has. */
export const commonOptions = {
  json: {
    type: 'flag',
    help: {
      en: 'one JSON object per line, and nothing else',
      fr: 'un objet JSON par ligne, et rien d’autre',
    },
  },
  lang: {
    type: 'choice',
    choices: ['en', 'fr'],
    placeholder: { en: 'en|fr', fr: 'en|fr' },
    help: { en: 'language of the messages', fr: 'langue des messages' },
  },
  help: { type: 'flag', short: 'h', help: { en: 'this help', fr: 'cette aide' } },
} as const satisfies OptionTable;

/** The value of an option wherever it stands, before anything else is understood. */
export function peekOption(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (at < 0) return undefined;
  const [, value] = args[at]!.split(/=(.*)/s);
  return value ?? args[at + 1] ?? '';
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

/**
 * Reads arguments.
 *
 * @throws UsageError that says what was not understood
 */
export function readArguments(
  args: readonly string[],
  table: OptionTable,
  command: string | null,
): Arguments {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, spec]) => [
      kebab(name),
      {
        type: spec.type === 'flag' ? ('boolean' as const) : ('string' as const),
        multiple: true,
        ...(spec.short === undefined ? {} : { short: spec.short }),
      },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const known = new Map(Object.keys(table).map((name) => [kebab(name), name]));
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const name = known.get(token.name);
    const spec = name === undefined ? undefined : table[name];
    if (name === undefined || spec === undefined)
      unknownOption(token.rawName, [...known.keys()], command);
    const list = values.get(name) ?? [];
    list.push(checkValue(token.rawName, spec, token.value));
    values.set(name, list);
  }
  const last = (name: string): string | undefined => values.get(name)?.at(-1);
  return {
    positionals,
    flag: (name) => values.has(name),
    has: (name) => values.has(name),
    text: last,
    number: (name) => (last(name) === undefined ? undefined : Number(last(name))),
    all: (name) => values.get(name) ?? [],
  };
}

function unknownOption(got: string, known: readonly string[], command: string | null): never {
  const hint = hintFor(
    got,
    known.map((name) => `--${name}`),
  );
  if (command === null) raise(UsageError, cliErrors, 'cli.globalOption', { got, hint });
  raise(UsageError, cliErrors, 'cli.option', { got, hint, command });
}

function checkValue(option: string, spec: OptionSpec, value: string | boolean | undefined): string {
  if (spec.type === 'flag') {
    if (typeof value === 'string')
      raise(UsageError, cliErrors, 'cli.noValue', { option, got: value });
    return '';
  }
  if (typeof value !== 'string' || value === '') {
    if (spec.optionalValue) return '';
    const placeholder = spec.placeholder?.en ?? 'value';
    raise(UsageError, cliErrors, 'cli.needsValue', { option, placeholder });
  }
  if (spec.type === 'choice' && !spec.choices!.includes(value)) {
    const expected = spec.choices!.join(' | ');
    const hint = hintFor(value, spec.choices!);
    raise(UsageError, cliErrors, 'cli.value', { option, expected, got: value, hint });
  }
  if (spec.type === 'integer' || spec.type === 'number') {
    const number = Number(value);
    const min = spec.min ?? Number.NEGATIVE_INFINITY;
    const fits = Number.isFinite(number) && number >= min;
    if (!fits || (spec.type === 'integer' && !Number.isInteger(number))) {
      const code = spec.type === 'integer' ? 'cli.integer' : 'cli.number';
      raise(UsageError, cliErrors, code, { option, min: spec.min ?? '−∞', got: value });
    }
  }
  return value;
}

/** An option as it is written. */
export const optionName = (name: string): string => `--${kebab(name)}`;
