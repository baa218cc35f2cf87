/**
 * `limpide course check --snippets`: whether the code that lessons show beside the learner's is sound.
 * Limpide's is checked by its types and run; Python's is read by Python itself, and run where what it
 * imports is installed. A lesson whose Python begins in the middle of a program has a file
 * `before.pytorch.py` (or the title of another tab) with what stands before.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { TypeChecker } from '../checker/node/types.ts';
import type { Lesson } from '../format/course.ts';
import { languages } from '../format/ids.ts';
import { renderLesson } from '../format/lesson.ts';
import type { Block } from '../format/text/blocks.ts';

/** One piece of code of a lesson. */
interface Snippet {
  /** `maths/svd/fr.md, PyTorch`. */
  readonly where: string;
  readonly lesson: Lesson;
  readonly title: string;
  readonly language: string;
  readonly source: string;
}

/** What became of one. */
export interface SnippetReport {
  readonly where: string;
  /** It was understood. */
  readonly read: boolean;
  readonly ran: boolean;
  /** What it imports and this machine does not have: why it did not run. */
  readonly missing?: readonly string[];
  readonly problem?: string;
}

/** No Python answers by the names that were tried. */
export class NoPython extends Error {
  override readonly name = 'NoPython';
}

/** The code of lessons, the same text once. */
export function snippetsOf(lessons: readonly Lesson[]): Snippet[] {
  const found = new Map<string, Snippet>();
  for (const lesson of lessons) {
    for (const lang of languages) {
      for (const { title, language, source } of renderLesson(lesson, lang, {
        typeset: false,
      }).blocks.flatMap(tabs)) {
        const where = `${lesson.meta.id}/${lang}.md, ${title || language}`;
        const key = `${lesson.meta.id} ${language} ${source}`;
        if (!found.has(key)) found.set(key, { where, lesson, title, language, source });
      }
    }
  }
  return [...found.values()];
}

const tabs = (block: Block): { title: string; language: string; source: string }[] => {
  if (block.type === 'code') return [...block.tabs];
  if (block.type === 'note') return block.blocks.flatMap(tabs);
  if (block.type === 'predict') return [...block.question, ...block.answer].flatMap(tabs);
  return [];
};

/** Limpide's code: the types, then a process of its own for each. */
export async function* runLimpide(snippets: readonly Snippet[]): AsyncGenerator<SnippetReport> {
  const types = new TypeChecker();
  for (const { where, lesson, source } of snippets.filter(({ language }) => language === 'ts')) {
    const [wrong] = types.check(source, lesson.folder);
    if (wrong !== undefined) {
      const problem = `line ${wrong.line}: ${wrong.message.en}`;
      yield { where, read: false, ran: false, problem };
      continue;
    }
    const args = [
      '--conditions=limpide-source',
      '--input-type=module-typescript',
      '--eval',
      source,
    ];
    const { code, errors } = await talk(process.execPath, args, '', lesson.folder);
    const problem = code === 0 ? undefined : (/^\w*Error.*$/m.exec(errors)?.[0] ?? errors.trim());
    yield { where, read: true, ran: true, ...(problem === undefined ? {} : { problem }) };
  }
}

const reader = fileURLToPath(new URL('./snippets.py', import.meta.url));

/** Python's code. @throws NoPython when there is no Python to read it */
export async function runPython(snippets: readonly Snippet[]): Promise<SnippetReport[]> {
  const blocks = await Promise.all(
    snippets
      .filter(({ language }) => language === 'python')
      .map(async ({ where, lesson, title, source }) => {
        const before = `before.${title.toLowerCase()}.py`;
        return {
          ...{ where, source, file: before },
          before: await readFile(path.join(lesson.folder, before), 'utf8').catch(orEmpty),
        };
      }),
  );
  if (blocks.length === 0) return [];
  // Debian's own, which may have torch, before another that stands earlier in PATH
  const asked = process.env['LIMPIDE_PYTHON'];
  for (const python of asked ? [asked] : ['/usr/bin/python3', 'python3', 'python']) {
    // one that cannot be started is not there: the next name is tried
    const said = await talk(python, [reader], JSON.stringify(blocks)).catch(() => undefined);
    if (said === undefined) continue;
    if (said.code !== 0) throw new Error(`${python}: ${said.errors.trim()}`);
    return said.output.trim().split('\n').map(parseReport);
  }
  throw new NoPython(asked ?? 'python3');
}

const orEmpty = (error: NodeJS.ErrnoException): string => {
  if (error.code === 'ENOENT') return '';
  throw error;
};

function parseReport(line: string): SnippetReport {
  const value: unknown = JSON.parse(line);
  if (isReport(value)) return value;
  throw new Error(`not a report: ${line}`);
}
const isReport = (value: unknown): value is SnippetReport =>
  typeof value === 'object' && value !== null && 'where' in value && 'ran' in value;

/** Runs a program to its end. @throws when it cannot be started */
function talk(
  program: string,
  args: readonly string[],
  input: string,
  cwd?: string,
): Promise<{ code: number | null; output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe', ...(cwd === undefined ? {} : { cwd }) });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (text) => (output += String(text)));
    child.stderr.on('data', (text) => (errors += String(text)));
    child.stdin.on('error', () => undefined); // a program that ends early says so by its code
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, errors }));
    child.stdin.end(input);
  });
}
