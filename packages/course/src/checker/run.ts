/**
 * Runs the checks of one exercise on the learner's file. No Node and no browser in here: the host
 * gives a way to compile, a clock, and somewhere to report to.
 *
 * Every task is taken on its own, so that a learner who has written the first of three functions
 * sees it pass; inside a task the first failure ends it. What is explained is the first failure in
 * the order of the tasks.
 */
import { ask, type Case, casesOf, NeverSettles, type Outcome, type Settle } from './ask.ts';
import type { Check, CheckFile } from './checks.ts';
import { diagnose } from './diagnose.ts';
import {
  type Expectation,
  explainError,
  judge,
  judgeTraining,
  learnerFile,
  slopes,
} from './explain.ts';
import { Linker, type LinkHost } from './link.ts';
import type { CheckJob, CheckReport, CheckResult, Failure } from './result.ts';
import { plain } from './values.ts';

/** What the runner needs of where it runs. */
export interface RunHost extends LinkHost {
  /** Milliseconds. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
  /** Told at once, so that it is known even if the next check never ends. */
  report(progress: Progress): void;
}

export type Progress =
  | { readonly type: 'start'; readonly check: string; readonly code?: string }
  | { readonly type: 'done'; readonly report: CheckReport }
  | { readonly type: 'failure'; readonly failure: Failure };

/** All but what the learner's code printed, which the host collects. */
export type RunResult = Omit<CheckResult, 'output'>;

/** How long a promise may take. */
const SETTLE = 2;

/** Runs everything. @throws when the course itself is wrong: its checks or its solution */
export async function runChecks(job: CheckJob, host: RunHost): Promise<RunResult> {
  const start = host.now();
  const linker = new Linker(job, host);
  const file = loadChecks(linker, job);
  const solution = linker.load(job.solution, 'solution.ts', 'reference');
  const settle = settler(host);
  const reports = file.checks.map(
    (check): CheckReport => ({
      ...{ id: check.id, kind: check.kind, task: check.spec.task },
      ...{ status: 'not-run', ms: 0 },
    }),
  );
  const finish = (failure?: Failure): RunResult =>
    summary(job, linker, reports, host.now() - start, failure);

  let learner: object;
  try {
    learner = linker.load(job.source, learnerFile, 'learner');
  } catch (error) {
    const failure: Failure = explainError(error, SETTLE);
    host.report({ type: 'failure', failure });
    return finish(failure);
  }

  const runner = new Runner(learner, solution, settle);
  let first: ({ check: Check } & Verdict) | undefined;
  for (const task of job.meta.tasks) {
    for (const [i, check] of file.checks.entries()) {
      if (check.spec.task !== task.id) continue;
      host.report({ type: 'start', check: check.id });
      const began = host.now();
      const verdict = await runner.run(check);
      const failure = verdict?.failure;
      const status = failure === undefined ? 'passed' : 'failed';
      reports[i] = { ...reports[i]!, status, ms: host.now() - began };
      host.report({ type: 'done', report: reports[i] });
      if (verdict === undefined || failure === undefined) continue;
      if (first === undefined) {
        first = { check, ...verdict };
        host.report({ type: 'failure', failure });
      }
      break;
    }
  }
  if (first === undefined) return finish();
  const known = await diagnose({ job, linker, file, learner, settle, ...first });
  return finish(known === undefined ? first.failure : { ...first.failure, diagnosis: known });
}

/** The checks, which come with the course and are trusted to be what they say. */
export function loadChecks(linker: Linker, job: CheckJob): CheckFile {
  const module = linker.load(job.checks, 'checks.ts', 'reference');
  const file: unknown = Reflect.get(module, 'default');
  if (!isCheckFile(file)) throw new Error(`${job.exercise}: checks.ts exports no defineChecks(…)`);
  return file;
}

const isCheckFile = (value: unknown): value is CheckFile =>
  typeof value === 'object' && value !== null && 'checks' in value && 'recognise' in value;

