/** `limpide explain`: how a training step is computed: graph, kernels, memory, code, time. */
import { cliErrors } from '../../errors/catalog/cli.ts';
import { language, raise, UsageError } from '../../errors/index.ts';
import type { Program, ProgramReport } from '../../graph/index.ts';
import { watchEvaluation } from '../../tensor/evaluate.ts';
import { getDevice } from '../../tensor/index.ts';
import { type Loader, type Pair, recipeValues } from '../../train/index.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, figure, say } from '../command.ts';
import { bar, table } from '../draw.ts';
import type { Output } from '../output.ts';
import { chooseDevice, deviceOptions, recipeNamed } from '../runs.ts';
import { oneArgument } from './evaluate.ts';

const sections = ['graph', 'kernels', 'memory', 'code', 'timings'] as const;
type Section = (typeof sections)[number];

export const explain: Command = {
  name: 'explain',
  summary: {
    en: 'Show how a training step is computed',
    fr: 'Montrer comment un pas d’entraînement est calculé',
  },
  usage: { en: '<recipe> [options]', fr: '<recette> [options]' },
  options: {
    section: {
      type: 'choice',
      choices: sections,
      repeat: true,
      placeholder: { en: sections.join('|'), fr: sections.join('|') },
      help: {
        en: 'only this part; all but the code when left out',
        fr: 'cette partie seulement ; toutes sauf le code par défaut',
      },
    },
    set: {
      type: 'text',
      repeat: true,
      placeholder: { en: 'key=value', fr: 'clé=valeur' },
      help: { en: 'any parameter of the recipe', fr: 'n’importe quel paramètre de la recette' },
    },
    ...deviceOptions,
  },
  examples: [
    [
      'limpide explain mnist-mlp',
      { en: 'the step that learns digits', fr: 'le pas qui apprend les chiffres' },
    ],
    [
      'limpide explain xor --section code',
      { en: 'the generated WebAssembly, as text', fr: 'le WebAssembly produit, en texte' },
    ],
  ],
  run,
};

async function run(args: Arguments, out: Output): Promise<number> {
  const recipe = recipeNamed(oneArgument(args, explain));
  const chosen = args.all('section') as readonly Section[];
  const given: Record<string, string> = {};
  for (const pair of args.all('set')) {
    const [key, value] = pair.split(/=(.*)/s);
    if (!key || value === undefined) raise(UsageError, cliErrors, 'cli.set', { got: pair });
    given[key] = value;
  }
  const device = chooseDevice(args);
  const prepared = await recipe.prepare(recipeValues(recipe, given) as never, device);
  const { report, microseconds } = stepReport(prepared.trainer, prepared.train);
  out.object({ type: 'program', recipe: recipe.name, stepMicroseconds: microseconds, ...report });
  if (out.json) return 0;
  const wanted = chosen.length > 0 ? chosen : sections.filter((section) => section !== 'code');
  out.text(
    say({
      en: `One training step of ${out.style.bold(recipe.name)}: ${figure(report.graph.length)} operators in ${figure(report.kernels.length)} kernels, ${figure(microseconds)} µs.`,
      fr: `Un pas d’entraînement de ${out.style.bold(recipe.name)} : ${figure(report.graph.length)} opérateurs en ${figure(report.kernels.length)} noyaux, ${figure(microseconds)} µs.`,
    }),
  );
  for (const section of wanted) {
    out.text();
    out.text(out.style.bold(say(titles[section])));
    for (const line of writers[section](report, out)) out.text(line);
  }
  return 0;
}

/** Runs a few steps, and gives the report of the program that they all run. */
function stepReport(
  trainer: { step(pair: Pair): void },
  loader: Loader,
): { report: ProgramReport; microseconds: number } {
  const device = getDevice() as { profiling?: boolean };
  const programs = new Map<Program, number>();
  const batches = endless(loader);
  const before = watchEvaluation((program) => {
    programs.set(program, (programs.get(program) ?? 0) + 1);
  });
  const steps = (count: number): void => {
    for (let i = 0; i < count; i++) trainer.step(batches.next().value);
  };
  try {
    steps(200);
    const started = performance.now();
    steps(100);
    const microseconds = ((performance.now() - started) * 1000) / 100;
    if ('profiling' in device) {
      device.profiling = true;
      steps(40);
      device.profiling = false;
    }
    const most = [...programs].reduce((a, b) => (b[1] > a[1] ? b : a));
    return { report: most[0].explain(), microseconds };
  } finally {
    watchEvaluation(before);
  }
}

