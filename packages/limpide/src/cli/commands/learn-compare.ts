/** `limpide learn compare`: several models on the same folds of one table, side by side. */

import { AbortError, LimpideError } from '../../errors/index.ts';
import {
  type CrossValidation,
  crossValidateInBackground,
  KFold,
  StratifiedKFold,
} from '../../learn/index.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, figure, invocation, say } from '../command.ts';
import { bar, table } from '../draw.ts';
import type { Output } from '../output.ts';
import { inputsOf, readData, type Target, type Task, targetOf, withTarget } from './learn-data.ts';
import { automaticPipeline, callName, checkKind, makeModel, modelNamed } from './learn-model.ts';
import {
  dataOptions,
  hearWarnings,
  judgeOptions,
  listOf,
  positionals,
  showLeft,
  showWithout,
  taskAsked,
} from './learn-options.ts';
import { meanAndSpread, scoreText, scoreTitle } from './learn-scores.ts';
import { afterStop, stoppable } from './learn-work.ts';

export const learnCompare: Command = {
  name: 'learn compare',
  summary: {
    en: 'Compare models on the same folds of a table',
    fr: 'Comparer des modèles sur les mêmes plis d’un tableau',
  },
  usage: {
    en: '<table> --target <column> [--models a,b,c] [options]',
    fr: '<tableau> --target <colonne> [--models a,b,c] [options]',
  },
  options: {
    ...dataOptions,
    models: {
      type: 'text',
      repeat: true,
      placeholder: { en: 'a,b,c', fr: 'a,b,c' },
      help: {
        en: 'which models; left out: one of each great family, and one that does not look',
        fr: 'quels modèles ; par défaut : un de chaque grande famille, et un qui ne regarde rien',
      },
    },
    ...judgeOptions,
  },
  examples: [
    [
      'limpide learn compare iris.csv --target species',
      { en: 'the usual ones', fr: 'les plus courants' },
    ],
    [
      'limpide learn compare houses.csv --target price --models ridge,lasso,boosting --cv 10',
      { en: 'chosen ones, ten folds', fr: 'quelques-uns, dix plis' },
    ],
  ],
  run,
};

const usual: Readonly<Record<Task, readonly string[]>> = {
  classification: ['dummy', 'logistic', 'naiveBayes', 'knn', 'tree', 'forest', 'boosting', 'svm'],
  regression: ['dummy', 'linear', 'ridge', 'knn', 'tree', 'forest', 'boosting', 'svm'],
};
/** The cost of kernel machines grows with the square of the rows and more. */
const MANY = 10_000;

interface Entry {
  readonly model: string;
  readonly mean: number;
  readonly std: number;
  readonly seconds: number;
}

async function run(args: Arguments, out: Output): Promise<number> {
  const [file] = positionals(args, learnCompare, ['<table>']) as [string];
  const asked = taskAsked(args);
  const chosen = listOf(args, 'models');
  for (const name of chosen) modelNamed(name, asked);
  const wanted = args.text('target');
  const table = await readData(file, args.text('encoding'), wanted === undefined ? [] : [wanted]);
  const seed = args.number('seed') ?? 0;
  if (wanted === undefined) {
    checkKind(makeModel('DummyClassifier', [], seed), undefined, table.names);
    return 2;
  }
  const { frame, without } = withTarget(table, wanted);
  const target = targetOf(frame, wanted, asked);
  const inputs = inputsOf(frame, wanted, listOf(args, 'drop'));
  const names = (chosen.length > 0 ? chosen : usual[target.task])
    .filter((name) => chosen.length > 0 || name !== 'svm' || frame.rows <= MANY)
    .map((name) => modelNamed(name, target.task));
  const models = [...new Set(names)].map((name) => makeModel(name, [], seed));
  for (const model of models) checkKind(model, target, frame.names);
  const folds = args.number('cv') ?? 5;
  const score = target.task === 'classification' ? 'accuracy' : 'r2';
  out.object({
    type: 'start',
    rows: frame.rows,
    columns: inputs.X.names,
    left: inputs.left,
    target: target.name,
    task: target.task,
    without,
    folds,
    score,
  });
  out.text(
    out.style.bold(
      say({
        en: `${target.name}: ${figure(frame.rows)} rows, ${figure(inputs.X.names.length)} columns, ${folds} folds`,
        fr: `${target.name} : ${figure(frame.rows)} lignes, ${figure(inputs.X.names.length)} colonnes, ${folds} plis`,
      }),
    ),
  );
  showLeft(inputs, out);
  showWithout(without, target.name, out);
  const deaf = hearWarnings(out);
  const entries: Entry[] = [];
  const failed: string[] = [];
  for (const model of models) {
    const { name } = model.spec;
    try {
      const pipeline = automaticPipeline(inputs.X, model);
      const cv = splitter(target, folds, seed);
      const result = await stoppable(name, out, (options) =>
        crossValidateInBackground(pipeline, inputs.X, target.values, { cv, ...options }),
      );
      const entry = entryOf(name, result);
      entries.push(entry);
      out.object({ ...entry, type: 'model', scores: Array.from(result.testScore) });
    } catch (error) {
      if (error instanceof AbortError) {
        deaf();
        show(entries, score, file, target, out);
        return afterStop(error, out);
      }
      // one model that does not suit these data should not hide the others
      if (!(error instanceof LimpideError) || models.length === 1) throw error;
      failed.push(`${name}: ${error.message}`);
      out.object({ type: 'failed', model: name, code: error.code, message: error.message });
    }
  }
  deaf();
  show(entries, score, file, target, out);
  for (const line of failed) out.text(out.style.bad(line));
  return entries.length > 0 ? 0 : 1;
}

/** The same folds for every model. */
function splitter({ task }: Target, nSplits: number, randomState: number): KFold | StratifiedKFold {
  const how = { nSplits, shuffle: true, randomState };
  return task === 'classification' ? new StratifiedKFold(how) : new KFold(how);
}

function entryOf(model: string, { testScore, fitTime }: CrossValidation): Entry {
  return { model, ...meanAndSpread(testScore), seconds: fitTime.reduce((a, b) => a + b, 0) };
}

function show(
  entries: readonly Entry[],
  score: string,
  file: string,
  target: Target,
  out: Output,
): void {
  const sorted = [...entries].sort((a, b) => b.mean - a.mean);
  const best = sorted[0];
  if (!best) return;
  const head = ['', scoreTitle(score), '±', say({ en: 'time', fr: 'durée' })];
  const rows = sorted.map(({ model, mean, std, seconds }) => [
    callName(model),
    scoreText(score, mean),
    scoreText(score, std),
    `${figure(seconds, 2)} s`,
  ]);
  const lines = table([head, ...rows], out);
  out.text(lines[0]);
  lines.slice(1).forEach((line, i) => {
    out.text(`${line}   ${out.style.accent(bar(sorted[i]!.mean, 20))}`);
  });
  out.object({ type: 'best', model: best.model, mean: best.mean, std: best.std });
  out.text();
  out.text(say({ en: 'Next:', fr: 'Ensuite :' }));
  const command = `${invocation()} learn fit ${callName(best.model)} ${file} --target ${target.name} --save model.safetensors`;
  out.text(`  ${out.style.accent(command)}`);
}
