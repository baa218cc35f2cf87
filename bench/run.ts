/**
 * npm run bench [-- rows… options]: Limpide beside its peers, in one run, taking turns on the same works.
 *
 * Every side is a process of its own that stays alive. Round by round each does a little of the same
 * work, so that what disturbs the machine disturbs everybody; a row is the median over all rounds.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { benchLearn } from './learn/run.ts';
import { writeTables } from './readme.ts';
import { align, cells, header, type Line, type Measure, toJson } from './report.ts';
import { allSides, emptyNode, type Side, Voice } from './sides.ts';
import { chooseWorks, median, type Work } from './works.ts';

const usage = `npm run bench [-- rows… options]
npm run bench -- learn [rows… options]   classical learning beside scikit-learn (learn --help)
npm run bench -- readme                  writes both READMEs' tables from the last whole runs

  rows               names of works.json, or their beginnings (matmul, mnist-sliced, …); all by default
  --threads 1,2      Limpide's numbers of threads; PyTorch's best setting with at most as many
  --only a,b         these only: limpide, pytorch, tfjs, jax
  --rounds 5         turns each side takes
  --seconds 0.3      length of a turn (an epoch takes what it takes)
  --quick            2 short turns, a tenth of an epoch: does everything run?
  --json             one JSON object per row on standard output and nothing else
`;

/** What has rows and options of its own. */
const commands: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  learn: benchLearn,
  readme: writeTables,
};
const command = commands[process.argv[2] ?? ''];

