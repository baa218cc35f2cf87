#!/usr/bin/env node
// The one door to the repository's commands. It needs some Node >= 20 and npm, nothing else:
//
//   node scripts/launch.mjs <task> [arguments]
//
// It installs what package-lock.json names when something is missing or out of date (a few
// milliseconds when nothing is), then runs the task with the pinned Node in node_modules.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
const french = locale.toLowerCase().startsWith('fr');
const say = (en, fr) => process.stderr.write(`${french ? fr : en}\n`);

function stop(en, fr, code = 1) {
  say(en, fr);
  process.exit(code);
}

// ---------------------------------------------------------------------------------------------
// Tasks: a list of steps, run in order until one fails. `extra` goes to the last step.

const SOURCE = '--conditions=limpide-source';
const CLI = 'packages/limpide/src/cli/main.ts';
// The library does not know the course: its commands have a program of their own.
const COURSE = 'packages/course/src/cli/main.ts';
const commandOf = (args) =>
  args.find((arg, i) => !arg.startsWith('-') && !['--lang', '--folder'].includes(args[i - 1]));
const isOfCourse = (args) => ['exercises', 'check', 'watch', 'course'].includes(commandOf(args));
const asksForHelp = (args) =>
  commandOf(args) === undefined &&
  (args.length === 0 || args.includes('--help') || args.includes('-h'));
const bin = (name, file) => path.join('node_modules', name, file);

const tasks = {
  start: () => [[SOURCE, 'packages/studio/server/main.ts']],
  limpide: () =>
    asksForHelp(extra)
      ? [
          [SOURCE, CLI, ...extra],
          [SOURCE, COURSE],
        ]
      : [[SOURCE, isOfCourse(extra) ? COURSE : CLI]],
  test: () => {
    ensureChromium();
    return [[SOURCE, bin('vitest', 'vitest.mjs'), 'run']];
  },
  lint: () => [[bin('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings']],
  format: () => [[bin('@biomejs/biome', 'bin/biome'), 'check', '--write']],
  typecheck: () => [
    [bin('typescript7', 'bin/tsc'), '-p', 'tsconfig.json'],
    [
      bin('svelte-check', 'bin/svelte-check'),
      '--workspace',
      'packages/studio',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
    ],
  ],
  layers: () => [
    [
      bin('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
      'packages/limpide/src',
      'packages/course/src',
    ],
  ],
  knip: () => [[bin('knip', 'bin/knip.js')]],
  docs: () => [[bin('typedoc', 'bin/typedoc')]],
  build: () => [['scripts/build.ts']],
  'pack-check': () => [['scripts/build.ts'], ['scripts/pack-check.ts']],
  bench: () => {
    ensureInstalled('bench');
    return [[SOURCE, 'bench/run.ts']];
  },
  'bench:browser': () => {
    ensureChromium();
    return [[SOURCE, 'bench/browser/run.ts']];
  },
  'bench:studio': () => {
    ensureChromium();
    return [[SOURCE, 'bench/studio/run.ts']];
  },
  size: () => [['scripts/size.ts']],
  // Long, and not part of `check`: training gates over twenty seeds; the code that lessons show.
  'check:gates': () => [[SOURCE, COURSE, 'course', 'check', '--gates', '20']],
  'check:snippets': () => [[SOURCE, COURSE, 'course', 'check', '--snippets']],
  check: () => ['lint', 'typecheck', 'layers', 'knip', 'build'].flatMap((name) => tasks[name]()),
};

// ---------------------------------------------------------------------------------------------
// Installation

/** The Node that the person has, not the pinned one which an installation may replace. */
function ownNode() {
  const mine = path.join(root, 'node_modules') + path.sep;
  if (!fs.realpathSync(process.execPath).startsWith(mine)) return process.execPath;
  const name = windows ? 'node.exe' : 'node';
  for (const folder of ownPath().split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder !== '' && fs.existsSync(file)) return file;
  }
  return process.execPath;
}

/** PATH without the workspace's own `.bin`, where `node` is the pinned one. */
function ownPath() {
  const own = path.join('node_modules', '.bin');
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.filter((f) => !path.normalize(f).endsWith(own)).join(path.delimiter);
}

function runNpm(args, cwd) {
  const cli = process.env.npm_execpath;
  const env = { ...process.env, PATH: ownPath() };
  // stdout belongs to the task (`--json` promises nothing else on it).
  const options = { cwd, env, stdio: ['ignore', 2, 2] };
  const result =
    cli && /npm-cli\.[cm]?js$/.test(cli)
      ? spawnSync(ownNode(), [cli, ...args], options)
      : spawnSync(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows });
  if (result.error?.code === 'ENOENT') {
    stop(
      'npm was not found. Install Node 20 or newer together with npm: https://nodejs.org',
      'npm est introuvable. Installez Node 20 ou plus récent avec npm : https://nodejs.org',
    );
  }
  return result.status ?? 1;
}

