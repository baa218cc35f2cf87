/** `limpide learn`: classical machine learning from tables. Its parts are commands of their own. */
import { learnCliErrors } from '../../errors/catalog/learn-cli.ts';
import { raise, UsageError } from '../../errors/index.ts';
import { hintFor } from '../../train/suggest.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, say } from '../command.ts';
import type { Output } from '../output.ts';

/** The parts, each loaded when it is needed. */
const parts: Readonly<Record<string, () => Promise<Command>>> = {
  fit: async () => (await import('./learn-fit.ts')).learnFit,
  predict: async () => (await import('./learn-predict.ts')).learnPredict,
  compare: async () => (await import('./learn-compare.ts')).learnCompare,
  models: async () => (await import('./learn-models.ts')).learnModels,
};

export const learn: Command = {
  name: 'learn',
  summary: {
    en: 'Learn from a table with classical models: fit, predict, compare, models',
    fr: 'Apprendre d’un tableau par les modèles classiques : fit, predict, compare, models',
  },
  usage: {
    en: 'fit|predict|compare|models … (limpide learn fit --help)',
    fr: 'fit|predict|compare|models … (limpide learn fit --help)',
  },
  options: {},
  examples: [
    [
      'limpide learn compare iris.csv --target species',
      { en: 'which model suits', fr: 'quel modèle convient' },
    ],
    [
      'limpide learn fit randomForest iris.csv --target species --cv 5 --save iris.safetensors',
      { en: 'learn, judge, keep', fr: 'apprendre, juger, garder' },
    ],
    [
      'limpide learn predict iris.safetensors new.csv',
      { en: 'ask the model', fr: 'interroger le modèle' },
    ],
    ['limpide learn models', { en: 'the list of models', fr: 'la liste des modèles' }],
  ],
  parts,
  run,
};

/** Only reached without the name of a part, or with an unknown one. */
async function run(args: Arguments, out: Output): Promise<number> {
  const got = args.positionals[0];
  const known = Object.keys(parts);
  if (got !== undefined)
    raise(UsageError, learnCliErrors, 'learnCli.part', { got, known, hint: hintFor(got, known) });
  const loaded = await Promise.all(Object.values(parts).map((load) => load()));
  out.object({ type: 'help', command: 'learn', parts: known });
  for (const { name, usage, summary } of loaded) {
    out.text(`limpide ${name} ${say(usage)}`);
    out.text(`  ${out.style.dim(say(summary))}`);
  }
  return 0;
}
