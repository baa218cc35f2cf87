// Packs the library as npm would publish it, installs the archive into an empty folder and uses it
// there as a stranger would: every export imported by the person's own Node (20 or newer) and by
// the pinned one, the command run, the declarations compiled by a strict program, the core bundled
// and weighed. Expects a fresh build in packages/limpide/dist.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CORE_LIMIT_KB, core, weigh } from './size.ts';

const root = path.resolve(import.meta.dirname, '..');
const home = path.join(root, 'packages', 'limpide');
const ownNode = process.env['LIMPIDE_OWN_NODE'] ?? process.execPath;
const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'limpide-pack-')));

function fail(sentence: string): never {
  throw new Error(sentence);
}

function run(what: string, program: string, args: readonly string[], cwd = folder): string {
  const shell = process.platform === 'win32' && program === 'npm';
  const result = spawnSync(program, args, { cwd, encoding: 'utf8', shell, env: environment });
  if (result.status === 0) return result.stdout;
  const detail = result.error?.message ?? `${result.stdout}\n${result.stderr}`;
  fail(`${what}: failed (${result.status ?? result.signal}).\n${detail}`);
}

// Without the workspace's `node_modules/.bin`, where `node` is the pinned one.
const own = path.join('node_modules', '.bin');
const folders = (process.env['PATH'] ?? '').split(path.delimiter);
const environment = {
  ...process.env,
  PATH: folders.filter((f) => !path.normalize(f).endsWith(own)).join(path.delimiter),
};

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

async function check(): Promise<void> {
  const manifest = readJson<Manifest>(path.join(home, 'package.json'));

  const packed = run('npm pack', 'npm', ['pack', '--pack-destination', folder, '--silent'], home);
  const archive = packed.trim().split('\n').at(-1) ?? '';
  const packedBytes = fs.statSync(path.join(folder, archive)).size;

  fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm install of the archive', 'npm', ['install', `./${archive}`, ...flags]);

  const entries = Object.entries(manifest.exports)
    .filter(([, target]) => typeof target !== 'string')
    .map(([subpath]) => path.posix.join('limpide', subpath));
  const imports = entries.map((name) => `await import(${JSON.stringify(name)});`).join('\n');
  fs.writeFileSync(path.join(folder, 'imports.mjs'), `${imports}\n`);
  for (const node of new Set([ownNode, process.execPath])) {
    run(`import by ${node}`, node, ['imports.mjs']);
  }

  const command = path.join('node_modules', 'limpide', manifest.bin['limpide'] ?? '');
  run('limpide --help', ownNode, [command, '--help']);

  // limpide/tables speaks of arquero's types, which are an optional peer's and do not compile strictly themselves
  const typed = entries.filter((name) => name !== 'limpide/tables');
  const uses = typed.map((name, i) => `export * as use${i} from ${JSON.stringify(name)};`);
  fs.writeFileSync(path.join(folder, 'consumer.ts'), `${uses.join('\n')}\n`);
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const) {
    const options = ['--noEmit', '--strict', '--target', 'es2023', '--lib', 'esnext,dom'];
    const tsc = path.join(root, 'node_modules', 'typescript7', 'bin', 'tsc');
    const how = ['--module', module, '--moduleResolution', resolution, '--ignoreConfig'];
    run(`declarations (${resolution})`, process.execPath, [
      ...[tsc, ...options, ...how, 'consumer.ts'],
    ]);
  }

  const weight = await weigh(core, folder);
  if (weight.brotli > CORE_LIMIT_KB)
    fail(
      `The core weighs ${weight.brotli} kB compressed; ${CORE_LIMIT_KB} allowed (npm run size).`,
    );
  if (!weight.files.some((name) => /worker/.test(name)))
    fail('Bundled for browsers, the core has lost the file of its threads (worker.ts).');
  process.stdout.write(
    `${archive}: ${Math.round(packedBytes / 1000)} kB; ${entries.length} exports import, ` +
      `declarations compile, the core is ${weight.brotli} kB minified and compressed (gzip: ${weight.gzip} kB)\n`,
  );
}

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as T;
}

try {
  await check();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
