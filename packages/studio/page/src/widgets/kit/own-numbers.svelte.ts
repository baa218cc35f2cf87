/** The learner's function where its answer is known: its numbers are shown as long as they agree with the course's. */
import { agree, type Numbers, sameShape } from './agree.ts';
import { ownPiece, type Whose } from './own.svelte.ts';
import type { DriveName } from './own-drives.ts';

/** What a picture shows of a function: the learner's numbers once they are there, the course's until then. */
interface Shown<R> {
  readonly name: string;
  readonly whose: Whose;
  readonly value: R;
}
interface Options<R> {
  /** What the worker does with it instead of one plain call. */
  readonly drive?: DriveName;
  /** When it agrees, where rounding errors or signs may differ more; `agree` by default. */
  readonly fits?: (own: R, expected: R) => boolean;
}

/**
 * Follows a piece of the learner's engine. Call it while the component is made.
 *
 * @param args its arguments, plain values; null when there is nothing to call
 * @param expected what the course's function gives for them
 */
export function ownNumbers<R extends Numbers>(
  name: string,
  args: () => readonly unknown[] | null,
  expected: () => R,
  { drive = 'once', fits = agree }: Options<R> = {},
): Shown<R> {
  const reference = $derived(expected());
  /** What is expected of the calls under way, by their numbers. */
  const asked = new Map<number, R>();
  let count = 0;
  const own = ownPiece(
    name,
    () => {
      const list = args();
      if (list === null) return null;
      asked.set(++count, reference);
      return [list, count];
    },
    (result, [, id]) => {
      const to = asked.get(Number(id));
      // those before it were replaced before their turn came
      for (const old of asked.keys()) if (old <= Number(id)) asked.delete(old);
      return to !== undefined && sameShape(result, to) && fits(result, to)
        ? { to, numbers: result }
        : null;
    },
    undefined,
    drive,
  );
  return {
    name,
    get whose() {
      return own.whose;
    },
    get value() {
      return own.value?.to === reference ? own.value.numbers : reference;
    },
  };
}