const { values: options, positionals } = parseArgs({
  args: command ? [] : process.argv.slice(2),
  allowPositionals: true,
  options: {
    threads: { type: 'string', default: '1,2' },
    only: { type: 'string', default: '' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

interface Seat {
  readonly side: Side;
  readonly voice: Voice;
}

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

async function main(): Promise<void> {
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const threads = options.threads.split(',').map(Number);
  if (threads.some((t) => !Number.isInteger(t) || t < 1)) {
    throw new Error(`--threads wants whole numbers such as 1,2; got ${options.threads}.`);
  }
  const works = chooseWorks(positionals);
  const rounds = Number(options.rounds ?? (options.quick ? 2 : 5));
  const seconds = Number(options.seconds ?? (options.quick ? 0.1 : 0.3));
  const sides = allSides(threads, options.only.split(',').filter(Boolean));
  const absent = new Set(
    sides.filter((s) => s.missing).map((s) => `${s.peer} (${s.setting}) left out: ${s.missing}`),
  );
  const present = sides.filter((s) => !s.missing);

  const asked = works.filter((w) => w.id !== 'process');
  const seats = asked.length > 0 ? await seat(present, absent) : [];
  const lines: Line[] = [];
  const errors = new Set<string>();
  const before = loadOfMachine();
  for (const work of works) {
    say(`· ${work.title}`);
    const line =
      work.id === 'process'
        ? measureProcesses(work, present, options.quick ? 3 : 9, errors)
        : await takeTurns(work, seats, rounds, seconds, errors);
    lines.push(line);
    if (options.json) process.stdout.write(`${JSON.stringify(toJson(line, threads))}\n`);
  }
  for (const { voice } of seats) voice.close();

  const remarks = [...absent, ...errors];
  if (!options.json) print(lines, threads, remarks, before);
  save(lines, threads, remarks, seats, before);
}

/** Starts everybody; who cannot start is told, not fatal. */
async function seat(sides: readonly Side[], absent: Set<string>): Promise<Seat[]> {
  const seats: Seat[] = [];
  for (const side of sides) {
    const voice = new Voice(side, options.quick);
    const trouble = await voice.start();
    if (trouble) absent.add(`${side.peer} (${side.setting}) left out: ${trouble}`);
    else seats.push({ side, voice });
  }
  return seats;
}

async function takeTurns(
  work: Work,
  seats: readonly Seat[],
  rounds: number,
  seconds: number,
  errors: Set<string>,
): Promise<Line> {
  const able = seats.filter((s) => s.voice.works.includes(work.id));
  const samples = new Map<Seat, number[]>(able.map((s) => [s, []]));
  const notes = new Map<Seat, string>();
  const out = new Set<Seat>();
  // the tutorial's loader is slow everywhere but told apart by far: fewer epochs are enough
  const turns = work.id === 'mnist-loader' ? Math.min(rounds, 3) : rounds;
  for (let round = 0; round < turns; round++) {
    const order = round % 2 === 0 ? able : [...able].reverse();
    for (const seat of order) {
      if (out.has(seat)) continue;
      await sleep(30); // threads that wait for work by spinning fall asleep
      const answer = await seat.voice.ask(work.id, seconds);
      if (answer.error) {
        out.add(seat);
        errors.add(`${work.id}, ${seat.side.peer} (${seat.side.setting}): ${answer.error}`);
      } else {
        samples.get(seat)!.push(...(answer.samples ?? []));
        if (answer.note) notes.set(seat, answer.note);
      }
    }
  }
  const measures: Measure[] = able
    .filter((s) => samples.get(s)!.length > 0)
    .map((s) => ({ side: s.side, samples: samples.get(s)!, note: notes.get(s) }));
  return { work, measures };
}

/** A whole process, from its start to its end; beside it an empty Node's. */
function measureProcesses(
  work: Work,
  sides: readonly Side[],
  rounds: number,
  errors: Set<string>,
): Line {
  const fewest = sides.filter((s) => s.threads === 1 && !s.setting.includes('malloc'));
  const found = new Map<Side, number[]>(fewest.map((s) => [s, []]));
  const empty: number[] = [];
  const run = (command: readonly string[], env: Readonly<Record<string, string>>): number => {
    const start = performance.now();
    const [program, ...args] = command;
    const done = spawnSync(program!, args, {
      cwd: import.meta.dirname,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(done.stderr.trim().split('\n').at(-1) ?? 'it failed');
    return (performance.now() - start) / 1e3;
  };
  for (let round = 0; round < rounds; round++) {
    empty.push(run(emptyNode, {}));
    for (const side of fewest) {
      try {
        found.get(side)!.push(run(side.whole, side.env));
      } catch (error) {
        found.set(side, []);
        errors.add(`process, ${side.peer}: ${(error as Error).message}`);
      }
    }
  }
  const node = median(empty.slice(1)); // the first fills caches
  const measures = fewest
    .filter((s) => found.get(s)!.length > 0)
    .map((side) => {
      const samples = found.get(side)!.slice(1);
      const more = ((median(samples) - node) * 1e3).toFixed(0);
      const note = `an empty Node ${(node * 1e3).toFixed(0)} ms, ${more} ms more here (asked: 100)`;
      return { side, samples, note: side.peer === 'Limpide' ? note : undefined };
    });
  return { work, measures };
}

/** How busy the machine was with other things before the bench began. */
function loadOfMachine(): number | null {
  try {
    return Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
  } catch {
    return null; // no /proc on this system
  }
}

function print(
  lines: readonly Line[],
  threads: readonly number[],
  remarks: readonly string[],
  load: number | null,
): void {
  const cpu = cpus();
  const table = align([header(threads), ...lines.map((l) => cells(l, threads))]);
  const notes = lines.flatMap((l) =>
    l.measures
      .filter((m) => m.note)
      .map((m) => `  ${l.work.id}, ${m.side.peer} (${m.side.setting}): ${m.note}`),
  );
  const text = [
    '',
    `${cpu[0]?.model.trim() ?? 'unknown processor'}, ${cpu.length} cores, Node ${process.versions.node}${
      load !== null && load > 0.5 ? `; load ${load} before the start, so expect noise` : ''
    }`,
    'Ratio: how many times faster Limpide is than the best setting of PyTorch with as many threads or fewer.',
    '',
    table[0]!,
    '─'.repeat(Math.max(...table.map((l) => l.length))),
    ...table.slice(1),
    ...(notes.length > 0 ? ['', 'Notes', ...notes] : []),
    ...(remarks.length > 0 ? ['', 'Not measured', ...remarks.map((r) => `  ${r}`)] : []),
    '',
  ];
  process.stdout.write(`${text.join('\n')}\n`);
}

function save(
  lines: readonly Line[],
  threads: readonly number[],
  remarks: readonly string[],
  seats: readonly Seat[],
  load: number | null,
): void {
  const folder = path.join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'latest.json');
  const report = {
    date: new Date().toISOString(),
    machine: { cpu: cpus()[0]?.model.trim(), cores: cpus().length, loadBefore: load },
    node: process.versions.node,
    versions: Object.fromEntries(seats.map((s) => [s.side.peer, s.voice.version])),
    quick: options.quick,
    rows: lines.map((l) => toJson(l, threads)),
    notMeasured: remarks,
  };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  say(`written: ${path.relative(process.cwd(), file)}`);
}

Promise.resolve()
  .then(() => (command ? command(process.argv.slice(3)) : main()))
  .then(
    () => process.exit(0),
    (error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
      process.exit(1);
    },
  );
