/**
 * Tasks: functions that any thread can run. A module defines its task when it is loaded, under a name; a
 * thread that is asked for the task loads the same module and finds it here.
 *
 * Modules that define tasks should import little, and this file rather than `index.ts`: each thread loads
 * all that they import.
 */

/** A function of one input and of data that all inputs share; it changes neither. */
export type TaskFunction<I, S, O> = (input: I, shared: S) => O;

/** A function that threads can find: by the module that defines it, and by its name there. */
export interface Task<I, S, O> {
  readonly name: string;
  /** `import.meta.url` of the module that defines it. */
  readonly url: string;
  readonly run: TaskFunction<I, S, O>;
}

const tasks = new Map<string, TaskFunction<never, never, unknown>>();
const place = { inside: false };

/**
 * Defines a task; call it at the top of a module.
 *
 * @param name its name, one of a kind
 * @param url `import.meta.url`
 * @param run computes an output from an input and the shared data; all three must be plain data
 *   (what `structuredClone` takes)
 */
export function defineTask<I, S, O>(
  name: string,
  url: string,
  run: TaskFunction<I, S, O>,
): Task<I, S, O> {
  tasks.set(name, run);
  return { name, url, run };
}

/** The function of a task whose module is loaded. */
export const taskNamed = (name: string): TaskFunction<never, never, unknown> | undefined =>
  tasks.get(name);

/** Whether this is one of the pool's threads: what it runs does not ask for threads again. */
export const insidePool = (): boolean => place.inside;
/** Said once by a thread of the pool. */
export const enterPool = (): void => {
  place.inside = true;
};
