// Builds packages/limpide/dist: every source becomes one .js and one .d.ts, unbundled.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const home = path.join(root, 'packages', 'limpide');
const dist = path.join(home, 'dist');

fs.rmSync(dist, { recursive: true, force: true });
const tsc = path.join(root, 'node_modules', 'typescript7', 'bin', 'tsc');
const config = path.join(home, 'tsconfig.build.json');
const { status } = spawnSync(process.execPath, [tsc, '-p', config], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

// The compiler rewrites './x.ts' in imports, not in `new URL('./worker.ts', import.meta.url)`,
// the form in which workers are named so that bundlers find them.
const workerUrl =
  /new URL\(\s*(\/\*.*?\*\/\s*)?(['"])(\.{1,2}\/[^'"]*)\.ts\2,\s*import\.meta\.url\s*,?\s*\)/g;
let files = 0;
let bytes = 0;
for (const name of fs.readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.js')) continue;
  const file = path.join(dist, name);
  const before = fs.readFileSync(file, 'utf8');
  const after = before.replace(
    workerUrl,
    (_, note: string | undefined, quote: string, stem: string) => {
      return `new URL(${note ?? ''}${quote}${stem}.js${quote}, import.meta.url)`;
    },
  );
  if (after !== before) fs.writeFileSync(file, after);
  files += 1;
  bytes += Buffer.byteLength(after);
}

const main = path.join(dist, 'cli', 'main.js');
if (fs.existsSync(main)) fs.chmodSync(main, 0o755);
process.stdout.write(`packages/limpide/dist: ${files} modules, ${Math.round(bytes / 1024)} KiB\n`);
