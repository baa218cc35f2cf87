/** Options that the parts of `limpide learn` share, and what they mean. */
import process from 'node:process';
import { cliErrors } from '../../errors/catalog/cli.ts';
import { raise, UsageError } from '../../errors/index.ts';
import { onWarning } from '../../learn/index.ts';
import type { Arguments, OptionTable } from '../arguments.ts';
import { type Command, figure, say, usageOf } from '../command.ts';
import type { Output } from '../output.ts';
import type { Inputs, Task } from './learn-data.ts';

/** Of every command that reads a table. */
export const encodingOption = {
  encoding: {
    type: 'text',
    placeholder: { en: 'name', fr: 'nom' },
    help: {
      en: 'of the text in a CSV file: utf-8, or windows-1252 for older spreadsheets',
      fr: 'du texte d’un fichier CSV : utf-8, ou windows-1252 pour un tableur ancien',
    },
  },
} as const satisfies OptionTable;

export const dataOptions = {
  ...encodingOption,
  target: {
    type: 'text',
    placeholder: { en: 'column', fr: 'colonne' },
    help: { en: 'the column to predict', fr: 'la colonne à prédire' },
  },
  drop: {
    type: 'text',
    repeat: true,
    placeholder: { en: 'a,b', fr: 'a,b' },
    help: { en: 'columns to leave out', fr: 'colonnes à laisser de côté' },
  },
  task: {
    type: 'choice',
    choices: ['classification', 'regression'],
    placeholder: { en: 'classification|regression', fr: 'classification|regression' },
    help: {
      en: 'what the target is; left out: classes when it holds texts or at most ten whole numbers',
      fr: 'ce qu’est la cible ; par défaut : des classes quand elle contient des textes ou au plus dix nombres entiers',
    },
  },
} as const satisfies OptionTable;

export const judgeOptions = {
  cv: {
    type: 'integer',
    min: 2,
    placeholder: { en: 'k', fr: 'k' },
    help: { en: 'cross-validation with k folds', fr: 'validation croisée en k plis' },
  },
  seed: {
    type: 'integer',
    min: 0,
    placeholder: { en: 'n', fr: 'n' },
    help: {
      en: 'seed of the splits and of the model (0 by default: the same result each time)',
      fr: 'graine des partages et du modèle (0 par défaut : le même résultat à chaque fois)',
    },
  },
} as const satisfies OptionTable;

/** Exactly so many arguments. @throws UsageError naming what is missing or too much */
export function positionals(args: Arguments, command: Command, names: readonly string[]): string[] {
  const missing = names[args.positionals.length];
  if (missing !== undefined)
    raise(UsageError, cliErrors, 'cli.missing', { what: missing, usage: usageOf(command) });
  const extra = args.positionals[names.length];
  if (extra !== undefined)
    raise(UsageError, cliErrors, 'cli.extra', { got: extra, usage: usageOf(command) });
  return [...args.positionals];
}

/** `--drop a,b --drop c` → a, b, c. */
export const listOf = (args: Arguments, name: string): string[] =>
  args.all(name).flatMap((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

export function taskAsked(args: Arguments): Task | undefined {
  const task = args.text('task');
  return task === 'classification' || task === 'regression' ? task : undefined;
}

const reasons = {
  asked: { en: 'as asked', fr: 'comme demandé' },
  empty: { en: 'no value', fr: 'aucune valeur' },
  names: {
    en: 'more than half of its texts differ: it names the rows',
    fr: 'plus de la moitié de ses textes diffèrent : elle nomme les lignes',
  },
} as const;

/** Says which columns were left out. */
export function showLeft({ left }: Inputs, out: Output): void {
  for (const { name, why } of left) {
    const reason = say(reasons[why]);
    out.text(
      out.style.dim(
        say({ en: `Left out: ${name} (${reason})`, fr: `Laissée de côté : ${name} (${reason})` }),
      ),
    );
  }
}

/** Says how many rows have no target to learn from. */
export function showWithout(without: number, target: string, out: Output): void {
  if (without === 0) return;
  const rows = figure(without);
  out.text(
    out.style.dim(
      say({
        en: `Left out: ${rows} rows without a value in ${target}`,
        fr: `Laissées de côté : ${rows} lignes sans valeur dans ${target}`,
      }),
    ),
  );
}

/** Warnings of models, each once, as objects in JSON mode. Gives the end of listening. */
export function hearWarnings(out: Output): () => void {
  const heard = new Set<string>();
  return onWarning((warning) => {
    const message = warning.sentence();
    if (heard.has(message)) return;
    heard.add(message);
    out.object({ type: 'warning', code: warning.code, who: warning.who, message });
    if (!out.json) process.stderr.write(`limpide: ${message}\n`);
  });
}
