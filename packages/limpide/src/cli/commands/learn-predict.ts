/** `limpide learn predict`: what a kept model answers for the rows of a table. */
import { learnCliErrors } from '../../errors/catalog/learn-cli.ts';
import { DataError, raise } from '../../errors/index.ts';
import { type Frame, isText, type Label, loadModel, Pipeline } from '../../learn/index.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, figure, percent, say } from '../command.ts';
import { table } from '../draw.ts';
import type { Output } from '../output.ts';
import { readData, targetOf, withTarget } from './learn-data.ts';
import { encodingOption, positionals, showWithout } from './learn-options.ts';
import {
  number,
  predictionsOf,
  probabilitiesOf,
  scoresOf,
  scoreText,
  scoreTitle,
} from './learn-scores.ts';
import { checkFolder, writeText } from './learn-work.ts';

export const learnPredict: Command = {
  name: 'learn predict',
  summary: {
    en: 'Predict the rows of a table with a model that was kept',
    fr: 'Prédire les lignes d’un tableau avec un modèle gardé',
  },
  usage: { en: '<model.safetensors> <table>', fr: '<modèle.safetensors> <tableau>' },
  options: {
    ...encodingOption,
    csv: {
      type: 'text',
      placeholder: { en: 'file', fr: 'fichier' },
      help: {
        en: 'write the table with the predictions as further columns',
        fr: 'écrire le tableau avec les prédictions en colonnes supplémentaires',
      },
    },
    target: {
      type: 'text',
      placeholder: { en: 'column', fr: 'colonne' },
      help: {
        en: 'the column with the true answers, to judge the predictions',
        fr: 'la colonne des vraies réponses, pour juger les prédictions',
      },
    },
  },
  examples: [
    [
      'limpide learn predict iris.safetensors new.csv',
      { en: 'the first rows, for people', fr: 'les premières lignes, à lire' },
    ],
    [
      'limpide learn predict iris.safetensors new.csv --csv out.csv',
      { en: 'all of them, in a file', fr: 'toutes, dans un fichier' },
    ],
  ],
  run,
};

/** Rows shown to people. */
const SHOWN = 20;

async function run(args: Arguments, out: Output): Promise<number> {
  const [path, file] = positionals(args, learnPredict, ['<model.safetensors>', '<table>']) as [
    string,
    string,
  ];
  const model = await loadModel(path);
  if (!model.offers('predict'))
    raise(DataError, learnCliErrors, 'learnCli.notPredicting', { path, model: String(model) });
  const csv = args.text('csv');
  await checkFolder(csv);
  const names = model.featureNamesIn_ ?? [];
  const frame = await readData(file, args.text('encoding'), names);
  const missing = names.filter((name) => !frame.has(name));
  if (missing.length > 0)
    raise(DataError, learnCliErrors, 'learnCli.lacking', {
      file,
      path,
      missing,
      known: frame.names,
    });
  const X = names.length > 0 ? frame.select(names) : frame;
  const wanted = args.text('target');
  if (wanted !== undefined) frame.column(wanted); // said before anything is printed
  const predictions = predictionsOf(model, X);
  const sure = probabilitiesOf(model, X);
  predictions.forEach((prediction, row) => {
    out.object({
      type: 'prediction',
      row,
      prediction,
      ...(sure && {
        probabilities: Object.fromEntries(
          sure.classes.map((c, k) => [String(c), sure.rows[row]![k]]),
        ),
      }),
    });
  });
  if (csv === undefined) show(predictions, sure, out);
  else await write(csv, frame, predictions, sure, out);
  if (wanted !== undefined && model instanceof Pipeline) {
    const task = model.spec.kind === 'classifier' ? 'classification' : 'regression';
    const judged = withTarget(frame, wanted);
    const target = targetOf(judged.frame, wanted, task);
    const seen = judged.without === 0 ? X : judged.frame.select(X.names);
    const scores = scoresOf(model, seen, target.values, target);
    out.object({ type: 'result', test: judged.frame.rows, without: judged.without, scores });
    out.text();
    showWithout(judged.without, wanted, out);
    for (const [name, value] of Object.entries(scores))
      out.text(`  ${scoreTitle(name)} ${out.style.bold(scoreText(name, value))}`);
  }
  return 0;
}

type Sure = ReturnType<typeof probabilitiesOf>;

function show(predictions: readonly Label[], sure: Sure, out: Output): void {
  const head = [
    say({ en: 'row', fr: 'ligne' }),
    say({ en: 'prediction', fr: 'prédiction' }),
    ...(sure ? [say({ en: 'probability', fr: 'probabilité' })] : []),
  ];
  const rows = predictions
    .slice(0, SHOWN)
    .map((prediction, i) => [
      String(i),
      typeof prediction === 'number' ? number(prediction) : String(prediction),
      ...(sure ? [percent(Math.max(...sure.rows[i]!))] : []),
    ]);
  for (const line of table([head, ...rows], out)) out.text(line);
  const more = predictions.length - SHOWN;
  if (more <= 0) return;
  out.text(
    out.style.dim(
      say({
        en: `… and ${figure(more)} more: --csv <file> or --json gives all.`,
        fr: `… et ${figure(more)} de plus : --csv <fichier> ou --json les donne toutes.`,
      }),
    ),
  );
}

/** The table as it came, then `prediction` and, per class, its probability. */
async function write(
  path: string,
  frame: Frame,
  predictions: readonly Label[],
  sure: Sure,
  out: Output,
): Promise<void> {
  const extra = ['prediction', ...(sure ? sure.classes.map((c) => `p_${c}`) : [])];
  const lines = [[...frame.names, ...extra].map(cell).join(',')];
  const columns = frame.names.map((name) => frame.column(name));
  for (let i = 0; i < frame.rows; i++) {
    const own = columns.map((column) => {
      const value = column[i] ?? null;
      return value === null || (!isText(column) && Number.isNaN(value)) ? '' : value;
    });
    lines.push([...own, predictions[i]!, ...(sure ? sure.rows[i]! : [])].map(cell).join(','));
  }
  await writeText(path, `${lines.join('\n')}\n`);
  out.object({ type: 'written', file: path, rows: frame.rows });
  out.text(
    say({
      en: `${figure(frame.rows)} rows with their predictions in ${path}`,
      fr: `${figure(frame.rows)} lignes avec leurs prédictions dans ${path}`,
    }),
  );
}

/** A cell of a CSV file, in quotation marks where it must be (RFC 4180). */
function cell(value: string | number | boolean): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
