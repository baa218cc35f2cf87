/** Tasks for the tests of threads; the pool's threads load this file. */
import { threadId } from 'node:worker_threads';
import { ArgumentError, raise } from '../../../src/errors/index.ts';
import { defineTask } from '../../../src/learn/threads/tasks.ts';

const sentences = {
  'test.odd': { en: 'Task {index} is odd: {list}.', fr: 'La tâche {index} est impaire : {list}.' },
};

const spin = (ms: number): void => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

export interface Sum {
  readonly from: number;
  readonly to: number;
  readonly ms?: number;
}

/** The sum of a part of the shared numbers, and which thread made it. */
export const sumTask = defineTask(
  'test.sum',
  import.meta.url,
  ({ from, to, ms = 0 }: Sum, shared: { readonly x: Float64Array }) => {
    spin(ms);
    let sum = 0;
    for (let i = from; i < to; i++) sum += shared.x[i]!;
    return { sum, thread: threadId, copy: shared.x.slice(from, from + 1) };
  },
);

/** Fails on odd inputs: with an error of ours, or a plain one. */
export const oddTask = defineTask(
  'test.odd',
  import.meta.url,
  (index: number, kind: 'own' | 'plain'): number => {
    spin(5);
    if (index % 2 === 0) return index;
    if (kind === 'plain') throw new RangeError(`odd ${index}`);
    return raise(ArgumentError, sentences, 'test.odd', { index, list: [1, 2] });
  },
);

/** Ends its thread, unless it is the test's own. */
export const fatalTask = defineTask('test.fatal', import.meta.url, (_: number, home: number) => {
  spin(30);
  if (threadId !== home) process.exit(1);
  return threadId;
});