/** Waits for promises, `SETTLE` seconds at most. */
export const settler =
  (host: Pick<RunHost, 'wait'>): Settle =>
  async (value) => {
    const pending = typeof value === 'object' && value !== null && 'then' in value;
    if (!pending) return value;
    const late = host.wait(1000 * SETTLE).then(() => {
      throw new NeverSettles('the promise did not settle');
    });
    return Promise.race([value, late]);
  };

/** A failure, and the values that it is about. */
interface Verdict {
  readonly failure: Failure;
  readonly inputs: readonly unknown[];
  readonly expected: unknown;
  readonly got: unknown;
}

/** One learner's module against one solution. */
class Runner {
  private readonly learner: object;
  private readonly solution: object;
  private readonly settle: Settle;

  constructor(learner: object, solution: object, settle: Settle) {
    this.learner = learner;
    this.solution = solution;
    this.settle = settle;
  }

  async run(check: Check): Promise<Verdict | undefined> {
    if (check.kind === 'training') return this.train(check);
    for (const at of casesOf(check)) {
      const outcome = await ask(check, this.learner, at.inputs, this.settle);
      const expected = await this.expectation(check, at, outcome);
      const failure = judge(check, at, outcome, expected, SETTLE);
      if (failure === undefined) continue;
      return { failure, inputs: at.inputs, expected: expected.value, got: outcome.value };
    }
    return undefined;
  }

  private async train(check: Extract<Check, { kind: 'training' }>): Promise<Verdict | undefined> {
    const scores: number[] = [];
    // training may take longer than a promise should: the time limit of the whole is enough
    const patient: Settle = async (value) => value;
    for (const at of casesOf(check)) {
      const outcome = await ask(check, this.learner, at.inputs, patient);
      if (outcome.error !== undefined) {
        const failure: Failure = {
          ...{ check: check.id, task: check.spec.task },
          ...explainError(outcome.error, SETTLE),
        };
        return { failure, inputs: at.inputs, expected: undefined, got: outcome.value };
      }
      scores.push(Number(outcome.value));
    }
    const failure = judgeTraining(check, scores);
    if (failure === undefined) return undefined;
    return { failure, inputs: [], expected: undefined, got: scores };
  }

  private async expectation(check: Check, at: Case, outcome: Outcome): Promise<Expectation> {
    if (check.kind === 'gradient') {
      if (outcome.error !== undefined) return {};
      return { value: slopes(check, this.learner, at.inputs[0]) };
    }
    if (check.kind === 'example') {
      return 'throws' in check.spec ? { throws: true } : { value: await plain(check.spec.gives) };
    }
    if (check.kind === 'training') return {};
    const { spec } = check;
    const holds = (output: unknown): boolean => spec.holds?.(output, at.inputs) ?? true;
    if (spec.expect !== undefined) return { holds, value: await plain(spec.expect(at.inputs)) };
    if (spec.holds !== undefined) return { holds };
    const reference = await ask(check, this.solution, at.inputs, this.settle);
    return { value: reference.value };
  }
}

function summary(
  job: CheckJob,
  linker: Linker,
  checks: readonly CheckReport[],
  ms: number,
  failure?: Failure,
): RunResult {
  const tasks = job.meta.tasks.map(({ id, points }) => {
    const own = checks.filter((check) => check.task === id);
    const failed = own.some((check) => check.status === 'failed');
    const passed = own.length > 0 && own.every((check) => check.status === 'passed');
    const status = failed ? 'failed' : passed ? 'passed' : 'not-run';
    return { id, points, status } as const;
  });
  const passed = failure === undefined && tasks.every((task) => task.status === 'passed');
  const total = (list: typeof tasks): number => list.reduce((sum, task) => sum + task.points, 0);
  return {
    version: 1,
    exercise: job.exercise,
    status: passed ? 'passed' : 'failed',
    ms,
    points: { got: total(tasks.filter((task) => task.status === 'passed')), of: total(tasks) },
    tasks,
    checks,
    ...(failure === undefined ? {} : { failure }),
    engine: linker.engine,
  };
}