/** Batch after batch, epoch after epoch. */
function* endless(loader: Loader): Generator<Pair, never> {
  for (;;) yield* loader;
}

const titles: Readonly<Record<Section, { en: string; fr: string }>> = {
  graph: {
    en: 'Graph — operators, as they were called',
    fr: 'Graphe — les opérateurs, tels qu’appelés',
  },
  kernels: { en: 'Kernels — after fusion', fr: 'Noyaux — après fusion' },
  memory: {
    en: 'Memory — one arena, used again and again',
    fr: 'Mémoire — une seule arène, réutilisée',
  },
  code: { en: 'Code — what the device runs', fr: 'Code — ce que l’appareil exécute' },
  timings: { en: 'Time — in each kernel', fr: 'Temps — dans chaque noyau' },
};

const writers: Readonly<Record<Section, (report: ProgramReport, out: Output) => string[]>> = {
  graph: ({ graph }) =>
    graph.map(({ id, op, inputs, shape, dtype }) => {
      const from = inputs.length > 0 ? ` ← ${inputs.map((i) => `%${i}`).join(' ')}` : '';
      return `  ${`%${id}`.padStart(5)}  ${op.padEnd(20)} ${`${dtype}[${shape.join(', ')}]`.padEnd(22)}${from}`.trimEnd();
    }),
  kernels: ({ kernels }, out) =>
    kernels.flatMap((kernel, i) => [
      `  ${String(i + 1).padStart(3)}  ${out.style.accent(kernel.name)} (${kernel.kind}) ${kernel.summary}`,
      ...kernel.loops
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => out.style.dim(`         ${line}`)),
    ]),
  memory: ({ memory }, out) => {
    const saved = memory.unsharedBytes > 0 ? 1 - memory.arenaBytes / memory.unsharedBytes : 0;
    const fr = language() === 'fr';
    const total = fr
      ? `  ${bytes(memory.arenaBytes)} au lieu de ${bytes(memory.unsharedBytes)} (${figure(100 * saved)}\u202f% de moins)`
      : `  ${bytes(memory.arenaBytes)} instead of ${bytes(memory.unsharedBytes)} (${figure(100 * saved)}% less)`;
    const head = say({
      en: 'buffer|offset|bytes|alive',
      fr: 'tampon|position|octets|vivant',
    }).split('|');
    const rows = memory.buffers.map(({ name, offset, bytes: size, from, to }) => [
      name,
      figure(offset),
      figure(size),
      `${from + 1} – ${to + 1}`,
    ]);
    return [total, ...(rows.length > 0 ? table([head, ...rows], out) : [])];
  },
  code: ({ code, codeBytes, kernels }) => {
    const parts =
      code === '' ? kernels.map((kernel) => kernel.code).filter((text) => text !== '') : [code];
    return [
      `  ${bytes(codeBytes)}`,
      ...parts.flatMap((text) => text.split('\n').map((line) => `  ${line}`)),
    ];
  },
  timings: ({ kernels }, out) => {
    const timed = kernels.filter(({ microseconds }) => microseconds !== null);
    if (timed.length === 0) {
      return [
        say({
          en: '  This device does not measure its kernels.',
          fr: '  Cet appareil ne mesure pas ses noyaux.',
        }),
      ];
    }
    const total = timed.reduce((sum, { microseconds }) => sum + (microseconds ?? 0), 0);
    const sorted = [...timed].sort((a, b) => (b.microseconds ?? 0) - (a.microseconds ?? 0));
    const width = Math.max(...sorted.map(({ name }) => name.length));
    return sorted.map(({ name, microseconds, threads }) => {
      const share = (microseconds ?? 0) / total;
      return `  ${name.padEnd(width)}  ${figure(microseconds ?? 0, 1).padStart(9)} µs  ${out.style.accent(bar(share, 30).padEnd(30))}  ${threads > 1 ? `×${threads}` : ''}`.trimEnd();
    });
  },
};

function bytes(n: number): string {
  const unit = language() === 'fr' ? 'o' : 'B';
  if (n < 1000) return `${figure(n)} ${unit}`;
  return n < 1e6 ? `${figure(n / 1e3, 1)} k${unit}` : `${figure(n / 1e6, 1)} M${unit}`;
}
