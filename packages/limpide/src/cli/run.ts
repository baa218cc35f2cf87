/** From arguments to an exit code: 0 done, 1 failed, 2 not understood, 130 stopped by Ctrl-C. */
import process from 'node:process';
import { cliErrors } from '../errors/catalog/cli.ts';
import { LimpideError, raise, setLanguage, UsageError } from '../errors/index.ts';
import { hintFor } from '../train/suggest.ts';
import { commonOptions, peekOption, readArguments } from './arguments.ts';
import { type Command, typeset } from './command.ts';
import { commandHelp, generalHelp } from './help.ts';
import { type Output, standardOutput } from './output.ts';
import { version } from './version.ts';

/** Each command is loaded when it is needed: help must not wait for an engine. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  train: async () => (await import('./commands/train.ts')).train,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluate,
  predict: async () => (await import('./commands/predict.ts')).predict,
  learn: async () => (await import('./commands/learn.ts')).learn,
  explain: async () => (await import('./commands/explain.ts')).explain,
  recipes: async () => (await import('./commands/recipes.ts')).recipes,
  devices: async () => (await import('./commands/devices.ts')).devices,
  bench: async () => (await import('./commands/bench.ts')).bench,
};

/** Runs the command line. */
export async function run(args: readonly string[]): Promise<number> {
  const wanted = peekOption(args, 'lang');
  if (wanted === 'fr' || wanted === 'en') setLanguage(wanted);
  const out = standardOutput(args.includes('--json'));
  try {
    return await dispatch(args, out);
  } catch (error) {
    return fail(error, out);
  }
}

async function dispatch(args: readonly string[], out: Output): Promise<number> {
  // the first word that is no option, nor the value of --lang
  const at = args.findIndex((arg, i) => !arg.startsWith('-') && args[i - 1] !== '--lang');
  const name = at < 0 ? undefined : args[at];
  if (name === undefined) {
    const table = {
      ...commonOptions,
      version: { type: 'flag', short: 'V', help: { en: '', fr: '' } },
    } as const;
    const general = readArguments(args, table, null);
    if (general.flag('version')) {
      out.text(version());
      out.object({ type: 'version', version: version() });
      return 0;
    }
    const commands = await Promise.all(Object.values(loaders).map((load) => load()));
    out.text(generalHelp(commands, out.style));
    out.object({ type: 'help', commands: commands.map((command) => command.name) });
    return 0;
  }
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (load === undefined) {
    const hint = hintFor(name, Object.keys(loaders));
    raise(UsageError, cliErrors, 'cli.command', { got: name, hint });
  }
  const whole = await load();
  const after = [...args.slice(0, at), ...args.slice(at + 1)];
  const { command, rest } = await partOf(whole, after);
  const read = readArguments(rest, { ...command.options, ...commonOptions }, command.name);
  if (read.flag('help')) {
    out.text(commandHelp(command, out.style));
    out.object({ type: 'help', command: command.name, options: Object.keys(command.options) });
    return 0;
  }
  return command.run(read, out);
}

/** `learn fit …`: the part of a command that the next word names, and what is left to read. */
async function partOf(
  command: Command,
  args: readonly string[],
): Promise<{ command: Command; rest: readonly string[] }> {
  const at = args.findIndex((arg, i) => !arg.startsWith('-') && args[i - 1] !== '--lang');
  const name = args[at];
  const { parts } = command;
  if (parts === undefined || name === undefined) return { command, rest: args };
  const load = Object.hasOwn(parts, name) ? parts[name] : undefined;
  // an unknown part is what should be spoken of, not the options it came with
  if (load === undefined) return { command, rest: [name] };
  return { command: await load(), rest: args.filter((_, i) => i !== at) };
}

/** What somebody wrote wrongly, as opposed to what went wrong. */
const isUsage = (error: LimpideError): boolean =>
  error instanceof UsageError || error.code.startsWith('recipe.');

function fail(error: unknown, out: Output): number {
  const known = error instanceof LimpideError;
  const message = typeset(error instanceof Error ? error.message : String(error));
  if (out.json) {
    const code = known ? error.code : 'unexpected';
    out.object({ type: 'error', code, message });
  } else {
    // one line; the stack only where it is a bug of ours, or asked for
    const stack = error instanceof Error ? error.stack : undefined;
    const debug = process.env['LIMPIDE_DEBUG'] !== undefined;
    process.stderr.write(`limpide: ${known && !debug ? message : (stack ?? message)}\n`);
  }
  return known && isUsage(error) ? 2 : 1;
}
