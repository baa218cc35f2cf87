/**
 * The learner's engine as one JavaScript module, for the laboratory: types stripped, the reference standing in for
 * what is missing. It exports the pieces by name, and `pieces`, which says whose each of them is. A piece that no
 * longer loads is replaced by the reference where it stands; pieces import each other through one engine, so that
 * what the learner wrote is at work below the reference too.
 */
import vm from 'node:vm';
import { strip } from '@limpide/course/checker/link';
import type { EnginePiece } from '@limpide/course/checker/result';
import { engineImports } from '@limpide/course/engine/job';

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
const folderOf = (exercise: string): string => exercise.split('/').slice(0, -1).join('/');

/** The other files of an exercise that a source asks for, and those that these ask for in turn. */
function filesOf(source: string, others: Readonly<Record<string, string>>): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (text: string): void => {
    for (const [, name = ''] of text.matchAll(/\bfrom\s*['"]\.\.?\/([\w-]+)\.ts['"]/g)) {
      const other = others[name];
      if (other === undefined || found.has(name)) continue;
      found.set(name, other);
      visit(other);
    }
  };
  visit(source);
  return found;
}

/** Pieces by name, and all that they are made of. Names that nobody knows are left aside. */
export function piecesFor(
  pieces: readonly EnginePiece[],
  names: readonly string[] | null,
): readonly EnginePiece[] {
  if (names === null) return pieces;
  const found = new Set<EnginePiece>();
  const visit = (name: string): void => {
    const piece = pieces.find((own) => own.name === name);
    if (piece === undefined || found.has(piece)) return;
    found.add(piece);
    for (const source of [piece.reference, piece.mine ?? '']) engineImports(source).forEach(visit);
  };
  names.forEach(visit);
  return [...found];
}

/** @returns the module's text: the same for the same pieces */
export function engineModule(pieces: readonly EnginePiece[]): string {
  const files = new Map<string, string>();
  const add = (file: string, source: string): boolean => {
    const body = usesLibrary(source) ? null : bodyOf(source, `${file}.ts`);
    if (body !== null) files.set(file, body);
    return body !== null;
  };
  const known: EnginePiece[] = [];
  for (const piece of pieces) {
    const { exercise, others } = piece;
    // what needs the library cannot be loaded without it
    if (!add(`reference/${exercise}`, piece.reference)) continue;
    if (piece.mine !== undefined) add(`mine/${exercise}`, piece.mine);
    for (const [side, source] of [
      ['reference', piece.reference],
      ['mine', piece.mine ?? ''],
    ] as const) {
      for (const [name, text] of filesOf(source, others)) {
        add(`${side}/${folderOf(exercise)}/${name}`, text);
      }
    }
    known.push(piece);
  }
  const made = known.map(({ name, exercise, mine }) => ({
    name,
    exercise,
    written: mine !== undefined,
  }));
  const lines = [
    "'use strict';",
    'const files = {',
    ...[...files].map(
      ([file, body]) => `${JSON.stringify(file)}: (require, exports) => {\n${body}\n},`,
    ),
    '};',
    `const made = ${JSON.stringify(made)};`,
    runtime,
    ...known.map(({ name }) => `export const ${name} = pick(${JSON.stringify(name)});`),
    'export const pieces = made.map(({ name, exercise }) => ({ name, exercise, from: whose.get(name) }));',
  ];
  return `${lines.join('\n')}\n`;
}

/** Loads files when they are asked for; `pick` prefers the learner's and falls back on the reference. */
const runtime = `
const loaded = new Map();
const whose = new Map();
const picked = new Map();
const engine = {};
function load(file) {
  if (loaded.has(file)) return loaded.get(file);
  const exports = {};
  loaded.set(file, exports);
  const folder = file.slice(0, file.lastIndexOf('/'));
  const require = (name) => {
    if (name === '@me/engine') return engine;
    const other = /^\\.\\.?\\/([\\w-]+)\\.ts$/.exec(name)?.[1];
    if (other !== undefined && Object.hasOwn(files, folder + '/' + other)) return load(folder + '/' + other);
    throw new Error('import of ' + name + ' refused');
  };
  files[file](require, exports);
  return exports;
}
function find(name) {
  const { exercise, written } = made.find((piece) => piece.name === name);
  const own = 'mine/' + exercise;
  if (Object.hasOwn(files, own)) {
    try {
      const value = load(own)[name];
      if (value !== undefined) {
        whose.set(name, 'mine');
        return value;
      }
    } catch {
      // it passed once and no longer loads: 'broken', which the page says
    }
  }
  whose.set(name, written ? 'broken' : 'reference');
  return load('reference/' + exercise)[name];
}
function pick(name) {
  if (picked.has(name)) return picked.get(name);
  const value = find(name);
  if (value !== undefined) picked.set(name, value);
  return value;
}
for (const { name } of made) {
  Object.defineProperty(engine, name, { enumerable: true, get: () => pick(name) });
}`;
