/**
 * Checks, one at a time, in a process of their own. One that breaks or does not answer is ended and replaced: the
 * learner reads why, and the next check starts afresh.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { typeFailure } from '@limpide/course/checker/node';
import type { CheckJob, CheckResult, Failure, TypeProblem } from '@limpide/course/checker/result';
import type { Exercise } from '@limpide/course/format';

export interface Question {
  readonly source: string;
  /** The exercise's folder, so that its other files are found. */
  readonly folder: string;
  /** null: only the types, to have TypeScript loaded. */
  readonly job: CheckJob | null;
}
export type Answer =
  | { readonly problems: readonly TypeProblem[] }
  | { readonly result: CheckResult }
  | { readonly fault: string };

const program = fileURLToPath(new URL('./child.ts', import.meta.url));
/** Loading TypeScript and the library on a busy machine; the learner's own time is counted by the runner. */
const patience = 60;

export class Checker {
  #child: ChildProcess | null = null;
  /** Ends when every check that was asked for has ended. */
  #line: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** Checks a source that was made into a job. @throws when the course itself is wrong */
  async check(exercise: Exercise, job: CheckJob): Promise<CheckResult> {
    const began = performance.now();
    const seconds = patience + (job.meta.limits?.seconds ?? 5);
    const answer = await this.#ask({ source: job.source, folder: exercise.folder, job }, seconds);
    if ('result' in answer) return answer.result;
    if ('problems' in answer) {
      return typeFailure(exercise, answer.problems, performance.now() - began);
    }
    if (answer.fault === 'gone') return gone(exercise, performance.now() - began);
    throw new Error(answer.fault);
  }

  /** Loads TypeScript before the first check wants it. */
  warm(exercise: Exercise): void {
    if (this.#child) return;
    void this.#ask({ source: 'export {};', folder: exercise.folder, job: null }, patience);
  }

  close(): void {
    this.#closed = true;
    this.#end();
  }

  #ask(question: Question, seconds: number): Promise<Answer> {
    const turn = this.#line.then(() => this.#talk(question, seconds));
    this.#line = turn;
    return turn;
  }

  #talk(question: Question, seconds: number): Promise<Answer> {
    if (this.#closed) return Promise.resolve({ fault: 'gone' });
    const child = this.#started();
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        clearTimeout(timer);
        child.off('message', heard);
        child.off('exit', broke);
        child.off('error', broke);
        resolve(answer);
      };
      const heard = (answer: Answer): void => settle(answer);
      const broke = (): void => {
        this.#end();
        settle({ fault: 'gone' });
      };
      const timer = setTimeout(broke, 1000 * seconds);
      child.on('message', heard);
      child.on('exit', broke);
      child.on('error', broke);
      child.send(question, (error) => {
        if (error) broke();
      });
    });
  }

  #started(): ChildProcess {
    if (this.#child) return this.#child;
    const child = fork(program, {
      execArgv: ['--conditions=limpide-source', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    child.on('error', () => undefined);
    // a studio that closes does not wait for it
    child.unref();
    child.channel?.unref();
    this.#child = child;
    return child;
  }

  #end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }
}

/** The code took its process with it: memory, as a rule. */
function gone(exercise: Exercise, ms: number): CheckResult {
  const failure: Failure = {
    kind: 'crash',
    message: {
      fr: 'Votre code a fait tomber le vérificateur, sans doute en demandant trop de mémoire. Rien n’est perdu : corrigez-le, puis vérifiez à nouveau.',
      en: 'Your code brought the checker down, probably by asking for too much memory. Nothing is lost: correct it, then check again.',
    },
  };
  const tasks = exercise.meta.tasks.map(({ id, points }) => ({
    id,
    points,
    status: 'not-run' as const,
  }));
  return {
    version: 1,
    exercise: exercise.id,
    status: 'stopped',
    ms,
    points: { got: 0, of: tasks.reduce((sum, task) => sum + task.points, 0) },
    tasks,
    checks: [],
    failure,
    output: { text: '', cut: false },
    engine: [],
  };
}
