/**
 * Which known mistake was made: the typical mistakes of the exercise are run on the inputs of the
 * check that failed; one that gives what the learner gave is the one.
 */
import type { Diagnosis } from '../format/define.ts';
import { ask, casesOf, type Outcome, type Settle } from './ask.ts';
import type { Check, CheckFile } from './checks.ts';
import type { Linker } from './link.ts';
import type { CheckJob, Failure } from './result.ts';
import { isThrown, same } from './values.ts';

interface Evidence {
  readonly job: CheckJob;
  readonly linker: Linker;
  readonly file: CheckFile;
  readonly learner: object;
  readonly settle: Settle;
  readonly check: Check;
  readonly failure: Failure;
  readonly inputs: readonly unknown[];
  readonly expected: unknown;
  readonly got: unknown;
}

/** Failures that say nothing about mathematics have no diagnosis. */
const mute = new Set([
  'todo',
  'missing',
  'syntax',
  'import',
  'recursion',
  'never-settles',
  'memory',
]);

/** The mistake, or undefined when it is none of those known. */
export async function diagnose(evidence: Evidence): Promise<Diagnosis | undefined> {
  const { job, check, failure, file, learner, settle } = evidence;
  if (mute.has(failure.kind)) return undefined;
  const byValue = recognised(evidence);
  if (byValue !== undefined) return job.meta.diagnoses.find(({ id }) => id === byValue);
  const own = await outcomes(check, learner, settle);

  const others = file.checks.filter(
    (other) => other !== check && other.spec.task === check.spec.task && other.kind !== 'training',
  );
  let best: { diagnosis: Diagnosis; score: number } | undefined;
  const mine = new Map<Check, readonly Outcome[]>();
  for (const diagnosis of job.meta.diagnoses) {
    const source = job.wrong[diagnosis.id];
    if (source === undefined) continue;
    const wrong = evidence.linker.load(source, `wrong/${diagnosis.id}.ts`, 'reference');
    if (!agree(own, await outcomes(check, wrong, settle))) continue;
    // among mistakes that cannot be told apart here, the one that agrees on most of the task
    let score = 0;
    for (const other of others) {
      if (!mine.has(other)) mine.set(other, await outcomes(other, learner, settle));
      if (agree(mine.get(other) ?? [], await outcomes(other, wrong, settle))) score++;
    }
    if (best === undefined || score > best.score) best = { diagnosis, score };
  }
  return best?.diagnosis;
}

/** What a version gives for all cases of a check; of training, for the first seed. */
async function outcomes(check: Check, module: object, settle: Settle): Promise<Outcome[]> {
  const list: Outcome[] = [];
  const cases = casesOf(check);
  for (const at of check.kind === 'training' ? cases.slice(0, 1) : cases) {
    list.push(await ask(check, module, at.inputs, settle));
  }
  return list;
}

/** Whether two versions did the same: values, errors, changed arguments. */
const agree = (a: readonly Outcome[], b: readonly Outcome[]): boolean =>
  a.length === b.length &&
  a.every((x, i) => {
    const y = b[i];
    if (y === undefined || x.changed !== y.changed) return false;
    if (isThrown(x.value) && isThrown(y.value)) return x.value.name === y.value.name;
    return same(x.value, y.value);
  });

/** The mistakes that `checks.ts` recognises by their values. */
function recognised({ file, check, inputs, expected, got }: Evidence): string | undefined {
  const seen = { check: check.id, inputs, expected, got };
  return Object.entries(file.recognise).find(([, test]) => test(seen))?.[0];
}
