/** Builds the page when its sources are newer than what was built: a fresh clone needs one command. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const studio = fileURLToPath(new URL('..', import.meta.url));
const packages = path.resolve(studio, '..');
/** What the page is made of. */
const sources = [
  path.join(studio, 'page'),
  path.join(studio, 'shared'),
  path.join(studio, 'vite.config.ts'),
  path.join(studio, 'package.json'),
  path.join(packages, 'course', 'src'),
  path.join(packages, 'limpide', 'src'),
  path.join(packages, '..', 'package-lock.json'),
];

function* files(place: string): Generator<string> {
  if (!fs.statSync(place).isDirectory()) {
    yield place;
    return;
  }
  for (const entry of fs.readdirSync(place).sort()) yield* files(path.join(place, entry));
}

/** Changes when a file is added, removed or changed (by its size and date). */
function stamp(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of files(source)) {
      const { size, mtimeMs } = fs.statSync(file);
      hash.update(`${file}:${size}:${mtimeMs};`);
    }
  }
  return hash.digest('hex');
}

/** @returns the folder of the built page */
export async function buildPage(say: (en: string, fr: string) => void): Promise<string> {
  const built = path.join(studio, 'dist', 'page');
  const mark = path.join(studio, 'dist', 'page.stamp');
  const now = stamp();
  if (fs.existsSync(path.join(built, 'index.html')) && fs.existsSync(mark)) {
    if (fs.readFileSync(mark, 'utf8') === now) return built;
  }
  say(
    'Building the page (once, and after changes)…',
    'Construction de la page (une fois, et après les changements)…',
  );
  await bundle();
  fs.writeFileSync(mark, now);
  return built;
}

/** In a process of its own: the memory that bundling takes (a gigabyte) is not the studio's for the rest of the day. */
async function bundle(): Promise<void> {
  const vite = path.join(
    path.dirname(fileURLToPath(import.meta.resolve('vite/package.json'))),
    'bin',
    'vite.js',
  );
  const child = spawn(
    process.execPath,
    [...process.execArgv, vite, 'build', '--config', 'vite.config.ts', '--logLevel', 'error'],
    { cwd: studio, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the page could not be built: vite ended with ${code}`);
}
