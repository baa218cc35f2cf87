/**
 * What an estimator says without failing: it did not converge, a class has no sample… Listeners hear each
 * warning; without any, it is printed once.
 */
import { learnWarnings } from '../../errors/catalog/learn-warnings.ts';
import { type Details, fill, type Language, language } from '../../errors/index.ts';

/** A warning as data, with its sentence. */
export interface LearnWarning {
  /** The estimator's name. */
  readonly who: string;
  /** Stable identifier: `'learn.notConverged'`… */
  readonly code: keyof typeof learnWarnings;
  readonly details: Details;
  /** The sentence, in the current language unless another is named. */
  sentence(wanted?: Language): string;
}

const listeners = new Set<(warning: LearnWarning) => void>();
/** What was printed already, so that a search over a thousand models does not fill the screen. */
const printed = new Set<string>();

/**
 * Calls `listener` with every warning from now on, instead of printing it.
 *
 * @returns a function that takes the listener away
 */
export function onWarning(listener: (warning: LearnWarning) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Says here what was heard elsewhere: on another thread. */
export function relayWarning({
  who,
  code,
  details,
}: {
  readonly who: string;
  readonly code: string;
  readonly details: Details;
}): void {
  if (isKnown(code)) warn(who, code, details);
}
const isKnown = (code: string): code is keyof typeof learnWarnings =>
  Object.hasOwn(learnWarnings, code);

/** Says something that is no error: to the listeners, or once on the console. */
export function warn(who: string, code: keyof typeof learnWarnings, details: Details = {}): void {
  const all = { who, ...details };
  const sentence = (wanted: Language = language()): string =>
    fill(learnWarnings[code][wanted], all);
  if (listeners.size > 0) {
    for (const listener of listeners) listener({ who, code, details: all, sentence });
    return;
  }
  if (printed.has(`${who} ${code}`)) return;
  printed.add(`${who} ${code}`);
  console.warn(sentence());
}

/**
 * An iterative method stopped before its tolerance.
 *
 * @param iterations how many it did
 * @param reached what was left (a gradient, a gap), and
 * @param wanted the tolerance it had to come under
 */
export const warnNotConverged = (
  who: string,
  iterations: number,
  reached: number,
  wanted: number,
): void =>
  warn(who, 'learn.notConverged', { iterations, reached: short(reached), wanted: short(wanted) });

const short = (value: number): string => String(Number(value.toPrecision(3)));
