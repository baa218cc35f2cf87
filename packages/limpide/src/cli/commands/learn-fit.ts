/** `limpide learn fit`: a model learns a column of a table, is judged on rows it has not seen, and is kept. */
import { fitTimed } from '../../learn/background/background.ts';
import {
  crossValidateInBackground,
  type Estimator,
  type Frame,
  KFold,
  type Label,
  type Pipeline,
  StratifiedKFold,
  saveModel,
  silhouetteScore,
  takeTargets,
  trainTestSplit,
} from '../../learn/index.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, figure, invocation, say } from '../command.ts';
import { table } from '../draw.ts';
import type { Output } from '../output.ts';
import {
  type Inputs,
  inputsOf,
  readData,
  type Target,
  targetOf,
  withTarget,
} from './learn-data.ts';
import {
  automaticPipeline,
  checkKind,
  makeModel,
  modelNamed,
  pipelineLines,
} from './learn-model.ts';
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
import { drawFit, plotNames, writePlot } from './learn-plot.ts';
import {
  meanAndSpread,
  number,
  predictionsOf,
  scoresOf,
  scoreText,
  scoreTitle,
  showConfusion,
} from './learn-scores.ts';
import { afterStop, checkFolder, stoppable } from './learn-work.ts';

export const learnFit: Command = {
  name: 'learn fit',
  summary: {
    en: 'Learn a column of a table, and say how well it went',
    fr: 'Apprendre une colonne d’un tableau, et dire avec quel succès',
  },
  usage: {
    en: '<model> <table> --target <column> [options]',
    fr: '<modèle> <tableau> --target <colonne> [options]',
  },
  options: {
    ...dataOptions,
    ...judgeOptions,
    set: {
      type: 'text',
      repeat: true,
      placeholder: { en: 'key=value', fr: 'clé=valeur' },
      help: {
        en: 'a parameter of the model (limpide learn models <model> lists them)',
        fr: 'un paramètre du modèle (limpide learn models <modèle> en donne la liste)',
      },
    },
    testSize: {
      type: 'number',
      min: 0,
      placeholder: { en: 'share', fr: 'part' },
      help: {
        en: 'rows kept to judge: a share, or a number (0.25; with --cv: none)',
        fr: 'lignes gardées pour juger : une part, ou un nombre (0,25 ; avec --cv : aucune)',
      },
    },
    svg: {
      type: 'text',
      placeholder: { en: 'file.svg', fr: 'fichier.svg' },
      help: {
        en: 'draw the result, on rows kept to judge',
        fr: 'dessiner le résultat, sur les lignes gardées pour juger',
      },
    },
    plot: {
      type: 'choice',
      choices: plotNames,
      placeholder: { en: 'plot', fr: 'graphique' },
      help: {
        en: `which drawing: ${plotNames.join(', ')}`,
        fr: `quel dessin : ${plotNames.join(', ')}`,
      },
    },
    save: {
      type: 'text',
      placeholder: { en: 'file.safetensors', fr: 'fichier.safetensors' },
      help: {
        en: 'learn again from all rows, and keep the model with its preparation',
        fr: 'apprendre à nouveau de toutes les lignes, et garder le modèle avec sa préparation',
      },
    },
  },
  examples: [
    [
      'limpide learn fit randomForest iris.csv --target species --cv 5',
      { en: 'five folds', fr: 'cinq plis' },
    ],
    [
      'limpide learn fit ridge houses.csv --target price --set alpha=10 --save house.safetensors',
      { en: 'a regression, kept', fr: 'une régression, gardée' },
    ],
    [
      'limpide learn fit kMeans points.csv --set nClusters=3',
      { en: 'groups; no target', fr: 'des groupes ; sans cible' },
    ],
  ],
  run,
};

/** Everything about the work to do. */
export interface Plan {
  readonly frame: Frame;
  /** Rows of the table that have no target, and are not in the frame. */
  readonly without: number;
  readonly target: Target | undefined;
  readonly inputs: Inputs;
  readonly model: Estimator;
  readonly pipeline: Pipeline;
  readonly seed: number;
}

async function planOf(args: Arguments): Promise<Plan> {
  const [name, file] = positionals(args, learnFit, ['<model>', '<table>']) as [string, string];
  const seed = args.number('seed') ?? 0;
  const wanted = args.text('target');
  const asked = taskAsked(args);
  // an unknown model is said before a long file is read
  makeModel(modelNamed(name, asked), [], seed);
  for (const option of ['save', 'svg']) await checkFolder(args.text(option));
  const table = await readData(file, args.text('encoding'), wanted === undefined ? [] : [wanted]);
  const { frame, without } =
    wanted === undefined ? { frame: table, without: 0 } : withTarget(table, wanted);
  const exact = makeModel(modelNamed(name, asked), [], seed).spec;
  const given = exact.name === name && exact.kind === 'regressor' ? 'regression' : asked;
  const target = wanted === undefined ? undefined : targetOf(frame, wanted, asked ?? given);
  const model = makeModel(modelNamed(name, target?.task), args.all('set'), seed);
  checkKind(model, target, frame.names);
  const inputs = inputsOf(frame, wanted, listOf(args, 'drop'));
  const pipeline = automaticPipeline(inputs.X, model);
  return { frame, without, target, inputs, model, pipeline, seed };
}

