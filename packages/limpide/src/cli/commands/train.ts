/** `limpide train`: learns a recipe, shows how it goes, keeps what was learnt. */
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { cliErrors } from '../../errors/catalog/cli.ts';
import { language, raise, UsageError } from '../../errors/index.ts';
import { getDevice } from '../../tensor/index.ts';
import {
  type Callback,
  JsonLinesLogger,
  type Prepared,
  ProgressBar,
  type Recipe,
  readTraining,
  recipeValues,
  saveWeights,
  type TrainingRun,
} from '../../train/index.ts';
import { type Arguments, optionName } from '../arguments.ts';
import { type Command, figure, invocation, percent, say, usageOf } from '../command.ts';
import { showMistakes } from '../mistakes.ts';
import type { Output } from '../output.ts';
import {
  checkpointAt,
  checkpointName,
  chooseDevice,
  defaultFolder,
  descriptionOf,
  deviceOptions,
  logName,
  recipeNamed,
  weightsName,
} from '../runs.ts';

/** Options that stand for parameters of the recipe. */
const shortcuts = ['epochs', 'batchSize', 'lr', 'seed'] as const;

export const train: Command = {
  name: 'train',
  summary: { en: 'Train a network by a recipe', fr: 'Entraîner un réseau selon une recette' },
  usage: { en: '<recipe> [options]', fr: '<recette> [options]' },
  options: {
    epochs: {
      type: 'integer',
      min: 1,
      placeholder: { en: 'n', fr: 'n' },
      help: {
        en: 'how many times all examples are seen',
        fr: 'combien de fois tous les exemples sont vus',
      },
    },
    batchSize: {
      type: 'integer',
      min: 1,
      placeholder: { en: 'n', fr: 'n' },
      help: { en: 'examples in a step', fr: 'exemples par pas' },
    },
    lr: {
      type: 'number',
      min: 0,
      placeholder: { en: 'rate', fr: 'taux' },
      help: { en: 'learning rate', fr: 'taux d’apprentissage' },
    },
    seed: {
      type: 'integer',
      min: 0,
      placeholder: { en: 'n', fr: 'n' },
      help: {
        en: 'where randomness starts: same seed, same bits',
        fr: 'd’où part le hasard : même graine, mêmes bits',
      },
    },
    set: {
      type: 'text',
      repeat: true,
      placeholder: { en: 'key=value', fr: 'clé=valeur' },
      help: {
        en: 'any parameter of the recipe (limpide recipes lists them)',
        fr: 'n’importe quel paramètre de la recette (limpide recipes les donne)',
      },
    },
    out: {
      type: 'text',
      placeholder: { en: 'folder', fr: 'dossier' },
      help: {
        en: 'where to keep checkpoint, weights and log; runs/<recipe> when left out',
        fr: 'où garder point de reprise, poids et journal ; runs/<recette> par défaut',
      },
    },
    resume: {
      type: 'text',
      placeholder: { en: 'folder|file', fr: 'dossier|fichier' },
      help: {
        en: 'goes on from a checkpoint, bit for bit',
        fr: 'reprend à un point de reprise, au bit près',
      },
    },
    ...deviceOptions,
  },
  examples: [
    [
      'limpide train mnist-mlp',
      {
        en: 'handwritten digits, in a few seconds',
        fr: 'chiffres manuscrits, en quelques secondes',
      },
    ],
    [
      'limpide train mnist-mlp --set manner=keras',
      { en: 'the same, written in Keras’s manner', fr: 'la même chose, à la manière de Keras' },
    ],
    [
      'limpide train iris-mlp --epochs 30 --json',
      { en: 'for another program to read', fr: 'pour être lu par un autre programme' },
    ],
    [
      'limpide train --resume runs/mnist-mlp',
      { en: 'takes up what Ctrl-C stopped', fr: 'reprend ce que Ctrl-C a arrêté' },
    ],
  ],
  run,
};

/** What is to be done, once arguments and checkpoint have been read. */
interface Plan {
  readonly recipe: Recipe;
  readonly values: Readonly<Record<string, number | string>>;
  readonly folder: string;
  readonly resume: string | null;
}

async function run(args: Arguments, out: Output): Promise<number> {
  const plan = await planOf(args);
  const device = chooseDevice(args);
  const stop = watchSignals(out);
  try {
    return await learn(plan, device, stop, out);
  } finally {
    stop.release();
  }
}

