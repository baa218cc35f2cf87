/** From arguments to an exit code: 0 done, 1 failed, 2 not understood. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { defaultFolder, LearnerFolder } from '../engine/folder.ts';
import type { Lang } from '../format/ids.ts';
import { type Context, Usage } from './context.ts';
import { courseCommand } from './course.ts';
import { check, exercises, watch } from './learner.ts';
import { explain } from './trouble.ts';
import { help, say, words } from './words.ts';

const commands: Readonly<Record<string, (context: Context) => Promise<number>>> = {
  exercises,
  check,
  watch,
  course: courseCommand,
};

/** Runs the command line. */
export async function run(args: readonly string[]): Promise<number> {
  // known before the rest is read: what is wrong with the rest is said in it
  const named = args[args.indexOf('--lang') + 1];
  let lang = named === 'fr' || named === 'en' ? named : environmentLang();
  let json = args.includes('--json');
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lang: { type: 'string' },
        folder: { type: 'string' },
        json: { type: 'boolean' },
        gates: { type: 'string' },
        snippets: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.lang === 'fr' || values.lang === 'en') lang = values.lang;
    else if (values.lang !== undefined) throw new Usage(say(words.badLang, lang));
    json = values.json ?? false;
    const [name, ...rest] = positionals;
    if (name === undefined || values.help === true) {
      process.stdout.write(`${help(lang, name)}\n`);
      return 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw new Usage(say(words.unknownCommand, lang, { name }));
    const gates = values.gates === undefined ? undefined : Number(values.gates);
    if (gates !== undefined && !(Number.isInteger(gates) && gates > 0 && gates <= 1000)) {
      throw new Usage(say(words.badGates, lang));
    }
    const context: Context = {
      ...{ lang, json, positionals: rest, snippets: values.snippets ?? false },
      ...(gates === undefined ? {} : { gates }),
      folder: new LearnerFolder(values.folder ?? defaultFolder()),
      text: (line) => {
        if (!json) process.stdout.write(`${line}\n`);
      },
      object: (value) => {
        if (json) process.stdout.write(`${JSON.stringify(value, finite)}\n`);
      },
    };
    return await command(context);
  } catch (error) {
    const { message, usage } = explain(error, lang);
    if (json) process.stdout.write(`${JSON.stringify({ type: 'error', message })}\n`);
    else process.stderr.write(`limpide: ${message}\n`);
    return usage ? 2 : 1;
  }
}

/** JSON has no NaN and no infinity: they become text. */
const finite = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function environmentLang(): Lang {
  const { env } = process;
  // one that is set to nothing says nothing
  const wanted = env['LIMPIDE_LANG'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return wanted.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}