async function run(args: Arguments, out: Output): Promise<number> {
  const plan = await planOf(args);
  const deaf = hearWarnings(out);
  try {
    announce(plan, out);
    const { target } = plan;
    const { fitted, svg } = await (target
      ? judge(plan, target, args, out)
      : describe(plan, args, out));
    if (svg !== undefined) await writePlot(svg, args.text('svg')!, out);
    await keep(plan, fitted, args, out);
  } catch (error) {
    return afterStop(error, out);
  } finally {
    deaf();
  }
  return 0;
}

function announce({ frame, without, target, inputs, model, pipeline }: Plan, out: Output): void {
  out.object({
    type: 'start',
    model: model.spec.name,
    kind: model.spec.kind,
    rows: frame.rows,
    columns: inputs.X.names,
    left: inputs.left,
    ...(target && { target: target.name, task: target.task, without }),
    pipeline: pipelineLines(pipeline),
  });
  const task =
    target &&
    (target.task === 'classification'
      ? say({ en: 'classes', fr: 'des classes' })
      : say({ en: 'numbers', fr: 'des nombres' }));
  out.text(out.style.bold(String(model)));
  const rows = figure(frame.rows);
  const columns = figure(inputs.X.names.length);
  out.text(
    out.style.dim(
      target
        ? say({
            en: `${rows} rows, ${columns} columns; target ${target.name}: ${task} (${target.why.en})`,
            fr: `${rows} lignes, ${columns} colonnes ; cible ${target.name} : ${task} (${target.why.fr})`,
          })
        : say({
            en: `${rows} rows, ${columns} columns`,
            fr: `${rows} lignes, ${columns} colonnes`,
          }),
    ),
  );
  showLeft(inputs, out);
  if (target) showWithout(without, target.name, out);
  for (const line of pipelineLines(pipeline)) out.text(`  ${line}`);
  out.text();
}

/** Learns in the background. Gives the seconds it took. */
async function learn(
  { pipeline, model }: Plan,
  X: Frame,
  y: readonly Label[] | undefined,
  out: Output,
): Promise<number> {
  const { seconds } = await stoppable(model.spec.name, out, (options) =>
    fitTimed(pipeline, X, y, options),
  );
  return seconds;
}

/** What is left to do when the scores are told. */
interface Outcome {
  /** Learned from all rows already. */
  readonly fitted?: Pipeline;
  readonly svg?: string;
}

/** Scores by cross-validation, on rows kept apart, or both. */
async function judge(plan: Plan, target: Target, args: Arguments, out: Output): Promise<Outcome> {
  const { pipeline, inputs, seed } = plan;
  const folds = args.number('cv');
  const drawn = args.has('svg');
  const size = args.number('testSize') ?? (folds === undefined || drawn ? 0.25 : 0);
  const stratify = target.task === 'classification' ? target.values : undefined;
  const rows = Int32Array.from({ length: inputs.X.rows }, (_, i) => i);
  const [train, test] =
    size > 0
      ? trainTestSplit(rows, { testSize: size, randomState: seed, stratify })
      : [rows, new Int32Array(0)];
  const learnX = inputs.X.take(train);
  const learnY = takeTargets(target.values, train);
  if (folds !== undefined) await crossJudge(plan, target, learnX, learnY, folds, out);
  if (test.length === 0) return {};
  const seconds = await learn(plan, learnX, learnY, out);
  const testX = inputs.X.take(test);
  const testY = takeTargets(target.values, test);
  const scores = scoresOf(pipeline, testX, testY, target);
  out.object({ type: 'result', train: train.length, test: test.length, scores, seconds });
  out.text(
    say({
      en: `Learned from ${figure(train.length)} rows in ${figure(seconds, 2)} s; on ${figure(test.length)} rows never seen:`,
      fr: `Appris de ${figure(train.length)} lignes en ${figure(seconds, 2)} s ; sur ${figure(test.length)} lignes jamais vues :`,
    }),
  );
  showScores(scores, out);
  if (target.task === 'classification' && !out.json) {
    out.text();
    showConfusion(testY, predictionsOf(pipeline, testX), out);
  }
  if (!drawn) return {};
  return {
    svg: drawFit(args.text('plot'), { pipeline, target, X: testX, y: testY, all: inputs.X, seed }),
  };
}