const stampOf = (folder) =>
  createHash('sha256')
    .update(fs.readFileSync(path.join(folder, 'package-lock.json')))
    .update(`${process.platform}-${os.arch()}`)
    .digest('hex');

/** Whether what npm last put into node_modules is what the lockfile asks for. */
function matchesLockfile(folder) {
  const read = (file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')).packages;
  try {
    const wanted = read('package-lock.json');
    const present = read('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([where, entry]) => {
      if (!where.includes('node_modules/')) return true;
      const found = present[where];
      return found ? found.version === entry.version : entry.optional === true;
    });
  } catch {
    return false;
  }
}

function upToDate(folder) {
  const file = path.join(folder, 'node_modules', '.limpide-install');
  const stamp = stampOf(folder);
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === stamp) return true;
  if (!matchesLockfile(folder)) return false;
  fs.writeFileSync(file, stamp);
  return true;
}

/** Runs `work` while no other launcher installs in the same folder. */
function alone(folder, work) {
  const lock = path.join(folder, '.cache', 'install.lock');
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (let told = false; ; ) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!holderLives(lock)) {
      fs.rmSync(lock, { force: true });
      continue;
    }
    if (!told)
      say(
        'Another installation is running; waiting for it.',
        'Une autre installation est en cours ; attente.',
      );
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  }
  try {
    work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function holderLives(lock) {
  try {
    const pid = Number(fs.readFileSync(lock, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ensureInstalled(name = '.') {
  const folder = path.join(root, name);
  if (!fs.existsSync(path.join(folder, 'package-lock.json'))) {
    stop(`${name}/package-lock.json is missing.`, `${name}/package-lock.json manque.`);
  }
  if (upToDate(folder)) return;
  alone(folder, () => {
    if (upToDate(folder)) return;
    say(
      'Installing what package-lock.json names (once)…',
      'Installation de ce que nomme package-lock.json (une seule fois)…',
    );
    const status = runNpm(['ci', '--no-fund', '--no-audit', '--loglevel=error'], folder);
    if (status !== 0) {
      stop(
        `The installation failed (npm ci, code ${status}). Its message is above. It needs the network once, to reach the npm registry; when the network is back, run the same command again.`,
        `L’installation a échoué (npm ci, code ${status}). Son message est ci-dessus. Elle a besoin du réseau une fois, pour atteindre le registre npm ; quand il est revenu, relancez la même commande.`,
      );
    }
    fs.writeFileSync(path.join(folder, 'node_modules', '.limpide-install'), stampOf(folder));
  });
}

/** The pinned Node; its own install script puts it in place, which npm may have been told to skip. */
function pinnedNode() {
  const folder = path.join(root, 'node_modules', 'node', 'bin');
  const find = () =>
    ['node', 'node.exe'].map((n) => path.join(folder, n)).find((f) => fs.existsSync(f));
  const found = find();
  if (found) return found;
  alone(root, () => {
    if (!find()) runNpm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], root);
  });
  return (
    find() ??
    stop(
      'The pinned Node is missing from node_modules/node/bin, although the installation ended well. Allow install scripts for the package `node` (npm config: ignore-scripts=false), delete node_modules and run the same command again.',
      'Le Node épinglé manque dans node_modules/node/bin, bien que l’installation ait réussi. Autorisez les scripts d’installation du paquet `node` (configuration npm : ignore-scripts=false), supprimez node_modules et relancez la même commande.',
    )
  );
}

// ---------------------------------------------------------------------------------------------
// The browser tests need Chromium. They are never skipped: it is there, or installed, or we stop.

function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    if (folder !== '' && fs.existsSync(file)) return file;
  }
  return undefined;
}

function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    if (fs.existsSync(asked)) return asked;
    stop(
      `CHROMIUM_PATH names ${asked}, which does not exist.`,
      `CHROMIUM_PATH désigne ${asked}, qui n’existe pas.`,
    );
  }
  const places = [
    '/usr/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return places.find((f) => fs.existsSync(f)) ?? names.map(onPath).find(Boolean);
}