async function planOf(args: Arguments): Promise<Plan> {
  const [name, extra] = args.positionals;
  if (extra !== undefined) {
    raise(UsageError, cliErrors, 'cli.extra', { got: extra, usage: usageOf(train) });
  }
  const recipe = name === undefined ? null : recipeNamed(name);
  const given = givenValues(args);
  const resumed = args.text('resume');
  if (resumed === undefined) {
    if (recipe === null) {
      const what = say({ en: 'the recipe', fr: 'la recette' });
      raise(UsageError, cliErrors, 'cli.missing', { what, usage: usageOf(train) });
    }
    const folder = args.text('out') ?? defaultFolder(recipe.name);
    return { recipe, values: recipeValues(recipe, given), folder, resume: null };
  }
  const file = checkpointAt(resumed);
  const saved = descriptionOf(await readTraining(file), file);
  if (recipe !== null && recipe.name !== saved.recipe) {
    raise(UsageError, cliErrors, 'cli.otherRecipe', {
      path: file,
      got: saved.recipe,
      expected: recipe.name,
    });
  }
  for (const [key, value] of Object.entries(given)) {
    if (key === 'epochs' || String(saved.values[key]) === value) continue;
    const option = shortcuts.some((s) => s === key) ? optionName(key) : `--set ${key}`;
    raise(UsageError, cliErrors, 'cli.resumeOption', {
      option,
      expected: saved.values[key] ?? '–',
    });
  }
  const known = recipeNamed(saved.recipe);
  return {
    recipe: known,
    values: recipeValues(known, { ...saved.values, ...given }),
    folder: args.text('out') ?? path.dirname(file),
    resume: file,
  };
}

/** Parameters as they were given: `--set` and the options that stand for some. */
function givenValues(args: Arguments): Record<string, string> {
  const given: Record<string, string> = {};
  for (const pair of args.all('set')) {
    const [key, value] = pair.split(/=(.*)/s);
    if (!key || value === undefined) raise(UsageError, cliErrors, 'cli.set', { got: pair });
    given[key] = value;
  }
  for (const key of shortcuts) {
    const value = args.text(key);
    if (value !== undefined) given[key] = value;
  }
  return given;
}

interface Stop {
  readonly signal: AbortSignal;
  release(): void;
}

