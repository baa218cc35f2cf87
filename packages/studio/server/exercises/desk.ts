/**
 * The learner's exercises: code that is never lost, checks, hints, solutions. The files belong to
 * `@limpide/course`, and the terminal works on the same ones; what only the page remembers (which hints are open,
 * what the last check said) is in the database.
 */
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { CheckResult } from '@limpide/course/checker/result';
import { type How, LearnerFolder } from '@limpide/course/engine/folder';
import { enginePieces, makeJob } from '@limpide/course/engine/job';
import { type Exercise, type Lang, localise } from '@limpide/course/format';
import type { Checked, Saved } from '../../shared/exercises.ts';
import type { CourseStore } from '../course/store.ts';
import { StudioError } from '../errors.ts';
import { Checker } from './checker.ts';
import { putAside, readIfThere, sha, writeWhole } from './files.ts';

type Manifest = Awaited<ReturnType<LearnerFolder['manifest']>>;
type Standing = Checked['standing'];
interface Code {
  readonly source: string;
  readonly hash: string;
}

/** The three ways, as progress names them. */
const hows: Readonly<Record<How, Standing['how']>> = {
  alone: 'alone',
  hints: 'hints',
  'after-solution': 'solution',
};

export class Desk {
  readonly folder: LearnerFolder;
  readonly #course: CourseStore;
  readonly #database: DatabaseSync;
  readonly #checker = new Checker();
  /** Changes of files, one after the other. */
  #line: Promise<unknown> = Promise.resolve();

  constructor(folder: string, database: DatabaseSync, course: CourseStore) {
    this.folder = new LearnerFolder(folder);
    this.#database = database;
    this.#course = course;
  }
  close(): void {
    this.#checker.close();
  }
  /** Work on files that must not be mixed with other work. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work);
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  /** The manifest. @throws StudioError when somebody has damaged it */
  async manifest(): Promise<Manifest> {
    try {
      return await this.folder.manifest();
    } catch (error) {
      const file = path.join(this.folder.root, 'atelier.json');
      throw new StudioError(
        'studio.manifest',
        {
          en: `${file} cannot be read: it is not what Limpide writes. Move it away and check your exercises again: the files in exercises/ are all that is needed.`,
          fr: `${file} ne se lit pas : ce n’est pas ce que Limpide écrit. Déplacez-le et vérifiez à nouveau vos exercices : les fichiers du dossier exercises/ suffisent.`,
        },
        500,
        error,
      );
    }
  }

  /** The learner's code; the starter is put there first when there is none. */
  async code(exercise: Exercise, lang: Lang): Promise<Code> {
    this.#checker.warm(exercise);
    const { source } = await this.#alone(() => this.folder.open(exercise, lang));
    return { source, hash: sha(source) };
  }

