/** `limpide evaluate`: how good a trained network is on examples it has never seen. */
import { cliErrors } from '../../errors/catalog/cli.ts';
import { raise, UsageError } from '../../errors/index.ts';
import { ConfusionMatrix } from '../../train/index.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, figure, percent, say, usageOf } from '../command.ts';
import { table } from '../draw.ts';
import { answers } from '../mistakes.ts';
import type { Output } from '../output.ts';
import { chooseDevice, deviceOptions, restore } from '../runs.ts';

export const evaluate: Command = {
  name: 'evaluate',
  summary: {
    en: 'Measure a trained network on its test examples',
    fr: 'Mesurer un réseau entraîné sur ses exemples de test',
  },
  usage: {
    en: '<folder|checkpoint|recipe> [options]',
    fr: '<dossier|point de reprise|recette> [options]',
  },
  options: { ...deviceOptions },
  examples: [
    [
      'limpide evaluate mnist-mlp',
      { en: 'the last training of the recipe', fr: 'le dernier entraînement de la recette' },
    ],
    [
      'limpide evaluate runs/mnist-mlp --json',
      { en: 'for another program', fr: 'pour un autre programme' },
    ],
  ],
  run,
};

async function run(args: Arguments, out: Output): Promise<number> {
  const given = oneArgument(args, evaluate);
  chooseDevice(args);
  const restored = await restore(given);
  const { trainer, test, classes, recipe, file } = restored;
  const scores = await trainer.evaluate(test);
  const all = await answers(restored, test.dataset.length);
  const counts = new Float64Array(classes.length ** 2);
  for (const { truth, guess } of all) counts[truth * classes.length + guess]!++;
  const matrix = new ConfusionMatrix(counts);
  out.object({
    type: 'evaluation',
    recipe: recipe.name,
    checkpoint: file,
    ...scores,
    samples: all.length,
    f1: matrix.average('f1', 'macro'),
    confusion: matrix.toArray(),
  });
  out.text(
    say({
      en: `${out.style.bold(recipe.name)}: ${percent(matrix.accuracy, 2)} of ${figure(all.length)} examples, loss ${figure(scores['loss'] ?? Number.NaN, 4)}`,
      fr: `${out.style.bold(recipe.name)} : ${percent(matrix.accuracy, 2)} des ${figure(all.length)} exemples, perte ${figure(scores['loss'] ?? Number.NaN, 4)}`,
    }),
  );
  out.text();
  const head = say({
    en: 'class|precision|recall|F1|examples',
    fr: 'classe|précision|rappel|F1|exemples',
  });
  const rows = classes.map((name, c) => [
    name,
    percent(matrix.precision[c]!),
    percent(matrix.recall[c]!),
    percent(matrix.f1[c]!),
    figure(matrix.support(c)),
  ]);
  for (const line of table([head.split('|'), ...rows], out)) out.text(line);
  out.text();
  out.text(
    say({
      en: 'What is (rows) taken for what (columns):',
      fr: 'Ce qui est (lignes) pris pour quoi (colonnes) :',
    }),
  );
  const names = classes.map((name) => name.slice(0, 5));
  const grid = matrix
    .toArray()
    .map((row, c) => [names[c]!, ...row.map((n) => (n === 0 ? '·' : String(n)))]);
  for (const line of table([['', ...names], ...grid], out)) out.text(line);
  return 0;
}

/** The only positional argument of a command. */
export function oneArgument(args: Arguments, command: Command): string {
  const [first, extra] = args.positionals;
  const usage = usageOf(command);
  if (first === undefined) {
    // `<folder|checkpoint|recipe> [options]`: a name between brackets may have spaces
    const what = /^<[^>]*>/.exec(say(command.usage))?.[0] ?? '';
    raise(UsageError, cliErrors, 'cli.missing', { what, usage });
  }
  if (extra !== undefined) raise(UsageError, cliErrors, 'cli.extra', { got: extra, usage });
  return first;
}