function ensureChromium() {
  let chromium = findChromium();
  if (!chromium && process.getuid?.() === 0 && onPath('apt-get')) {
    say(
      'Installing Chromium for the browser tests (apt-get)…',
      'Installation de Chromium pour les tests du navigateur (apt-get)…',
    );
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
    chromium = findChromium();
  }
  if (!chromium) {
    stop(
      'The browser tests need Chromium or Chrome, and none was found. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to its program, and run the same command again.',
      'Les tests du navigateur ont besoin de Chromium ou de Chrome, introuvables ici. Installez-le (Debian : apt-get install chromium), ou donnez son programme dans CHROMIUM_PATH, et relancez la même commande.',
    );
  }
  process.env.CHROMIUM_PATH = chromium;
}

// ---------------------------------------------------------------------------------------------
// Running a step: Ctrl-C and kill reach it, its exit code comes back.

function runStep(node, args) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, stdio: 'inherit' });
    // A terminal's Ctrl-C goes to the whole foreground group, the child included: sending it again
    // would count as a second Ctrl-C. Without a terminal, the signal came to this process alone.
    const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    const forward = {
      SIGINT: () => terminal || child.kill('SIGINT'),
      SIGTERM: () => child.kill('SIGTERM'),
      SIGHUP: () => child.kill('SIGHUP'),
    };
    for (const [signal, handler] of Object.entries(forward)) process.on(signal, handler);
    // npm runs this through a shell that passes no signal on: when npm is killed, the shell goes,
    // and the child must not train on alone.
    const parent = process.ppid;
    const orphaned = () => process.ppid !== parent && child.kill('SIGTERM');
    const watch =
      process.env.npm_lifecycle_event && !windows ? setInterval(orphaned, 500) : undefined;
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code, signal) => {
      clearInterval(watch);
      for (const [name, handler] of Object.entries(forward)) process.off(name, handler);
      resolve(code ?? 128 + (os.constants.signals[signal] ?? 0));
    });
  });
}

// A step may want the person's own Node (scripts/pack-check.ts does).
process.env.LIMPIDE_OWN_NODE ??= ownNode();

const [name = '', ...extra] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `Node 20 or newer is needed to begin; this is ${process.version}.`,
    `Il faut Node 20 ou plus récent pour commencer ; ceci est ${process.version}.`,
  );
}
if (!Object.hasOwn(tasks, name)) {
  const list = Object.keys(tasks).join(', ');
  stop(
    `Unknown task “${name}”. Tasks: ${list}.`,
    `Tâche inconnue : « ${name} ». Tâches : ${list}.`,
    2,
  );
}
ensureInstalled();
const node = pinnedNode();
const steps = tasks[name]();
for (const [index, step] of steps.entries()) {
  const code = await runStep(node, index === steps.length - 1 ? [...step, ...extra] : step);
  if (code !== 0) process.exit(code);
}
