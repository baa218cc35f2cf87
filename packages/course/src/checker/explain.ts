/** From an outcome that is not the right one to a failure that can be read. */
import {
  type Case,
  codeOf,
  differences,
  Missing,
  NeverSettles,
  type Outcome,
  vectorOf,
} from './ask.ts';
import type { Check } from './checks.ts';
import { BadSyntax, ImportRefused } from './link.ts';
import { sentence } from './messages.ts';
import type { Failure } from './result.ts';
import { thrownSentence } from './thrown.ts';
import { compare, formatNumber, formatValue, isThrown, same, show } from './values.ts';

/** The name of the learner's file in stack traces. */
export const learnerFile = 'exercise.ts';

/** What an outcome is held against. */
export interface Expectation {
  readonly value?: unknown;
  readonly throws?: true;
  /** Instead of a value: whether the outcome is right. */
  readonly holds?: (output: unknown) => boolean;
}

/** The failure of one case, or undefined when it is right. */
export function judge(
  check: Check,
  at: Case,
  outcome: Outcome,
  expected: Expectation,
  settleSeconds: number,
): Failure | undefined {
  const head = headOf(check, at);
  const wantsError = expected.throws === true || isThrown(expected.value);
  if (outcome.error !== undefined) {
    if (wantsError && outcome.error instanceof Error && !isTodo(outcome.error)) return undefined;
    return { ...head, ...explainError(outcome.error, settleSeconds) };
  }
  const { value } = outcome;
  if (wantsError) {
    const message = sentence('noError', { got: formatValue(value, 80) });
    return { ...head, kind: 'no-error', message, ...whenShown(value) };
  }
  const tolerance = 'tolerance' in check.spec ? check.spec.tolerance : undefined;
  if (expected.holds !== undefined && !expected.holds(value)) {
    const message = sentence('property', { got: formatValue(value, 120) });
    return { ...head, kind: 'property', message };
  }
  if ('value' in expected) {
    const limits =
      check.kind === 'gradient'
        ? { absolute: tolerance?.absolute ?? 1e-6, relative: tolerance?.relative ?? 1e-4 }
        : tolerance;
    if (!same(expected.value, value, limits)) {
      const comparison = compare(expected.value, value, limits);
      const kind = check.kind === 'gradient' ? 'gradient' : 'wrong-value';
      return { ...head, kind, message: valueMessage(check, expected.value, value), comparison };
    }
  }
  const mayChange = 'mayChange' in check.spec && check.spec.mayChange === true;
  if (outcome.changed && !mayChange) {
    return { ...head, kind: 'changed-arguments', message: sentence('changed') };
  }
  return undefined;
}

const whenShown = (value: unknown): Pick<Failure, 'comparison'> => ({
  comparison: {
    expected: { text: 'Error', kind: 'other', shape: [] },
    got: show(value),
    different: [],
    shapes: 'different',
  },
});

/** What every failure of a check says of where it happened. */
function headOf(check: Check, at: Case): Omit<Failure, 'kind' | 'message'> {
  const { task, rule, says } = check.spec;
  const code = codeOf(check, (value) => formatValue(value, 120));
  return {
    check: check.id,
    task,
    ...(rule === undefined ? {} : { rule }),
    ...(says === undefined ? {} : { says }),
    ...(code === undefined ? {} : { code }),
    ...(at.inputs.length === 0 || check.kind === 'training' ? {} : { inputs: at.inputs.map(show) }),
    ...(check.kind === 'example' || check.kind === 'training' ? {} : { case: at.number + 1 }),
  };
}

function valueMessage(check: Check, expected: unknown, got: unknown): Failure['message'] {
  if (got === undefined) return sentence('undefinedValue');
  const [a, b] = [show(expected), show(got)];
  if (a.kind !== b.kind || a.shape.join() !== b.shape.join()) {
    const form = (s: typeof a): string =>
      s.kind === 'other' ? s.text.slice(0, 60) : `[${s.shape.join(', ')}]`;
    return sentence('wrongShape', { expected: form(a), got: form(b) });
  }
  if (hasNaN(got) && !hasNaN(expected)) return sentence('nan');
  if (check.kind === 'gradient') return sentence('gradient');
  const [wanted, came] = [formatValue(expected, 80), formatValue(got, 80)];
  // values that are written alike get all their digits
  if (wanted === came)
    return sentence('wrongValue', { expected: String(expected), got: String(got) });
  return sentence('wrongValue', { expected: wanted, got: came });
}

const hasNaN = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(hasNaN) : Number.isNaN(value);

/** The median of a training check, judged. */
export function judgeTraining(
  check: Extract<Check, { kind: 'training' }>,
  scores: readonly number[],
): Failure | undefined {
  const { spec } = check;
  const got = median(scores);
  const low = 'atLeast' in spec;
  const wanted = low ? spec.atLeast : spec.atMost;
  if (low ? got >= wanted : got <= wanted) return undefined;
  const message = sentence(low ? 'trainingLow' : 'trainingHigh', {
    measures: spec.measures,
    got: formatNumber(got),
    wanted: formatNumber(wanted),
    seeds: scores.length,
  });
  return { ...headOf(check, { number: 0, inputs: [] }), kind: 'training', message };
}

export function median(values: readonly number[]): number {
  const sorted = values.map((x) => (Number.isNaN(x) ? Number.NEGATIVE_INFINITY : x));
  sorted.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** What finite differences of the learner's function say. */
export const slopes = (
  check: Extract<Check, { kind: 'gradient' }>,
  module: object,
  x: unknown,
): number[] => differences((point) => check.spec.of(module, point), vectorOf(x));

const isTodo = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('TODO');

/** An error that came out of the learner's code. */
export function explainError(
  error: unknown,
  settleSeconds: number,
): Pick<Failure, 'kind' | 'message'> & Partial<Pick<Failure, 'position'>> {
  const position = positionOf(error);
  const place = position === undefined ? {} : { position };
  if (error instanceof BadSyntax) {
    const { line, column } = error;
    const message = sentence('syntax', { line, message: error.message });
    return { kind: 'syntax', message, position: { line, column } };
  }
  if (error instanceof ImportRefused) {
    return { kind: 'import', message: sentence('import', { specifier: error.specifier }) };
  }
  if (error instanceof Missing) {
    return { kind: 'missing', message: sentence('missing', { what: error.what }) };
  }
  if (error instanceof NeverSettles) {
    return { kind: 'never-settles', message: sentence('neverSettles', { seconds: settleSeconds }) };
  }
  if (isTodo(error)) return { kind: 'todo', message: sentence('todo'), ...place };
  if (error instanceof RangeError && /call stack|recursion/i.test(error.message)) {
    return { kind: 'recursion', message: sentence('recursion'), ...place };
  }
  if (error instanceof RangeError && /allocation failed/i.test(error.message)) {
    return { kind: 'memory', message: sentence('allocation'), ...place };
  }
  if (error instanceof Error) {
    const message = sentence('threw', { what: thrownSentence(error) });
    return { kind: 'threw', message, ...place };
  }
  const what = typeof error === 'string' ? JSON.stringify(error) : String(error);
  return { kind: 'threw', message: sentence('threwOther', { what }) };
}

/** Where in the learner's file an error was thrown. */
function positionOf(error: unknown): Failure['position'] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return undefined;
  const match = new RegExp(`\\b${learnerFile.replace('.', '\\.')}:(\\d+):(\\d+)`).exec(error.stack);
  if (match === null) return undefined;
  // the first line has what the linker put before it
  const line = Number(match[1]);
  return { line, column: line === 1 ? 1 : Number(match[2]) };
}
