/**
 * The learner's folder: their files, and the engine made of what passed (Node only).
 *
 * ```
 * limpide-atelier/
 *   atelier.json                       the manifest: pieces, hints taken, solutions seen
 *   tsconfig.json                      so that an editor knows `@me/engine`
 *   exercises/<lesson>/<name>.ts       what the learner writes
 *   engine/<lesson>/<name>.ts          the last version that passed
 *   engine/reference/<lesson>/<name>.ts  what stands in for the rest
 *   engine/index.ts                    all of `@me/engine`
 * ```
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import type { CheckResult } from '../checker/result.ts';
import type { Course, Exercise } from '../format/course.ts';
import { localise } from '../format/course.ts';
import type { ExerciseId, Lang } from '../format/ids.ts';
import type { OwnSources } from './job.ts';

/** How an exercise was solved. */
export type How = 'alone' | 'hints' | 'after-solution';

/** One exercise that passed. */
export interface Solved {
  readonly names: readonly string[];
  /** SHA-256 of the source that passed. */
  readonly hash: string;
  /** How many times a version passed that differs from the one before. */
  readonly version: number;
  readonly date: string;
  readonly how: How;
  /** SHA-256 of the checks that it passed: a piece of older checks is shown as such. */
  readonly checks: string;
}

interface Manifest {
  readonly format: 1;
  readonly solved: Readonly<Record<string, Solved>>;
  readonly hints: Readonly<Record<string, number>>;
  readonly solutions: readonly string[];
}

/** One name of the engine, and whose it is. */
export interface PieceStatus {
  readonly name: string;
  readonly exercise: ExerciseId;
  /** `changed`: the file in `engine/` is not the one that passed; the reference stands in. */
  readonly from: 'mine' | 'reference' | 'changed';
  readonly solved?: Solved;
  /** The checks have changed since. */
  readonly outdated: boolean;
}

export const defaultFolder = (): string =>
  process.env['LIMPIDE_FOLDER'] ?? path.join(os.homedir(), 'limpide-atelier');

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const empty: Manifest = { format: 1, solved: {}, hints: {}, solutions: [] };

/** `atelier.json` is not what Limpide writes. */
export class DamagedManifest extends Error {
  override readonly name = 'DamagedManifest';
  readonly file: string;
  constructor(file: string, cause?: unknown) {
    super(`${file} is not a manifest of this version`, { cause });
    this.file = file;
  }
}

/** The folder of one learner. */
export class LearnerFolder {
  readonly root: string;
  /** Ends when every change of the manifest that was asked for is written. */
  private line: Promise<void> = Promise.resolve();

  constructor(root: string) {
    this.root = path.resolve(root);
  }

  /** Where the learner writes an exercise. */
  exerciseFile(id: ExerciseId): string {
    return path.join(this.root, 'exercises', `${id}.ts`);
  }

  private engineFile(id: string): string {
    return path.join(this.root, 'engine', `${id}.ts`);
  }

  /** What the learner has written; the starter is put there first if there is nothing. */
  async open(exercise: Exercise, lang: Lang): Promise<{ file: string; source: string }> {
    const file = this.exerciseFile(exercise.id);
    const present = await read(file);
    if (present !== undefined) return { file, source: present };
    const source = localise(exercise.files.starter, lang);
    await write(file, source);
    for (const [name, text] of Object.entries(exercise.files.others)) {
      await write(path.join(path.dirname(file), `${name}.ts`), text);
    }
    return { file, source };
  }