/** The first Ctrl-C stops between two steps, the second at once. */
function watchSignals(out: Output): Stop {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    const note = say({
      en: 'Stopping after this step… (Ctrl-C again quits at once)',
      fr: 'Arrêt après ce pas… (un second Ctrl-C quitte tout de suite)',
    });
    if (!out.json) process.stderr.write(`\n${note}\n`);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

async function learn(plan: Plan, device: string, stop: Stop, out: Output): Promise<number> {
  const { recipe, values, folder } = plan;
  const started = performance.now();
  const prepared = await recipe.prepare(values as never, device);
  const { trainer } = prepared;
  trainer.description = { recipe: recipe.name, values };
  await mkdir(folder, { recursive: true });
  const log = path.join(folder, logName);
  if (plan.resume === null) await writeFile(log, '');
  else await trainer.resume(plan.resume);
  const loaded = (performance.now() - started) / 1000;
  announce(plan, prepared, device, loaded, out);

  const file = path.join(folder, checkpointName);
  const keeper = new Keeper(file);
  const begun = performance.now();
  const history = await trainer.fit(prepared.train, {
    epochs: Number(values['epochs']),
    signal: stop.signal,
    callbacks: [
      keeper,
      new JsonLinesLogger((line) => appendFile(log, `${line}\n`)),
      ...(out.json
        ? [new JsonLinesLogger((line) => void process.stdout.write(`${line}\n`))]
        : [new ProgressBar({ to: out.terminal, samples: unitOf(prepared) })]),
    ],
  });
  const seconds = (performance.now() - begun) / 1000;
  if (history.stopped === 'signal') return stopped(keeper, folder, out);
  return finish(plan, prepared, seconds, out);
}

/** What an example is called, in a rate. */
const unitOf = (prepared: Prepared): string =>
  prepared.inputs === 'image' ? 'images' : say({ en: 'examples', fr: 'exemples' });

function announce(
  plan: Plan,
  prepared: Prepared,
  device: string,
  loaded: number,
  out: Output,
): void {
  const { recipe, values } = plan;
  const { threads, variant } = getDevice().statistics();
  const train = prepared.train.dataset.length;
  const test = prepared.test.dataset.length;
  out.object({
    type: 'start',
    recipe: recipe.name,
    values,
    device,
    threads,
    variant,
    train,
    test,
    resumed: plan.resume !== null,
  });
  const fr = language() === 'fr';
  const counts = fr
    ? `${figure(train)} exemples pour apprendre, ${figure(test)} pour tester`
    : `${figure(train)} examples to learn from, ${figure(test)} to test`;
  const engine = `${device} (${variant}, ${threads} ${fr ? (threads > 1 ? 'fils' : 'fil') : threads > 1 ? 'threads' : 'thread'})`;
  const settings = Object.entries(values).map(([key, value]) => `${key} ${value}`);
  out.text(out.style.bold(say(recipe.title)));
  out.text(out.style.dim(`${counts} · ${figure(loaded, 1)} s · ${engine}`));
  out.text(out.style.dim(settings.join(' · ')));
  out.text();
  out.text(prepared.summary());
  out.text();
}

/** Keeps the checkpoint: at the end of epochs (once a second at most), and when the training is stopped. */
class Keeper implements Callback {
  readonly file: string;
  #saved = 0;
  /** Where it was last saved. */
  at: { readonly epoch: number; readonly batch: number; readonly batches: number } | null = null;

  constructor(file: string) {
    this.file = file;
  }
  async onEpochEnd(epoch: number, _logs: unknown, run: TrainingRun): Promise<void> {
    const last = epoch + 1 >= run.epochs;
    if (last || performance.now() - this.#saved > 1000) await this.#save(run);
  }
  async onTrainEnd(run: TrainingRun): Promise<void> {
    if (run.stopped === 'signal') await this.#save(run);
  }
  async #save(run: TrainingRun): Promise<void> {
    await run.saveCheckpoint(this.file);
    this.#saved = performance.now();
    this.at = { epoch: run.epoch, batch: run.batch, batches: run.batches };
  }
}

function stopped(keeper: Keeper, folder: string, out: Output): number {
  const command = `${invocation()} train --resume ${shellWord(folder)}`;
  const { epoch = 0, batch = 0, batches = 0 } = keeper.at ?? {};
  out.object({
    type: 'stopped',
    epoch: epoch + 1,
    batch,
    batches,
    checkpoint: keeper.file,
    resume: command,
  });
  if (!out.live) out.text(); // a progress line has left one already
  out.text(
    say({
      en: `Stopped in epoch ${epoch + 1}, after step ${batch} of ${batches}. Everything is kept in ${keeper.file}`,
      fr: `Arrêté à l’époque ${epoch + 1}, après le pas ${batch} sur ${batches}. Tout est gardé dans ${keeper.file}`,
    }),
  );
  out.text(
    `${say({ en: 'To go on, bit for bit:', fr: 'Pour reprendre, au bit près :' })} ${out.style.accent(command)}`,
  );
  return 130;
}

const shellWord = (text: string): string =>
  /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

async function finish(
  plan: Plan,
  prepared: Prepared,
  seconds: number,
  out: Output,
): Promise<number> {
  const { recipe, folder } = plan;
  const { trainer, test } = prepared;
  const weights = path.join(folder, weightsName);
  await saveWeights(trainer.model, weights);
  const scores = await trainer.evaluate(test);
  const count = test.dataset.length;
  out.object({
    type: 'result',
    recipe: recipe.name,
    test: scores,
    seconds: round(seconds),
    folder,
    weights,
  });
  const { accuracy = Number.NaN, loss = Number.NaN } = scores;
  const right = Math.round(accuracy * count);
  const seen = prepared.test.dataset === prepared.train.dataset;
  out.text();
  out.text(
    say({
      en: `${seen ? `On the ${figure(count)} examples it learnt from` : `On ${figure(count)} examples never seen`}: ${out.style.bold(percent(accuracy, 2))} right (${figure(right)}), loss ${figure(loss, 4)}. Learnt in ${figure(seconds, 1)} s.`,
      fr: `${seen ? `Sur les ${figure(count)} exemples appris` : `Sur ${figure(count)} exemples jamais vus`} : ${out.style.bold(percent(accuracy, 2))} de bonnes réponses (${figure(right)}), perte ${figure(loss, 4)}. Appris en ${figure(seconds, 1)} s.`,
    }),
  );
  if (!out.json) await showMistakes(prepared, out);
  const call = invocation();
  const image = prepared.inputs === 'image';
  out.text();
  out.text(
    say({
      en: `Kept in ${folder}: ${weightsName} (the weights), ${checkpointName} (to go on), ${logName}.`,
      fr: `Gardé dans ${folder} : ${weightsName} (les poids), ${checkpointName} (pour reprendre), ${logName}.`,
    }),
  );
  out.text(say({ en: 'Next:', fr: 'Ensuite :' }));
  const next: (readonly [string, string])[] = [
    [
      `${call} predict ${shellWord(folder)} --index ${Math.min(7, count - 1)}`,
      image
        ? say({ en: 'what it reads in a picture', fr: 'ce qu’il lit dans une image' })
        : say({ en: 'what it answers', fr: 'ce qu’il répond' }),
    ],
    [
      `${call} explain ${recipe.name}`,
      say({
        en: 'how a training step is computed',
        fr: 'comment un pas d’entraînement est calculé',
      }),
    ],
  ];
  const width = Math.max(...next.map(([line]) => line.length));
  for (const [line, what] of next) out.text(`  ${out.style.accent(line.padEnd(width))}  ${what}`);
  return 0;
}

const round = (x: number): number => Math.round(x * 1000) / 1000;