  /** Saves code over what was read before. What the file became meanwhile is not overwritten unasked. */
  save(exercise: Exercise, code: string, base: string, over: boolean): Promise<Saved> {
    return this.#alone(async () => {
      const file = this.folder.exerciseFile(exercise.id);
      const now = await readIfThere(file);
      const hash = sha(code);
      if (now === code) return { saved: true, hash, aside: null };
      if (now !== undefined && sha(now) !== base && !over) {
        const aside = await putAside(this.folder.root, exercise.id, code);
        return { saved: false, theirs: { source: now, hash: sha(now) }, aside };
      }
      const aside =
        now !== undefined && sha(now) !== base
          ? await putAside(this.folder.root, exercise.id, now)
          : null;
      await writeWhole(file, code);
      return { saved: true, hash, aside };
    });
  }

  /** The starter again; the code so far is kept aside. */
  reset(exercise: Exercise, lang: Lang): Promise<{ code: Code; aside: string | null }> {
    return this.#alone(async () => {
      const file = this.folder.exerciseFile(exercise.id);
      const now = await readIfThere(file);
      const source = localise(exercise.files.starter, lang);
      const aside =
        now === undefined || now === source
          ? null
          : await putAside(this.folder.root, exercise.id, now);
      await writeWhole(file, source);
      return { code: { source, hash: sha(source) }, aside };
    });
  }

  /** Checks code; what passes joins the engine. */
  async check(exercise: Exercise, code: string): Promise<Checked> {
    const course = await this.#course.course();
    const own = await this.folder.own();
    const result = await this.#checker.check(
      exercise,
      makeJob(exercise, code, enginePieces(course, own)),
    );
    let joined: readonly string[] = [];
    if (result.status === 'passed') {
      await this.#alone(async () => {
        const before = (await this.manifest()).solved[exercise.id];
        await this.folder.register(course, exercise, code, result);
        if (before?.hash !== sha(code)) joined = exercise.meta.exports;
      });
    }
    this.#note(exercise.id, { result: JSON.stringify(result), hash: sha(code) });
    return { result, standing: await this.standing(exercise), joined: [...joined] };
  }

  async standing(exercise: Exercise, manifest?: Manifest): Promise<Standing> {
    const known = manifest ?? (await this.manifest());
    const solved = known.solved[exercise.id];
    if (solved) {
      return {
        state: 'passed',
        how: hows[solved.how],
        version: solved.version,
        outdated: solved.checks !== sha(exercise.files.checks),
      };
    }
    const helped = known.solutions.includes(exercise.id)
      ? 'solution'
      : (known.hints[exercise.id] ?? 0) > 0
        ? 'hints'
        : 'alone';
    const source = await readIfThere(this.folder.exerciseFile(exercise.id));
    const { starter } = exercise.files;
    const touched =
      source !== undefined &&
      source !== localise(starter, 'fr') &&
      source !== localise(starter, 'en');
    return {
      state: touched || helped !== 'alone' ? 'started' : 'new',
      how: helped,
      version: null,
      outdated: false,
    };
  }

  /** How many hints of each task are open. */
  hintsOpen(exercise: Exercise): Readonly<Record<string, number>> {
    const row = this.#row(exercise.id);
    return row ? (JSON.parse(String(row['hints'])) as Record<string, number>) : {};
  }
  /** Opens the next hint of a task. */
  async hint(exercise: Exercise, task: string): Promise<number> {
    const open = this.hintsOpen(exercise);
    const most = exercise.hints.fr[task]?.length ?? 0;
    const count = Math.min(most, (open[task] ?? 0) + 1);
    if (count > (open[task] ?? 0)) await this.#alone(() => this.folder.noteHint(exercise.id));
    this.#note(exercise.id, { hints: JSON.stringify({ ...open, [task]: count }) });
    return count;
  }

  async solution(exercise: Exercise): Promise<string> {
    await this.#alone(() => this.folder.noteSolution(exercise.id));
    return exercise.files.solution;
  }

  /** What the last check said, with the hash of what it checked. */
  last(exercise: Exercise): { result: CheckResult; hash: string } | null {
    const row = this.#row(exercise.id);
    if (!row?.['result']) return null;
    const result = JSON.parse(String(row['result'])) as CheckResult;
    return { result, hash: String(row['hash']) };
  }

  #row(id: string): Record<string, unknown> | undefined {
    return this.#database.prepare('SELECT * FROM exercise_notes WHERE exercise = ?').get(id);
  }
  #note(id: string, { hints, result, hash }: Partial<Record<'hints' | 'result' | 'hash', string>>) {
    this.#database
      .prepare(
        `INSERT INTO exercise_notes (exercise, hints, result, hash)
         VALUES (:id, coalesce(:hints, '{}'), :result, :hash)
         ON CONFLICT (exercise) DO UPDATE SET
           hints = coalesce(:hints, hints), result = coalesce(:result, result), hash = coalesce(:hash, hash)`,
      )
      .run({ id, hints: hints ?? null, result: result ?? null, hash: hash ?? null });
  }
}