  /** What the manifest says. @throws DamagedManifest when it is there and cannot be understood */
  async manifest(): Promise<Manifest> {
    const file = path.join(this.root, 'atelier.json');
    const text = await read(file);
    if (text === undefined) return empty;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new DamagedManifest(file, error);
    }
    if (isManifest(value)) return value;
    throw new DamagedManifest(file);
  }

  /** One change after the other: what is read is what the last one wrote. */
  private update(change: (manifest: Manifest) => Manifest): Promise<void> {
    const turn = this.line.then(async () => {
      const next = change(await this.manifest());
      await write(path.join(this.root, 'atelier.json'), `${JSON.stringify(next, null, 2)}\n`);
    });
    // one that failed says so to whoever asked for it; the next has its turn
    this.line = turn.catch(() => undefined);
    return turn;
  }

  /** A hint was shown. */
  async noteHint(id: ExerciseId): Promise<void> {
    await this.update((m) => ({ ...m, hints: { ...m.hints, [id]: (m.hints[id] ?? 0) + 1 } }));
  }

  /** The solution was shown. */
  async noteSolution(id: ExerciseId): Promise<void> {
    await this.update((m) => ({ ...m, solutions: [...new Set([...m.solutions, id])] }));
  }

  /** Registers a source that passed. Solving again after the solution does not make it "alone". */
  async register(course: Course, exercise: Exercise, source: string, result: CheckResult) {
    if (result.status !== 'passed') throw new Error(`${exercise.id} has not passed`);
    await write(this.engineFile(exercise.id), source);
    for (const [name, text] of Object.entries(exercise.files.others)) {
      await write(path.join(path.dirname(this.engineFile(exercise.id)), `${name}.ts`), text);
    }
    await this.update((m) => {
      const before = m.solved[exercise.id];
      const hash = sha(source);
      const seen = m.solutions.includes(exercise.id);
      const how: How =
        before?.how ??
        (seen ? 'after-solution' : (m.hints[exercise.id] ?? 0) > 0 ? 'hints' : 'alone');
      const version = before === undefined ? 1 : before.version + (before.hash === hash ? 0 : 1);
      const solved: Solved = {
        ...{ names: exercise.meta.exports, hash, version, how },
        ...{ date: new Date().toISOString(), checks: sha(exercise.files.checks) },
      };
      return { ...m, solved: { ...m.solved, [exercise.id]: solved } };
    });
    await this.writeIndex(course);
  }

  /** The sources of the learner's pieces that are still what passed. */
  async own(): Promise<OwnSources> {
    const { solved } = await this.manifest();
    const pairs = await Promise.all(
      Object.entries(solved).map(async ([id, piece]) => {
        const source = await read(this.engineFile(id));
        return source !== undefined && sha(source) === piece.hash ? [[id, source] as const] : [];
      }),
    );
    return Object.fromEntries(pairs.flat());
  }

  /** Every name of the engine: mine, or the reference. */
  async engineStatus(course: Course): Promise<PieceStatus[]> {
    const { solved } = await this.manifest();
    const own = await this.own();
    return course.lessons.flatMap((lesson) =>
      lesson.exercises.flatMap((exercise) => {
        const piece = solved[exercise.id];
        const mine = own[exercise.id] !== undefined;
        return exercise.meta.exports.map(
          (name): PieceStatus => ({
            ...{ name, exercise: exercise.id },
            from: mine ? 'mine' : piece === undefined ? 'reference' : 'changed',
            ...(piece === undefined ? {} : { solved: piece }),
            outdated: piece !== undefined && piece.checks !== sha(exercise.files.checks),
          }),
        );
      }),
    );
  }

  /** `engine/index.ts`, the references it needs, and a tsconfig.json for the editor. */
  async writeIndex(course: Course): Promise<void> {
    const status = await this.engineStatus(course);
    const lines: string[] = [];
    for (const lesson of course.lessons) {
      for (const exercise of lesson.exercises) {
        const pieces = status.filter((piece) => piece.exercise === exercise.id);
        if (pieces.length === 0) continue;
        const mine = pieces[0]?.from === 'mine';
        const where = mine ? exercise.id : `reference/${exercise.id}`;
        if (!mine) await write(this.engineFile(where), exercise.files.solution);
        const names = pieces.map((piece) => piece.name).join(', ');
        lines.push(`export { ${names} } from './${where}.ts';${mine ? '' : ' // reference'}`);
      }
    }
    const head = '// Written by Limpide: what `@me/engine` is made of.\n';
    await write(path.join(this.root, 'engine', 'index.ts'), `${head}${lines.join('\n')}\n`);
    const config = {
      compilerOptions: {
        ...{ target: 'esnext', module: 'nodenext', lib: ['esnext'], types: [], strict: true },
        ...{ noEmit: true, allowImportingTsExtensions: true, noUncheckedIndexedAccess: true },
        paths: { '@me/engine': ['./engine/index.ts'] },
      },
      include: ['exercises', 'engine'],
    };
    const file = path.join(this.root, 'tsconfig.json');
    if ((await read(file)) === undefined) await write(file, `${JSON.stringify(config, null, 2)}\n`);
  }
}

const isManifest = (value: unknown): value is Manifest =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === 1 &&
  ['solved', 'hints'].every((key) => isRecord(Reflect.get(value, key))) &&
  Array.isArray(Reflect.get(value, 'solutions'));
const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function read(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

let written = 0;

/** Whole or not at all: written beside, then moved over. */
async function write(file: string, text: string): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  // two writes at once, of this process or of another, have files of their own
  const beside = `${file}.${process.pid}.${++written}.tmp`;
  await fs.writeFile(beside, text);
  await fs.rename(beside, file);
}