async function crossJudge(
  { pipeline, model, seed }: Plan,
  target: Target,
  X: Frame,
  y: readonly Label[],
  folds: number,
  out: Output,
): Promise<void> {
  const how = { nSplits: folds, shuffle: true, randomState: seed };
  const classes = target.task === 'classification';
  const cv = classes ? new StratifiedKFold(how) : new KFold(how);
  const { testScore, fitTime } = await stoppable(model.spec.name, out, (options) =>
    crossValidateInBackground(pipeline, X, y, { cv, ...options }),
  );
  testScore.forEach((score, fold) => {
    out.object({ type: 'fold', fold: fold + 1, score, seconds: fitTime[fold] });
  });
  const { mean, std } = meanAndSpread(testScore);
  const name = classes ? 'accuracy' : 'r2';
  out.object({ type: 'crossValidation', folds, score: name, mean, std });
  out.text(
    say({
      en: `${folds} folds, ${scoreTitle(name)}: ${out.style.bold(scoreText(name, mean))} ± ${scoreText(name, std)}`,
      fr: `${folds} plis, ${scoreTitle(name)} : ${out.style.bold(scoreText(name, mean))} ± ${scoreText(name, std)}`,
    }),
  );
  out.text(
    out.style.dim(`  ${Array.from(testScore, (score) => scoreText(name, score)).join('  ')}`),
  );
}

function showScores(scores: Readonly<Record<string, number>>, out: Output): void {
  const rows = Object.entries(scores).map(([name, value]) => [
    scoreTitle(name),
    scoreText(name, value),
  ]);
  for (const line of table([['', ''], ...rows], out).slice(1)) out.text(line);
}

/** Groups, outliers: what was found among all rows. */
async function describe(plan: Plan, args: Arguments, out: Output): Promise<Outcome> {
  const { pipeline, inputs, model, seed } = plan;
  const seconds = await learn(plan, inputs.X, undefined, out);
  const inner = pipeline.step(-1);
  const found: unknown = inner === 'passthrough' ? undefined : Reflect.get(inner, 'labels_');
  const labels =
    model.spec.kind === 'clusterer' && found instanceof Object && 'dataSync' in found
      ? Array.from((found as { dataSync(): ArrayLike<number> }).dataSync())
      : predictionsOf(pipeline, inputs.X).map(Number);
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const groups = [...sizes].sort(([a], [b]) => a - b);
  const clusters = groups.filter(([label]) => label >= 0).length;
  const silhouette =
    model.spec.kind === 'clusterer' && clusters > 1 && clusters < labels.length
      ? silhouetteScore(pipeline.slice(0, -1).transform(inputs.X), labels)
      : undefined;
  out.object({
    type: 'result',
    seconds,
    groups: Object.fromEntries(groups),
    ...(silhouette !== undefined && { silhouette }),
  });
  out.text(
    say({ en: `Learned in ${figure(seconds, 2)} s.`, fr: `Appris en ${figure(seconds, 2)} s.` }),
  );
  const outlier = say({ en: 'unlike the others', fr: 'à part' });
  const rows = groups.map(([label, count]) => [
    label < 0 ? `${label} (${outlier})` : String(label),
    figure(count),
  ]);
  const head = say({ en: 'group|rows', fr: 'groupe|lignes' }).split('|');
  if (rows.length > 0) for (const line of table([head, ...rows], out)) out.text(line);
  if (silhouette !== undefined)
    out.text(`${say({ en: 'silhouette', fr: 'silhouette' })} ${number(silhouette)}`);
  if (!args.has('svg')) return { fitted: pipeline };
  const seen = { pipeline, target: undefined, X: inputs.X, y: labels, all: inputs.X, seed };
  return { fitted: pipeline, svg: drawFit(args.text('plot'), seen) };
}

/** Learns again from all rows, and writes the model. */
async function keep(
  plan: Plan,
  fitted: Pipeline | undefined,
  args: Arguments,
  out: Output,
): Promise<void> {
  const file = args.text('save');
  if (file === undefined) return;
  const { pipeline, inputs, target } = plan;
  if (!fitted) await learn(plan, inputs.X, target?.values, out);
  await saveModel(pipeline, file);
  out.object({ type: 'saved', file, rows: inputs.X.rows });
  out.text();
  out.text(
    say({
      en: `Kept in ${file}, learned from all ${figure(inputs.X.rows)} rows. Next:`,
      fr: `Gardé dans ${file}, appris de toutes les ${figure(inputs.X.rows)} lignes. Ensuite :`,
    }),
  );
  out.text(`  ${out.style.accent(`${invocation()} learn predict ${file} <table>`)}`);
}
