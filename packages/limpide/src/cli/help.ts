/** The help, of the program and of each command, in both languages. */
import type { Sentence } from '../errors/index.ts';
import { commonOptions, type OptionSpec, type OptionTable, optionName } from './arguments.ts';
import { type Command, say, usageOf } from './command.ts';
import type { Style } from './output.ts';

const words = {
  title: {
    en: 'Limpide: tensors that explain themselves, and networks that learn with them.',
    fr: 'Limpide : des tenseurs qui s’expliquent, et des réseaux qui apprennent avec eux.',
  },
  usage: { en: 'Usage', fr: 'Usage' },
  commands: { en: 'Commands', fr: 'Commandes' },
  options: { en: 'Options', fr: 'Options' },
  examples: { en: 'Examples', fr: 'Exemples' },
  command: { en: '<command> [options]', fr: '<commande> [options]' },
  more: {
    en: 'Help on a command: limpide <command> --help',
    fr: 'Aide d’une commande : limpide <commande> --help',
  },
  version: { en: 'the version', fr: 'la version' },
  begin: {
    en: 'To begin: limpide train mnist-mlp',
    fr: 'Pour commencer : limpide train mnist-mlp',
  },
} as const satisfies Readonly<Record<string, Sentence>>;

const colon = (): string => say({ en: ':', fr: ' :' });

/** Two columns, the first as wide as it must be. */
function columns(rows: readonly (readonly [string, string])[], style: Style): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${style.accent(left.padEnd(width))}  ${right}`);
}

function optionRows(table: OptionTable): (readonly [string, string])[] {
  return Object.entries(table).map(([name, spec]) => [optionText(name, spec), say(spec.help)]);
}

function optionText(name: string, spec: OptionSpec): string {
  const short = spec.short === undefined ? '' : `-${spec.short}, `;
  const value = spec.placeholder === undefined ? '' : ` <${say(spec.placeholder)}>`;
  return `${short}${optionName(name)}${spec.optionalValue ? value.replace(/<(.*)>/, '[$1]') : value}${spec.repeat ? '…' : ''}`;
}

/** Help of the whole program. */
export function generalHelp(commands: readonly Command[], style: Style): string {
  const version: readonly [string, string] = ['--version', say(words.version)];
  return [
    style.bold(say(words.title)),
    '',
    `${say(words.usage)}${colon()} limpide ${say(words.command)}`,
    '',
    `${say(words.commands)}${colon()}`,
    ...columns(
      commands.map((command) => [command.name, say(command.summary)]),
      style,
    ),
    '',
    `${say(words.options)}${colon()}`,
    ...columns([...optionRows(commonOptions), version], style),
    '',
    say(words.more),
    say(words.begin),
  ].join('\n');
}

/** Help of one command. */
export function commandHelp(command: Command, style: Style): string {
  return [
    style.bold(say(command.summary)),
    '',
    `${say(words.usage)}${colon()} ${usageOf(command)}`,
    '',
    `${say(words.options)}${colon()}`,
    ...columns(optionRows({ ...command.options, ...commonOptions }), style),
    '',
    `${say(words.examples)}${colon()}`,
    ...columns(
      command.examples.map(([line, what]) => [line, say(what)]),
      style,
    ),
  ].join('\n');
}
