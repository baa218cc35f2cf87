/**
 * npm run bench -- learn [rows… options]: classical learning beside scikit-learn, in one run, taking turns on the
 * same data; quality beside time. scikit-learn counts with the better of one and two jobs.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { align } from '../report.ts';
import { type Side, Voice } from '../sides.ts';
import { median, quantile } from '../works.ts';
import { folder, writeData } from './data.ts';
import { type GrowthWork, growthWorks, type LearnWork, learnWorks } from './works.ts';

const usage = `npm run bench -- learn [rows… options]

  rows               names of learn/works.json, or their beginnings (kmeans, pca, knn…); all by default
  --growth           instead: how cost grows with n = 10³, 10⁴, 10⁵ (Limpide alone)
  --rounds 3         turns each side takes
  --seconds 1        length of a turn (long rows take what one run takes)
  --quick            one short turn: does everything run?
  --json             one JSON object per row on standard output and nothing else
`;

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const source = '--conditions=limpide-source';
const here = import.meta.dirname;

function limpideSide(): Side {
  const command = [process.execPath, source, path.join(here, 'limpide.ts')];
  const setting = 'as installed';
  return { peer: 'Limpide', threads: cpus().length, setting, command, whole: command, env: {} };
}

function sklearnSides(): Side[] {
  const python = [process.env['BENCH_PYTHON'], '/usr/bin/python3', 'python3'].find(
    (p) => p && spawnSync(p, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0,
  );
  return [1, 2].map((threads) => {
    const command = [python ?? 'python3', path.join(here, 'scikit.py')];
    const side: Side = {
      peer: 'scikit-learn',
      threads,
      setting: threads === 1 ? 'one job' : 'two jobs',
      command,
      whole: command,
      env: {
        OMP_NUM_THREADS: String(threads),
        OPENBLAS_NUM_THREADS: String(threads),
        BENCH_DATA: folder,
      },
    };
    if (python) return side;
    return {
      ...side,
      missing:
        'no Python with scikit-learn. On Debian: apt-get install python3-sklearn; elsewhere set BENCH_PYTHON to a python that has it.',
    };
  });
}

interface Result {
  readonly side: Side;
  readonly samples: readonly number[];
  readonly quality: Readonly<Record<string, number>>;
}

interface Row {
  readonly work: LearnWork;
  readonly results: readonly Result[];
}

export async function benchLearn(args: readonly string[]): Promise<void> {
  const { values: options, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      growth: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const rounds = Number(options.rounds ?? (options.quick ? 1 : 3));
  const seconds = Number(options.seconds ?? (options.quick ? 0.05 : 1));
  if (options.growth) {
    await showGrowth(choose(growthWorks, positionals), seconds, options.json);
    return;
  }
  const works = choose(learnWorks, positionals);
  say('writing the data');
  writeData();
  const remarks = new Set<string>();
  const seats: { side: Side; voice: Voice }[] = [];
  for (const side of [limpideSide(), ...sklearnSides()]) {
    const voice = side.missing ? undefined : new Voice(side, options.quick);
    const trouble = side.missing ?? (await voice!.start());
    if (trouble) remarks.add(`${side.peer} (${side.setting}) left out: ${trouble}`);
    else seats.push({ side, voice: voice! });
  }
  const rows: Row[] = [];
  for (const work of works) {
    say(`· ${work.title}`);
    const found = new Map<Side, Result>();
    for (let round = 0; round < rounds; round++) {
      for (const { side, voice } of round % 2 === 0 ? seats : [...seats].reverse()) {
        await sleep(30);
        const { samples = [], note, error } = await voice.ask(work.id, seconds);
        if (error) remarks.add(`${work.id}, ${side.peer} (${side.setting}): ${error}`);
        if (samples.length === 0) continue;
        found.set(side, {
          side,
          samples: [...(found.get(side)?.samples ?? []), ...samples],
          quality: note ? (JSON.parse(note) as Record<string, number>) : {},
        });
      }
    }
    const row = { work, results: [...found.values()] };
    rows.push(row);
    if (options.json) process.stdout.write(`${JSON.stringify(toJson(row))}\n`);
  }
  const versions = Object.fromEntries(seats.map(({ side, voice }) => [side.peer, voice.version]));
  for (const { voice } of seats) voice.close();
  if (!options.json) print(rows, [...remarks]);
  save('learn.json', {
    versions,
    quick: options.quick,
    rows: rows.map(toJson),
    notMeasured: [...remarks],
  });
}

/** Those whose id is one of `names` or begins with one; all when none is given. */
function choose<W extends { readonly id: string }>(
  all: readonly W[],
  names: readonly string[],
): readonly W[] {
  const unknown = names.filter((name) => !all.some(({ id }) => id.startsWith(name)));
  if (unknown.length > 0) {
    throw new Error(
      `No row begins with ${unknown.join(', ')}. The rows are: ${all.map(({ id }) => id).join(', ')}.`,
    );
  }
  return names.length === 0
    ? all
    : all.filter(({ id }) => names.some((name) => id.startsWith(name)));
}

const of = ({ results }: Row, peer: string): Result | undefined =>
  results
    .filter(({ side }) => side.peer === peer)
    .sort((a, b) => median(a.samples) - median(b.samples))[0];

/** Whether Limpide's result is as good, within 1 %. */
function asGood(
  { quality: name, better }: LearnWork,
  ours: Result,
  theirs: Result,
): boolean | undefined {
  const [a, b] = [ours.quality[name], theirs.quality[name]];
  if (a === undefined || b === undefined) return undefined;
  if (better === 'same') return a === b;
  return better === 'more' ? a >= b - 0.01 * Math.abs(b) : a <= b + 0.01 * Math.abs(b);
}

