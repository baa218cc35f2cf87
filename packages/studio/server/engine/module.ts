/**
 * The learner's engine as one JavaScript module, for the laboratory and the widgets: types stripped, the reference
 * standing in for what is missing. Its exports are the pieces, and `mine`, the names of those that are the
 * learner's. A piece that no longer loads is replaced by the reference where it stands.
 */
import vm from 'node:vm';
import { strip } from '@limpide/course/checker/link';
import type { EnginePiece } from '@limpide/course/checker/result';

/** JavaScript with `require` and `exports`, or null when the source is not a program. */
function bodyOf(source: string, file: string): string | null {
  try {
    const body = strip(source, file);
    vm.compileFunction(body, ['require', 'exports']);
    return body;
  } catch {
    return null;
  }
}

const usesLibrary = (source: string): boolean => /\bfrom\s+['"]limpide/.test(source);

/** @returns the module's text */
export function engineModule(pieces: readonly EnginePiece[]): string {
  const files = new Map<string, string>();
  const add = (file: string, source: string | undefined): boolean => {
    if (source === undefined || usesLibrary(source)) return false;
    const body = bodyOf(source, `${file}.ts`);
    if (body === null) return false;
    files.set(file, body);
    return true;
  };
  const known: EnginePiece[] = [];
  for (const piece of pieces) {
    const { exercise, others } = piece;
    // what needs the library cannot be loaded without it
    if (!add(`reference/${exercise}`, piece.reference)) continue;
    add(`mine/${exercise}`, piece.mine);
    for (const [name, text] of Object.entries(others)) {
      const folder = exercise.split('/').slice(0, -1).join('/');
      add(`reference/${folder}/${name}`, text);
      add(`mine/${folder}/${name}`, text);
    }
    known.push(piece);
  }
  const lines = [
    "'use strict';",
    'const files = {',
    ...[...files].map(
      ([file, body]) => `${JSON.stringify(file)}: (require, exports) => {\n${body}\n},`,
    ),
    '};',
    `const made = ${JSON.stringify(Object.fromEntries(known.map(({ name, exercise }) => [name, exercise])))};`,
    runtime,
    ...known.map(({ name }) => `export const ${name} = pick(${JSON.stringify(name)});`),
    'export const mine = Object.keys(made).filter((name) => whose.get(name) === "mine");',
    'export const broken = Object.keys(made).filter((name) => whose.get(name) === "broken");',
  ];
  return `${lines.join('\n')}\n`;
}

/** Loads files when they are asked for; `pick` prefers the learner's and falls back on the reference. */
const runtime = `
const loaded = new Map();
const whose = new Map();
const engines = { mine: {}, reference: {} };
function load(file) {
  if (loaded.has(file)) return loaded.get(file);
  const exports = {};
  loaded.set(file, exports);
  const side = file.slice(0, file.indexOf('/'));
  const folder = file.slice(0, file.lastIndexOf('/'));
  const require = (name) => {
    if (name === '@me/engine') return engines[side];
    const other = /^\\.\\.?\\/([\\w-]+)\\.ts$/.exec(name)?.[1];
    if (other !== undefined && Object.hasOwn(files, folder + '/' + other)) return load(folder + '/' + other);
    throw new Error('import of ' + name + ' refused');
  };
  files[file](require, exports);
  return exports;
}
function pick(name) {
  const file = 'mine/' + made[name];
  if (Object.hasOwn(files, file)) {
    try {
      const own = load(file)[name];
      if (own !== undefined) {
        whose.set(name, 'mine');
        return own;
      }
    } catch {}
    whose.set(name, 'broken');
  } else whose.set(name, 'reference');
  return load('reference/' + made[name])[name];
}
for (const name of Object.keys(made)) {
  Object.defineProperty(engines.mine, name, { enumerable: true, get: () => pick(name) });
  Object.defineProperty(engines.reference, name, { enumerable: true, get: () => load('reference/' + made[name])[name] });
}`;
