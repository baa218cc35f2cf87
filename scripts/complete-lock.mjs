// npm leaves out of package-lock.json the binaries for other platforms that the registry it asked
// does not carry (a mirror may be partial), and `npm ci` then refuses the file as incomplete. This
// adds what is missing, by name and version; npm on those platforms fetches it by that name.
//
//   node scripts/complete-lock.mjs [folder]        after each `npm install` that changes the lockfile
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const OS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const CPU = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];
const LIBC = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

const file = path.resolve(process.argv[2] ?? '.', 'package-lock.json');
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const { packages } = lock;

/** Whether `name` is found from the package at `where`, looking upwards as Node does. */
function resolves(where, name) {
  for (let folder = where; ; ) {
    if (packages[path.posix.join(folder, 'node_modules', name)]) return true;
    if (folder === '') return false;
    const above = folder.lastIndexOf('node_modules/');
    folder = above <= 0 ? '' : folder.slice(0, above - 1);
  }
}

const added = {};
for (const [where, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (resolves(where, name)) continue;
    const words = name.split(/[-/]/);
    const os = words.filter((word) => OS.includes(word));
    const cpu = words.filter((word) => CPU.includes(word));
    if (os.length === 0 || cpu.length === 0 || !/^\d/.test(version)) {
      process.stderr.write(`${name}@${version}, wanted by ${where}, is not a platform's binary.\n`);
      process.exitCode = 1;
      continue;
    }
    const libc = words.flatMap((word) => LIBC[word] ?? []);
    const dev = entry.dev ? { dev: true } : {};
    added[`node_modules/${name}`] = {
      ...{ version, cpu, ...dev, ...(libc.length > 0 ? { libc } : {}) },
      ...{ optional: true, os },
    };
  }
}

const names = Object.keys(added);
if (names.length > 0) {
  const all = Object.entries({ ...packages, ...added });
  const byPath = (a, b) => (a < b ? -1 : 1);
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => byPath(a, b)));
  fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
process.stdout.write(`${names.length} added to ${path.relative('.', file)}\n`);