function judge(row: Row): { ratio?: number; good?: boolean | undefined } {
  const [ours, theirs] = [of(row, 'Limpide'), of(row, 'scikit-learn')];
  if (!ours || !theirs) return {};
  return {
    ratio: median(theirs.samples) / median(ours.samples),
    good: asGood(row.work, ours, theirs),
  };
}

function toJson(row: Row): unknown {
  const { work, results } = row;
  const { ratio, good } = judge(row);
  return {
    work: work.id,
    title: work.title,
    target: work.target ?? null,
    ratio: ratio ?? null,
    equalQuality: good ?? null,
    measures: results.map(({ side, samples, quality }) => ({
      peer: side.peer,
      settings: side.setting,
      seconds_median: median(samples),
      seconds_p10: quantile(samples, 0.1),
      seconds_p90: quantile(samples, 0.9),
      samples: samples.length,
      quality,
    })),
  };
}

const time = (result: Result | undefined): string => {
  if (!result) return '–';
  const s = median(result.samples);
  return s < 1 ? `${(s * 1e3).toPrecision(3)} ms` : `${s.toPrecision(3)} s`;
};
const digits = (value: number | undefined): string =>
  value === undefined ? '–' : Number.isInteger(value) ? String(value) : value.toPrecision(5);

function print(rows: readonly Row[], remarks: readonly string[]): void {
  const table = align([
    [
      'work',
      'quality',
      'Limpide',
      'scikit-learn',
      'jobs',
      'ratio',
      'asked',
      'Limpide',
      'scikit-learn',
      '',
    ],
    ...rows.map((row) => {
      const { work } = row;
      const [ours, theirs] = [of(row, 'Limpide'), of(row, 'scikit-learn')];
      const { ratio, good } = judge(row);
      const asked =
        work.target === undefined
          ? ''
          : `≥ ${work.target}× ${ratio === undefined ? '' : ratio >= work.target ? '✓' : '✗'}`;
      return [
        work.title,
        work.quality,
        time(ours),
        time(theirs),
        theirs ? String(theirs.side.threads) : '–',
        ratio === undefined ? '–' : `${ratio.toFixed(2)}×`,
        asked,
        digits(ours?.quality[work.quality]),
        digits(theirs?.quality[work.quality]),
        good === undefined ? '' : good ? '✓' : '✗',
      ];
    }),
  ]);
  const text = [
    '',
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`,
    'Ratio: how many times faster Limpide is than scikit-learn with one or two jobs, whichever is faster.',
    'The last columns: how good the results are; ✓ when equal or better, within 1 %.',
    '',
    table[0]!,
    '─'.repeat(Math.max(...table.map((l) => l.length))),
    ...table.slice(1),
    ...(remarks.length > 0 ? ['', 'Not measured', ...remarks.map((r) => `  ${r}`)] : []),
    '',
  ];
  process.stdout.write(`${text.join('\n')}\n`);
}

/** Seconds at each size, and the exponent between the two largest, beside what theory says. */
async function showGrowth(
  works: readonly GrowthWork[],
  seconds: number,
  json: boolean,
): Promise<void> {
  const voice = new Voice(limpideSide(), false);
  const trouble = await voice.start();
  if (trouble) throw new Error(trouble);
  const found: { work: GrowthWork; times: number[]; exponent: number }[] = [];
  for (const work of works) {
    say(`· ${work.title}`);
    const times: number[] = [];
    for (const n of work.sizes) {
      const { samples = [], error } = await voice.ask(
        `growth ${work.id} ${n}`,
        Math.min(seconds, 0.5),
      );
      if (error) say(`  n = ${n}: ${error}`);
      times.push(median(samples));
    }
    const [before = Number.NaN, last = Number.NaN] = times.slice(-2);
    const exponent = Math.log10(last / before);
    found.push({ work, times, exponent });
    if (json)
      process.stdout.write(
        `${JSON.stringify({ work: work.id, sizes: work.sizes, seconds: times, exponent, theory: work.theory })}\n`,
      );
  }
  voice.close();
  save('learn-growth.json', {
    rows: found.map(({ work, times, exponent }) => ({
      work: work.id,
      title: work.title,
      theory: work.theory,
      sizes: work.sizes,
      seconds: times,
      exponent,
    })),
  });
  if (json) return;
  const cell = (s: number | undefined): string =>
    s === undefined ? '–' : s < 1 ? `${(s * 1e3).toPrecision(3)} ms` : `${s.toPrecision(3)} s`;
  const table = align([
    ['work', 'theory', 'n = 10³', '10⁴', '10⁵', 'exponent', 'at most'],
    ...found.map(({ work, times, exponent }) => [
      work.title,
      work.theory,
      cell(times[0]),
      cell(times[1]),
      cell(times[2]),
      exponent.toFixed(2),
      `${work.exponent} ${exponent <= work.exponent + 0.15 ? '✓' : '✗'}`,
    ]),
  ]);
  process.stdout.write(`\n${table.join('\n')}\n\nExponent: of n, between the two largest sizes.\n`);
}

function save(name: string, report: object): void {
  const results = path.join(here, '../results');
  mkdirSync(results, { recursive: true });
  const file = path.join(results, name);
  const machine = { cpu: cpus()[0]?.model.trim(), cores: cpus().length };
  const whole = { date: new Date().toISOString(), machine, node: process.versions.node, ...report };
  writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`);
  say(`written: ${path.relative(process.cwd(), file)}`);
}
