/**
 * What the editor's TypeScript reads: the language's own types, the engine's (from the solutions of the course), the
 * exercise's other files, and the library where it is imported.
 */
import fs from 'node:fs';
import path from 'node:path';
import { learnerGlobals } from '@limpide/course/checker/globals';
import type { Course, Exercise } from '@limpide/course/format';
import { courseFolder } from '@limpide/course/format/load';
import ts from 'typescript';
import type { EditorFiles } from '../../shared/exercises.ts';

const libraryFolder = path.resolve(courseFolder, '../limpide/src');
let languageFiles: Readonly<Record<string, string>> | undefined;

/** `lib.esnext.d.ts` and what it refers to, by path: read once. */
function language(): Readonly<Record<string, string>> {
  if (languageFiles) return languageFiles;
  const folder = path.dirname(ts.getDefaultLibFilePath({}));
  const names = fs
    .readdirSync(folder)
    .filter((name) => /^lib\.(es|decorators).*\.d\.ts$/.test(name));
  languageFiles = Object.fromEntries(
    names.map((name) => [`/${name}`, fs.readFileSync(path.join(folder, name), 'utf8')]),
  );
  return languageFiles;
}

/** A source of the library and everything that it imports. */
function collect(file: string, into: Record<string, string>): void {
  const name = `/limpide/${path.relative(libraryFolder, file).split(path.sep).join('/')}`;
  if (into[name] !== undefined || !fs.existsSync(file)) return;
  const source = fs.readFileSync(file, 'utf8');
  into[name] = source;
  for (const [, target] of source.matchAll(/\b(?:from|import\()\s*['"](\.[^'"]+\.ts)['"]/g)) {
    if (target !== undefined) collect(path.resolve(path.dirname(file), target), into);
  }
}

/** The files of one exercise. */
export function editorFiles(course: Course, exercise: Exercise): EditorFiles {
  const files: Record<string, string> = { ...language() };
  const paths: Record<string, string[]> = { '@me/engine': ['/engine/index.ts'] };
  const lines: string[] = [];
  for (const lesson of course.lessons) {
    for (const each of lesson.exercises) {
      if (each.meta.exports.length === 0 || each.id === exercise.id) continue;
      files[`/engine/${each.id}.ts`] = each.files.solution;
      for (const [name, text] of Object.entries(each.files.others)) {
        files[`/engine/${path.posix.dirname(each.id)}/${name}.ts`] = text;
      }
      lines.push(`export { ${each.meta.exports.join(', ')} } from './${each.id}.ts';`);
    }
  }
  files['/engine/index.ts'] = `${lines.join('\n')}\nexport {};\n`;
  for (const [name, text] of Object.entries(exercise.files.others)) files[`/${name}.ts`] = text;
  const sources = [
    exercise.files.starter,
    exercise.files.solution,
    ...Object.values(exercise.files.others),
  ];
  const names = new Set(
    sources.flatMap((text) => [...text.matchAll(/['"](limpide(?:\/\w+)?)['"]/g)].map(([, n]) => n)),
  );
  for (const name of names) {
    if (name === undefined) continue;
    const inside = name === 'limpide' ? 'index.ts' : `${name.slice('limpide/'.length)}/index.ts`;
    collect(path.join(libraryFolder, inside), files);
    paths[name] = [`/limpide/${inside}`];
  }
  files['/globals.d.ts'] = learnerGlobals;
  return { files, path: '/exercise.ts', paths };
}
